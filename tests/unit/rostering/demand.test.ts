import { describe, expect, it } from 'vitest';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { MealSetting } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { buildDemand, rowCost, valueOfOneMore } from '../../../src/rostering/demand.ts';
import { enumerateShapes } from '../../../src/rostering/shapes.ts';
import { PRICES } from '../../fixtures/small-problems.ts';

const zone = 'Europe/Berlin';
const from = '2026-03-02';
const at = (minutes: number): number => plannedInstant(zone, from, minutes);

function problem(changes: Partial<Problem> = {}): Problem {
  return {
    team: {
      id: 't',
      zone,
      weekStart: 'mon',
      skills: [],
      contracts: [{ id: 'c' }],
      employees: [
        { id: 'e', contract: 'c', skills: [] },
        { id: 'f', contract: 'c', skills: [], daysOff: [from] },
      ],
      shiftTemplates: [{ id: 'day', start: '08:00', length: 480 }],
      rules: [],
      packs: [],
      holidays: [],
    },
    from,
    days: 1,
    intervalDemands: [{ start: at(480), end: at(960), floor: 1, target: 2, ceiling: 3 }],
    templateDemands: [],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
    ...changes,
  };
}

async function solved(given: Problem): Promise<{ objective: number | null; shifts: readonly Shift[] }> {
  const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
  const made = await makeRoster(given, { seconds: 10, seed: 1 }, control, await rosterEngines());
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

const early: Shift = {
  id: 'night',
  employeeId: 'f',
  start: at(-120),
  end: at(490),
  activity: 'work',
  breaks: [],
};

describe('the cost of a row of demand', () => {
  const table = buildDemand(problem(), enumerateShapes(problem()));

  it('is dearest below the floor, then below the target, then above the ceiling, and 0 at the target', () => {
    expect([0, 1, 2, 3, 4, 5].map((count) => rowCost(table, 0, count))).toEqual([8800, 800, 0, 8, 96, 184]);
  });

  it('falls by exactly what one more person is said to be worth', () => {
    for (let count = 0; count < 6; count++) {
      const saved = rowCost(table, 0, count) - rowCost(table, 0, count + 1);
      expect(valueOfOneMore(table, 0, count)).toBe(saved);
    }
  });
});

describe('shifts that are given', () => {
  it('from before the horizon cover it as long as they last, also off the grid of the demand', async () => {
    const rest = problem({ past: [early] });
    const { objective } = await solved(rest);
    // The night's last ten minutes and the day shift make two; for the rest of the day one is missing.
    expect(objective).toBeCloseTo((100 * (470 * 60)) / 3600, 6);
  });

  it('that are locked meetings keep their employee busy and cover nothing', async () => {
    const lock: Shift = {
      ...early,
      id: 'lock',
      employeeId: 'e',
      start: at(480),
      end: at(960),
      template: 'day',
      activity: 'meeting',
      locked: true,
    };
    const { objective, shifts } = await solved(problem({ locks: [lock] }));
    expect(shifts).toEqual([lock]);
    expect(objective).toBeCloseTo(8800, 6);
  });
});

describe('meals', () => {
  const withMeal = (meal: MealSetting, length = 480): readonly number[] => {
    const team = { ...problem().team, shiftTemplates: [{ id: 'day', start: '08:00', length, meal }] };
    const shape = enumerateShapes(problem({ team })).byDay[0]?.[0];
    return (shape?.mealOffsets ?? []).map((seconds) => seconds / 60);
  };

  it('stand in the middle third by default, every half hour', () => {
    expect(withMeal({ lengthMinutes: 30, paid: false })).toEqual([150, 180, 210, 240, 270, 300]);
    expect(withMeal({ lengthMinutes: 60, paid: false }, 540)).toEqual([180, 210, 240, 270, 300]);
  });

  it('that are too long for the middle third stand in the middle, never at an end', () => {
    expect(withMeal({ lengthMinutes: 200, paid: false })).toEqual([140]);
  });

  it('keep to the windows and steps that are given', () => {
    expect(
      withMeal({ lengthMinutes: 30, paid: false, notBeforeMinutes: 200, notInLastMinutes: 180, stepMinutes: 10 }),
    ).toEqual([200, 210, 220, 230, 240, 250, 260, 270]);
  });

  it('have one place where only attendance counts', () => {
    const team = {
      ...problem().team,
      shiftTemplates: [{ id: 'day', start: '08:00', length: 540, meal: { lengthMinutes: 60, paid: false } }],
    };
    const only = problem({
      team,
      intervalDemands: [],
      templateDemands: [{ date: from, template: 'day', floor: 0, target: 1 }],
    });
    expect(enumerateShapes(only).byDay[0]?.map((shape) => shape.mealOffsets.length)).toEqual([1]);
  });
});
