import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Receipt } from '@/lib/incidents/schema';
import { shortMemory } from './memory';
import { addOp, dropOp, loadOps, refuseOp, sender, type Box, type SyncAnswer } from './queue';
import type { Draft, Op } from './schema';

const INCIDENT = 'incident';
const draft = (id: string, incident = INCIDENT): Draft => ({
  kind: 'incident.note',
  id,
  incident,
  at: '2026-11-22T14:00:00.000Z',
  value: { note: id },
});

function newBox(memory = shortMemory()): Box {
  let ops: Op[] = [];
  return {
    memory,
    read: () => ops,
    write: (next) => {
      ops = next;
    },
  };
}

const applied = (id: string, incident = INCIDENT): Receipt => ({ id, outcome: 'applied', seq: 1, incident });
const answer = (receipts: Receipt[]): SyncAnswer => ({
  receipts,
  events: [],
  head: 0,
  serverTime: '2026-11-22T14:00:00.000Z',
});
const idsOf = (commands: unknown[]) => commands.map((command) => (command as { id: string }).id);
const waiting = (box: Box) => box.read().map((op) => op.command.id);
const nothing = () => undefined;

describe('keeping', () => {
  test('what one page wrote, the next page reads, in order and with the same numbers', async () => {
    const box = newBox();
    for (const id of ['a', 'b', 'c']) await addOp(box, draft(id));
    const later = newBox(box.memory);
    await loadOps(later);
    expect(later.read()).toEqual(box.read());
    const [first, second] = later.read().map((op) => op.seq);
    expect(Number(second)).toBeGreaterThan(Number(first));
  });

  test('what could not be written is not shown', async () => {
    const box = newBox({ ...shortMemory(), put: () => Promise.reject(new Error('full')) });
    await expect(addOp(box, draft('a'))).rejects.toThrow('full');
    expect(box.read()).toEqual([]);
  });
});

describe('photos', () => {
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const AT = '2026-11-22T14:00:00.000Z';
  /** A tick with its photo, as one write keeps it. */
  const ticked = (id: string) =>
    ({
      kind: 'step.done',
      id,
      incident: INCIDENT,
      step: 'step',
      at: AT,
      value: { replaces: [], photo: { id: `photo-${id}`, bytes } },
    }) as unknown as Draft;
  const left = (by: string) => ({
    kind: 'photo.add',
    id: `photo-${by}`,
    incident: INCIDENT,
    at: AT,
    by,
    bytes,
  });
  async function sent(box: Box, receipt: Receipt): Promise<unknown[][]> {
    const calls: unknown[][] = [];
    const send = sender(box, {
      sync: (commands) => {
        calls.push(commands);
        return Promise.resolve(answer(calls.length === 1 ? [receipt] : []));
      },
      receipt: ({ command }) => expect(command).toMatchObject({ value: { photo: 'photo-a' } }),
    });
    await send();
    return calls;
  }

  test('the command goes with its photo’s id; the photo takes its place here, also for the next page', async () => {
    const box = newBox();
    await addOp(box, ticked('a'));
    const [before] = box.read();
    expect(await sent(box, applied('a'))).toEqual([
      [expect.objectContaining({ id: 'a', value: { replaces: [], photo: 'photo-a' } })],
    ]);
    const later = newBox(box.memory);
    await loadOps(later);
    expect(later.read()).toEqual([{ seq: before?.seq, command: left('a') }]);
    // It never goes the way commands go.
    expect(await sent(later, applied('a'))).toEqual([[]]);
  });

  test('refused, both stay together; too late, the photo goes on its own', async () => {
    const refused = (code: string): Receipt => ({ id: 'a', outcome: 'refused', code, reason: 'No.' });
    const box = newBox();
    await addOp(box, ticked('a'));
    await sent(box, refused('invalid'));
    expect(box.read()).toEqual([expect.objectContaining({ command: ticked('a'), refused: 'No.' })]);
    const late = newBox();
    await addOp(late, ticked('a'));
    await sent(late, refused('conflict'));
    expect(late.read().map(({ command, refused: why }) => [command, why])).toEqual([
      [expect.objectContaining({ id: 'a', value: { replaces: [], photo: 'photo-a' } }), 'No.'],
      [left('a'), undefined],
    ]);
  });

  test('taken back, what waits of it goes too', async () => {
    const box = newBox();
    await addOp(box, left('a') as Op['command']);
    await addOp(box, left('b') as Op['command']);
    const value = { replaces: ['a'] };
    await addOp(box, { kind: 'step.undo', id: 'u', incident: INCIDENT, step: 'step', at: AT, value });
    const send = sender(box, {
      sync: () => Promise.resolve(answer([applied('u')])),
      receipt: nothing,
    });
    await send();
    expect(waiting(box)).toEqual(['photo-b']);
  });

  test('refused it says why, also to the next page; tried again it says nothing; let go it does not come back', async () => {
    const box = newBox();
    await addOp(box, left('a') as Op['command']);
    const [op] = box.read();
    if (!op) throw new Error('It was not kept');
    await refuseOp(box, op, 'Photos are off.');
    const later = newBox(box.memory);
    await loadOps(later);
    expect(later.read()[0]?.refused).toBe('Photos are off.');
    await refuseOp(later, { ...op, refused: 'Photos are off.' });
    expect(later.read()).toEqual([op]);
    await dropOp(later, op);
    await refuseOp(later, op, 'An answer that came after.');
    const last = newBox(box.memory);
    await loadOps(last);
    expect(last.read()).toEqual([]);
  });
});

