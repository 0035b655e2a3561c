import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbersFrom } from '../../fixtures/small-problems.ts';
import { smallTeam } from '../../unit/planning/drafts.ts';
import { addDays, plannedInstant, startOfDate } from '../../../src/domain/calendar.ts';
import type { ScheduledShift } from '../../../src/domain/schedule.ts';
import { compareShifts, type Shift, shiftDate } from '../../../src/domain/shift.ts';
import type { Team } from '../../../src/domain/team.ts';
import { type Replacement, replaceSchedule } from '../../../src/planning/publications/replace-schedule.ts';

/** The week of a clock change, and the days around it. */
const FIRST = '2026-03-25';
const DAYS = 6;
const TEAMS: readonly Team[] = [smallTeam(), smallTeam({ id: 'phones', zone: 'America/New_York' })];
const EMPLOYEES = ['ana', 'ben', 'cem'];

type Below = (below: number) => number;
type Schedule = ReadonlyMap<string, ScheduledShift>;
type Step = { readonly team: Team; readonly from: string; readonly to: string; readonly shifts: readonly Shift[] };

const own = (schedule: Schedule, { team, from, to }: Step): readonly ScheduledShift[] => {
  const [start, end] = [startOfDate(team.zone, from), startOfDate(team.zone, addDays(to, 1))];
  return [...schedule.values()].filter(
    (shift) => shift.teamId === team.id && shift.status === 'published' && shift.start >= start && shift.start < end,
  );
};

function drawnShift(below: Below, { team, from, to }: Omit<Step, 'shifts'>, id: string): Shift {
  const dates = [from, addDays(from, 1), addDays(from, 2)].filter((date) => date <= to);
  const date = dates[below(dates.length)] as string;
  const start = plannedInstant(team.zone, date, below(24) * 60);
  const end = start + (2 + below(4)) * 3600;
  return { id, employeeId: EMPLOYEES[below(3)] as string, start, end, activity: 'work', breaks: [] };
}

/** A publication somewhere: partly what is there, kept, moved, reassigned or dropped, with or without its ids, and partly new. */
function stepOf(below: Below, schedule: Schedule): Step {
  const team = TEAMS[below(2)] as Team;
  const first = addDays(FIRST, below(DAYS));
  const span = { team, from: first, to: addDays(first, below(3)) };
  const carriesIds = below(2) === 0;
  const kept = own(schedule, { ...span, shifts: [] }).flatMap((shift, index): readonly Shift[] => {
    const { id, employeeId, start, end, activity, breaks } = shift;
    const same: Shift = { id: carriesIds ? id : `solved-${index}`, employeeId, start, end, activity, breaks };
    switch (below(6)) {
      case 0:
        return [];
      case 1:
        return [{ ...drawnShift(below, span, same.id), employeeId }];
      case 2:
        return [{ ...same, employeeId: EMPLOYEES[below(3)] as string }];
      default:
        return [same];
    }
  });
  const more = Array.from({ length: below(7) }, (_, index) => drawnShift(below, span, `new-${index}`));
  // Now and then an id that belongs to some other shift, of another day, employee, team or state.
  const every = [...schedule.keys()];
  const stray = below(4) === 0 ? every[below(Math.max(1, every.length))] : undefined;
  const strayed = stray === undefined || kept.some(({ id }) => id === stray) ? [] : [drawnShift(below, span, stray)];
  return { ...span, shifts: [...kept, ...more, ...strayed] };
}

function publish(schedule: Schedule, step: Step, publication: number): Replacement {
  const { team, from, to, shifts } = step;
  const names = new Set(shifts.map(({ id }) => id));
  const employees = new Set(shifts.map(({ employeeId }) => employeeId));
  const every = [...schedule.values()];
  const before = {
    current: own(schedule, step),
    named: every.filter(({ id }) => names.has(id)),
    firstPublished: every.filter(({ employeeId, date }) => employees.has(employeeId) && date >= from && date <= to),
  };
  return replaceSchedule(team, shifts, before, { publication, changedAt: publication });
}

const times = (shifts: readonly Shift[]): readonly string[] =>
  [...shifts]
    .sort(compareShifts)
    .map(({ employeeId, start, end }) => `${employeeId} ${start} ${end}`)
    .sort();

