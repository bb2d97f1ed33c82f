// Before a contact test: which tree, how long, who gets what, in which words. Nothing goes out before the button.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { readTrees } from '@/lib/contacts';
import { listed, plural } from '@/lib/core';
import { previewTest } from '@/lib/notifications';
import { orNotFound } from '@/lib/web';
import { one, type InPractice } from '../../../../../page-props';
import { testerHere } from '../lead';
import { StartForm } from './start-form';

export const metadata: Metadata = { title: 'Start a contact test' };

const WAY_WORDS = { email: 'e-mail', sms: 'text' } as const;

export default async function NewTest({ params, searchParams }: InPractice) {
  const { slug, ctx } = await testerHere((await params).practice);
  const query = await searchParams;
  const [asked, again] = [one(query['tree']), one(query['again'])];
  const trees = await readTrees(ctx);
  const tree = asked === null ? trees[0] : trees.find(({ id }) => id === asked);
  const head = (
    <PageHead
      back={{ href: `/p/${slug}/contacts/tests`, word: 'Contact tests' }}
      title="Start a contact test"
      lede={`${
        again === null ? 'Everybody in the tree' : 'Everybody who did not answer in time'
      } is sent a drill message now. You watch who answers, and the result is kept.`}
    />
  );
  if (trees.length === 0)
    return (
      <>
        {head}
        <Empty>There is no contact tree to test. Add one under Contact trees first.</Empty>
      </>
    );
  if (!tree) notFound();
  const preview = await orNotFound(previewTest(ctx, tree.id, again));
  if (again !== null && preview.people.length === 0)
    return (
      <>
        {head}
        <Empty>Nobody who was silent is in the tree any more, or they answered since.</Empty>
      </>
    );
  const going = preview.people.filter(({ ways }) => ways.length > 0);
  return (
    <>
      {head}
      {preview.realOpen && (
        <div className="mb-8 max-w-prose">
          <Notice kind="danger">
            A real downtime is open. Its messages come first, so no test starts until it is closed.
          </Notice>
        </div>
      )}
      {trees.length > 1 && again === null && (
        <form method="get" className="mb-8 flex max-w-prose flex-wrap items-end gap-3">
          <div className="min-w-48 flex-1">
            <Select
              key={tree.id}
              label="Tree"
              name="tree"
              defaultValue={tree.id}
              options={trees.map(({ id, name }) => ({ value: id, word: name }))}
            />
          </div>
          <Button>Show this tree</Button>
        </form>
      )}
      <Section title="What they get" id="words">
        <div className="max-w-prose space-y-4">
          <blockquote className="border-line-2 border-l-4 py-1 pl-4 break-words">{preview.text}</blockquote>
          <p className="text-ink-2">
            By e-mail: “{preview.subject}”. {preview.lines.join(' ')} Whoever reads Spanish gets it in
            Spanish.
          </p>
        </div>
      </Section>
      <Section
        title={`${tree.name}: ${going.length} of ${plural(preview.people.length, 'person', 'people')} get it`}
        id="who"
      >
        <table className="stack table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {preview.people.map(({ personId, name, language, ways }) => (
              <tr key={personId}>
                <th scope="row">{name}</th>
                <td>
                  {ways.length === 0
                    ? 'no way that is open: counts as not reached'
                    : listed(ways.map((way) => WAY_WORDS[way]))}
                  {ways.length > 0 && language === 'es' && ', in Spanish'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {!preview.realOpen && going.length > 0 && (
        <Section title="How long they have" id="start">
          <StartForm practice={slug} treeId={tree.id} again={again} people={going.length} />
        </Section>
      )}
    </>
  );
}
