import { expect, it } from 'vitest';
import { openSharedReads } from '../../../src/api/resources/shared-reads.ts';
import { openTurns } from '../../../src/api/resources/turns.ts';

const soon = () => new Promise<void>((resolve) => void setImmediate(resolve));

it('work of one name goes one after the other, whether it ends well or not; that of others beside it', async () => {
  const inTurn = openTurns();
  const told: string[] = [];
  const work = (name: string, fails = false) =>
    inTurn(name.slice(0, 1), async () => {
      told.push(`${name} begins`);
      await soon();
      told.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const ended = await Promise.allSettled([work('a1', true), work('a2'), work('b1'), work('a3')]);
  expect(ended.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual(['failed', 'a2', 'b1', 'a3']);
  expect(told.filter((one) => one.startsWith('a'))).toEqual(
    ['a1', 'a2', 'a3'].flatMap((a) => [`${a} begins`, `${a} ends`]),
  );
  expect(told.indexOf('b1 begins')).toBeLessThan(told.indexOf('a1 ends'));
});

it('who asks while a read is under way shares the next one, and is never told what was before', async () => {
  const shared = openSharedReads();
  let state = 0;
  let reads = 0;
  const ask = () =>
    shared('job', async () => {
      reads += 1;
      const seen = state;
      await soon();
      return seen;
    });
  // What comes together with the first is answered by its read, which has begun a moment later.
  const first = ask();
  const together = ask();
  await soon();
  expect(reads).toBe(1);
  state = 1;
  const rest = Array.from({ length: 100 }, ask);
  expect(await Promise.all([first, together])).toEqual([0, 0]);
  expect(new Set(await Promise.all(rest))).toEqual(new Set([1]));
  expect(reads).toBe(2);
  await soon();
  state = 2;
  expect(await ask()).toBe(2);
});

it('a shared read that fails is told to all who share it, and read again for the next', async () => {
  const shared = openSharedReads();
  let fails = true;
  const ask = () => shared('job', () => soon().then(() => (fails ? Promise.reject(new Error('lost')) : 'read')));
  const ended = await Promise.allSettled([ask(), ask(), ask()]);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  fails = false;
  expect(await ask()).toBe('read');
});
