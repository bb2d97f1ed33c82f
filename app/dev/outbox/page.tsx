// Demo only: every e-mail and text the product sent, newest first, as people got them. Absent otherwise.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { Link } from '@/components/ui/link';
import { Empty, PageHead } from '@/components/ui/page-head';
import { Tag } from '@/components/ui/tag';
import { When } from '@/components/when';
import { phoneWords } from '@/lib/core';
import { one, type PageOf } from '../../page-props';
import { isCapturing, readCaptured, type Captured } from './captured';
import { ReplyForm } from './reply-form';

/** Outside the demo there is no such page, and its title says no more than that. */
export function generateMetadata(): Metadata {
  if (!isCapturing()) notFound();
  return { title: 'Captured messages' };
}

const MOST = 200;

/** The text with its links made real. */
function Body({ text }: { text: string }) {
  const parts = text.split(/((?:https?:\/\/)[^\s<>"]+)/);
  return (
    <p className="mt-2 max-w-prose wrap-anywhere whitespace-pre-wrap">
      {parts.map((part, place) =>
        place % 2 === 1 ? (
          <a key={place} href={part} className="py-1">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

function Message({ message }: { message: Captured }) {
  const failed = message.status === 'bounced' || message.status === 'undelivered';
  return (
    <li className="border-line border-b py-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Tag look="accent">{message.channel === 'sms' ? 'Text' : 'E-mail'}</Tag>
        <strong className="wrap-anywhere">{phoneWords(message.to)}</strong>
        <span className="text-ink-2 text-s">
          <When at={message.at} zone={Intl.DateTimeFormat().resolvedOptions().timeZone} />
        </span>
        <Tag look={failed ? 'danger' : 'plain'}>{message.status}</Tag>
      </p>
      {message.channel === 'email' ? (
        <details className="mt-2">
          <summary className="font-strong min-h-8">{message.subject ?? 'No subject'}</summary>
          <Body text={message.text} />
        </details>
      ) : (
        <>
          <Body text={message.text} />
          <ReplyForm from={message.to} />
        </>
      )}
    </li>
  );
}

export default async function Outbox({ searchParams }: PageOf) {
  const to = one((await searchParams)['to']);
  const all = await readCaptured(null);
  if (all === null) notFound();
  const people = [...new Set(all.map((message) => message.to))].sort();
  const shown = all.filter((message) => to === null || message.to === to);
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 py-8 outline-none">
      <PageHead
        title="Captured messages"
        lede="In this demo nothing leaves the machine. What would have been sent is here, and you can answer it."
      />
      <form method="get" className="mb-6 flex flex-wrap items-end gap-3">
        <div className="w-full sm:w-80">
          <Select
            label="Sent to"
            name="to"
            defaultValue={to ?? ''}
            options={[
              { value: '', word: 'Everybody' },
              ...people.map((address) => ({ value: address, word: phoneWords(address) })),
            ]}
          />
        </div>
        <Button type="submit">Show</Button>
        <Link href="/dev/outbox" className="inline-flex min-h-12 items-center px-2">
          Look again
        </Link>
      </form>
      {shown.length === 0 ? (
        <Empty>Nothing sent yet. Declare a drill on the phone page and look again.</Empty>
      ) : (
        <>
          <p className="text-ink-2">
            {shown.length > MOST ? `The newest ${MOST} of ${shown.length}` : `${shown.length} in all`}, newest
            first.
          </p>
          <ul>
            {shown.slice(0, MOST).map((message) => (
              <Message key={message.id} message={message} />
            ))}
          </ul>
        </>
      )}
    </main>
  );
}
