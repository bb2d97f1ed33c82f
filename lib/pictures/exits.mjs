// What the child that reads a picture says with the code it ends with. Node itself uses the small numbers.
export const EXIT = {
  notAPicture: 41,
  tooManyPixels: 42,
  tooSmallOrNarrow: 43,
  cannotWork: 44,
};