function checkStep(schedule: Schedule, step: Step, made: Replacement, after: Schedule): void {
  // What is published is what the draft has, and nothing outside the days is touched.
  expect(times(own(after, step))).toEqual(times(step.shifts));
  expect(times(made.published)).toEqual(times(step.shifts));
  const replaced = new Set(own(schedule, step).map(({ id }) => id));
  const others = [...schedule.values()].filter(({ id, status }) => status === 'published' && !replaced.has(id));
  expect(others.filter((record) => after.get(record.id) !== record)).toEqual([]);
  for (const state of made.written) {
    const record = schedule.get(state.id);
    expect(state.id).toBe(`${state.employeeId}@${state.date}#${state.ordinal}`);
    // An id is bound to employee, team and date; sequences only grow.
    expect(state).toMatchObject({
      employeeId: record?.employeeId ?? state.employeeId,
      teamId: step.team.id,
      date: record?.date ?? shiftDate(step.team.zone, state),
      ordinal: record?.ordinal ?? state.ordinal,
      sequence: (record?.sequence ?? -1) + 1,
    });
    expect(record?.teamId ?? step.team.id).toBe(step.team.id);
  }
  // The difference adds up.
  const { added, changed, removed, unchanged } = made.difference;
  expect(made.published.length).toBe(added.length + changed.length + unchanged);
  expect(replaced.size).toBe(changed.length + removed.length + unchanged);
  expect([...added, ...changed, ...removed].sort()).toEqual(made.written.map(({ id }) => id).sort());
  for (const id of removed) expect(after.get(id)?.status).toBe('cancelled');
  // A draft shift that carries the id of a shift of the same employee within the days keeps it.
  const carried = step.shifts.filter(
    ({ id, employeeId }) => replaced.has(id) && schedule.get(id)?.employeeId === employeeId,
  );
  for (const { id, start, end } of carried) {
    expect(after.get(id)).toMatchObject({ start, end, status: 'published' });
  }
}

test('ids stay with their shifts, differences add up and other days stay, over any sequence of publications of two teams', () => {
  let [written, revived] = [0, 0];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const below = numbersFrom(seed);
      let schedule: Schedule = new Map();
      for (let number = 1; number <= 8; number += 1) {
        const step = stepOf(below, schedule);
        const made = publish(schedule, step, number);
        const after = new Map(schedule);
        for (const state of made.written) {
          if (state.status === 'published' && schedule.get(state.id)?.status === 'cancelled') revived += 1;
          after.set(state.id, state);
        }
        written += made.written.length;
        expect(new Set(made.written.map(({ id }) => id)).size).toBe(made.written.length);
        checkStep(schedule, step, made, after);
        const again = publish(after, step, number + 100);
        expect(again.written).toEqual([]);
        expect(again.difference).toMatchObject({ added: [], changed: [], removed: [], unchanged: step.shifts.length });
        schedule = after;
      }
    }),
    // The example once had a new shift revive the id that another shift of the draft carried: published again, both changed.
    { numRuns: 200, examples: [[371_840]] },
  );
  expect(written).toBeGreaterThan(300);
  expect(revived).toBeGreaterThan(0);
});

test('a cancelled id that a draft shift carries is not given to a new shift beside it', () => {
  const team = TEAMS[0] as Team;
  const span = { team, from: '2026-03-25', to: '2026-03-26' };
  const at = (id: string, date: string, hour: number): Shift => {
    const start = plannedInstant(team.zone, date, hour * 60);
    return { id, employeeId: 'ana', start, end: start + 4 * 3600, activity: 'work', breaks: [] };
  };
  let schedule: Schedule = new Map();
  const steps = [
    [at('a', '2026-03-25', 8), at('b', '2026-03-25', 14), at('c', '2026-03-26', 8)],
    [at('a', '2026-03-25', 8), at('c', '2026-03-26', 8)],
    [at('a', '2026-03-25', 8), at('new', '2026-03-25', 18), at('ana@2026-03-25#2', '2026-03-26', 16)],
  ];
  for (const [index, shifts] of steps.entries()) {
    const made = publish(schedule, { ...span, shifts }, index + 1);
    schedule = new Map([...schedule, ...made.written.map((state) => [state.id, state] as const)]);
  }
  expect([...schedule.values()].filter(({ status }) => status === 'published').map(({ id }) => id)).toEqual([
    'ana@2026-03-25#1',
    'ana@2026-03-26#1',
    'ana@2026-03-25#3',
  ]);
  const last = steps.at(-1) ?? [];
  expect(publish(schedule, { ...span, shifts: last }, 9).written).toEqual([]);
});

test('the order of the draft does not matter to what a shift is called', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const below = numbersFrom(seed);
      const first = stepOf(below, new Map());
      const schedule: Schedule = new Map(publish(new Map(), first, 1).written.map((state) => [state.id, state]));
      const step = stepOf(below, schedule);
      const turned = { ...step, shifts: step.shifts.toReversed() };
      const ids = ({ published }: Replacement): readonly string[] =>
        published.map(({ id, start }) => `${id} ${start}`).sort();
      expect(ids(publish(schedule, turned, 2))).toEqual(ids(publish(schedule, step, 2)));
    }),
  );
});
