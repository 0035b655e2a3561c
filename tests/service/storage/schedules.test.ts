import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ScheduledShift } from '../../../src/domain/schedule.ts';
import type { ScheduleFilter } from '../../../src/planning/store.ts';
import {
  allPages,
  MONDAY,
  newPublication,
  openTestStore,
  scheduledOf,
  teamOf,
  type TestStore,
} from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
  for (const id of ['north', 'south']) await at.write(({ teams }) => teams.create(teamOf(id)));
});
afterAll(() => at.close());

/** Publishes the new states of shifts for a team. */
function publish(team: string, shifts: readonly ScheduledShift[]) {
  return at.write(async ({ publications }) => {
    await publications.lock();
    return publications.create(newPublication(team, shifts), shifts);
  });
}

const list = (filter: ScheduleFilter, limit = 3) =>
  at.read(({ schedules }) => allPages((page) => schedules.list(filter, page), limit));

/** Reads all changes after a position, `limit` at a time. */
async function changesAfter(filter: ScheduleFilter, position: string | undefined, limit: number) {
  const shifts: ScheduledShift[] = [];
  for (let after = position; ; ) {
    const part = await at.read(({ schedules }) => schedules.changes(filter, after, limit));
    shifts.push(...part.shifts);
    after = part.position;
    if (!part.more) return { shifts, position: after };
  }
}

it('publications are numbered per team and come back as they were made', async () => {
  const shifts = [scheduledOf('north', 'anna', 0), scheduledOf('north', 'bo', 1)];
  expect(await at.read(({ publications }) => publications.nextNumber('north'))).toBe(1);
  const first = await publish('north', shifts);
  expect(first).toEqual({
    ...newPublication('north', shifts),
    id: expect.any(String) as string,
    number: 1,
    created: { at: expect.any(String) as string, by: 'anna' },
  });
  expect(await at.read(({ publications }) => publications.get(first.id))).toEqual(first);
  const second = await publish('north', []);
  const other = await publish('south', []);
  expect([second.number, other.number]).toEqual([2, 1]);
  expect(await at.read(({ publications }) => publications.nextNumber('north'))).toBe(3);
  const heads = await at.read(({ publications }) => allPages((page) => publications.list({ team: 'north' }, page), 1));
  expect(heads.map(({ number }) => number)).toEqual([2, 1]);
  expect(heads[0]).not.toHaveProperty('published');
  const span = (from: string, to: string) =>
    at.read(async ({ publications }) => (await publications.list({ from, to }, { limit: 9 })).items.length);
  expect(await span('2026-03-08', '2026-03-20')).toBe(3);
  expect(await span('2026-03-09', '2026-03-20')).toBe(0);
  const spans = (team: string, from: string, to: string) =>
    at.read(({ schedules }) => schedules.publishedSpans(team, from, to));
  expect(await spans('north', '2026-03-08', '2026-03-09')).toEqual([{ from: first.from, to: first.to }]);
  expect(await spans('north', '2026-02-20', '2026-03-01')).toEqual([]);
  expect(await spans('west', '2026-03-02', '2026-03-08')).toEqual([]);
});

it('a schedule is read by overlap, team, site and person, page by page', async () => {
  const here = await openTestStore();
  try {
    for (const id of ['a', 'b']) await here.write(({ teams }) => teams.create(teamOf(id)));
    const long = scheduledOf('a', 'zoe', 0, { end: MONDAY + 30 * 3600 });
    const gone = scheduledOf('a', 'gone', 0, { status: 'cancelled' });
    const shifts = [
      long,
      gone,
      ...[0, 1, 2].flatMap((day) =>
        ['anna', 'bo', 'cem'].map((name) =>
          scheduledOf(name === 'cem' ? 'b' : 'a', name, day, { site: name === 'anna' ? 'Köln' : undefined }),
        ),
      ),
    ];
    await here.write(({ publications }) => publications.create(newPublication('a', shifts), shifts));
    const ids = (filter: ScheduleFilter, limit = 2) =>
      here.read(async ({ schedules }) => {
        const paged = (await allPages((page) => schedules.list(filter, page), limit)).map(({ id }) => id);
        const whole = (await schedules.list(filter)).items.map(({ id }) => id);
        expect(paged).toEqual(whole);
        return paged;
      });
    expect(await ids({})).toEqual([
      'anna@2026-03-02#1',
      'bo@2026-03-02#1',
      'cem@2026-03-02#1',
      'zoe@2026-03-02#1',
      'anna@2026-03-03#1',
      'bo@2026-03-03#1',
      'cem@2026-03-03#1',
      'anna@2026-03-04#1',
      'bo@2026-03-04#1',
      'cem@2026-03-04#1',
    ]);
    expect(await ids({ cancelled: true, employees: ['gone', 'zoe'] })).toEqual([
      'gone@2026-03-02#1',
      'zoe@2026-03-02#1',
    ]);
    expect(await ids({ team: 'b' })).toHaveLength(3);
    expect(await ids({ site: 'Köln', team: 'a' })).toHaveLength(3);
    expect(await ids({ employees: [] })).toEqual([]);
    const DAY = 86_400;
    // The shift of thirty hours reaches into the second day; one that ends when the span starts does not overlap it.
    expect(await ids({ team: 'a', span: { start: MONDAY + DAY, end: MONDAY + DAY + 1 } })).toEqual([
      'zoe@2026-03-02#1',
      'anna@2026-03-03#1',
      'bo@2026-03-03#1',
    ]);
    expect(await ids({ employees: ['anna'], span: { start: MONDAY + 8 * 3600, end: MONDAY + DAY } })).toEqual([]);
    expect(
      await ids({ employees: ['zoe'], span: { start: MONDAY + 30 * 3600 - 1, end: MONDAY + 2 * DAY } }),
    ).toHaveLength(1);
    expect(await ids({ employees: ['zoe'], span: { start: MONDAY + 30 * 3600, end: MONDAY + 2 * DAY } })).toEqual([]);
    const named = await here.read(({ schedules }) => schedules.named(['gone@2026-03-02#1', 'nobody', long.id]));
    expect(named).toEqual([gone, long]);
    const first = await here.read(({ schedules }) =>
      schedules.firstPublished(['anna', 'gone'], '2026-03-02', '2026-03-03'),
    );
    expect(first.map(({ id }) => id)).toEqual(['anna@2026-03-02#1', 'gone@2026-03-02#1', 'anna@2026-03-03#1']);
  } finally {
    await here.close();
  }
});

