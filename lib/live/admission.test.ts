// One practice's heavy work goes one after the other, and beyond a line's length it is sent away.
import { expect, it } from 'vitest';
import { inTurn } from './admission';

it('works one after the other for one practice, beside the others, and goes on after a failure', async () => {
  const said: string[] = [];
  const release = new Map<string, () => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      said.push(`${name} begins`);
      release.set(name, () => resolve(name));
    });
  const first = inTurn('a', work('a1'));
  const failed = inTurn('a', () => Promise.reject(new Error('no')));
  const second = inTurn('a', work('a2'));
  const other = inTurn('b', work('b1'));
  await expect.poll(() => said).toEqual(['a1 begins', 'b1 begins']);
  release.get('b1')?.();
  expect(await other).toBe('b1');
  release.get('a1')?.();
  expect(await first).toBe('a1');
  await expect(failed).rejects.toThrow('no');
  await expect.poll(() => said).toContain('a2 begins');
  release.get('a2')?.();
  expect(await second).toBe('a2');
});

it('sends away whoever comes to a line that is long', async () => {
  let open = (): void => undefined;
  const held = inTurn('c', () => new Promise<void>((resolve) => (open = resolve)));
  const waiting = Array.from({ length: 19 }, () => inTurn('c', () => Promise.resolve()));
  await expect(inTurn('c', () => Promise.resolve())).rejects.toMatchObject({ status: 503 });
  open();
  await Promise.all([held, ...waiting]);
  await expect(inTurn('c', () => Promise.resolve('again'))).resolves.toBe('again');
});

it('a line may be shorter than others', async () => {
  let open = (): void => undefined;
  const held = inTurn('d', () => new Promise<void>((resolve) => (open = resolve)), 2);
  const second = inTurn('d', () => Promise.resolve(), 2);
  await expect(inTurn('d', () => Promise.resolve(), 2)).rejects.toMatchObject({ status: 503 });
  open();
  await Promise.all([held, second]);
});
