// Whether notices went out: one line each, and by name who was not reached.
import { Empty } from '@/components/ui/page-head';
import { noticeSentence } from '@/lib/notifications';
import type { Notice } from '@/lib/notifications/schema';

const REASON: Record<string, string> = {
  failed: 'It could not be delivered.',
  unknown: 'It is not known whether it arrived.',
  dropped: 'It was not sent.',
};

function Lost({ notice }: { notice: Notice }) {
  const lost = notice.people.filter(({ state }) => state === null || state in REASON);
  if (lost.length === 0) return null;
  return (
    <ul className="list-disc pl-6">
      {lost.map(({ personId, name, state, reason }) => (
        <li key={personId}>
          {name}: {reason || REASON[state ?? ''] || ''}
        </li>
      ))}
    </ul>
  );
}

export function Told({ notices, zone }: { notices: readonly Notice[]; zone: string }) {
  if (notices.length === 0) {
    return (
      <Empty>
        Nothing yet. Who is told of a new plan version, or reminded of what is due, is listed here.
      </Empty>
    );
  }
  return (
    <ul className="border-line max-w-prose border-t">
      {notices.map((notice) => (
        <li key={notice.eventId} className="border-line border-b py-3">
          <p>
            <span className="font-strong">{notice.about}</span>
            {notice.kind === 'reminder' &&
              notice.people.length > 0 &&
              `, to ${notice.people.map(({ name }) => name).join(', ')}`}
          </p>
          <p>Told on {noticeSentence(notice, zone)}</p>
          <Lost notice={notice} />
        </li>
      ))}
    </ul>
  );
}
