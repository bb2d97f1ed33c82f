// The one document: the same bytes for every practice, on-line and off. It ends open, so that a signed-in
// answer can append its data block.

/** On a 24 grid. */
const ICONS = {
  check: 'M4 12.5l5.5 5.5L20 6.5',
  double: 'M2 13l5 5L15 7M12 17l1 1L22 7',
  minus: 'M5 12h14',
  stop: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16v.5',
  list: 'M4 6h.5M9 6h11M4 12h.5M9 12h11M4 18h.5M9 18h11',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.4a3.5 3.5 0 0 1 0 6.2M18.5 14.5a6.5 6.5 0 0 1 3 5.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2',
  flag: 'M5 21V4M5 5h13l-3 4 3 4H5',
  call: 'M6 3h3l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v3a2.5 2.5 0 0 1-2.5 2.5A15.5 15.5 0 0 1 3.5 5.5 2.5 2.5 0 0 1 6 3z',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  next: 'M9 5l7 7-7 7',
} as const;

export interface Parts {
  css: string;
  script: string;
  words: string;
  manifest: string;
  icon: string;
}

export function documentOf({ css, script, words, manifest, icon }: Parts): string {
  const symbols = Object.entries(ICONS)
    .map(([name, path]) => `<symbol id="i-${name}" viewBox="0 0 24 24"><path d="${path}"/></symbol>`)
    .join('');
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">',
    '<meta name="holdfast" content="phone"><meta name="theme-color" content="#0e1d1c"><title>Holdfast</title>',
    `<link rel="manifest" href="/live/a/${manifest}"><link rel="icon" href="/live/a/${icon}">`,
    `<style>${css}</style></head><body>`,
    `<svg class="hidden" aria-hidden="true">${symbols}</svg><div id="app"></div>`,
    '<noscript><p class="plain">Turn on JavaScript to use the live checklist. Until then use your printed plan.</p></noscript>',
    `<script type="application/json" id="words">${words.replaceAll('<', '\\u003c')}</script>`,
    `<script type="module">${script}</script>\n`,
  ].join('');
}
