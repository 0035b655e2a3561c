import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Shift } from '../../../src/domain/shift.ts';
import { SECONDS_PER_DAY } from '../../../src/domain/units.ts';
import type { HighsModule } from '../../../src/lp/highs-engine.ts';
import { solveWithHighs } from '../../../src/lp/highs-engine.ts';
import { modelBuilder, satisfies } from '../../../src/lp/model.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { type Choice, flowRowsOf } from '../../../src/rostering/compact-phases.ts';
import type { LineModel } from '../../../src/rostering/line-model.ts';
import { buildPhases, type Phases } from '../../../src/rostering/phases.ts';
import type { Primitive } from '../../../src/rules/rule.ts';
import {
  type Automaton,
  everyLine,
  type Language,
  language,
  legalLines,
  type Line,
  modelOf,
  shiftsOf,
} from './automata.ts';

/** Days on which two lines differ. */
function distance(a: Line, b: Line): number {
  return a.filter((shape, day) => shape !== b[day]).length;
}

/** Days on which the nearest legal line differs; undefined where no line is legal. */
function nearest(legal: readonly Line[], line: Line): number | undefined {
  return legal.length === 0 ? undefined : Math.min(...legal.map((other) => distance(other, line)));
}

/** Costs under which a line costs the days on which it differs from the wanted one. */
function pricesFor(one: Language, wanted: Line): { shapeCost: Float64Array[]; offCost: Float64Array } {
  return {
    shapeCost: one.letters.map((day, at) => Float64Array.from(day, (_, shape) => (wanted[at] === shape ? 0 : 1))),
    offCost: Float64Array.from(wanted, (shape) => (shape < 0 ? 0 : 1)),
  };
}

/** The compact model's rows of one line: one shape a day at most, and the flow through the phases. */
function compactOf(one: Language, model: LineModel, wanted: Line, whole: boolean) {
  const builder = modelBuilder();
  const { shapeCost, offCost } = pricesFor(one, wanted);
  const own: Choice[] = [];
  let constant = 0;
  model.allowed.forEach((row, day) => {
    const off = offCost[day] as number;
    constant += off;
    row.forEach((flag, shape) => {
      if (flag !== 1) return;
      const column = builder.column((shapeCost[day]?.[shape] as number) - off, 0, 1, whole);
      own.push({ column, day, shape, meal: 0 });
    });
  });
  for (let day = 0; day < model.days; day++) {
    const columns = own.filter((choice) => choice.day === day).map(({ column }) => column);
    builder.row(
      0,
      1,
      columns,
      columns.map(() => 1),
    );
  }
  const flow = flowRowsOf(model, own, builder);
  return { linear: builder.build(), own, flow, constant };
}

/** What may still follow each beginning of a legal line, after so many days. */
function futuresAfter(legal: readonly Line[], days: number): ReadonlySet<string> {
  const futures = new Map<string, string[]>();
  for (const line of legal) {
    const beginning = line.slice(0, days).join(',');
    futures.set(beginning, [...(futures.get(beginning) ?? []), line.slice(days).join(',')]);
  }
  return new Set([...futures.values()].map((rest) => rest.toSorted().join(' ')));
}

function phasesOf(one: Language): Phases {
  return buildPhases(one.automata, shiftsOf(one), one.allowed);
}

let highs: HighsModule;

beforeAll(async () => {
  highs = (await rosterEngines()).highs;
});

