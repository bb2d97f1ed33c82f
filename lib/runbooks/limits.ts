// How much a plan may hold. Both sides need these: fields stop typing, the server refuses.
export const MOST_TITLE = 200;
export const MOST_DETAIL = 4000;
export const MOST_STEPS = 500;
export const MOST_SECTIONS = 40;
/** Plans one plan can lead to. */
export const MOST_LEADS = 20;
