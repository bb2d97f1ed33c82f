// Adding a plan: from a starter, from a file, or from nothing. Each begins as a draft.
import type { Metadata } from 'next';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { PageHead, Section } from '@/components/ui/page-head';
import { may } from '@/lib/access/rules';
import { plural } from '@/lib/core';
import { readShelf, readStarters } from '@/lib/runbooks';
import { RUNBOOK_KIND_WORDS } from '@/lib/runbooks/rules';
import type { InPractice } from '../../../../page-props';
import { here } from '../../here';
import { addFromStarter } from '../actions';
import { BlankForm } from './blank-form';
import { ImportForm } from './import-form';

export const metadata: Metadata = { title: 'Add a plan' };

export default async function NewPlan({ params }: InPractice) {
  const { slug, ctx } = await here((await params).practice);
  const head = (
    <PageHead
      back={{ href: `/p/${slug}/runbooks`, word: 'Plans' }}
      title="Add a plan"
      lede="It begins as a draft: nobody is shown it until you publish."
    />
  );
  if (!may(ctx.actor.right, 'runbook.edit')) {
    return (
      <>
        {head}
        <Notice>Owners and managers add plans. Tell one of them what is missing.</Notice>
      </>
    );
  }
  const shelf = await readShelf(ctx);
  return (
    <>
      {head}
      <Section title="From a starter">
        <p className="text-ink-2 mb-3 max-w-prose">
          Ready plans to delete from and add to. A starter can be added again; the plan you have stays as it
          is.
        </p>
        <ul className="border-line border-t">
          {readStarters().map((starter) => {
            const steps = starter.sections.flatMap((section) => section.steps).length;
            const own = shelf.filter((card) => card.slug === starter.slug && !card.removed).length;
            return (
              <li
                key={starter.slug}
                className="border-line flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b py-3"
              >
                <div className="min-w-0 flex-1 basis-80">
                  <h3 className="font-strong">{starter.title}</h3>
                  <p className="text-ink-2">
                    {RUNBOOK_KIND_WORDS[starter.kind]}, {plural(steps, 'step')}
                    {own > 0 && ', you have it'}
                  </p>
                </div>
                <ActForm
                  act={addFromStarter}
                  fields={{ practice: slug, starter: starter.slug }}
                  word={own > 0 ? 'Add again' : 'Add'}
                  label={`${own > 0 ? 'Add again' : 'Add'}: ${starter.title}`}
                  busy="Adding…"
                />
              </li>
            );
          })}
        </ul>
      </Section>
      <div className="mt-10 grid gap-x-16 gap-y-10 lg:grid-cols-2">
        <Section title="From a file">
          <ImportForm
            practice={slug}
            plans={shelf.filter(({ removed }) => !removed).map(({ id, title }) => ({ id, title }))}
          />
        </Section>
        <Section title="From nothing">
          <BlankForm practice={slug} />
        </Section>
      </div>
    </>
  );
}