describe('lines under random automata', () => {
  test('have exactly the phases that differ in what may follow, none of them a dead end', () => {
    const seen = { possible: 0, impossible: 0, several: 0 };
    fc.assert(
      fc.property(language, (one) => {
        const legal = legalLines(one, one.automata);
        const phases = phasesOf(one);
        expect(phases.possible).toBe(legal.length > 0);
        seen[phases.possible ? 'possible' : 'impossible']++;
        if (!phases.possible) return;
        const days = one.letters.length;
        for (let day = 0; day <= days; day++) {
          expect(phases.count[day]).toBe(futuresAfter(legal, day).size);
          if ((phases.count[day] as number) > 1) seen.several++;
        }
        const entered = phases.count.map((size) => new Set<number>(size === 1 ? [0] : []));
        for (let day = 0; day < days; day++) {
          const width = phases.symbolCount[day] as number;
          const next = phases.next[day] as Int32Array;
          expect(next.length).toBe((phases.count[day] as number) * width);
          for (let phase = 0; phase < (phases.count[day] as number); phase++) {
            const row = next.slice(phase * width, (phase + 1) * width);
            expect(row.some((to) => to >= 0)).toBe(true);
            for (const to of row) {
              expect(to).toBeLessThan(phases.count[day + 1] as number);
              if (to >= 0) entered[day + 1]?.add(to);
            }
          }
        }
        expect(entered.map(({ size }) => size)).toEqual(phases.count);
      }),
      { numRuns: 800 },
    );
    expect(seen.possible).toBeGreaterThan(100);
    expect(seen.impossible).toBeGreaterThan(10);
    expect(seen.several).toBeGreaterThan(100);
  });

  test('are priced exactly: each legal line is the best for itself, and the nearest legal one for any other', () => {
    const pricer = linePricer();
    const seen = { legal: 0, illegal: 0 };
    // A sum, an order and a run beside the automata share the pricer's state with their phases.
    const more = fc.record({
      maximum: fc.constantFrom(undefined, undefined, 2, 3),
      minimum: fc.constantFrom(undefined, undefined, 1, 2),
      run: fc.constantFrom(undefined, undefined, 2, 3),
      forbidden: fc.constantFrom(undefined, 'ab', 'ba', 'cc'),
      forwards: fc.boolean(),
    });
    fc.assert(
      fc.property(language, more, (one, { maximum, minimum, run, forbidden, forwards }) => {
        const primitives: Primitive[] = [...one.automata];
        const weigh = (_: number, shift: Shift): number => (shift.template === 'c' ? 2 : 1);
        if (maximum !== undefined || minimum !== undefined) {
          primitives.push({ kind: 'sum', firstDay: 0, endDay: one.letters.length, weigh, used: 0, maximum, minimum });
        }
        if (run !== undefined) primitives.push({ kind: 'run', maximum: run, before: 1, after: 0 });
        if (forbidden !== undefined) {
          const allows = (a: Shift, b: Shift): boolean => `${a.template}${b.template}` !== forbidden;
          primitives.push({ kind: 'order', withinDays: 2, allows });
        }
        if (forwards) {
          const minute = (shift: Shift): number => shift.start % SECONDS_PER_DAY;
          const allows = (a: Shift, b: Shift): boolean => minute(a) <= minute(b);
          primitives.push({ kind: 'order', withinDays: 1, byStarts: true, allows });
        }
        const legal = legalLines(one, primitives);
        const known = new Set(legal.map((line) => line.join(',')));
        const model = modelOf(one, primitives);
        for (const line of everyLine(one)) {
          const { shapeCost, offCost } = pricesFor(one, line);
          const [best] = pricer.best(model, shapeCost, offCost, 1, true);
          expect(best?.cost).toBe(nearest(legal, line));
          expect(best === undefined || known.has([...best.shapes].join(','))).toBe(true);
          seen[known.has(line.join(',')) ? 'legal' : 'illegal']++;
        }
      }),
      { numRuns: 250 },
    );
    expect(seen.legal).toBeGreaterThan(200);
    expect(seen.illegal).toBeGreaterThan(200);
  });

  test('are points of the compact model where they are legal, and no points where they are not', () => {
    const seen = { legal: 0, illegal: 0 };
    fc.assert(
      fc.property(language, (one) => {
        const model = modelOf(one, one.automata);
        const known = new Set(legalLines(one, one.automata).map((line) => line.join(',')));
        expect(model.impossible).toBe(known.size === 0);
        if (model.impossible) return;
        for (const line of everyLine(one)) {
          const { linear, own, flow } = compactOf(one, model, line, true);
          const values = new Float64Array(linear.columns);
          for (const { column, day, shape } of own) values[column] = line[day] === shape ? 1 : 0;
          flow?.encode(Int32Array.from(line), values);
          const legal = known.has(line.join(','));
          expect(satisfies(linear, values)).toBe(legal);
          seen[legal ? 'legal' : 'illegal']++;
        }
      }),
      { numRuns: 200 },
    );
    expect(seen.legal).toBeGreaterThan(200);
    expect(seen.illegal).toBeGreaterThan(200);
  });

  test('are the corners of the compact model: its linear relaxation finds the nearest legal line of any', () => {
    const seen = { near: 0, far: 0 };
    fc.assert(
      fc.property(language, fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), (one, picks) => {
        const legal = legalLines(one, one.automata);
        const model = modelOf(one, one.automata);
        expect(model.impossible).toBe(legal.length === 0);
        if (model.impossible) return;
        const every = everyLine(one);
        for (const pick of picks) {
          const line = every[pick % every.length] as Line;
          const { linear, constant } = compactOf(one, model, line, false);
          if (linear.columns === 0) continue;
          const limits = { seed: 1, relativeGap: 0, stopRequested: () => false };
          const solved = solveWithHighs(highs, linear, limits);
          expect(solved.status).toBe('optimal');
          const expected = nearest(legal, line) as number;
          expect((solved.objective as number) + constant).toBeCloseTo(expected, 6);
          seen[expected === 0 ? 'near' : 'far']++;
        }
      }),
      { numRuns: 120 },
    );
    expect(seen.near).toBeGreaterThan(20);
    expect(seen.far).toBeGreaterThan(20);
  });
});

