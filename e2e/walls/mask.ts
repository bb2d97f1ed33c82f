// Makes two answers comparable: what was asked for, fresh nonces and the time are masked; nothing else is.
import type { Answer } from '../support/http';

const FRESH_HEADERS = new Set(['date', 'etag']);

function maskText(text: string, asked: readonly string[]): string {
  let masked = text;
  // Longest first: one id may begin with another.
  for (const value of asked.toSorted((a, b) => b.length - a.length)) {
    for (const form of new Set([value, encodeURIComponent(value)])) {
      if (form !== '') masked = masked.replaceAll(form, '‹asked›');
    }
  }
  return (
    masked
      .replace(/nonce-[\w+/=-]+/g, 'nonce-‹n›')
      .replace(/nonce(\\?["'=:]+\\?["']?)[\w+/-]{16,}={0,2}/g, 'nonce$1‹n›')
      // Next's own random name for this rendering.
      .replace(/(\$L[0-9a-f]+\\?",\\?")[\w-]{21}[a-z](?=\\?")/g, '$1‹rendering›')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '‹now›')
  );
}

/**
 * React sends a page's pieces in the order they are ready, which two renderings of the same page need not share.
 * Put into one order, they can be compared.
 */
function inOrder(body: string, type: string): string {
  if (!/^text\/(html|x-component)/.test(type)) return body;
  const pieces: string[] = [];
  // Without proxy.ts there is no nonce.
  const frame = body.replace(
    /<script(?: nonce="[^"]*")?>self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)<\/script>/g,
    (_, text: string) => {
      pieces.push(JSON.parse(text) as string);
      return '';
    },
  );
  const flight = pieces.length > 0 ? pieces.join('') : body.startsWith('<') ? '' : body;
  if (!/^[0-9a-f]*:/m.test(flight)) return body;
  // Pieces are numbered as they come, too.
  const unnumbered = flight
    .replace(/^[0-9a-f]+(?=:)/gm, '#')
    .replace(/"\$([A-Zh@]?)[0-9a-f]+(?=[":])/g, '"$$$1#');
  return [pieces.length > 0 ? frame : '', ...unnumbered.split('\n').sort()].join('\n');
}

export interface Masked {
  status: number;
  headers: string[];
  body: string;
}

export function mask(answer: Answer, asked: readonly string[]): Masked {
  const headers: string[] = [];
  for (let at = 0; at < answer.rawHeaders.length; at += 2) {
    const name = (answer.rawHeaders[at] ?? '').toLowerCase();
    const value = answer.rawHeaders[at + 1] ?? '';
    headers.push(`${name}: ${FRESH_HEADERS.has(name) ? '‹fresh›' : maskText(value, asked)}`);
  }
  return {
    status: answer.status,
    headers: headers.sort(),
    body: inOrder(maskText(answer.body, asked), String(answer.headers['content-type'])),
  };
}

/** Receipts carry the command's own id and its place in the log, which differ between any two calls. */
export function maskReceipts(masked: Masked): Masked {
  const body = masked.body
    .replace(/("id":")[0-9a-f-]{36}/g, '$1‹command›')
    .replace(/("(?:seq|head)":)\d+/g, '$1‹n›');
  return {
    ...masked,
    headers: masked.headers.map((line) => line.replace(/^(content-length: )\d+/, '$1‹n›')),
    body,
  };
}

/** Where two answers part, in a few words; null when they do not. */
export function difference(a: Masked, b: Masked): string | null {
  if (a.status !== b.status) return `status ${a.status} and ${b.status}`;
  const headers = a.headers.filter((line) => !b.headers.includes(line));
  const others = b.headers.filter((line) => !a.headers.includes(line));
  if (headers.length + others.length > 0) return `headers ${headers.join(', ')} and ${others.join(', ')}`;
  if (a.body === b.body) return null;
  let at = 0;
  while (a.body[at] === b.body[at]) at += 1;
  const around = (text: string): string =>
    text.slice(Math.max(0, at - 80), at + 160).replace(/ {3,}/g, '   ');
  return `bodies at ${at}: …${around(a.body)}… and …${around(b.body)}…`;
}
