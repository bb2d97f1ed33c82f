// Codes that show that a way works: what they open, how often they are tried and sent, and that nothing keeps them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { carryOutNotice, startTelling } from '@/lib/testing/telling';
import { addPersonByHand, reachCode, readPerson, sendCode, typeCode } from '.';
import { byHand, testPeople } from './support';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;
providers.callbacks('off');
const { add, newestEvent, number, practice, sql, wayOf } = await testPeople();
let other: TestPractice;

beforeAll(async () => {
  other = await testPractice();
});
afterAll(async () => {
  await telling.stop();
  await database.drop();
});

const announce = (eventId: string) => carryOutNotice(practice.practiceId, eventId);

describe('codes', () => {
  it('go to that way alone, and the right one makes it verified once', async () => {
    const personId = await add();
    const way = await wayOf(personId);
    await sendCode(practice.owner, { reachId: way.id });
    const event = await newestEvent('reach.code-sent');
    const code = reachCode(event.payload['codeId'] ?? '');
    expect(JSON.stringify(event.payload)).not.toContain(code);
    await announce(event.id);
    const texts = providers.captured(way.address);
    expect(texts).toHaveLength(1);
    expect(texts[0]?.text).toContain(code);
    expect(texts[0]?.text).not.toContain('__CODE');
    expect((await wayOf(personId)).codeOpen).toBe(true);
    await expect(typeCode(practice.lead, { reachId: way.id, code })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await typeCode(practice.owner, { reachId: way.id, code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect((await wayOf(personId)).verifiedAt).not.toBeNull();
    await expect(typeCode(practice.owner, { reachId: way.id, code })).rejects.toMatchObject({
      code: 'expired',
    });
  });

  it('stand nowhere in what is stored, and so in no export, in texts and mails', async () => {
    const personId = await addPersonByHand(practice.owner, {
      ...byHand,
      mobile: number(),
      email: 'code@f.example',
    });
    for (const way of (await readPerson(practice.owner, personId)).ways) {
      await sendCode(practice.owner, { reachId: way.id });
      const event = await newestEvent('reach.code-sent');
      const code = reachCode(event.payload['codeId'] ?? '');
      await announce(event.id);
      const [sent] = providers.captured(way.address);
      expect(sent?.text).toContain(code);
      if (way.kind === 'email') {
        expect(sent?.subject).toContain(code);
        expect(sent?.html).toContain(code);
      }
      expect(JSON.stringify(sent)).not.toContain('__CODE');
      const [stored] = await sql<{ subject: string; body: string; html: string; state: string }>(
        `select subject, body, html, state from delivery where "practiceId" = $1::uuid and "eventId" = $2::uuid`,
        [event.id],
      );
      expect(stored?.state).toBe('handed-over');
      expect(stored?.body).toContain('__CODE');
      expect(JSON.stringify(stored)).not.toContain(code);
    }
  });

  it('are five tries for any number at once, and three an hour', async () => {
    const way = await wayOf(await add());
    await sendCode(practice.owner, { reachId: way.id });
    const code = reachCode((await newestEvent('reach.code-sent')).payload['codeId'] ?? '');
    const wrong = code === '000000' ? '000001' : '000000';
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => typeCode(practice.owner, { reachId: way.id, code: wrong })),
    );
    const codes = tries.map((one) =>
      one.status === 'rejected' ? (one.reason as { code: string }).code : 'in',
    );
    expect(codes.filter((one) => one === 'invalid')).toHaveLength(4);
    expect(codes.filter((one) => one === 'expired')).toHaveLength(16);
    await expect(typeCode(practice.owner, { reachId: way.id, code })).rejects.toMatchObject({
      code: 'expired',
    });
    await sendCode(practice.owner, { reachId: way.id });
    await sendCode(practice.owner, { reachId: way.id });
    await expect(sendCode(practice.owner, { reachId: way.id })).rejects.toMatchObject({ code: 'limit' });
  });

  it('to one number are few an hour, whichever practices send them; the refusal says when the next goes', async () => {
    const shared = '312-555-0198';
    for (const at of [practice, other]) {
      const personId = await addPersonByHand(at.owner, { ...byHand, mobile: shared });
      const [way] = (await readPerson(at.owner, personId)).ways;
      for (let n = 0; n < 3; n += 1) {
        const sent = sendCode(at.owner, { reachId: way?.id ?? '' });
        if (at === practice || n < 2) await sent;
        else
          await expect(sent).rejects.toMatchObject({
            code: 'limit',
            message: expect.stringMatching(/Try again in \d+ minutes/) as string,
          });
      }
    }
  });

  it('are over after ten minutes', async () => {
    const way = await wayOf(await add());
    const early = { ...practice.owner, at: new Date(Date.now() - 11 * 60_000) };
    await sendCode(early, { reachId: way.id });
    const code = reachCode((await newestEvent('reach.code-sent')).payload['codeId'] ?? '');
    await expect(typeCode(practice.owner, { reachId: way.id, code })).rejects.toMatchObject({
      code: 'expired',
    });
  });
});
