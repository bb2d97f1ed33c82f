// One way to reach somebody: what is known of it, and what can be done with it.
import { PhoneLink } from '@/components/phone-link';
import { Field } from '@/components/ui/field';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { consentWords } from '@/lib/contacts';
import { REACH_KIND_WORDS, type Language } from '@/lib/contacts/rules';
import type { WayLine } from '@/lib/contacts/schema';
import { day, listed } from '@/lib/core';
import { changeReach, codeBack, codeOut, reachFirst, removeReach, saveConsent } from '../actions';

interface Props {
  way: WayLine;
  practice: string;
  zone: string;
  language: Language;
  own: boolean;
  /** The first of the list is tried first already. */
  first: boolean;
}

export function WayCard(props: Props) {
  const { way, zone } = props;
  const on = (at: string) => day(new Date(at), zone);
  const facts = [
    way.verifiedAt === null ? 'Not verified yet' : `Verified since ${on(way.verifiedAt)}`,
    way.consentAt === null
      ? 'No consent recorded'
      : `Consent ${on(way.consentAt)}${way.consentBy === '' ? '' : `, recorded by ${way.consentBy}`}`,
    way.lastAnsweredAt === null ? '' : `Answered ${on(way.lastAnsweredAt)}`,
  ].filter((fact) => fact !== '');
  return (
    <li
      className="border-line space-y-3 border-t py-4"
      aria-label={`${REACH_KIND_WORDS[way.kind]}: ${way.address}`}
    >
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h3 className="font-strong">{REACH_KIND_WORDS[way.kind]}</h3>
        {way.kind === 'email' ? (
          <a href={`mailto:${way.address}`} className="inline-block py-1 break-all">
            {way.address}
          </a>
        ) : (
          <PhoneLink number={way.address} />
        )}
      </div>
      <p className="text-ink-2 text-s">{facts.join(' · ')}</p>
      {way.optedOutAt !== null && (
        <Notice kind="danger">
          Stopped our messages on {on(way.optedOutAt)}. Nothing is sent here. To begin again, they text START
          to us from this phone.
        </Notice>
      )}
      {way.warning !== null && <Notice>{way.warning}.</Notice>}
      {way.sharedWith.length > 0 && (
        <Notice>
          {listed(way.sharedWith)} {way.sharedWith.length === 1 ? 'has' : 'have'} it too. Each of them gets a
          message of their own here, and STOP stops all of them.
        </Notice>
      )}
      <Code {...props} />
      <Consent {...props} />
      <Change {...props} />
    </li>
  );
}

const named = (word: string, { way }: Props): string => `${word}: ${way.address}`;

function Code(props: Props) {
  const { way, practice, own } = props;
  if (way.optedOutAt !== null) return null;
  const fields = { practice, reachId: way.id };
  const who = own ? 'Type it here.' : 'Ask them to read it to you, and type it here.';
  return (
    <div className="flex flex-wrap items-end gap-3">
      {way.codeOpen && (
        <ActForm
          act={codeBack}
          fields={fields}
          word="That is the code"
          label={named('That is the code', props)}
          busy="Looking…"
          look="strong"
        >
          <Field
            label="The six digits"
            hint={`Sent to ${way.address}. ${who}`}
            name="code"
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            className="max-w-40"
          />
        </ActForm>
      )}
      {/* A new one once the code was typed: "on its way" is over then. */}
      <ActForm
        key={way.verifiedAt}
        act={codeOut}
        fields={fields}
        word={
          way.codeOpen
            ? 'Send another code'
            : way.verifiedAt === null
              ? 'Send a code to show that it works'
              : 'Send a code again'
        }
        label={named(
          way.codeOpen
            ? 'Send another code'
            : way.verifiedAt === null
              ? 'Send a code to show that it works'
              : 'Send a code again',
          props,
        )}
        busy="Sending…"
      />
    </div>
  );
}

/** Kept as "en 1: I agree"; which version of the words it was is for the record. */
const wordsOf = (kept: string): string => kept.replace(/^[a-z]{2} \d+: /, '');

function Consent(props: Props) {
  const { way, practice, language, own } = props;
  const fields = { practice, reachId: way.id };
  if (way.consentAt !== null) {
    return (
      <details>
        <summary className="flex min-h-12 cursor-pointer items-center">The words they agreed to</summary>
        <p className="text-s max-w-prose py-2">{wordsOf(way.consentWords) || 'The words were not kept.'}</p>
        <ActForm
          act={saveConsent}
          fields={{ ...fields, given: 'no' }}
          word="Take the consent back"
          label={named('Take the consent back', props)}
          busy="Saving…"
        />
      </details>
    );
  }
  const word = own ? 'I agree' : 'They said yes to these words';
  return (
    <details>
      <summary className="flex min-h-12 cursor-pointer items-center">Record consent</summary>
      <p className="text-ink-2 text-s">{own ? 'Read this:' : 'Show or read them this:'}</p>
      <blockquote lang={language} className="border-line max-w-prose border-l-4 py-2 pl-4">
        {consentWords(way.kind, language)}
      </blockquote>
      <ActForm
        act={saveConsent}
        fields={{ ...fields, given: 'yes' }}
        word={word}
        label={named(word, props)}
        busy="Saving…"
      />
    </details>
  );
}

function Change(props: Props) {
  const { way, practice, first } = props;
  const fields = { practice, reachId: way.id };
  return (
    <details>
      <summary className="flex min-h-12 cursor-pointer items-center">Change or take off</summary>
      <div className="space-y-4 py-2">
        <ActForm
          act={changeReach}
          fields={{ ...fields, was: way.address }}
          word="Save the new one"
          label={named('Save the new one for', props)}
          busy="Saving…"
        >
          <Field
            label={`New ${REACH_KIND_WORDS[way.kind].toLowerCase()}`}
            hint="It counts as not verified until its own code was typed."
            name="address"
            required
            maxLength={300}
            autoComplete="off"
            defaultValue={way.address}
          />
        </ActForm>
        {!first && (
          <ActForm
            act={reachFirst}
            fields={fields}
            word="Try this one first"
            label={named('Try this one first', props)}
            busy="Saving…"
          />
        )}
        <ActForm
          act={removeReach}
          fields={fields}
          word="Take it off the list"
          label={named('Take it off the list', props)}
          busy="Taking it off…"
          look="danger"
        />
      </div>
    </details>
  );
}
