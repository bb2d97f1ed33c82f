// What can be down, in codes and words.
export const WHAT_DOWN = ['ehr', 'internet', 'phones', 'erx', 'labs', 'power', 'strange'] as const;
export type WhatDown = (typeof WHAT_DOWN)[number];

export const WHAT_DOWN_WORDS: Record<WhatDown, string> = {
  ehr: 'EHR',
  internet: 'Internet',
  phones: 'Phones',
  erx: 'E-prescribing',
  labs: 'Labs or interfaces',
  power: 'Power or building',
  strange: 'Something strange on screen',
};
