// One person: how they are reached, whether that is right, and who they are. For managers, and for the person.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Field, Select } from '@/components/ui/field';
import { ActForm } from '@/components/ui/form';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { SureBox } from '@/components/ui/sure-box';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { patientSigns, readPerson } from '@/lib/contacts';
import {
  LANGUAGES,
  LANGUAGE_WORDS,
  REACH_KINDS,
  REACH_KIND_WORDS,
  reachProblems,
} from '@/lib/contacts/rules';
import type { PersonPage } from '@/lib/contacts/schema';
import { day, isId, listed } from '@/lib/core';
import { readSites } from '@/lib/practices';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../page-props';
import { here } from '../../../here';
import { addReach, askNow, comeBack, leave, saveLanguage, sayRight } from '../actions';
import { EditPersonForm } from './edit-form';
import { WayCard } from './way';

export const metadata: Metadata = { title: 'Person' };

function confirmedWords({ confirmedAt, askedAt }: PersonPage, zone: string): string {
  const on = (at: string) => day(new Date(at), zone);
  const said =
    confirmedAt === null ? 'Nobody has said yet that these are right.' : `Confirmed ${on(confirmedAt)}.`;
  return askedAt === null ? said : `${said} Asked ${on(askedAt)}, no answer yet.`;
}

export default async function Person({ params }: InPractice<'person'>) {
  const { practice: asked, person: personId } = await params;
  const { slug, ctx, practice } = await here(asked);
  if (!isId(personId)) notFound();
  const [person, sites] = await Promise.all([orNotFound(readPerson(ctx, personId)), readSites(ctx)]);
  const { own, manages, ways, name, deactivatedAt } = person;
  const fields = { practice: slug, personId };
  const problems = reachProblems(
    ways.map(({ kind, verifiedAt, optedOutAt }) => ({
      kind,
      verified: verifiedAt !== null,
      optedOut: optedOutAt !== null,
    })),
  );
  const signs = patientSigns(person.notes);
  const site = sites.find(({ id }) => id === person.siteId)?.name;
  const lede = [
    person.jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', '),
    site,
    person.right ?? 'contact only',
  ];
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/contacts`, word: 'Contacts' }}
        title={own && !manages ? 'My numbers' : name}
        lede={lede.filter(Boolean).join(' · ')}
      />
      <div className="mb-8 max-w-prose space-y-3 empty:hidden">
        {deactivatedAt !== null && (
          <Notice kind="danger">
            {name} left the practice on {day(new Date(deactivatedAt), practice.zone)} and is told nothing.
          </Notice>
        )}
        {person.notMeAt !== null && (
          <Notice kind="danger">
            On {day(new Date(person.notMeAt), practice.zone)} somebody who got our message for {name} said:
            this is not me. That number or address was taken off. Ask {name} for the right one.
          </Notice>
        )}
        {problems.length > 0 && <Notice>To fix: {listed(problems)}.</Notice>}
        {signs.length > 0 && (
          <Notice kind="danger">
            The notes look like they hold {listed(signs)}. Holdfast must not hold patient data: take it out.
          </Notice>
        )}
      </div>
      <Section title="How to reach them" id="ways">
        {ways.length === 0 && (
          <Empty>No number and no e-mail yet. Add the mobile first: texts come by it.</Empty>
        )}
        <ul className="max-w-3xl">
          {ways.map((way, place) => (
            <WayCard
              key={way.id}
              way={way}
              practice={slug}
              zone={practice.zone}
              language={person.language}
              own={own}
              first={place === 0}
            />
          ))}
        </ul>
        {deactivatedAt === null && (
          <div className="border-line max-w-prose border-t pt-4">
            <h3 className="font-strong mb-3">Add a number or an e-mail</h3>
            <ActForm
              act={addReach}
              fields={fields}
              word="Add it"
              label="Add this number or e-mail"
              busy="Adding…"
            >
              <Select
                label="What it is"
                name="kind"
                options={REACH_KINDS.map((kind) => ({ value: kind, word: REACH_KIND_WORDS[kind] }))}
              />
              <Field
                label="Number or address"
                hint="A number like 312-555-0100. One from another country begins with +."
                name="address"
                required
                maxLength={300}
                autoComplete="off"
              />
            </ActForm>
          </div>
        )}
      </Section>
      <Section title="Are these right?" id="confirmed">
        <p className="mb-4">{confirmedWords(person, practice.zone)}</p>
        <div className="flex flex-wrap gap-3">
          <ActForm
            act={sayRight}
            fields={fields}
            word={own ? 'My numbers are right' : 'They told me that these are right'}
            busy="Saving…"
          />
          {manages && deactivatedAt === null && (
            <ActForm
              act={askNow}
              fields={fields}
              word="Ask them now"
              label={`Ask ${name} now`}
              busy="Asking…"
            />
          )}
        </div>
        <p className="text-ink-2 text-s mt-3 max-w-prose">
          Everybody is asked every few months, by e-mail or else by text, with a link that needs no password.
        </p>
      </Section>
      {manages ? (
        <Section title="Who they are" id="facts">
          <EditPersonForm
            practice={slug}
            personId={personId}
            facts={person}
            fields={person.fields}
            sites={sites.map((each) => ({ id: each.id, name: each.name }))}
          />
        </Section>
      ) : (
        <Section title="Language of my messages" id="language">
          <div className="max-w-prose">
            <ActForm act={saveLanguage} fields={fields} word="Save the language" busy="Saving…">
              <Select
                label="Language"
                name="language"
                defaultValue={person.language}
                options={LANGUAGES.map((each) => ({ value: each, word: LANGUAGE_WORDS[each] }))}
              />
            </ActForm>
          </div>
        </Section>
      )}
      {manages && <Leaving person={person} slug={slug} />}
    </>
  );
}

function Leaving({ person, slug }: { person: PersonPage; slug: string }) {
  const { id: personId, name, right, deactivatedAt, places } = person;
  const fields = { practice: slug, personId };
  if (right !== null) {
    return (
      <Section title="Left the practice" id="left">
        <p className="max-w-prose">
          {name} has a log-in here.{' '}
          <Link href={`/p/${slug}/members`} className="inline-block py-1">
            End it under Members
          </Link>
          .
        </p>
      </Section>
    );
  }
  return (
    <Section title={deactivatedAt === null ? 'Left the practice' : 'Back again'} id="left">
      {deactivatedAt === null ? (
        <>
          <p className="mb-4 max-w-prose">
            They are on no list and are told nothing any more. What they did stays in the record, and you can
            bring them back.
            {places.length > 0 && ` In the contact trees ${name} ${listed(places)}: put somebody else there.`}
          </p>
          <ActForm
            act={leave}
            fields={fields}
            word={`${name} left the practice`}
            busy="Saving…"
            look="danger"
          >
            <SureBox word={`Yes, take ${name} off every list`} />
          </ActForm>
        </>
      ) : (
        <ActForm act={comeBack} fields={fields} word={`Bring ${name} back`} busy="Bringing them back…" />
      )}
    </Section>
  );
}
