import fc from 'fast-check';
import { breaksOracle } from '../../oracle/rules/breaks.ts';
import { MANY, SINGLE, type World } from '../../property/rules/world.ts';
import { type JudgedSetting, type RuleCheck, singles } from '../rule-check.ts';
import type { Values } from '../../../src/rules/rule.ts';

const file = 'src/rules/breaks.ts';
const demand = 'src/rules/break-demand.ts';

const whole = (...values: number[]) => fc.constantFrom(...values);

const VALUES = fc.record({
  overHours: whole(0, 3, 4, 6, 6.5),
  inclusive: fc.boolean(),
  upToHours: whole(0, 0, 0, 8, 9.5),
  measure: fc.constantFrom('work', 'span'),
  count: whole(0, 1, 2),
  perHours: whole(0, 0, 0, 2, 4),
  majorFraction: fc.boolean(),
  eachMinutes: whole(5, 10, 15, 30),
  totalMinutes: whole(0, 0, 30, 45),
  counts: fc.constantFrom('any', 'any', 'meal', 'rest'),
  pay: fc.constantFrom('any', 'any', 'paid', 'unpaid'),
  notBeforeMinutes: whole(0, 0, 60),
  notInLastMinutes: whole(0, 0, 60),
  latestStartHours: whole(0, 0, 4, 5),
  longestStretchHours: whole(0, 0, 4, 6),
});

const MINUTES = 60;
const limit = (hours: number): number => (hours === 0 ? Number.POSITIVE_INFINITY : hours * MINUTES);

function judged(world: World, values: Values & { readonly [name: string]: unknown }): JudgedSetting {
  const hours = (name: string): number => values[name] as number;
  return {
    values,
    oracle: () =>
      breaksOracle(world, {
        over: hours('overHours') * MINUTES,
        inclusive: values['inclusive'] as boolean,
        upTo: limit(hours('upToHours')),
        measure: values['measure'] as 'work' | 'span',
        count: hours('count'),
        per: hours('perHours') * MINUTES,
        majorFraction: values['majorFraction'] as boolean,
        each: hours('eachMinutes'),
        total: hours('totalMinutes'),
        kind: values['counts'] as string,
        pay: values['pay'] as string,
        notBefore: hours('notBeforeMinutes'),
        notInLast: hours('notInLastMinutes'),
        latestStart: limit(hours('latestStartHours')),
        longestStretch: limit(hours('longestStretchHours')),
      }),
  };
}

const shape = { maxDays: 4, mostHalfHours: 26, daysBefore: 2, daysAfter: 2, manyBreaks: true } as const;

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/breaks.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, ...shape },
      settings: (world) => VALUES.map((values) => judged(world, values)),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, ...shape, maxDays: 2 }),
      settings: () => VALUES.map((values) => ({ values })),
    },
  ],
  missing: [{ values: { overHours: 6, eachMinutes: 30 } }],
  mutants: [
    {
      name: 'a day of just the hours needs the breaks',
      file: demand,
      from: 'if (measured === overSeconds && !demand.inclusive) return undefined;',
      to: '',
    },
    {
      name: 'unpaid breaks are working time',
      file: demand,
      from: "demand.measure === 'work' ? work : span",
      to: 'span',
    },
    {
      name: 'a break of just the length is too short',
      file: demand,
      from: 'pause.lengthSeconds < eachSeconds',
      to: 'pause.lengthSeconds <= eachSeconds',
    },
    {
      name: 'half a fraction is a major one',
      file: demand,
      from: 'measured % perSeconds > perSeconds / 2',
      to: 'measured % perSeconds >= perSeconds / 2',
    },
    {
      name: 'a break must have begun before its latest start',
      file: demand,
      from: 'start <= demand.latestStartSeconds',
      to: 'start < demand.latestStartSeconds',
    },
    {
      name: 'the last minutes count up to the start of a break',
      file: demand,
      from: 'end <= span - demand.notInLastSeconds',
      to: 'start <= span - demand.notInLastSeconds',
    },
    {
      name: 'a break of no kind is of none',
      file: demand,
      from: "kind !== 'any' && pause.kind !== undefined && pause.kind !== kind",
      to: "kind !== 'any' && pause.kind !== kind",
    },
    {
      name: 'the gap of a split day is a break',
      file: demand,
      from: 'const from = span + start - shift.start - gaps;',
      to: 'const from = start - (shifts[0] ?? shift).start;',
    },
    {
      name: 'breaks that are too short interrupt',
      file,
      from: 'if (!isOfDemand(demand, pause)) continue;',
      to: '',
    },
    {
      name: 'the stretch to the end of the day is not looked at',
      file,
      from: 'return Math.max(longest, span - last);',
      to: 'return longest;',
    },
    {
      name: 'breaks out of place count',
      file,
      from: ' && isInPlace(demand, one.start, one.end, span)',
      to: '',
    },
    {
      name: 'a night belongs to the date of its end',
      file,
      from: 'Map.groupBy(line, (shift) => shiftDate(zone, shift))',
      to: 'Map.groupBy(line, (shift) => shiftDate(zone, { ...shift, start: shift.end }))',
    },
    {
      name: 'the compiled form looks at no place',
      file,
      from: 'judge(values, context, [shift]).length === 0',
      to: 'judge({ ...values, latestStartHours: 0, notBeforeMinutes: 0, notInLastMinutes: 0 }, context, [shift]).length === 0',
    },
  ],
};
