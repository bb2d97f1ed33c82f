// A demo practice's places, vendors, people, trees and plans, each added unless it is there already.
import type { Ctx, MemberCtx } from '@/lib/access';
import { addMinutes } from '@/lib/core';
import { addPerson, addTree, readPeople, readTrees } from '@/lib/contacts';
import { inSystem } from '@/lib/db';
import { createAccount } from '@/lib/identity';
import {
  addAlternateSite,
  addSite,
  addVendor,
  changeAlternateSite,
  changePracticeFacts,
  changeSystems,
  readSites,
  readVendors,
} from '@/lib/practices';
import { addStarter, publishRunbook, readRunbooks, readShelf, readStarters } from '@/lib/runbooks';
import { need, steadyId, type Demo } from './files';

export interface Cast {
  sites: Map<string, string>;
  /** Everybody's person id. */
  people: Map<string, string>;
  /** Who can log in, acting as themselves. */
  members: Map<string, MemberCtx>;
  treeId: string;
  /** Plans by slug. */
  plans: Map<string, string>;
}

export async function addPlaces(ctx: Ctx, demo: Demo): Promise<Map<string, string>> {
  const before = await readSites(ctx);
  const sites = new Map<string, string>();
  await changePracticeFacts(ctx, { facts: demo.facts });
  for (const { key, systems: _, ...site } of demo.sites) {
    const there = before.find(({ name }) => name === site.name);
    sites.set(key, there?.id ?? (await addSite(ctx, site)));
  }
  for (const { key: _, site, owner: __, ...alternate } of demo.alternateSites) {
    const siteId = need(sites, site);
    const there = before.find(({ id }) => id === siteId)?.alternateSites;
    if (!there?.some(({ name }) => name === alternate.name))
      await addAlternateSite(ctx, { ...alternate, siteId });
  }
  const known = new Map((await readVendors(ctx)).map(({ name, id }) => [name, id]));
  const vendors = new Map<string, string>();
  for (const { key, ...vendor } of demo.vendors)
    vendors.set(key, known.get(vendor.name) ?? (await addVendor(ctx, vendor)));
  for (const { key, systems } of demo.sites) {
    const siteId = need(sites, key);
    if (before.find(({ id }) => id === siteId)?.systems.length) continue;
    await changeSystems(ctx, {
      siteId,
      systems: systems.map(({ vendor, ...system }) => ({
        ...system,
        vendorId: vendor === null ? null : need(vendors, vendor),
      })),
    });
  }
  return sites;
}

/** Who looks after each agreement; people come after places. */
async function addOwners(ctx: Ctx, demo: Demo, people: ReadonlyMap<string, string>): Promise<void> {
  const there = (await readSites(ctx)).flatMap(({ alternateSites }) => alternateSites);
  for (const { name, owner } of demo.alternateSites) {
    const alternate = owner === null ? undefined : there.find((each) => each.name === name);
    if (!alternate || owner === null) continue;
    const { id, siteId: _, ...rest } = alternate;
    await changeAlternateSite(ctx, { alternateSiteId: id, ...rest, ownerId: need(people, owner) });
  }
}

/** The demo's accounts by e-mail; those that are missing are made side by side, because hashing is slow on purpose. */
async function makeAccounts(demo: Demo): Promise<Map<string, string>> {
  const wanted = demo.people.flatMap(({ email, password, name }) =>
    email === undefined || password === undefined ? [] : [{ email, password, name }],
  );
  const known = await inSystem(({ sql }) =>
    sql<{ email: string; id: string }>('select email, id from account where email = any($1::text[])', [
      wanted.map(({ email }) => email),
    ]),
  );
  const accounts = new Map(known.map(({ email, id }) => [email, id]));
  const missing = wanted.filter(({ email }) => !accounts.has(email));
  const made = await Promise.all(
    missing.map(async (account) => [account.email, await createAccount(account)] as const),
  );
  for (const [email, id] of made) accounts.set(email, id);
  return accounts;
}

export async function addPeople(
  ctx: Ctx,
  demo: Demo,
  sites: ReadonlyMap<string, string>,
): Promise<Pick<Cast, 'people' | 'members'>> {
  const accounts = await makeAccounts(demo);
  const before = new Map((await readPeople(ctx)).map(({ name, id }) => [name, id]));
  const people = new Map<string, string>();
  const members = new Map<string, MemberCtx>();
  for (const { key, name, jobRoles, site, right, email, reach, language } of demo.people) {
    const accountId = email === undefined ? null : need(accounts, email);
    const account = accountId !== null && right !== undefined ? { accountId, right } : null;
    const siteId = need(sites, site);
    const personId =
      before.get(name) ??
      (await addPerson(ctx, { name, jobRoles, siteId, language, reaches: reach, account }));
    people.set(key, personId);
    if (account === null) continue;
    const sessionId = steadyId(demo.slug, 'session', key);
    const actor = { kind: 'member', ...account, sessionId, personId, name, jobRoles, parts: [] } as const;
    members.set(key, { practiceId: ctx.practiceId, actor });
  }
  await addOwners(ctx, demo, people);
  return { people, members };
}

export async function addTrees(ctx: Ctx, demo: Demo, people: ReadonlyMap<string, string>): Promise<string> {
  const before = new Map((await readTrees(ctx)).map(({ name, id }) => [name, id]));
  const ids: string[] = [];
  for (const tree of demo.trees) {
    const branches = tree.branches.map(({ lead, deputy, members, ...branch }) => ({
      ...branch,
      leadId: need(people, lead),
      deputyId: need(people, deputy),
      memberIds: members.map((member) => need(people, member)),
    }));
    ids.push(before.get(tree.name) ?? (await addTree(ctx, { name: tree.name, branches })));
  }
  const [first] = ids;
  if (first === undefined) throw new Error(`${demo.name} has no contact tree`);
  return first;
}

/**
 * The starters of the first edition become the practice's own plans, published as version 1 by its manager, who also
 * keeps them. What the second edition changed is there to be found.
 */
export async function addPlans(manager: MemberCtx): Promise<Map<string, string>> {
  const plans = new Map((await readRunbooks(manager)).map(({ slug, id }) => [slug, id]));
  let at = manager.at ?? new Date();
  for (const { slug: starter } of readStarters()) {
    if (plans.has(starter)) continue;
    at = addMinutes(at, 4);
    const ctx = { ...manager, at };
    // Killed between the two verbs, the draft is there already.
    const { runbookId } = await addOrFind(ctx, starter);
    await publishRunbook(ctx, {
      runbookId,
      changeNote: 'First version, from the starter plan.',
      ownerId: manager.actor.personId,
      approvedBy: manager.actor.personId,
      warningsSeen: true,
    });
    plans.set(starter, runbookId);
  }
  return plans;
}

async function addOrFind(ctx: MemberCtx, starter: string): Promise<{ runbookId: string }> {
  const shelf = await readShelf(ctx);
  const there = shelf.find(({ slug }) => slug === starter);
  return there ? { runbookId: there.id } : addStarter(ctx, { starter, edition: 1 });
}
