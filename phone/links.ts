// Links between our own screens do not leave the document.
import { go, place, placeOf } from './route';
import { set } from './state';

export function followLinks(): void {
  addEventListener('popstate', () => set({ path: location.pathname, sheet: null }));
  addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || placeOf(url.pathname).slug !== place().slug || link.target) return;
    if (!url.pathname.startsWith('/live/')) return;
    event.preventDefault();
    go(url.pathname);
  });
}
