import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimulatedEmployee, SimulatedQueue, SimulationModel } from '../../../src/domain/simulation.ts';
import { compileModel } from '../../../src/simulation/compiled-model.ts';
import { Replication } from '../../../src/simulation/replication.ts';
import { CALL_FIELDS, CALLS, WORK, WORK_FIELDS } from '../../../src/simulation/tally.ts';
import { simulatePlainly } from './plain-simulation.ts';

const IDS = ['voice', 'chat', 'back'] as const;
const INTERVAL_SECONDS = 900;
const INTERVALS = 4;
const ORIGIN = 1_000_000;

const spread: fc.Arbitrary<SimulatedQueue['handling']> = fc.oneof(
  fc.constant({ kind: 'exponential' as const }),
  fc.record({
    kind: fc.constant('lognormal' as const),
    coefficientOfVariation: fc.double({ min: 0.1, max: 2, noNaN: true }),
  }),
  fc.constant({ kind: 'empirical' as const, seconds: [20, 90, 400] }),
);

const queueOf = (id: (typeof IDS)[number]): fc.Arbitrary<SimulatedQueue> =>
  fc
    .record({
      contacts: fc.array(fc.integer({ min: 0, max: 14 }), { minLength: INTERVALS, maxLength: INTERVALS }),
      process: fc.constantFrom('poisson' as const, 'given' as const),
      rate: fc.constantFrom('level' as const, 'linear' as const),
      day: fc.constantFrom(0, 0.4),
      handling: spread,
      patience: fc.constantFrom<SimulatedQueue['patience']>(
        undefined,
        { kind: 'exponential', meanSeconds: 60 },
        { kind: 'empirical', seconds: [0, 5, 100, 1000] },
      ),
      priority: fc.integer({ min: 1, max: 2 }),
      concurrency: id === 'chat' ? fc.integer({ min: 1, max: 3 }) : fc.integer({ min: 1, max: 2 }),
      stretch: fc.constantFrom(0, 0.5),
      callback: fc.constantFrom<SimulatedQueue['callback']>(
        undefined,
        id === 'voice' ? { afterSeconds: 45, share: 0.6, queue: 'back' } : undefined,
      ),
      base: fc.constantFrom('offered' as const, 'answered' as const, 'patient' as const),
    })
    .map(({ contacts, day, base, ...rest }) => ({
      id,
      arrivals: contacts.map((count, index) => ({
        start: ORIGIN + index * INTERVAL_SECONDS,
        end: ORIGIN + (index + 1) * INTERVAL_SECONDS,
        contacts: count,
        ahtSeconds: 60 + 40 * index,
      })),
      variation: { day, interval: day / 2 },
      level: { thresholdSeconds: 20, base },
      ...rest,
    }));

const pacesOf = fc.constantFrom(undefined, { voice: 0.5, chat: 1.25 }, { voice: 2, back: 0.75 });

const employee = (index: number): fc.Arbitrary<SimulatedEmployee> =>
  fc
    .record({
      group: fc.constantFrom('north', 'south'),
      proficiency: fc.constantFrom(0.8, 1, 1.3),
      absence: fc.constantFrom(0, 0.3),
      queues: fc.subarray([...IDS], { minLength: 1 }),
      after: fc.subarray([...IDS], { minLength: 1 }),
      edges: fc.uniqueArray(fc.integer({ min: -10, max: 80 }), { minLength: 4, maxLength: 4 }),
      split: fc.boolean(),
      paces: fc.tuple(pacesOf, pacesOf),
    })
    .map(({ queues, after, edges, split, paces, ...rest }) => {
      const [a = 0, b = 0, c = 0, d = 0] = [...edges].sort((x, y) => x - y).map((minutes) => ORIGIN + minutes * 60);
      return {
        id: `agent-${index}`,
        ...rest,
        attendances: [
          {
            name: `agent-${index}`,
            paces: paces[0],
            stretches: [{ start: a, end: b, queues }],
          },
          // Straight on with other queues, or behind a break.
          {
            name: `agent-${index} later`,
            paces: paces[1],
            stretches: [{ start: split ? c : b, end: d, queues: after }],
          },
        ],
      };
    });

const model: fc.Arbitrary<SimulationModel> = fc
  .record({
    queues: fc.tuple(queueOf('voice'), queueOf('chat'), queueOf('back')),
    employees: fc.tuple(employee(0), employee(1), employee(2), employee(3)),
    routing: fc.constantFrom('longest-idle' as const, 'least-skilled' as const),
    hasGap: fc.boolean(),
  })
  .map(({ queues, employees, routing, hasGap }) => {
    const starts = hasGap ? [0, 2, 3] : [0, 1, 2, 3];
    const cells = starts.map(() => 0);
    return {
      intervals: starts.map((index) => ({
        start: ORIGIN + index * INTERVAL_SECONDS,
        end: ORIGIN + (index + 1) * INTERVAL_SECONDS,
      })),
      cells: { interval: starts.map((_, index) => index), hour: cells, day: cells, week: cells, horizon: cells },
      dayStarts: [ORIGIN],
      queues,
      employees,
      routing,
      promises: [],
    };
  });

describe('a replication against one that is said plainly', () => {
  it('counts the same contacts, waits, presence and work', () => {
    fc.assert(
      fc.property(model, fc.integer({ min: 0, max: 1000 }), (given, seed) => {
        const compiled = compileModel(given);
        const replication = new Replication(compiled);
        // The second run of one object must not see the first.
        for (const run of [0, 1]) {
          replication.run(seed, run);
          const { calls, work } = simulatePlainly(given, compiled, seed, run);
          const { tally } = replication;
          const count = given.intervals.length;
          const named = <T extends string>(fields: Readonly<Record<T, number>>, at: Float64Array, index: number) => {
            const entries = Object.entries(fields) as [T, number][];
            return Object.fromEntries(entries.map(([name, field]) => [name, at[index * entries.length + field]]));
          };
          expect(Object.keys(CALLS)).toHaveLength(CALL_FIELDS);
          expect(Object.keys(WORK)).toHaveLength(WORK_FIELDS);
          for (const [queue, cells] of calls.entries()) {
            for (const [interval, expected] of cells.entries()) {
              const { answeredWait, ...counts } = named(CALLS, tally.calls, queue * count + interval);
              const { answeredWait: wait, ...others } = expected;
              expect(counts).toEqual(others);
              expect(answeredWait).toBeCloseTo(wait, 5);
            }
          }
          for (const [group, cells] of work.entries()) {
            for (const [interval, expected] of cells.entries()) {
              const { handled, staffed, busy } = named(WORK, tally.work, group * count + interval);
              expect(handled).toBe(expected.handled);
              expect(staffed).toBeCloseTo(expected.staffed, 5);
              expect(busy).toBeCloseTo(expected.busy, 5);
            }
          }
        }
      }),
      { numRuns: Number(process.env['SIMULATION_RUNS'] ?? 120) },
    );
  });
});
