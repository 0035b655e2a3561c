import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPlaces } from '../../../src/storage/places.ts';
import { ANNAS, openTestStore, STRANGER, teamOf, type TestStore } from '../../fixtures/stores.ts';

/** Writes that wait for another one, and what goes on meanwhile. */

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore({ connections: 5 });
  await at.write(({ teams }) => teams.create(teamOf('there')));
});
afterAll(() => at.close());

/** A transaction of another process that does something and stays open until it is let go. */
async function held(work: Parameters<TestStore['write']>[0]) {
  const other = await at.openAnother();
  let letGo = (): void => undefined;
  const until = new Promise<void>((resolve) => (letGo = resolve));
  let begun = (): void => undefined;
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  const done = other.store.write(ANNAS, async (tables) => {
    await work(tables);
    begun();
    await until;
  });
  await beginning;
  return { end: () => (letGo(), done) };
}

const DONE = Symbol('done');

/** Whether it settles before long; a wait for a connection or a lock takes many seconds. */
const isDone = async (work: Promise<unknown>): Promise<boolean> =>
  (await Promise.race([work.then(() => DONE), pause(3000)])) === DONE;

it('publications that wait for one another leave connections to reads and to other writes', async () => {
  const publishing = await held(({ publications }) => publications.lock());
  const order: number[] = [];
  const waiting = Array.from({ length: 12 }, (_, index) =>
    at.store.write(ANNAS, () => Promise.resolve(order.push(index)), { locksSchedule: true }),
  );
  const reading = at.read(({ teams }) => teams.get('there'));
  const writing = at.write(({ teams }) => teams.create(teamOf('written-meanwhile')));
  const elsewhere = at.store.write(STRANGER, () => Promise.resolve(), { locksSchedule: true });
  expect(await Promise.all([reading, writing, elsewhere].map(isDone))).toEqual([true, true, true]);
  expect(order).toEqual([]);
  await publishing.end();
  await Promise.all(waiting);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

it('writes that wait for one row leave a connection to reads', async () => {
  const changing = await held(({ teams }) => teams.replace(teamOf('there'), 1));
  const waiting = Array.from({ length: 12 }, () => at.write(({ teams }) => teams.replace(teamOf('there'), 1)));
  // They have come as far as they can.
  await pause(200);
  expect(await isDone(at.read(({ teams }) => teams.get('there')))).toBe(true);
  await changing.end();
  for (const outcome of await Promise.all(waiting)) expect(outcome).toMatchObject({ reason: 'stale', version: 2 });
});

it('a place is handed on in order, also after work that failed, and who waits too long is refused', async () => {
  const places = openPlaces(1, 50);
  let letGo = (): void => undefined;
  const first = places.run(() => new Promise<void>((resolve) => (letGo = resolve)));
  const late = places.run(() => Promise.resolve('late'));
  await expect(late).rejects.toMatchObject({ refusal: 'unreachable' });
  const failing = places.run(() => Promise.reject(new Error('mine')));
  const next = places.run(() => Promise.resolve('next'));
  letGo();
  await first;
  await expect(failing).rejects.toThrow('mine');
  expect(await next).toBe('next');
  expect(places.isIdle()).toBe(true);
});
