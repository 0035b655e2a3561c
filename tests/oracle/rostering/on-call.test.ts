import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreRoster } from '../../../src/audit/score.ts';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { isOnCall, type Shift } from '../../../src/domain/shift.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { placeOnCall } from '../../../src/rostering/place-on-call.ts';
import { trials } from '../../fixtures/effort.ts';

const PEOPLE = ['a', 'b', 'c'];
const DATES = ['2026-03-02', '2026-03-03'];
/** Hours of a date: of the day's work, of two duties that overlap, and of one that neither touches. */
const DUTIES = { evening: [17, 23], night: [20, 30], morning: [6, 8] } as const;

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
const hour = (date: string, at: number): number => Date.UTC(2026, 2, DATES.indexOf(date) + 2, at) / 1000;

type Drawn = {
  readonly wanted: readonly number[];
  /** By date and person: the hour from which she works for eight hours, if at all. */
  readonly works: readonly (number | undefined)[];
  readonly skilled: readonly boolean[];
  readonly off: readonly boolean[];
};

const drawn: fc.Arbitrary<Drawn> = fc.record({
  wanted: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }),
  works: fc.array(fc.constantFrom(undefined, 8, 9, 12, 14), { minLength: 6, maxLength: 6 }),
  skilled: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  off: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
});

function problemOf({ wanted, skilled, off }: Drawn, more: object = {}): Problem {
  const duties = Object.entries(DUTIES);
  const read = parseProblem({
    team: {
      zone: 'UTC',
      skills: [{ id: 'x' }],
      contracts: [{ id: 'c' }],
      employees: PEOPLE.map((id, person) => ({
        id,
        contract: 'c',
        skills: skilled[person] === true ? ['x'] : [],
        daysOff: DATES.filter((_, day) => off[day * 3 + person] === true),
      })),
      shiftTemplates: [
        { id: 'day', start: '09:00', length: 480 },
        ...duties.map(([id, [from, to]]) => ({
          id,
          start: clock(from),
          length: (to - from) * 60,
          onCall: true,
          ...(id === 'night' ? { skills: ['x'] } : {}),
        })),
      ],
      rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
    },
    horizon: { from: DATES[0], days: DATES.length },
    cover: {
      templates: DATES.flatMap((date, day) =>
        duties.map(([template], index) => ({ dates: [date], template, target: wanted[day * 3 + index] })),
      ),
    },
    past: [],
    future: [],
    ...more,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
}

function workOf({ works }: Drawn): readonly Shift[] {
  return works.flatMap((from, index): Shift[] => {
    if (from === undefined) return [];
    const [employeeId = '', date = ''] = [PEOPLE[index % 3], DATES[Math.floor(index / 3)]];
    const [start, end] = [hour(date, from), hour(date, from + 8)];
    return [{ id: `${employeeId}${date}`, employeeId, start, end, activity: 'work', breaks: [] }];
  });
}

/** The most duties that can be given, by trying everybody or nobody for every duty. */
function most(given: Drawn): number {
  const duties = DATES.flatMap((date, day) =>
    Object.entries(DUTIES).flatMap(([id, [from, to]], index) =>
      Array.from({ length: given.wanted[day * 3 + index] ?? 0 }, () => ({
        id,
        day,
        from: hour(date, from),
        to: hour(date, to),
      })),
    ),
  );
  const taken = PEOPLE.map((id) =>
    workOf(given).flatMap((shift) => (shift.employeeId === id ? [{ from: shift.start, to: shift.end }] : [])),
  );
  const best = (index: number): number => {
    const duty = duties[index];
    if (duty === undefined) return 0;
    let found = best(index + 1);
    PEOPLE.forEach((_, person) => {
      const mine = taken[person] ?? [];
      if (duty.id === 'night' && given.skilled[person] !== true) return;
      if (given.off[duty.day * 3 + person] === true) return;
      if (mine.some(({ from, to }) => from < duty.to && duty.from < to)) return;
      mine.push(duty);
      found = Math.max(found, 1 + best(index + 1));
      mine.pop();
    });
    return found;
  };
  return best(0);
}

const control = { clock: () => 0, stopRequested: () => false, report: () => undefined };

describe('duties on call', () => {
  it('are given out as far as anybody is free for them', () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const problem = problemOf(given);
        const shifts = placeOnCall(problem, workOf(given));
        const duties = shifts.filter(isOnCall);
        expect(duties).toHaveLength(most(given));
        for (const duty of duties) {
          const others = shifts.filter((one) => one !== duty && one.employeeId === duty.employeeId);
          expect(others.every((one) => one.end <= duty.start || one.start >= duty.end)).toBe(true);
        }
      }),
      { numRuns: trials(150) },
    );
  });

  it('stand in a solved roster beside work, are not paid, and break no rule of rest', async () => {
    const given: Drawn = { wanted: [1, 0, 1, 1, 0, 1], works: [], skilled: [true, true, true], off: [] };
    const cover = {
      intervals: [{ from: '09:00', to: '17:00', target: 3 }],
      templates: problemOf(given).templateDemands.map(({ date, template, target }) => ({
        dates: [date],
        template,
        target,
      })),
    };
    const problem = problemOf(given, { cover, prices: { paidHour: 1 } });
    const made = await makeRoster(problem, { engine: 'highs', seed: 1 }, control, await rosterEngines());
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    const { shifts, status, breaches, uncovered, objective } = made.value;
    expect({ status, breaches, uncovered }).toEqual({ status: 'optimal', breaches: [], uncovered: [] });
    expect(objective).toBe(3 * 2 * 8);
    const duties = shifts.filter(isOnCall);
    expect(duties.map(({ template = '' }) => template).sort()).toEqual(['evening', 'evening', 'morning', 'morning']);
    // Nobody has two while somebody has none.
    expect(new Set(duties.map(({ employeeId }) => employeeId)).size).toBe(3);
    expect(scoreRoster(problem, shifts).find(({ part }) => part === 'paid-hours')?.count).toBe(48);
  });

  it('that are fixed keep their time free, and stay', async () => {
    const given: Drawn = { wanted: [], works: [], skilled: [true, true, true], off: [] };
    const span = { start: '2026-03-02T08:00:00Z', end: '2026-03-02T12:00:00Z' };
    const late = { start: '2026-03-02T22:00:00Z', end: '2026-03-03T09:30:00Z' };
    const problem = problemOf(given, {
      cover: { intervals: [{ from: '09:00', to: '17:00', target: 3 }] },
      locks: [
        { employee: 'a', activity: 'on-call', ...span },
        { employee: 'b', activity: 'on-call', ...late },
      ],
    });
    const made = await makeRoster(problem, { engine: 'highs', seed: 1 }, control, await rosterEngines());
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    expect(made.value.breaches).toEqual([]);
    const told = made.value.shifts.map(
      ({ employeeId, start, activity }) =>
        `${employeeId} ${new Date(start * 1000).toISOString().slice(8, 16)} ${activity}`,
    );
    expect(told).toEqual([
      'a 02T08:00 on-call',
      'a 03T09:00 work',
      'b 02T09:00 work',
      'b 02T22:00 on-call',
      'c 02T09:00 work',
      'c 03T09:00 work',
    ]);
  });
});
