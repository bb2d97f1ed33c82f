// Both languages, for servers. The phone imports the one JSON file it needs and passes it to the rules.
import en from './en.json';
import es from './es.json';
import type { Words } from './text';

const WORDS: Record<'en' | 'es', Words> = { en, es };

/** The sentences of one language. */
export function wordsFor(language: 'en' | 'es'): Words {
  return WORDS[language];
}