describe('sending', () => {
  test('a command leaves only with its receipt', async () => {
    const box = newBox();
    for (const id of ['a', 'b']) await addOp(box, draft(id));
    const calls: string[][] = [];
    const send = sender(box, {
      sync: (commands) => {
        calls.push(idsOf(commands));
        // The server tried only the first: the second has no receipt, twice.
        return Promise.resolve(answer(calls.length === 1 ? [applied('a')] : []));
      },
      receipt: nothing,
    });
    expect(await send()).toBe('ok');
    expect(calls).toEqual([['a', 'b'], ['b']]);
    expect(waiting(box)).toEqual(['b']);
  });

  test.each(['off', 'out'] as const)('without an answer (%s) everything stays', async (word) => {
    const box = newBox();
    await addOp(box, draft('a'));
    expect(await sender(box, { sync: () => Promise.resolve(word), receipt: nothing })()).toBe(word);
    expect(waiting(box)).toEqual(['a']);
  });

  test('a refusal stays with its sentence until the person lets go, and is not sent again', async () => {
    const box = newBox();
    await addOp(box, draft('a'));
    const calls: string[][] = [];
    const refusal: Receipt = {
      id: 'a',
      outcome: 'refused',
      code: 'conflict',
      reason: 'This incident is closed.',
    };
    const send = sender(box, {
      sync: (commands) => {
        calls.push(idsOf(commands));
        return Promise.resolve(answer(commands.length > 0 ? [refusal] : []));
      },
      receipt: nothing,
    });
    await send();
    await send();
    expect(calls).toEqual([['a'], []]);
    const later = newBox(box.memory);
    await loadOps(later);
    const [kept] = later.read();
    expect(kept).toMatchObject({ refused: 'This incident is closed.', command: { value: { note: 'a' } } });
    if (kept) await dropOp(later, kept);
    expect(later.read()).toEqual([]);
    expect(await later.memory.all('ops')).toEqual([]);
  });

  test('what waits for an incident that turned out to be another’s goes to that one', async () => {
    const box = newBox();
    await addOp(box, draft('declare', 'mine'));
    await addOp(box, draft('other', 'elsewhere'));
    const sent: unknown[][] = [];
    const send = sender(box, {
      sync: async (commands) => {
        sent.push(commands);
        if (sent.length > 1) return answer([]);
        await addOp(box, draft('tick', 'mine'));
        return answer([
          { id: 'declare', outcome: 'joined', seq: 3, incident: 'theirs', reason: 'Sam declared at 8:12.' },
          applied('other', 'elsewhere'),
        ]);
      },
      receipt: nothing,
    });
    await send();
    expect(sent[1]).toMatchObject([{ id: 'tick', incident: 'theirs' }]);
    const later = newBox(box.memory);
    await loadOps(later);
    expect(later.read().map((op) => op.command.incident)).toEqual(['theirs']);
  });

  test('several who ask at once share one call, and what comes meanwhile is not forgotten', async () => {
    const box = newBox();
    await addOp(box, draft('a'));
    const calls: string[][] = [];
    const send = sender(box, {
      sync: async (commands) => {
        calls.push(idsOf(commands));
        if (calls.length === 1) await addOp(box, draft('b'));
        return answer(idsOf(commands).map((id) => applied(id)));
      },
      receipt: nothing,
    });
    await Promise.all([send(), send(), send()]);
    expect(calls).toEqual([['a'], ['b']]);
    expect(waiting(box)).toEqual([]);
  });

  test('whatever the network does, every command is applied once and gone here only after that (property)', async () => {
    const weather = fc.array(fc.constantFrom('ok', 'lost before', 'lost after', 'half'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), weather, async (count, days) => {
        const box = newBox();
        const done = new Map<string, Receipt>();
        const left = [...days];
        const send = sender(box, {
          sync: (commands) => {
            const day = left.shift() ?? 'ok';
            if (day === 'lost before') return Promise.resolve('off');
            const ids = idsOf(commands);
            const tried = day === 'half' ? ids.slice(0, Math.ceil(ids.length / 2)) : ids;
            for (const id of tried)
              if (!done.has(id))
                done.set(id, { id, outcome: 'applied', seq: done.size + 1, incident: INCIDENT });
            if (day === 'lost after') return Promise.resolve('off');
            return Promise.resolve(answer(tried.flatMap((id) => done.get(id) ?? [])));
          },
          receipt: nothing,
        });
        const all = Array.from({ length: count }, (_, i) => `c${i}`);
        for (const id of all) {
          await addOp(box, draft(id));
          await send();
          // Kept here, or applied there; never neither.
          for (const said of all.slice(0, all.indexOf(id) + 1))
            expect(waiting(box).includes(said) || done.has(said)).toBe(true);
        }
        while (left.length > 0) await send();
        await send();
        expect(waiting(box)).toEqual([]);
        expect([...done.keys()]).toEqual(all);
      }),
    );
  });
});
