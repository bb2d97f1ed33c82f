'use client';
// Sends the file as it is: it may be larger than what a form's action takes.
import { useState, type SubmitEvent } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Said } from '@/components/ui/form';
import type { Imported } from '@/lib/archive/schema';

// The answer may be lost while the file comes in all the same.
const LOST =
  'The connection was lost before we had an answer. The practice may be in all the same: load this page again and look whether it is, before you try again.';

/** What the server said in words of ours; null for what something between us and it said. */
async function wordsOf(response: Response): Promise<string | null> {
  const ours = response.headers.get('content-type')?.startsWith('text/plain') ?? false;
  return ours ? (await response.text()) || null : null;
}

export function ImportForm({ practice, mostBytes }: { practice: string; mostBytes: number }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState<Imported | null>(null);

  const send = async (file: File): Promise<void> => {
    if (file.size > mostBytes) {
      setError(
        `This file is larger than ${Math.round(mostBytes / 1_048_576)} MB. Ask whoever runs Holdfast for you.`,
      );
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const response = await fetch(`/api/practices/${practice}/import`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/gzip' },
        body: file,
      });
      if (response.ok) setDone((await response.json()) as Imported);
      else setError((await wordsOf(response)) ?? LOST);
    } catch {
      setError(LOST);
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get('file');
    if (!(file instanceof File) || file.size === 0) setError('Choose the file first.');
    else if (!busy) void send(file);
  };

  if (done) {
    return (
      <div className="space-y-5">
        <Said error={null} done={`${done.from} was brought in: ${done.rows.toLocaleString('en-US')} rows.`} />
        {done.members.length > 0 && (
          <>
            <h2 className="text-xl">Who had a log-in</h2>
            <p>Invite them again under Members. The record keeps this list.</p>
            <ul className="border-line border-t">
              {done.members.map(({ personId, name, email, right }) => (
                <li key={personId} className="border-line border-b py-2">
                  {name}, {right}, <span className="break-all">{email}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        <ButtonLink look="strong" href={`/p/${practice}`}>
          Go to the practice
        </ButtonLink>
      </div>
    );
  }
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <label className="block space-y-1">
        <span className="font-strong block">The exported file</span>
        <span className="text-ink-2 text-s block">
          It ends in .holdfast.gz. At most {Math.round(mostBytes / 1_048_576)} MB, and it must arrive within a
          minute: use a fast line for a large one.
        </span>
        <input type="file" name="file" required className="block min-h-12 w-full py-2" />
      </label>
      <Said error={error} done={null} />
      <Button type="submit" look="strong" disabled={busy}>
        {busy ? 'Bringing it in…' : 'Bring it in'}
      </Button>
      <noscript>
        <p>This needs JavaScript: the file is sent piece by piece.</p>
      </noscript>
    </form>
  );
}
