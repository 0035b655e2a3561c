import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WorkLot, WorkloadTask } from '../../../src/domain/workload.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeWorkload, type WorkloadRequest } from '../../../src/planning/workload.ts';
import { publicHolidays } from '../../../src/calendars/public-holidays.ts';
import { inChains, solveWorkload } from '../../../src/staffing/workload.ts';

let engines: Awaited<ReturnType<typeof rosterEngines>>;
beforeAll(async () => {
  engines = await rosterEngines();
});

const NINE = Date.parse('2026-03-02T09:00:00Z') / 1000;
const HOUR = 3600;
const never = { stopRequested: () => false };

const firm = (positions: readonly number[]): WorkloadTask['intervals'] =>
  positions.map((count, index) => ({
    start: NINE + index * HOUR,
    end: NINE + (index + 1) * HOUR,
    open: true,
    positions: count,
    toScheduleExact: count,
    idleSeconds: count * 0.25 * HOUR,
  }));

const task = (
  positions: readonly number[],
  lots: readonly WorkLot[],
  more: Partial<WorkloadTask> = {},
): WorkloadTask => ({
  zone: 'UTC',
  intervals: firm(positions),
  works: [{ id: 'mail', handleSeconds: 900, priority: 1, blend: false, lots }],
  idleShare: 0,
  utilisation: 1,
  shrinkage: 0,
  prices: { peak: 4, step: 0, late: 1000 },
  limits: { iterations: 2000, seed: 1, gap: 0 },
  ...more,
});

/** The least hours and peak of any numbers of people, tried one by one, with which lots done by their dues fit; Infinity where none of them do. */
function bruteForce(positions: readonly number[], lots: readonly WorkLot[], most: number): number {
  let best = Infinity;
  const fits = (extra: readonly number[]): boolean => {
    const left = lots.map((lot) => lot.count * 0.25);
    for (const [t, people] of extra.entries()) {
      let hours = people;
      const start = NINE + t * HOUR;
      const ready = lots.flatMap((lot, index) => (lot.release <= start ? [index] : []));
      for (const index of ready.toSorted((a, b) => (lots[a] as WorkLot).due - (lots[b] as WorkLot).due)) {
        const done = Math.min(hours, left[index] as number);
        left[index] = (left[index] as number) - done;
        hours -= done;
      }
      if (lots.some((lot, index) => lot.due <= start + HOUR && (left[index] as number) > 1e-9)) return false;
    }
    return true;
  };
  const search = (extra: readonly number[]): void => {
    if (extra.length < positions.length) {
      for (let people = 0; people <= most; people += 1) search([...extra, people]);
      return;
    }
    const peak = Math.max(...extra.map((people, t) => people + (positions[t] as number)));
    const cost = extra.reduce((sum, people) => sum + people, 0) + 4 * peak;
    if (cost < best && fits(extra)) best = cost;
  };
  search([]);
  return best;
}

