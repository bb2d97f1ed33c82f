// Everybody, a page at a time, with how they are reached and what to fix.
import { ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Empty } from '@/components/ui/page-head';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { reachProblems } from '@/lib/contacts/rules';
import type { PeopleList, PersonLine } from '@/lib/contacts/schema';
import { day } from '@/lib/core';
import { Ways } from './person';

interface Props {
  list: PeopleList;
  slug: string;
  zone: string;
  me: string | null;
  manages: boolean;
  sites: ReadonlyMap<string, string>;
  search: string;
}

function confirmed({ confirmedAt, askedAt }: PersonLine, zone: string): string {
  if (askedAt !== null) return `asked ${day(new Date(askedAt), zone)}, no answer`;
  return confirmedAt === null ? 'not yet' : day(new Date(confirmedAt), zone);
}

export function PeopleTable({ list, slug, zone, me, manages, sites, search }: Props) {
  const base = `/p/${slug}/contacts`;
  const page = (number: number) =>
    `${base}?${new URLSearchParams({ ...(search && { search }), page: String(number) }).toString()}#everybody`;
  return (
    <>
      <form
        action={`${base}#everybody`}
        role="search"
        className="no-print mb-4 flex max-w-prose flex-wrap items-end gap-3"
      >
        <div className="min-w-0 grow space-y-1">
          <label htmlFor="search" className="font-strong block">
            Find somebody
          </label>
          <input
            id="search"
            name="search"
            type="search"
            maxLength={100}
            defaultValue={search}
            className="rounded-corner border-line-2 bg-paper text-l text-ink block min-h-12 w-full border px-3 py-2"
          />
        </div>
        <button className="rounded-corner border-line-2 font-strong min-h-12 border px-5 py-2">Find</button>
      </form>
      {search !== '' && (
        <p role="status" className="mb-4">
          {list.found} of {list.total} people fit “{search}”.{' '}
          <Link href={`${base}#everybody`} className="inline-block py-1">
            Show everybody
          </Link>
        </p>
      )}
      {list.lines.length === 0 ? (
        <Empty>
          {search === ''
            ? 'Nobody yet. Add the people who must be told first.'
            : 'Nobody fits. Try a part of the name.'}
        </Empty>
      ) : (
        <table className="stack table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Job</th>
              <th scope="col">Site</th>
              <th scope="col">Right</th>
              <th scope="col">How to reach</th>
              <th scope="col">Confirmed</th>
              <th scope="col">To fix</th>
            </tr>
          </thead>
          <tbody>
            {list.lines.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  {manages || person.id === me ? (
                    <Link href={`${base}/people/${person.id}`} className="inline-block py-1">
                      {person.name}
                    </Link>
                  ) : (
                    person.name
                  )}
                  {person.id === me && <span className="text-ink-2 font-normal"> (you)</span>}
                </th>
                <td>{person.jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', ')}</td>
                <td>{person.siteId ? sites.get(person.siteId) : ''}</td>
                <td>{person.right ?? 'contact only'}</td>
                <td>
                  <Ways reaches={person.reaches} />
                </td>
                <td data-label="Confirmed">{confirmed(person, zone)}</td>
                <td>{toFix(person)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.pages > 1 && (
        <nav aria-label="Pages" className="no-print mt-4 flex flex-wrap items-center gap-3">
          {list.page > 1 && <ButtonLink href={page(list.page - 1)}>Page {list.page - 1}</ButtonLink>}
          <span>
            Page {list.page} of {list.pages}
          </span>
          {list.page < list.pages && <ButtonLink href={page(list.page + 1)}>Page {list.page + 1}</ButtonLink>}
        </nav>
      )}
    </>
  );
}

/** The first thing to fix; consent counts once everything else is well. */
function toFix({ reaches }: PersonLine): string {
  const [problem] = reachProblems(reaches);
  if (problem !== undefined) return problem;
  return reaches.some(({ consent, optedOut, kind }) => kind !== 'email' && !optedOut && !consent)
    ? 'no consent recorded'
    : '';
}
