/** @jsxImportSource preact */
// Numbers one can tap.
import type { ComponentChildren } from 'preact';
import { Icon } from './icon';

/** "+18475550140" as people read it; other countries' as they are. */
export function spoken(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');
}

export function Call({ number, children }: { number: string; children?: ComponentChildren }) {
  return (
    <a class="button call" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      <Icon name="call" /> {children} {spoken(number)}
    </a>
  );
}

const NUMBER = /(\+?1?[-. ]?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|\+\d{10,14})/;

/** Text with every phone number in it as a link. */
export function Linked({ text }: { text: string }) {
  return (
    <>
      {text.split(NUMBER).map((part, i) =>
        i % 2 ? (
          <a key={i} href={`tel:${part.replace(/[^\d+]/g, '')}`}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}