it('changes come in order, each shift once in its newest state', async () => {
  const start = (await changesAfter({}, undefined, 100)).position;
  const eva = [0, 1, 2, 3, 4].map((day) => scheduledOf('north', 'eva', day));
  await publish('north', eva);
  const seen = await changesAfter({}, start, 2);
  expect(seen.shifts).toEqual(eva);
  const [monday, tuesday] = eva as [ScheduledShift, ScheduledShift];
  const moved = { ...monday, start: monday.start + 900, sequence: 1 };
  const cancelled: ScheduledShift = { ...tuesday, status: 'cancelled', sequence: 1 };
  await publish('north', [cancelled]);
  await publish('north', [moved]);
  const later = await changesAfter({ team: 'north' }, seen.position, 10);
  expect(later.shifts).toEqual([cancelled, moved]);
  expect(await changesAfter({}, later.position, 10)).toEqual({ shifts: [], position: later.position });
  expect((await changesAfter({ employees: ['eva'] }, start, 2)).shifts.map(({ id }) => id)).toEqual(
    [...eva.slice(2), tuesday, monday].map(({ id }) => id),
  );
  expect((await changesAfter({ employees: ['nobody'] }, start, 2)).shifts).toEqual([]);
});

it('a shift that comes to another team or site is cancelled for those who read the former one, once', async () => {
  const fay = scheduledOf('north', 'fay', 0, { site: 'Köln' });
  await publish('north', [fay]);
  const seen = await changesAfter({ team: 'north' }, undefined, 100);
  const bonn = { ...fay, site: 'Bonn', sequence: 1 };
  await publish('north', [bonn]);
  expect((await changesAfter({ team: 'north' }, seen.position, 10)).shifts).toEqual([bonn]);
  expect((await changesAfter({ site: 'Köln' }, seen.position, 10)).shifts).toEqual([
    { ...fay, status: 'cancelled', sequence: 1 },
  ]);
  const south: ScheduledShift = { ...bonn, teamId: 'south', sequence: 2, changedAt: MONDAY + 5 };
  await publish('south', [south]);
  const north = await changesAfter({ team: 'north' }, seen.position, 1);
  expect(north.shifts).toEqual([{ ...bonn, status: 'cancelled', sequence: 2, changedAt: MONDAY + 5 }]);
  expect((await changesAfter({ team: 'south' }, seen.position, 10)).shifts).toEqual([south]);
  expect((await changesAfter({}, seen.position, 10)).shifts).toEqual([south]);
  const back = { ...fay, sequence: 3 };
  await publish('north', [back]);
  expect((await changesAfter({ team: 'north' }, north.position, 10)).shifts).toEqual([back]);
  expect((await changesAfter({ team: 'north', employees: ['fay'] }, undefined, 10)).shifts).toEqual([back]);
  expect(await list({ team: 'south', cancelled: true })).toEqual([]);
});

it('the state of a schedule changes with every change that its filter shows, and with no other team', async () => {
  const state = (filter: ScheduleFilter) => at.read(({ schedules }) => schedules.state(filter));
  const before = await Promise.all([state({}), state({ team: 'south' }), state({ employees: ['gus'] })]);
  await publish('north', [scheduledOf('north', 'gus')]);
  const after = await Promise.all([state({}), state({ team: 'south' }), state({ employees: ['gus'] })]);
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
  expect(after[2]).not.toBe(before[2]);
  const north = await state({ team: 'north' });
  await publish('south', [scheduledOf('south', 'gus')]);
  expect(await state({ team: 'north' })).not.toBe(north);
});

it('whoever reads changes while others publish misses none', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `race-${index}`);
  const from = (await changesAfter({}, undefined, 1000)).position;
  let done = false;
  const publishing = Promise.all(
    names.map((name, index) =>
      publish(
        index % 2 === 0 ? 'north' : 'south',
        [0, 1, 2].map((day) => scheduledOf('north', name, day)),
      ),
    ),
  ).finally(() => {
    done = true;
  });
  const seen: string[] = [];
  let position = from;
  for (let last = false; !last; ) {
    last = done;
    const part = await changesAfter({}, position, 5);
    seen.push(...part.shifts.map(({ id }) => id));
    position = part.position;
  }
  const published = await publishing;
  expect(new Set(seen).size).toBe(36);
  expect(seen).toHaveLength(36);
  const numbers = published.filter(({ team }) => team === 'north').map(({ number }) => number);
  expect(new Set(numbers).size).toBe(6);
});

it('what is read under the lock is what other publications left', async () => {
  const hal = scheduledOf('north', 'hal');
  const publishUnlessThere = () =>
    at.write(async ({ publications, schedules }) => {
      await publications.lock();
      if ((await schedules.named([hal.id])).length > 0) return 'there';
      await publications.create(newPublication('north', [hal]), [hal]);
      return 'published';
    });
  const outcomes = await Promise.all([publishUnlessThere(), publishUnlessThere(), publishUnlessThere()]);
  expect(outcomes.filter((outcome) => outcome === 'published')).toHaveLength(1);
});
