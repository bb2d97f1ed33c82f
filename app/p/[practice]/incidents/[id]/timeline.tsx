// Every act in order. Server time counts; the device's own time stands beside it when it says another.
import type { ReactNode } from 'react';
import { Empty } from '@/components/ui/page-head';
import { clock, clockWithZone, day } from '@/lib/core';
import type { TimelineLine } from '@/lib/incidents';

interface Shown extends TimelineLine {
  /** Set on the first line of a day. */
  newDay: string | null;
  /** The device's time, when it differs by a minute or more. */
  device: string | null;
}

function shown(lines: readonly TimelineLine[], zone: string): Shown[] {
  return lines.map((line, place) => {
    const at = new Date(line.at);
    const before = lines[place - 1];
    const today = day(at, zone);
    const device = line.deviceAt === null ? null : new Date(line.deviceAt);
    const apart = device !== null && Math.abs(device.getTime() - at.getTime()) >= 60_000;
    const sameDay = device !== null && day(device, zone) === today;
    return {
      ...line,
      newDay: before && day(new Date(before.at), zone) === today ? null : today,
      device: device && apart ? `${sameDay ? '' : `${day(device, zone)}, `}${clock(device, zone)}` : null,
    };
  });
}

export function TimelineTable({
  lines,
  zone,
  showPhoto,
}: {
  lines: readonly TimelineLine[];
  zone: string;
  showPhoto: (photo: NonNullable<TimelineLine['photo']>) => ReactNode;
}) {
  const [first] = lines;
  if (!first) return <Empty>Nothing yet.</Empty>;
  const zoneWord = clockWithZone(new Date(first.at), zone).split(' ').at(-1) ?? zone;
  return (
    <table className="stack table">
      <caption className="text-ink-2 mb-2 text-left">
        Times are {zoneWord}, as the server received each act. Where a phone’s own clock said another time, it
        stands below.
      </caption>
      <thead>
        <tr>
          <th scope="col" className="num w-12">
            No.
          </th>
          <th scope="col" className="num w-44">
            Time
          </th>
          <th scope="col">What happened</th>
        </tr>
      </thead>
      <tbody>
        {shown(lines, zone).map((line) => (
          <tr key={line.seq}>
            <td data-label="No." className="num text-ink-2">
              {line.seq}
            </td>
            <td className="num">
              {line.newDay && <span className="text-ink-2 text-s block">{line.newDay}</span>}
              <time dateTime={line.at}>{clock(new Date(line.at), zone)}</time>
              {line.device && line.deviceAt && (
                <span className="text-ink-2 text-s block">
                  on the phone <time dateTime={line.deviceAt}>{line.device}</time>
                </span>
              )}
            </td>
            <td>
              {line.sentence}
              {line.photo && showPhoto(line.photo)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
