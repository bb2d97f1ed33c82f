// Everything that belongs into the binder of a site, read once for all sites, and a mark that says when it changed.
import { createHash } from 'node:crypto';
import type { Ctx } from '@/lib/access';
import { readPeople, readTrees } from '@/lib/contacts';
import { branchPeople } from '@/lib/contacts/rules';
import type { Person, Tree } from '@/lib/contacts/schema';
import { AppError, day, plural } from '@/lib/core';
import { env } from '@/lib/env';
import { readPractice, readSites, readVendors } from '@/lib/practices';
import type { PracticeView, Site, Vendor } from '@/lib/practices/schema';
import type { Paper, PrintDocument, PrintSheet } from '@/lib/print/schema';
import { readCurrentRunbooks } from '@/lib/runbooks';
import { fillPlan } from '@/lib/runbooks/rules';
import type { RunbookView } from '@/lib/runbooks/schema';
import { contactCard, vendorCard } from './call-cards';
import { alternateCards, logSheet, siteCard } from './place-cards';
import { planSheets, type Surroundings } from './plan-sheets';
import type { BinderPart } from './schema';

/** Counts up when pages look different, so that stored prints are made again. */
const LOOK = 2;

export interface BinderContent {
  practice: PracticeView;
  site: Site;
  /** Filled with this site's own values. */
  plans: RunbookView[];
  people: Person[];
  trees: Tree[];
  vendors: Vendor[];
  parts: BinderPart[];
  /** Another one: something that is printed is different. */
  fingerprint: string;
}

/** The product itself: a binder is the same whoever asks for it. */
export function inside(ctx: Pick<Ctx, 'practiceId'>): Ctx {
  return { practiceId: ctx.practiceId, actor: { kind: 'system', name: 'Holdfast' } };
}

function markOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}

function planMark(plan: RunbookView, titles: ReadonlyMap<string, string>): string {
  const { slug, title, version, publishedAt, trigger, anchor, sections, escalatesTo } = plan;
  const leadsTo = escalatesTo.map((other) => titles.get(other) ?? '');
  const steps = sections.map((section) => [
    section.title,
    section.steps.map((s) => [s.title, s.detail, s.role, s.due, s.critical, s.needs, s.evidence]),
  ]);
  return markOf([slug, title, version, publishedAt, trigger, anchor, leadsTo, steps]);
}

/** What a contact card says of people, whoever they are and in whatever order they were read. */
function contactsMark({
  trees,
  people,
  vendors,
}: Pick<BinderContent, 'trees' | 'people' | 'vendors'>): string {
  // Who stands in no branch is on no card.
  const called = new Set(trees.flatMap(({ branches }) => branches.flatMap(branchPeople)));
  const said = people
    .filter(({ id }) => called.has(id))
    .map(({ id, name, jobRoles, reaches }) => [
      id,
      name,
      jobRoles,
      reaches.map(({ kind, address, optedOut }) => [kind, address, optedOut]),
    ]);
  return markOf([
    trees,
    said,
    vendors.map((one) => [one.name, one.kind, one.supportLine, one.accountNumber]),
  ]);
}

/** The order they are stored in says nothing. */
function inOrder(facts: Record<string, string>): [string, string][] {
  return Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
}

function partsOf(content: Omit<BinderContent, 'parts' | 'fingerprint'>): BinderPart[] {
  const { site, plans, vendors } = content;
  const titles = new Map(plans.map((plan) => [plan.slug, plan.title]));
  const card = (title: string, mark: string): BinderPart => ({ runbookId: null, title, version: null, mark });
  const { alternateSites, facts, systems, name, address, phone, hours } = site;
  return [
    ...plans.map((plan) => ({
      runbookId: plan.id,
      title: plan.title,
      version: plan.version,
      mark: planMark(plan, titles),
    })),
    // Ids and who is reminded are printed nowhere.
    card(
      'Site card',
      markOf([
        name,
        address,
        phone,
        hours,
        inOrder(facts),
        systems.map(({ vendorId: _, id: __, ...system }) => system),
      ]),
    ),
    card(
      'Alternate site card',
      markOf([name, alternateSites.map(({ ownerId: _, ...alternate }) => alternate)]),
    ),
    card('Contact card', contactsMark(content)),
    card('Vendor card', markOf(vendors)),
  ];
}

/** What every active site's binder holds now. The caller has asked whether the reader may. */
export async function readBinderContents(practice: Pick<Ctx, 'practiceId'>): Promise<BinderContent[]> {
  const ctx = inside(practice);
  const [view, sites, plans, people, trees, vendors] = await Promise.all([
    readPractice(ctx),
    readSites(ctx),
    readCurrentRunbooks(ctx, { raw: true }),
    readPeople(ctx),
    readTrees(ctx),
    readVendors(ctx),
  ]);
  return sites.map((site) => {
    const filled = plans.map((plan) => ({ ...fillPlan(plan, site), siteId: site.id }));
    const content = { practice: view, site, plans: filled, people, trees, vendors };
    const parts = partsOf(content);
    const shown = [LOOK, env().APP_URL, view.name, view.slug, view.zone, parts];
    return { ...content, parts, fingerprint: markOf(shown) };
  });
}

/** One site's. @throws AppError not-found. */
export async function readBinderContent(
  practice: Pick<Ctx, 'practiceId'>,
  siteId: string,
): Promise<BinderContent> {
  const all = await readBinderContents(practice);
  const content = all.find(({ site }) => site.id === siteId);
  if (!content) throw new AppError('not-found', 'There is no such site.');
  return content;
}

export function surroundings(
  practice: PracticeView,
  siteName: string | null,
  plans: readonly Pick<RunbookView, 'slug' | 'title'>[],
): Surroundings {
  return {
    place: siteName === null ? practice.name : `${practice.name} · ${siteName}`,
    slug: practice.slug,
    zone: practice.zone,
    appUrl: env().APP_URL.replace(/\/+$/, ''),
    titles: new Map(plans.map(({ slug, title }) => [slug, title])),
  };
}

/** The whole binder: contents first, what one calls and where one goes next, then the plans, then the log. */
export function binderDocument(content: BinderContent, now: Date, paper: Paper): PrintDocument {
  const { practice, site, plans, trees, people, vendors } = content;
  const made = day(now, practice.zone);
  const around = { ...surroundings(practice, site.name, plans), asOf: made };
  const cover: PrintSheet = {
    place: around.place,
    title: 'Downtime binder',
    version: `${plural(plans.length, 'plan')} and the cards of ${site.name}, as they stood on ${made}`,
    url: `${around.appUrl}/p/${around.slug}/binder`,
    blocks: [{ kind: 'fields', rows: [['In the binder since', 'Put there by']] }, { kind: 'contents' }],
  };
  return {
    title: `Downtime binder, ${site.name}, ${practice.name}`,
    language: 'en',
    paper,
    madeAt: now.toISOString(),
    made,
    sheets: [
      cover,
      ...contactCard(trees, people, vendors, around),
      siteCard(site, around),
      ...alternateCards(site, around),
      ...plans.flatMap((plan) => planSheets(plan, around)),
      ...vendorCard(vendors, around),
      logSheet(around),
    ],
  };
}
