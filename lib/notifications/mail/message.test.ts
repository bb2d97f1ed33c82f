import { describe, expect, test } from 'vitest';
import { fillLink, linkPlaceholder, type MessageFacts } from '../rules';
import { renderMail } from './message';

const LINK = 'https://hold.example/r/8Jq2mVx0cTbY8Jq2';
const facts = (more: Partial<MessageFacts> = {}): MessageFacts => ({
  kind: 'declared',
  practiceName: 'Lakeside Family Medicine',
  siteName: 'Main',
  drill: false,
  what: ['ehr', 'internet'],
  since: '8:05 AM CST',
  language: 'en',
  nextUpdate: '8:35 AM CST',
  ...more,
});

describe('the e-mail', () => {
  test('is the same bytes for the same facts, and when the link is filled in later', async () => {
    const direct = await renderMail(facts(), LINK);
    expect(await renderMail(facts(), LINK)).toEqual(direct);
    const stored = await renderMail(facts(), linkPlaceholder(LINK.length));
    expect(stored.html).not.toContain('hold.example');
    expect(fillLink(stored.html, LINK)).toBe(direct.html);
    expect(fillLink(stored.text, LINK)).toBe(direct.text);
  });

  test('asks for one of three answers, each a button to the answer page', async () => {
    const { html, text, subject } = await renderMail(facts(), LINK);
    expect(subject).toBe('Lakeside Family Medicine: EHR, internet down since 8:05 AM CST');
    expect([...html.matchAll(/<a[^>]+href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      `${LINK}#coming`,
      `${LINK}#cannot`,
      `${LINK}#help`,
    ]);
    expect(html).toContain('lang="en"');
    expect(html).not.toMatch(/DRILL/);
    expect(text).toMatchInlineSnapshot(`
      "Lakeside Family Medicine

      EHR, internet down since 8:05 AM CST.
      Use paper.
      Site: Main
      Next update 8:35 AM CST.
      Please answer. One tap opens a page; no log-in needed.

      1  I am coming: https://hold.example/r/8Jq2mVx0cTbY8Jq2#coming
      2  I cannot: https://hold.example/r/8Jq2mVx0cTbY8Jq2#cannot
      3  I need help: https://hold.example/r/8Jq2mVx0cTbY8Jq2#help

      You got this because you are in the contact tree of Lakeside Family Medicine. Please put no patient details in a reply.
      "
    `);
  });

  test('a drill says so in words before anything else', async () => {
    const { html, text, subject } = await renderMail(facts({ drill: true }), LINK);
    expect(subject).toMatch(/^DRILL: /);
    expect(text).toMatch(/^DRILL\. This is practice\./);
    expect(html.indexOf('DRILL. This is practice.')).toBeLessThan(html.indexOf('<h1'));
  });

  test('the all-clear asks nothing', async () => {
    const { html, text } = await renderMail(facts({ kind: 'all-clear' }), LINK);
    expect(html).not.toContain('#coming');
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(text).toContain('All clear: EHR, internet (down since 8:05 AM CST).');
  });

  test('speaks Spanish to those who read it', async () => {
    const { html, subject } = await renderMail(facts({ language: 'es', drill: true }), LINK);
    expect(html).toContain('lang="es"');
    expect(html).toContain('Necesito ayuda');
    expect(subject).toMatch(/^DRILL \(simulacro\): /);
  });

  test('a hostile name stays text', async () => {
    const name = '<img src=x onerror=alert(1)> https://evil.example\r\nBcc: a@b.c';
    const { html, text, subject } = await renderMail(facts({ practiceName: name }), LINK);
    expect(html).not.toMatch(/<img|evil\.example/);
    expect(text).not.toContain('evil.example');
    expect(subject).not.toMatch(/[\r\n<>]/);
  });
});
