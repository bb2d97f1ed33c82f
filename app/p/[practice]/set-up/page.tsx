// Setting up in a quarter of an hour: seven steps, each done where it belongs, in any order, and left at any time.
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { PageHead } from '@/components/ui/page-head';
import { Tag } from '@/components/ui/tag';
import { readTrees } from '@/lib/contacts';
import { readSetUp } from '@/lib/readiness';
import { SET_UP_WORDS, type SetUpStep } from '@/lib/readiness/rules';
import type { SetUp } from '@/lib/readiness/schema';
import type { InPractice } from '../../../page-props';
import { managerHere } from '../sites/manager';
import { putAway, putLater } from './actions';

export const metadata: Metadata = { title: 'Set-up' };

interface How {
  why: string;
  /** Where it is done; relative to the practice unless it begins with two slashes. */
  go: readonly (readonly [href: string, word: string])[];
}

const HOW: Record<SetUpStep, How> = {
  sites: {
    why: 'Opening hours give plans their clock; a second place to go saves the day when a building fails.',
    go: [['/sites', 'See your sites']],
  },
  people: {
    why: 'Who must be told, and by which number. Paste a list from a spreadsheet, or write them one by one.',
    go: [
      ['/contacts/import', 'Paste or import your staff list'],
      ['/members/invite', 'Invite people to log in'],
    ],
  },
  plans: {
    why: 'Eleven plans are yours from the start. Keep those that fit you; edit them any day.',
    go: [['/set-up/plans', 'Choose your plans']],
  },
  tree: {
    why: 'Who is told first, and who steps in. We suggest one from everybody’s jobs; you look it over.',
    go: [['/contacts/trees/new?suggest=1', 'Look at the suggested tree']],
  },
  phone: {
    why: 'In a downtime the phone in your pocket is what works. It keeps the plans without a network.',
    go: [['/set-up/phone', 'Put it on your phone']],
  },
  pin: {
    why: 'Six digits open your phone’s checklist when neither e-mail nor a password is at hand.',
    go: [['//account', 'Set a PIN in your account']],
  },
  test: {
    why: 'A drill message to everybody. Three minutes later you know who can be reached.',
    go: [['/contacts/tests', 'Run the contact test']],
  },
};

function Step({
  slug,
  step,
  place,
  next,
  treeId,
}: {
  slug: string;
  step: SetUp['steps'][number];
  place: number;
  next: boolean;
  /** The first tree there is. */
  treeId: string | null;
}) {
  const { why } = HOW[step.step];
  const there = step.step === 'tree' && treeId !== null;
  const go = there ? ([[`/contacts/trees/${treeId}`, 'See your contact tree']] as const) : HOW[step.step].go;
  return (
    <li className="border-line keep gap-x-12 border-b py-5 lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <div className="max-w-prose">
        <h2 className="text-l font-strong">
          {place}. {SET_UP_WORDS[step.step]}{' '}
          {step.done ? (
            <Tag look="ok">Done</Tag>
          ) : step.later ? (
            <Tag>Later</Tag>
          ) : (
            <Tag look={next ? 'accent' : 'plain'}>{next ? 'Next' : 'To do'}</Tag>
          )}
        </h2>
        <p>{why}</p>
        <p className="text-ink-2 text-s mt-1">Now: {step.fact}.</p>
      </div>
      <div className="mt-3 flex flex-wrap content-start items-start gap-3 lg:mt-0">
        {go.map(([href, word], at) => (
          <ButtonLink
            key={href}
            look={next && at === 0 ? 'strong' : 'plain'}
            href={href.startsWith('//') ? href.slice(1) : `/p/${slug}${href}`}
          >
            {word}
          </ButtonLink>
        ))}
        {!step.done && (
          <ActForm
            act={putLater}
            fields={{ practice: slug, step: step.step, later: step.later ? 'no' : 'yes' }}
            word={step.later ? 'Do it now' : 'Later'}
            label={`${step.later ? 'Do it now' : 'Later'}: ${SET_UP_WORDS[step.step]}`}
            busy="Saving…"
          />
        )}
      </div>
    </li>
  );
}

export default async function SetUpPage({ params }: InPractice) {
  const { slug, ctx } = await managerHere((await params).practice);
  const [setUp, [tree]] = await Promise.all([readSetUp(ctx), readTrees(ctx)]);
  const all = setUp.steps.length;
  return (
    <>
      <PageHead
        title="Set-up"
        lede={
          setUp.done === all
            ? 'All done. Run a drill every three months and you stay ready.'
            : `${setUp.done} of ${all} done. About a quarter of an hour in all; leave and come back whenever you like.`
        }
        actions={<ButtonLink href={`/p/${slug}`}>Go to home</ButtonLink>}
      />
      <ol className="border-line border-t">
        {setUp.steps.map((step, at) => (
          <Step
            key={step.step}
            slug={slug}
            step={step}
            place={at + 1}
            next={setUp.next === step.step}
            treeId={tree?.id ?? null}
          />
        ))}
      </ol>
      {setUp.done < all && (
        <div className="mt-8 max-w-prose">
          <ActForm
            act={putAway}
            fields={{ practice: slug, away: setUp.shown ? 'yes' : 'no' }}
            word={setUp.shown ? 'Put this list away' : 'Show it on every page until it is done'}
            busy="Saving…"
          />
        </div>
      )}
    </>
  );
}
