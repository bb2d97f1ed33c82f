// What the child that reads a picture says with the code it ends with. Node itself uses the small numbers.
export const EXIT = {
  notAPicture: 41,
  tooManyPixels: 42,
  tooSmallOrNarrow: 43,
  cannotWork: 44,
  /** A signal: an ordinary exit waits for the decoder to finish. Nobody else sends it. */
  tooMuchMemory: 'SIGUSR2',
};
