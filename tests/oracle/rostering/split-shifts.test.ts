import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { attendancesOf } from '../../../src/domain/shift.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

/*
 * Two people, two days of twelve hours; a shift of four hours, and a split one of eleven hours with a gap of two or three and a paid rest of an hour. One of
 * the two may not work split shifts, the other on one day. Brute force tries every pair of lines in its own words: hours of a day in which somebody
 * works, and the points of the hours together. The rest could also begin on half hours: that is no better, since it costs the mean of two hours then.
 */
const HOURS = 12;
const PRICE = { below: 50, above: 0.5, paid: 0.25 };

type Day = { readonly works: readonly boolean[]; readonly paid: number; readonly split: boolean };

const hours = (isWorked: (hour: number) => boolean): readonly boolean[] =>
  Array.from({ length: HOURS }, (_, hour) => isWorked(hour));

/** Every way to work a day; of split shifts those whose rest the law accepts, with no more than `stretch` hours of attendance without one. */
function everyDay(stretch: number): readonly Day[] {
  const days: Day[] = [
    { works: hours(() => false), paid: 0, split: false },
    { works: hours((hour) => hour >= 4 && hour < 8), paid: 4, split: false },
  ];
  for (const gap of [2, 3]) {
    for (let begin = 3; begin + gap + 3 <= 11; begin++) {
      const attended = [...Array(11).keys()].filter((hour) => hour < begin || hour >= begin + gap);
      attended.forEach((rest, before) => {
        // An hour at least from the start and to the end, as attended: the gap neither counts nor breaks the stretch.
        const behind = attended.length - before - 1;
        if (before < 1 || behind < 1 || before > stretch || behind > stretch) return;
        days.push({
          works: hours((hour) => attended.includes(hour) && hour !== rest),
          paid: attended.length,
          split: true,
        });
      });
    }
  }
  return days;
}

function pointsOf(targets: readonly number[], one: readonly Day[], two: readonly Day[]): number {
  let points = 0;
  targets.forEach((target, at) => {
    const [day, hour] = [Math.floor(at / HOURS), at % HOURS];
    const people = Number(one[day]?.works[hour]) + Number(two[day]?.works[hour]);
    points += Math.max(0, target - people) * PRICE.below + Math.max(0, people - target) * PRICE.above;
  });
  return [...one, ...two].reduce((sum, { paid }) => sum + paid * PRICE.paid, points);
}

function problemOf(targets: readonly number[], stretch: number): Problem {
  const clock = (hour: number): string => `${String(8 + hour).padStart(2, '0')}:00`;
  const read = parseProblem({
    team: {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'split', splitShifts: true }, { id: 'whole' }],
      employees: [
        { id: 'may', contract: 'split' },
        { id: 'not', contract: 'whole' },
      ],
      shiftTemplates: [
        { id: 'noon', start: '12:00', length: 240 },
        {
          id: 'two',
          start: '08:00',
          length: 660,
          split: {
            gapMinutes: { minMinutes: 120, maxMinutes: 180, stepMinutes: 60 },
            leastPartMinutes: 180,
            stepMinutes: 60,
          },
          breaks: [{ kind: 'rest', lengthMinutes: 60, paid: true, notBeforeMinutes: 60, stepMinutes: 30 }],
        },
      ],
      rules: [
        { rule: 'maximum-splits', values: { maximumDays: 1, window: 'horizon' } },
        { rule: 'breaks', values: { overHours: 6, eachMinutes: 60, longestStretchHours: stretch } },
      ],
    },
    horizon: { from: '2026-03-02', days: 2 },
    cover: {
      intervals: targets.map((target, at) => ({
        days: [at < HOURS ? 'mon' : 'tue'],
        from: clock(at % HOURS),
        to: clock((at % HOURS) + 1),
        target,
      })),
    },
    prices: { belowTargetHour: PRICE.below, aboveTargetHour: PRICE.above, paidHour: PRICE.paid },
    past: [],
    future: [],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value;
}

const control = { clock: () => 0, stopRequested: () => false, report: () => undefined };

it.each(['highs', 'lines'] as const)('%s finds the best gaps for who may have them, and no others', async (engine) => {
  const engines = await rosterEngines();
  const drawn = fc.sample(
    fc.record({
      targets: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2 * HOURS, maxLength: 2 * HOURS }),
      stretch: fc.constantFrom(5, 6, 9),
    }),
    { numRuns: 10, seed: 3 },
  );
  let split = 0;
  for (const { targets, stretch } of drawn) {
    const days = everyDay(stretch);
    const pairs = days.flatMap((first) => days.map((second) => [first, second]));
    const may = pairs.filter((line) => line.filter((day) => day.split).length <= 1);
    const not = pairs.filter((line) => line.every((day) => !day.split));
    const best = Math.min(...may.flatMap((one) => not.map((two) => pointsOf(targets, one, two))));
    const limits = { engine, iterations: engine === 'lines' ? 300 : 5000, seed: 1 };
    const made = await makeRoster(problemOf(targets, stretch), limits, control, engines);
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    expect(made.value).toMatchObject({ objective: best, breaches: [] });
    for (const shift of made.value.shifts) {
      if (attendancesOf(shift).length === 1) continue;
      split += 1;
      expect(shift).toMatchObject({ employeeId: 'may', template: 'two' });
    }
  }
  expect(split).toBeGreaterThan(4);
});
