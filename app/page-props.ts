/** What Next gives a page: its place in the URL, and what follows the question mark. */
export interface PageOf<Params extends Record<string, string> = Record<never, never>> {
  params: Promise<Params>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export type InPractice<More extends string = never> = PageOf<Record<'practice' | More, string>>;

/** One value of the query, of a bearable length; null when absent or given twice. */
export function one(value: string | string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : null;
}
