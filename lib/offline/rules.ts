/** Milliseconds to wait before try n: anywhere between half a second and twice as long each time, 5 s at most. */
export function fullJitter(attempt: number, random: () => number = Math.random): number {
  return 500 + random() * Math.min(4_500, 500 * 2 ** Math.min(attempt, 10));
}

/** The stream's cursor: at most eight incidents, as `incident=seq`. */
export function cursorOf(heads: Readonly<Record<string, number>>): string {
  return Object.entries(heads)
    .slice(0, 8)
    .map(([incident, seq]) => `${incident}=${seq}`)
    .join(',');
}
