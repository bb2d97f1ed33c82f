// How one person is reached: the address where the reader may see it, else only that there is one.
import { PhoneLink } from '@/components/phone-link';
import { REACH_KIND_WORDS } from '@/lib/contacts/rules';
import type { Reach } from '@/lib/contacts/schema';

type Shown = Pick<Reach, 'id' | 'kind' | 'address' | 'verified' | 'optedOut'>;

function state(way: Shown): string {
  return way.optedOut ? ', stopped our messages' : way.verified ? '' : ', not verified';
}

export function Ways({ reaches }: { reaches: readonly Shown[] }) {
  if (reaches.length === 0) return <span className="text-danger">no number, no e-mail</span>;
  return (
    <ul>
      {reaches.map((way) => (
        <li key={way.id}>
          {way.address === null ? (
            REACH_KIND_WORDS[way.kind]
          ) : way.kind === 'email' ? (
            <a
              href={`mailto:${way.address}`}
              className="inline-block py-1 max-sm:break-all sm:py-0 sm:whitespace-nowrap print:break-all print:whitespace-normal"
            >
              {way.address}
            </a>
          ) : (
            <PhoneLink number={way.address} />
          )}
          <span className="text-ink-2">{state(way)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The first open number, for the tree: one tap. */
export function FirstNumber({ reaches }: { reaches: readonly Reach[] }) {
  const way = reaches.find(
    ({ kind, optedOut, address }) => kind !== 'email' && !optedOut && address !== null,
  );
  return way?.address ? <PhoneLink number={way.address} /> : null;
}
