// How shared text gets a site's own values: {{site.fridge}}. Pure.

/** What a placeholder shows when the site has no such value: room to write it by hand. */
const BLANK = '____';

export interface SiteValues {
  name: string;
  address: string;
  phone: string;
  facts: Readonly<Record<string, string>>;
}

const PLACEHOLDER = /\{\{\s*site\.([a-z][a-z0-9_]*)\s*\}\}/g;

/** The site's value, '' when it says none. A fact comes before the site's own column. */
function valueOf(site: SiteValues, name: string): string {
  if (Object.hasOwn(site.facts, name)) return site.facts[name] ?? '';
  return name === 'name' || name === 'address' || name === 'phone' ? site[name] : '';
}

/**
 * Puts a site's own values where shared text says {{site.x}}. Once: what a value holds is not looked into, so nothing
 * can go in circles.
 */
export function fillSite(text: string, site: SiteValues): string {
  return text.replace(PLACEHOLDER, (_, name: string) => valueOf(site, name) || BLANK);
}

/** A plan's own words, and those of its steps. */
interface PlanText {
  trigger: string;
  anchor: string;
  sections: readonly { steps: readonly { title: string; detail: string }[] }[];
}

/** A whole plan with a site's own values. */
export function fillPlan<P extends PlanText>(plan: P, site: SiteValues): P {
  const fill = (text: string): string => fillSite(text, site);
  return {
    ...plan,
    trigger: fill(plan.trigger),
    anchor: fill(plan.anchor),
    sections: plan.sections.map((section) => ({
      ...section,
      steps: section.steps.map((step) => ({ ...step, title: fill(step.title), detail: fill(step.detail) })),
    })),
  };
}

/** The names a text asks for, each once; how often it asks; and what looks like a placeholder but is none. */
export function placeholdersIn(text: string): { names: string[]; count: number; odd: string[] } {
  const asked = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const odd = new Set(
    [...text.replace(PLACEHOLDER, '').matchAll(/\{\{[^}\n]{0,60}\}{0,2}/g)].map(([all]) => all),
  );
  return { names: [...new Set(asked)], count: asked.length, odd: [...odd] };
}

/** The sites that have nothing to say for a name. */
export function sitesWithout<S extends SiteValues>(sites: readonly S[], name: string): S[] {
  return sites.filter((site) => valueOf(site, name) === '');
}