describe('phases', () => {
  const shifts = shiftsOf({ letters: [['a', 'b'], [], ['a']], allowed: [], automata: [] });
  const allowed = shifts.map((day) => new Uint8Array(day.length).fill(1));

  test('of lines without automata are one that nothing leaves, and make no rows', () => {
    const phases = buildPhases([], shifts, allowed);
    expect(phases.count).toEqual([1, 1, 1, 1]);
    expect(phases.symbols.map(({ length }) => length)).toEqual([2, 0, 1]);
    expect(phases.possible).toBe(true);
    const one = { letters: [['a', 'b'], [], ['a']], allowed, automata: [] };
    expect(compactOf(one, modelOf(one, []), [0, -1, 0], true).flow).toBeUndefined();
  });

  test('of automata that accept every line are one, too', () => {
    const counting: Automaton = {
      kind: 'automaton',
      start: 0,
      next: (state, _, shift) => (shift === undefined ? state : state + 1),
      accepts: () => true,
    };
    expect(buildPhases([counting], shifts, allowed).count).toEqual([1, 1, 1, 1]);
  });

  test('of automata that contradict each other are impossible', () => {
    const only = (worked: boolean): Automaton => ({
      kind: 'automaton',
      start: 0,
      next: (state, day, shift) => (day !== 0 || (shift !== undefined) === worked ? state : undefined),
      accepts: () => true,
    });
    expect(buildPhases([only(true)], shifts, allowed).possible).toBe(true);
    expect(buildPhases([only(true), only(false)], shifts, allowed).possible).toBe(false);
  });

  test('of automata with more states than pricing can carry are a defect, told by its number', () => {
    const remembering: Automaton = {
      kind: 'automaton',
      start: 1,
      next: (state, _, shift) => state * 3 + (shift === undefined ? 0 : shift.template === 'a' ? 1 : 2),
      accepts: () => true,
    };
    const long = shiftsOf({ letters: Array.from({ length: 9 }, () => ['a', 'b']), allowed: [], automata: [] });
    const twelve = [...long, ...long.slice(0, 3)];
    const all = twelve.map(() => new Uint8Array(2).fill(1));
    expect(buildPhases([remembering], long, all).count).toEqual(Array.from({ length: 10 }, () => 1));
    expect(() => buildPhases([remembering], twelve, all)).toThrow('more than 50000 states');
  });
});
