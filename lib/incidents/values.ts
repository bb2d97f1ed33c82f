// The closed lists a command may choose from: what is down, what an update says, what people answer.
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

export const SAYS = ['still-down', 'partly-back', 'back-by'] as const;
export type Say = (typeof SAYS)[number];

export const ANSWERS = ['coming', 'here', 'cannot', 'help'] as const;
export type AnswerValue = (typeof ANSWERS)[number];
