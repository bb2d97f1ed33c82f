// Where we are: /live/{slug}/{screen}/{id}/{part}.
import { set, state } from './state';
import { load } from './ui/lazy';

export interface Place {
  slug: string;
  screen: string;
  id: string;
  part: string;
}

export function placeOf(path: string): Place {
  const [, , slug = '', screen = '', id = '', part = ''] = path.split('/');
  return { slug, screen, id, part };
}

export function place(): Place {
  return placeOf(state.path);
}

/** The address of a screen of this practice. */
export function to(...parts: string[]): string {
  return ['/live', place().slug, ...parts].join('/');
}

export function go(path: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  set({ path: location.pathname, sheet: null });
  if (place().screen === 'i') void load('incident');
  scrollTo(0, 0);
  // A new screen begins at its heading, for eyes and for screen readers alike.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('h1')?.focus());
}
