import fc from 'fast-check';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { buildLineModel, type LineModel } from '../../../src/rostering/line-model.ts';
import { buildOrder } from '../../../src/rostering/order.ts';
import type { Primitive, RuleContext } from '../../../src/rules/rule.ts';
import { satisfiesAll } from '../rules/primitives.ts';

export type Automaton = Extract<Primitive, { kind: 'automaton' }>;

/** A small language of lines: a letter for each shape of each day, of which some may be worked; -1 is a day off. */
export type Language = {
  readonly letters: readonly (readonly string[])[];
  readonly allowed: readonly Uint8Array[];
  readonly automata: readonly Automaton[];
};

export type Line = readonly number[];

const ZONE = 'Asia/Kolkata';
const ALPHABET = ['a', 'b', 'c'];

/** Only what the test's own reading of primitives asks for. */
function contextOf(days: number): RuleContext {
  return { zone: ZONE, from: '2026-06-01', days } as RuleContext;
}

/** `moves` by state, odd or even day, and letter (0 is a day off); a state of -1 is a dead end, one beyond the last the first. */
function automatonOf(moves: readonly (readonly number[])[], ends: readonly boolean[], byDay: boolean): Automaton {
  return {
    kind: 'automaton',
    start: 0,
    next: (state, day, shift) => {
      const letter = shift === undefined ? 0 : ALPHABET.indexOf(shift.template ?? '') + 1;
      const row = moves[state] as readonly number[];
      const to = row[byDay && day % 2 === 1 ? letter + 4 : letter] as number;
      return to < 0 ? undefined : to % moves.length;
    },
    accepts: (state) => ends[state] as boolean,
  };
}

/** Lists of each of the lengths as often: of their own, small ones are drawn too often to be of use here. */
function lists<T>(items: fc.Arbitrary<T>, ...lengths: readonly number[]): fc.Arbitrary<readonly T[]> {
  return fc
    .constantFrom(...lengths)
    .chain((length) => fc.array(items, { minLength: length, maxLength: length, size: 'max' }));
}

/** One move in nine leads nowhere, and one state in four ends no line. */
const target = fc.constantFrom(0, 1, 2, 3, 0, 1, 2, 3, -1);
const end = fc.constantFrom(true, true, true, false);

const automaton = fc
  .record({ moves: lists(lists(target, 8), 1, 2, 3, 4), ends: lists(end, 4), byDay: fc.boolean() })
  .map(({ moves, ends, byDay }) => automatonOf(moves, ends, byDay));

export const language: fc.Arbitrary<Language> = fc
  .record({
    letters: lists(lists(fc.constantFrom(...ALPHABET), 0, 1, 2, 2, 3), 1, 2, 3, 4),
    automata: lists(automaton, 1, 2),
    barred: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ letters, automata, barred }) => ({
    letters,
    automata,
    allowed: letters.map((day, at) => Uint8Array.from(day, (_, shape) => (at * 5 + shape === barred ? 0 : 1))),
  }));

export function shiftsOf({ letters }: Language): readonly (readonly Shift[])[] {
  return letters.map((day, at) =>
    day.map((template, shape) => {
      // All shifts of a day end at once: what tells them apart is their start.
      const start = plannedInstant(ZONE, `2026-06-0${at + 1}`, 480 + shape);
      const end = plannedInstant(ZONE, `2026-06-0${at + 1}`, 960);
      return {
        id: `${at}/${shape}`,
        employeeId: 'e',
        activity: 'work',
        start,
        end,
        template,
        breaks: [],
      };
    }),
  );
}

/** Every line over the shapes that may be worked. */
export function everyLine({ allowed }: Language): readonly Line[] {
  return allowed.reduce<readonly Line[]>(
    (lines, row) => {
      const choices = [-1, ...[...row.keys()].filter((shape) => row[shape] === 1)];
      return lines.flatMap((line) => choices.map((choice) => [...line, choice]));
    },
    [[]],
  );
}

/** The lines that satisfy primitives, by the descriptions of these alone. */
export function legalLines(one: Language, primitives: readonly Primitive[]): readonly Line[] {
  const shifts = shiftsOf(one);
  return everyLine(one).filter((line) => {
    const worked = line.flatMap((shape, day) => shifts[day]?.[shape] ?? []);
    return satisfiesAll(primitives, contextOf(line.length), worked);
  });
}

export function modelOf(one: Language, primitives: readonly Primitive[]): LineModel {
  const shifts = shiftsOf(one);
  const set = {
    dates: one.letters.map((_, day) => `2026-06-0${day + 1}`),
    horizonStart: 0,
    horizonEnd: 0,
    skills: [],
    byDay: shifts.map(() => []),
    profileOf: new Map(),
  };
  const orders = primitives.filter((primitive) => primitive.kind === 'order');
  return buildLineModel(
    set,
    buildOrder(set, shifts, orders),
    one.allowed,
    one.letters.map(() => false),
    shifts,
    primitives,
  );
}
