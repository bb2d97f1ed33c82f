// The proof: every chain gone through just now.
import { Notice } from '@/components/ui/notice';
import { dayAndClock, plural } from '@/lib/core';
import { faultWords, type Verified } from '@/lib/events';

export function VerifiedLine({ verified, zone }: { verified: Verified; zone: string }) {
  const { own, faults, chains, entries, came } = verified;
  if (faults.length > 0) {
    return (
      <Notice kind="danger">
        <strong>The record is not whole. Do not rely on it, and tell whoever runs Holdfast for you.</strong>
        <ul className="mt-2 list-disc pl-6">
          {faults.slice(0, 10).map(({ chainId, incident, state }) => (
            <li key={chainId} className="break-words">
              {incident ? `Incident ${chainId.slice(0, 8)}` : 'The practice’s record'}:{' '}
              {state.fault && faultWords(state.fault)}
            </li>
          ))}
          {faults.length > 10 && <li>And {faults.length - 10} more.</li>}
        </ul>
      </Notice>
    );
  }
  return (
    <Notice kind="ok">
      Verified just now:{' '}
      {plural(entries, 'entry', 'entries').replace(/^\d+/, (n) => Number(n).toLocaleString('en-US'))} in{' '}
      {plural(chains, 'record')}, none changed, missing or added. The practice’s own ends with entry{' '}
      {own.entries}, <span className="font-mono break-all">{own.hash.slice(0, 16) || 'none'}</span>
      {own.sealed && `, sealed up to entry ${own.sealed.seq} on ${dayAndClock(own.sealed.at, zone)}`}.
      {came && (
        <>
          {' '}
          <strong>{plural(came.entries, 'entry', 'entries')}</strong> of these, in{' '}
          {plural(came.upTo.size, 'record')}, came with a file on {dayAndClock(came.at, zone)} and were not
          witnessed here: they are as they came, but only where the file was made can anybody say what
          happened.
        </>
      )}
    </Notice>
  );
}
