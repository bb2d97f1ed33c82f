// The kit, in the practice's order: what to look at, how it stands, and the one-tap check.
import { Link } from '@/components/ui/link';
import { Tag } from '@/components/ui/tag';
import { day } from '@/lib/core';
import { dateAndDistance, everyWords } from '@/lib/readiness/rules';
import type { KitCheck, KitItem } from '@/lib/readiness/schema';
import { CheckForm } from './check-form';

/** "Fine on Nov 3, 2026, Anh Tran: 42 pads". */
export function checkWords(check: KitCheck, zone: string): string {
  const who = check.by === null ? '' : `, ${check.by}`;
  const note = check.note === '' ? '' : `: ${check.note}`;
  return `${check.fine ? 'Fine' : 'Something was wrong'} on ${day(new Date(check.at), zone)}${who}${note}`;
}

/** How it stands, with a word and a shape. */
export function Standing({ item, zone }: { item: KitItem; zone: string }) {
  const [last] = item.checks;
  if (item.state === 'wrong' && last) {
    const who = last.by === null ? '' : `, ${last.by}`;
    return (
      <p>
        <Tag look="danger">To fix</Tag> {last.note}{' '}
        <span className="text-ink-2">
          ({day(new Date(last.at), zone)}
          {who})
        </span>
      </p>
    );
  }
  if (item.state === 'due') {
    return (
      <p>
        <Tag look="danger">{item.days < 0 ? 'Overdue' : 'Due today'}</Tag>
        {item.days < 0 && ` since ${dateAndDistance(item.dueOn, item.days)}`}
      </p>
    );
  }
  return (
    <p>
      <Tag look={last ? 'ok' : 'plain'}>{last ? 'In order' : 'Not checked yet'}</Tag> Next check by{' '}
      {dateAndDistance(item.dueOn, item.days)}
    </p>
  );
}

export function KitList({ slug, zone, kit }: { slug: string; zone: string; kit: readonly KitItem[] }) {
  return (
    <ul className="border-line border-t">
      {kit.map((item) => (
        <li
          key={item.id}
          className="border-line keep gap-x-12 border-b py-5 lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]"
        >
          <div className="max-w-prose">
            <h3 className="font-strong text-l">
              <Link href={`/p/${slug}/readiness/${item.id}`} className="reach">
                {item.name}
              </Link>
              {item.siteName && `, ${item.siteName}`}
            </h3>
            <Standing item={item} zone={zone} />
            {item.detail !== '' && <p className="mt-1">{item.detail}</p>}
            <p className="text-ink-2 text-s mt-1">
              Checked {everyWords(item.everyDays)}.{' '}
              {item.ownerName === null ? 'Nobody looks after it yet.' : `${item.ownerName} looks after it.`}{' '}
              {item.checks[0]?.fine && `${checkWords(item.checks[0], zone)}.`}
            </p>
          </div>
          <CheckForm practice={slug} item={item.id} name={item.name} />
        </li>
      ))}
    </ul>
  );
}
