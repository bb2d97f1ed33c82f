// Writing a plan. A draft that nobody has begun is begun by a press.
import type { Metadata } from 'next';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { may } from '@/lib/access/rules';
import { readEditor, readRunbook, readRunbooks } from '@/lib/runbooks';
import { orNotFound } from '@/lib/web';
import { one, type InPractice } from '../../../../../page-props';
import { here } from '../../../here';
import { beginDraft, remove } from '../../actions';
import { Editor } from './editor';

export const metadata: Metadata = { title: 'Edit a plan' };

export default async function EditPlan({ params, searchParams }: InPractice<'slug'>) {
  const [{ practice: asked, slug: planSlug }, query] = await Promise.all([params, searchParams]);
  const { slug, ctx, practice } = await here(asked);
  const back = { href: `/p/${slug}/runbooks/${planSlug}`, word: 'The plan' };
  if (!may(ctx.actor.right, 'runbook.edit')) {
    const plan = await orNotFound(readRunbook(ctx, planSlug));
    return (
      <>
        <PageHead back={back} title="Edit this plan" lede={plan.title} />
        <Notice>Owners and managers write plans. Tell one of them what you would change.</Notice>
      </>
    );
  }
  const [editor, plans] = await Promise.all([orNotFound(readEditor(ctx, planSlug)), readRunbooks(ctx)]);
  if (!editor) {
    const plan = await orNotFound(readRunbook(ctx, planSlug));
    return (
      <>
        <PageHead
          back={back}
          title="Edit this plan"
          lede={`${plan.title}. What is in force stays so until you publish.`}
        />
        <ActForm
          act={beginDraft}
          fields={{ practice: slug, runbookId: plan.id }}
          word="Edit this plan"
          busy="Opening…"
          look="strong"
        />
      </>
    );
  }
  const own = plans.find((plan) => plan.slug === planSlug);
  return (
    <>
      <PageHead
        back={own ? back : { href: `/p/${slug}/runbooks`, word: 'Plans' }}
        title="Edit this plan"
        lede={`${own?.title ?? 'A new plan'}. What you write is saved as you go; nobody is shown it until you publish.`}
      />
      <Editor
        view={editor.view}
        world={editor.world}
        practice={{ id: practice.id, slug, zone: practice.zone }}
        personId={ctx.actor.personId}
        step={one(query['step'])}
        others={plans
          .filter((plan) => plan.slug !== planSlug)
          .map(({ slug: s, title }) => ({ slug: s, title }))}
      />
      {editor.view.version === null && (
        <div className="border-line mt-12 border-t pt-6">
          <ActForm
            act={remove}
            fields={{ practice: slug, runbookId: editor.view.id }}
            word="Remove this draft"
            busy="Removing…"
            look="danger"
          />
        </div>
      )}
    </>
  );
}
