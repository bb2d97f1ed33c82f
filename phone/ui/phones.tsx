/** @jsxImportSource preact */
// Numbers one can tap.
import type { ComponentChildren } from 'preact';
import { phoneWords } from '@/lib/core';
import { Icon } from './icon';

export function Call({ number, children }: { number: string; children?: ComponentChildren }) {
  return (
    <a class="button call" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      <Icon name="call" /> {children} {phoneWords(number)}
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
