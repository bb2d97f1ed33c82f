// A contact tree, to be changed as a whole.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHead } from '@/components/ui/page-head';
import { isId } from '@/lib/core';
import { readTreeForEditing } from '@/lib/contacts';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../../page-props';
import { managerHere } from '../../../../sites/manager';
import { draftOf } from '../../editor';
import { readChoices } from '../../form-props';
import { TreeForm } from '../../tree-form';

export const metadata: Metadata = { title: 'Edit a contact tree' };

export default async function EditTree({ params }: InPractice<'tree'>) {
  const { practice: asked, tree: treeId } = await params;
  const { slug, ctx } = await managerHere(asked);
  if (!isId(treeId)) notFound();
  const { tree, print } = await orNotFound(readTreeForEditing(ctx, treeId));
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/contacts/trees/${treeId}`, word: tree.name }}
        title={`Edit ${tree.name}`}
        lede="A downtime that is open keeps whom it told. From the next one on, this tree is asked."
      />
      <TreeForm
        practice={slug}
        editing={{ treeId, print }}
        name={tree.name}
        branches={tree.branches.map(draftOf)}
        {...await readChoices(ctx, treeId)}
      />
    </>
  );
}
