import { expect, test } from 'vitest';
import { trials } from '../../fixtures/effort.ts';
import { numbersFrom, PRICES } from '../../fixtures/small-problems.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';

const ZONE = 'Asia/Shanghai';
const FROM = '2026-03-02';
const DAYS = 20;
const WINDOW = 12;
const MOST_HOURS = 40;

test('a line is legal also where its states are more than whole numbers can tell apart', () => {
  const problem: Problem = {
    team: {
      id: 't',
      zone: ZONE,
      weekStart: 'mon',
      skills: [],
      contracts: [{ id: 'c' }],
      employees: [{ id: 'e', contract: 'c', skills: [] }],
      shiftTemplates: [{ id: 'a', start: '08:00', length: { minMinutes: 465, maxMinutes: 525, stepMinutes: 15 } }],
      rules: [{ rule: 'maximum-hours-rolling', values: { maximumHours: MOST_HOURS, windowDays: WINDOW } }],
      packs: [],
      holidays: [],
    },
    from: FROM,
    days: DAYS,
    intervalDemands: [],
    templateDemands: [
      { date: addDays(FROM, 0), template: 'a', floor: 0, target: 1 },
      { date: addDays(FROM, 1), template: 'a', floor: 0, target: 1 },
    ],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
  };
  const { set, kinds } = compileInstance(problem);
  const [kind] = kinds;
  if (kind === undefined) throw new Error('there is nobody');
  const { model } = kind;
  expect(model.laneSizes.reduce((product, size) => product * size, 1)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  expect(set.byDay[0]?.[0]?.start).toBe(plannedInstant(ZONE, FROM, 480));
  for (let seed = 1; seed <= trials(12); seed++) {
    const below = numbersFrom(seed);
    // Days of unlike worth, so that equal sums come about in many orders.
    const costs = set.byDay.map((shapes) => {
      const worth = 1 + below(40);
      return Float64Array.from(shapes, (shape) => (-shape.workSeconds / 900) * worth);
    });
    const lines = linePricer().best(model, costs, new Float64Array(DAYS), 3, false);
    expect(lines.length).toBeGreaterThan(0);
    for (const { shapes, cost } of lines) {
      const hours = [...shapes].map((shape, day) => (set.byDay[day]?.[shape]?.workSeconds ?? 0) / 3600);
      const sums = hours.map((_, day) => hours.slice(day, day + WINDOW).reduce((sum, one) => sum + one, 0));
      expect(Math.max(...sums), `seed ${seed}`).toBeLessThanOrEqual(MOST_HOURS);
      const told = [...shapes].reduce((sum, shape, day) => sum + (costs[day]?.[shape] ?? 0), 0);
      expect(told, `seed ${seed}`).toBe(cost);
    }
  }
});
