// Which PINs are too easy to guess for somebody who finds a phone: the finder has five tries.
const PIN = /^\d{6}$/;

/** Why this PIN will not do, in words; null when it will. */
export function weakPin(pin: string): string | null {
  if (!PIN.test(pin)) return 'A PIN is six digits.';
  const digits = Array.from(pin, Number);
  const steps = digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10);
  const [first] = steps;
  const isRun = steps.every((step) => step === first) && (first === 0 || first === 1 || first === 9);
  const isRepeat = pin === pin.slice(0, 2).repeat(3) || pin === pin.slice(0, 3).repeat(2);
  const isPairs = /^(\d)\1(\d)\2(\d)\3$/.test(pin);
  return isRun || isRepeat || isPairs || KNOWN.has(pin)
    ? 'This PIN is among the first that somebody would try. Choose six digits that do not repeat or count up or down.'
    : null;
}

/** Others of the commonest, from published lists of leaked six-digit PINs. */
const KNOWN = new Set([
  '123321',
  '654123',
  '159753',
  '147258',
  '123654',
  '789456',
  '456789',
  '520131',
  '142536',
]);

export function isPin(pin: string): boolean {
  return PIN.test(pin);
}
