// Who may change places: managers of their own practice, and nobody else.
import { afterAll, expect, it } from 'vitest';
import type { Right } from '@/lib/access/rules';
import { newId } from '@/lib/core';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import {
  addAlternateSite,
  addSite,
  addVendor,
  bringBackAlternateSite,
  bringBackVendor,
  changeAlternateSite,
  changePracticeFacts,
  changeSite,
  changeSystems,
  changeVendor,
  closeSite,
  readAlternateForEditing,
  readClosed,
  readSiteForEditing,
  readSystemsForEditing,
  readVendorForEditing,
  removeAlternateSite,
  removeVendor,
  reopenSite,
} from './index';
import { alternate, site, vendor } from './support';

const database = await useTestDatabase();
afterAll(() => database.drop());

it('is for managers of this practice: staff and leads are refused, others find nothing', async () => {
  const practice = await testPractice();
  const { owner, siteId } = practice;
  const other = await testPractice();
  const alternateSiteId = await addAlternateSite(owner, alternate(siteId));
  const vendorId = await addVendor(owner, vendor());
  const { siteId: _, ...place } = alternate(siteId);
  type Way = (ctx: typeof owner) => Promise<unknown>;
  const inside: Way[] = [
    (ctx) => changeSite(ctx, { siteId, ...site() }),
    (ctx) => closeSite(ctx, { siteId }),
    (ctx) => reopenSite(ctx, { siteId }),
    (ctx) => changeSystems(ctx, { siteId, systems: [] }),
    (ctx) => addAlternateSite(ctx, alternate(siteId)),
    (ctx) => changeAlternateSite(ctx, { alternateSiteId, ...place }),
    (ctx) => removeAlternateSite(ctx, { alternateSiteId }),
    (ctx) => bringBackAlternateSite(ctx, { alternateSiteId }),
    (ctx) => changeVendor(ctx, { vendorId, ...vendor() }),
    (ctx) => removeVendor(ctx, { vendorId }),
    (ctx) => bringBackVendor(ctx, { vendorId }),
    (ctx) => readSiteForEditing(ctx, siteId),
    (ctx) => readSystemsForEditing(ctx, siteId),
    (ctx) => readAlternateForEditing(ctx, siteId, alternateSiteId),
    (ctx) => readVendorForEditing(ctx, vendorId),
  ];
  const own: Way[] = [
    (ctx) => addSite(ctx, site()),
    (ctx) => addVendor(ctx, vendor()),
    (ctx) => changePracticeFacts(ctx, { facts: {} }),
  ];
  for (const way of [...inside, ...own]) {
    for (const member of [practice.staff, practice.lead])
      await expect(way(member)).rejects.toMatchObject({ code: 'forbidden' });
  }
  const gone = await addVendor(owner, vendor());
  await removeVendor(owner, { vendorId: gone });
  expect((await readClosed(owner)).vendors).toHaveLength(1);
  for (const member of [practice.staff, practice.lead])
    expect(await readClosed(member)).toEqual({ sites: [], alternates: [], vendors: [] });
  const answer = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? error.message : error),
    );
  for (const way of inside) {
    const said = await answer(way(other.owner));
    expect(said).toMatch(/^There is no such (site|alternate site|vendor)\.$/);
  }
  const theirs = { ownerId: owner.actor.personId };
  const absent = { ownerId: newId() };
  expect(await answer(addAlternateSite(other.owner, alternate(other.siteId, theirs)))).toBe(
    await answer(addAlternateSite(other.owner, alternate(other.siteId, absent))),
  );
  const system = { name: 'X', canWaitMinutes: 1, meanwhile: '' };
  const using = (id: string) =>
    answer(changeSystems(other.owner, { siteId: other.siteId, systems: [{ ...system, vendorId: id }] }));
  expect(await using(vendorId)).toBe(await using(newId()));
});

it('is by site where a right differs there: a manager who is staff at it changes nothing, staff who manage it do', async () => {
  const practice = await testPractice();
  const { lead, owner, siteId } = practice;
  const alternateSiteId = await addAlternateSite(owner, alternate(siteId));
  const { siteId: _, ...place } = alternate(siteId);
  const as = (right: Right, there: Right) => ({
    ...lead,
    actor: { ...lead.actor, right, parts: [{ siteId, right: there, jobRoles: [] }] },
  });
  type Way = (ctx: typeof owner) => Promise<unknown>;
  const ways: Way[] = [
    (ctx) => changeSite(ctx, { siteId, ...site() }),
    (ctx) => changeSystems(ctx, { siteId, systems: [] }),
    (ctx) => addAlternateSite(ctx, alternate(siteId)),
    (ctx) => changeAlternateSite(ctx, { alternateSiteId, ...place }),
    (ctx) => removeAlternateSite(ctx, { alternateSiteId }),
    (ctx) => bringBackAlternateSite(ctx, { alternateSiteId }),
    (ctx) => reopenSite(ctx, { siteId }),
    (ctx) => readSiteForEditing(ctx, siteId),
    (ctx) => readSystemsForEditing(ctx, siteId),
    (ctx) => readAlternateForEditing(ctx, siteId, alternateSiteId),
  ];
  for (const way of ways) {
    await expect(way(as('manager', 'staff'))).rejects.toMatchObject({ code: 'forbidden' });
    await way(as('staff', 'manager'));
  }
});