describe('work put beside contacts', () => {
  it('costs the least of all numbers of people, where all of it can be done in time', () => {
    const lot = fc
      .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 7 }))
      .map(([from, length, count]) => ({
        release: NINE + from * HOUR,
        due: NINE + Math.min(4, from + length) * HOUR,
        count,
      }));
    const drawn = fc.tuple(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
      fc.array(lot, { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(drawn, ([positions, lots]) => {
        const best = bruteForce(positions, lots, 4);
        fc.pre(best < Infinity);
        const plan = solveWorkload(task(positions, lots), engines.highs, never);
        expect(plan.objective).toBeCloseTo(best, 5);
        expect(plan.works).toMatchObject([{ overdueHours: expect.closeTo(0, 6) as number }]);
      }),
      { numRuns: 25, seed: 2 },
    );
  });

  it('goes into the idle time of blended people first, no further than their share', () => {
    const lots = [{ release: NINE, due: NINE + 2 * HOUR, count: 8 }];
    const works = [{ id: 'mail', handleSeconds: 900, priority: 1, blend: true, lots }];
    const plan = solveWorkload(task([4, 4], lots, { works, idleShare: 0.5 }), engines.highs, never);
    // Half of the idle quarter of four people is half an hour in each of both hours; one more person does the rest.
    expect(plan.intervals.map(({ idleHoursUsed }) => idleHoursUsed)).toEqual([
      expect.closeTo(0.5, 6),
      expect.closeTo(0.5, 6),
    ]);
    expect(plan.intervals.reduce((sum, one) => sum + one.extraPositions, 0)).toBe(1);
  });

  it('is late at its price where hours of calling or cheap lateness leave no other way, and told so', () => {
    const lots = [{ release: NINE, due: NINE + HOUR, count: 4 }];
    const hours = [{ from: '10:00', to: '11:00' }];
    const works = [{ id: 'mail', handleSeconds: 900, priority: 1, blend: false, lots, hours }];
    const plan = solveWorkload(task([1, 1], lots, { works }), engines.highs, never);
    expect(plan.works).toMatchObject([{ onTimeShare: 0, lateHourHours: 1, overdueHours: 0, doneHours: 1 }]);
    expect(plan.parts.late).toBeCloseTo(1000, 6);
    const closed = [{ from: '20:00', to: '21:00' }];
    const unable = solveWorkload(
      task([1, 1], lots, { works: [{ ...works[0], hours: closed } as (typeof works)[0]] }),
      engines.highs,
      never,
    );
    expect(unable.notes.map(({ code }) => code)).toEqual(['work-never-allowed']);
    expect(unable.works).toMatchObject([{ overdueHours: 1, doneHours: 0 }]);
  });

  it('keeps lots in chains in which nothing overtakes', () => {
    const lots = fc.array(
      fc.record({
        release: fc.integer({ min: 0, max: 50 }),
        due: fc.integer({ min: 0, max: 50 }),
        count: fc.constant(1),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(lots, (drawn) => {
        const chains = inChains(drawn);
        expect(chains.flat()).toHaveLength(drawn.length);
        for (const chain of chains) {
          expect(chain.map(({ due }) => due)).toEqual(chain.map(({ due }) => due).toSorted((a, b) => a - b));
          expect(chain.map(({ release }) => release)).toEqual(
            chain.map(({ release }) => release).toSorted((a, b) => a - b),
          );
        }
      }),
    );
  });

  it('is due by working days, and done again on them up to the date of need', () => {
    const friday = Date.parse('2026-04-02T10:00:00Z') / 1000;
    const days = Array.from({ length: 9 }, (_, index) => ({
      ...(firm([0])[0] as WorkloadTask['intervals'][number]),
      start: Date.parse('2026-04-02T09:00:00Z') / 1000 + index * 86_400,
      end: Date.parse('2026-04-02T17:00:00Z') / 1000 + index * 86_400,
    }));
    const { works: _works, ...rest } = task([], [], { intervals: days, prices: { peak: 0, step: 0, late: 10 } });
    const request: WorkloadRequest = {
      ...rest,
      contacts: days.map(() => 0),
      calendar: { country: 'DE', workdays: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: [] },
      works: [
        {
          id: 'complaint',
          handleSeconds: HOUR,
          priority: 1,
          blend: false,
          items: [{ at: friday, count: 1, neededBy: '2026-04-08' }],
          due: { kind: 'working-days', days: 1 },
          followUpDays: [1, 6, 7],
        },
      ],
    };
    const made = makeWorkload(request, publicHolidays, { clock: () => 0, report: () => undefined, ...never }, engines);
    if (!made.ok) throw new Error('the country is known');
    // Good Friday to Easter Monday are free: due on Tuesday the 7th, done again then and on the 8th; the 9th lies behind the date of need.
    const [complaint] = made.value.works;
    expect(complaint).toMatchObject({
      hours: 3,
      doneHours: expect.closeTo(3, 6) as number,
      onTimeShare: expect.closeTo(1, 6) as number,
    });
    const last = made.value.intervals.findLastIndex(({ workHours }) => (workHours[0] ?? 0) > 1e-6);
    expect(last).toBe(6);
  });
});
