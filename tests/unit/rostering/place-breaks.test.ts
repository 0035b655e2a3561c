import { describe, expect, it } from 'vitest';
import { uncoveredOf } from '../../../src/audit/cover.ts';
import { scoreRoster } from '../../../src/audit/score.ts';

import type { Problem } from '../../../src/domain/problem.ts';
import { type Break, type Shift, workStretches } from '../../../src/domain/shift.ts';
import type { BreakSetting } from '../../../src/domain/team.ts';
import { placeBreaks } from '../../../src/rostering/place-breaks.ts';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';

const rest: BreakSetting = { kind: 'rest', lengthMinutes: 30, paid: true, stepMinutes: 30, notBeforeMinutes: 30 };

function problemOf(
  people: number,
  targets: readonly number[],
  breaks: readonly BreakSetting[],
  rules: object[] = [],
): Problem {
  const read = parseProblem({
    team: {
      zone: 'UTC',
      contracts: [{ id: 'c' }],
      employees: Array.from({ length: people }, (_, index) => ({ id: `e${index}`, contract: 'c' })),
      shiftTemplates: [{ id: 'day', start: '09:00', length: 30 * targets.length, breaks }],
      rules,
    },
    horizon: { from: '2026-03-02', days: 1 },
    cover: {
      intervals: targets.map((target, index) => ({ from: clock(index), to: clock(index + 1), target })),
    },
    prices: { aboveTargetHour: 1 },
    past: [],
    future: [],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
}

/** Half hours from 09:00 on. */
function clock(halfHour: number): string {
  const minutes = 540 + 30 * halfHour;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const START = Date.UTC(2026, 2, 2, 9) / 1000;

function shiftsOf(people: number, halfHours: number, more: Partial<Shift> = {}): readonly Shift[] {
  return Array.from({ length: people }, (_, index) => ({
    id: `s${index}`,
    employeeId: `e${index}`,
    start: START,
    end: START + halfHours * 1800,
    template: 'day',
    activity: 'work',
    breaks: [],
    ...more,
  }));
}

const at = (halfHour: number, more: Partial<Break> = {}): Break => ({
  start: START + halfHour * 1800,
  end: START + (halfHour + 1) * 1800,
  paid: true,
  kind: 'rest',
  ...more,
});

const placesOf = ({ breaks }: Shift): readonly number[] => breaks.map(({ start }) => (start - START) / 1800);

describe('breaks placed in a given roster', () => {
  it('go where fewer are wanted, one after the other', () => {
    const problem = problemOf(3, [3, 3, 2, 3, 2, 3, 2, 3, 3, 3], [rest]);
    const placed = placeBreaks(problem, shiftsOf(3, 10), 1);
    expect(placed.shifts.flatMap(placesOf).toSorted((a, b) => a - b)).toEqual([2, 4, 6]);
    expect(uncoveredOf(problem, placed.shifts)).toEqual([]);
    expect(placed.kept).toEqual([]);
  });

  it('are the same for the same seed, and as good as they were at least', () => {
    const problem = problemOf(4, [4, 3, 2, 4, 1, 4, 3, 2, 4, 4], [{ ...rest, count: 2 }]);
    const given = shiftsOf(4, 10, { breaks: [at(2), at(5)] });
    const placed = placeBreaks(problem, given, 7).shifts;
    expect(placeBreaks(problem, given, 7).shifts).toEqual(placed);
    const points = (shifts: readonly Shift[]): number =>
      scoreRoster(problem, shifts).reduce((sum, part) => sum + part.points, 0);
    expect(points(placed)).toBeLessThan(points(given));
  });

  it('leave locked shifts, locked breaks, other activities and shifts without a template as they are', () => {
    const problem = problemOf(4, [4, 4, 1, 4, 1, 4, 4, 4, 4, 4], [{ ...rest, count: 2 }]);
    const [one, two, three, four] = shiftsOf(4, 10) as [Shift, Shift, Shift, Shift];
    const given = [
      { ...one, locked: true, breaks: [at(7)] },
      { ...two, breaks: [at(8, { locked: true })] },
      { ...three, activity: 'training', breaks: [at(7)] },
      { ...four, template: undefined, breaks: [at(7)] },
    ];
    const placed = placeBreaks(problem, given, 1).shifts;
    expect(placed.filter((_, index) => index !== 1)).toEqual(given.filter((_, index) => index !== 1));
    expect(placed[1]?.breaks).toContainEqual(at(8, { locked: true }));
    expect(placesOf(placed[1] as Shift)).toHaveLength(2);
    expect([2, 4]).toContain(placesOf(placed[1] as Shift)[0]);
  });

  it('keep out of the pieces of a shift, and tell which shifts have no place left', () => {
    const problem = problemOf(2, [2, 2, 0, 2, 2, 0, 2, 2, 2, 2], [rest]);
    const [one, two] = shiftsOf(2, 10) as [Shift, Shift];
    const meeting = { start: START + 2 * 1800, end: START + 3 * 1800, activity: 'meeting' };
    const long = { start: START, end: START + 10 * 1800, activity: 'meeting' };
    const placed = placeBreaks(
      problem,
      [
        { ...one, pieces: [meeting] },
        { ...two, pieces: [long] },
      ],
      1,
    );
    expect(placesOf(placed.shifts[0] as Shift)).toEqual([5]);
    expect(placed.kept).toEqual(['s1']);
    expect(placed.shifts[1]?.breaks).toEqual([]);
    expect(workStretches(placed.shifts[0] as Shift)).toHaveLength(3);
  });

  it('stay where rules of breaks want them, whatever the cover', () => {
    const rules = [
      { rule: 'breaks', values: { overHours: 4, eachMinutes: 30, latestStartHours: 1.5 }, employees: ['e0'] },
    ];
    const problem = problemOf(2, [2, 2, 2, 2, 2, 2, 0, 0, 2, 2], [rest], rules);
    const placed = placeBreaks(problem, shiftsOf(2, 10), 1).shifts;
    expect(placesOf(placed[0] as Shift)[0]).toBeLessThanOrEqual(3);
    expect([6, 7]).toContain(placesOf(placed[1] as Shift)[0]);
  });
});
