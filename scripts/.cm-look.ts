import { closeDatabase, inPracticeSql } from '@/lib/db';
import { verifyChain } from '@/lib/events';
import { readIncidents, readTimeline } from '@/lib/incidents';
import { findPracticeId, readPractice, readSites, readVendors, findMember, listPracticesOf } from '@/lib/practices';
import { readPeople, readReachability, readTrees } from '@/lib/contacts';
import { readRunbook, readRunbooks, readCurrentRunbooks } from '@/lib/runbooks';
for (const slug of ['lakeside','hillcrest']) {
  const practiceId = (await findPracticeId(slug))!;
  const ctx = { practiceId, actor: { kind: 'system', name: 'Holdfast' } as const };
  console.log(await readPractice(ctx), (await readSites(ctx)).map(s=>[s.name,s.zone,s.alternateSites.length]), (await readVendors(ctx)).length);
  console.log((await readPeople(ctx))[0]);
  const trees = await readTrees(ctx); console.log(trees[0]!.branches[0], await readReachability(ctx, trees[0]!.id));
  console.log((await readRunbooks(ctx)).map(r=>[r.slug,r.version,r.ownerName,r.steps,r.reviewOn,r.publishedAt]));
  const r = await readRunbook(ctx,'short-downtime'); console.log(r.publishedBy, r.versions, r.sections[0]!.steps[0], r.siteId);
  console.log(JSON.stringify(await readCurrentRunbooks(ctx)).includes('{{'), JSON.stringify(await readCurrentRunbooks(ctx,{raw:true})).length, JSON.stringify(await readCurrentRunbooks(ctx)).includes('____'));
  const cards = await readIncidents(ctx,{state:'closed'});
  for (const c of cards) { console.log(c.title,c.noticedAt,c.closedAt,c.stepsDone,c.stepsTotal,c.declaredBy,c.closeReason);
    console.log('chain', await inPracticeSql(ctx, ({sql})=>verifyChain(sql, practiceId, c.id)));
    const t = await readTimeline(ctx,c.id); console.log(t.lines.length); if (c.wentLongAt||slug==='hillcrest') for (const l of t.lines) console.log(l.at, l.actor, l.sentence);
  }
  console.log(await inPracticeSql(ctx, ({sql})=>verifyChain(sql, practiceId, practiceId)));
}
await closeDatabase(); process.exit(0);
