/** @jsxImportSource preact */
// A calm screen: the way home, the connection, a heading.
import type { ComponentChildren } from 'preact';
import { to } from '../route';
import { sentences } from '../words';
import { Connection } from './shell';

const s = sentences('home');

export function Page({ title, children }: { title: string; children: ComponentChildren }) {
  document.title = `${title} · Holdfast`;
  return (
    <main class="plain">
      <header class="bar">
        <a href={to()}>{s('home')}</a>
        <Connection />
      </header>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </main>
  );
}
