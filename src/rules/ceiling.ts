import {
  exactly,
  type Finding,
  type LineRule,
  type Priced,
  type Primitive,
  type RuleContext,
  type Values,
  weighExcess,
} from './rule.ts';
import {
  byDate,
  daysMissing,
  daysOutside,
  holdsDate,
  horizonDays,
  horizonShifts,
  inPeriod,
  type Period,
  type PeriodKind,
  periodOf,
  periodsOfHorizon,
  spanOfPeriod,
} from './period.ts';
import type { MeasureUnit } from '../domain/breach.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/**
 * The common fold of all rules of the form "at most so much in a calendar day, week, month or the horizon". A shift belongs to the
 * local date of its start, with all its hours: a night that ends on the next date, in the next week or month counts where it began.
 */
export type Ceiling = {
  readonly period: (values: Values) => PeriodKind;
  /** What the shifts of one local date weigh together; a whole number, never negative. */
  readonly weighDay: (values: Values, context: RuleContext, shifts: readonly Shift[]) => number;
  readonly maximum: (values: Values) => number;
  /** The most that a day which nobody has seen can weigh. */
  readonly mostPerDay: number;
  readonly unit: MeasureUnit;
  /** How the measure and limit are told, where that is not the sum and the maximum. */
  readonly tell?: (values: Values, total: number) => { readonly measured: number; readonly limit: number };
  /** True where the shifts of a date weigh nothing alone: then all shifts of a date that weighs have a part. */
  readonly weighsTogether?: boolean;
  /** Facts for the message besides the period. */
  readonly facts?: (values: Values) => Readonly<Record<string, string>>;
};

/** The shifts of the period that is being filled. Shifts come in order, so a period is judged once the next one begins. */
export type CeilingState = { readonly period: Period | undefined; readonly shifts: readonly Shift[] };

type CeilingFold = Pick<
  LineRule<CeilingState>,
  'judges' | 'start' | 'extend' | 'finish' | 'meters' | 'reach' | 'dependsOnMissing' | 'compile' | 'compilePriced'
>;

function total(ceiling: Ceiling, values: Values, context: RuleContext, shifts: readonly Shift[]): number {
  let sum = 0;
  for (const sameDate of byDate(context, shifts).values()) sum += ceiling.weighDay(values, context, sameDate);
  return sum;
}

function judge(ceiling: Ceiling, values: Values, context: RuleContext, state: CeilingState): readonly Finding[] {
  if (state.period === undefined) return [];
  const sum = total(ceiling, values, context, state.shifts);
  const maximum = ceiling.maximum(values);
  if (sum <= maximum) return [];
  const told = ceiling.tell?.(values, sum) ?? { measured: sum, limit: maximum };
  // Only shifts that weigh something have a part in the breach: a day shift in a week with too many nights has none.
  const weighs = (shifts: readonly Shift[]): boolean => ceiling.weighDay(values, context, shifts) > 0;
  const guilty =
    ceiling.weighsTogether === true
      ? [...byDate(context, state.shifts).values()].filter(weighs).flat()
      : state.shifts.filter((shift) => weighs([shift]));
  return [
    {
      shiftIds: guilty.map(({ id }) => id),
      span: spanOfPeriod(context, state.period),
      unit: ceiling.unit,
      ...told,
      excess: sum - maximum,
      facts: { from: state.period.from, end: state.period.end, ...ceiling.facts?.(values) },
    },
  ];
}

function compilePeriod(
  ceiling: Ceiling,
  values: Values,
  context: RuleContext,
  published: readonly (readonly [LocalDate, readonly Shift[]])[],
  period: Period,
): Primitive {
  const within = published.flatMap(([date, shifts]) => (holdsDate(period, date) ? [shifts] : []));
  const used = within.reduce((sum, shifts) => sum + ceiling.weighDay(values, context, shifts), 0);
  const maximum = ceiling.maximum(values);
  const { firstDay, endDay } = horizonDays(context, period);
  const weigh = (_: number, shift: Shift): number => ceiling.weighDay(values, context, [shift]);
  if (used <= maximum) return { kind: 'sum', firstDay, endDay, weigh, used, maximum };
  // Published shifts alone are past the limit: that is not this horizon's breach until one of its shifts adds to it.
  return { kind: 'allow', allows: (day, shift) => day < firstDay || day >= endDay || weigh(day, shift) === 0 };
}

/**
 * The price of what a window has above its maximum, in which published shifts weigh `used`: nothing before a planned shift weighs, and then all of the excess,
 * also what was published.
 */
export function excessPrice(unit: MeasureUnit, used: number, maximum: number): Pick<SumPrice, 'price' | 'linearFrom'> {
  return {
    price: (sum) => (sum === 0 ? 0 : weighExcess({ unit, excess: Math.max(0, used + sum - maximum) })),
    linearFrom: Math.max(1, maximum - used),
  };
}

type SumPrice = Extract<Priced, { kind: 'sum-price' }>;

/** Fold, reach, exact compiled and priced forms of a ceiling. */
export function foldCeiling(ceiling: Ceiling): CeilingFold {
  return {
    judges: 'shifts',
    start: () => ({ period: undefined, shifts: [] }),
    extend: (values, context, state, next) => {
      const date = shiftDate(context.zone, next);
      if (state.period !== undefined && holdsDate(state.period, date)) {
        return { state: { period: state.period, shifts: [...state.shifts, next] }, findings: [] };
      }
      const period = periodOf(ceiling.period(values), context, date);
      return {
        state: { period, shifts: period === undefined ? [] : [next] },
        findings: judge(ceiling, values, context, state),
      };
    },
    finish: (values, context, state) => judge(ceiling, values, context, state),
    meters: (values, context, line) =>
      periodsOfHorizon(ceiling.period(values), context).map((period) => ({
        ...period,
        kind: 'most',
        unit: ceiling.unit,
        measured: total(ceiling, values, context, inPeriod(context, line, period)),
        limit: ceiling.maximum(values),
      })),
    reach: (values, context) => {
      const outside = periodsOfHorizon(ceiling.period(values), context).map((period) => daysOutside(context, period));
      return {
        daysBefore: Math.max(0, ...outside.map(({ before }) => before)),
        daysAfter: Math.max(0, ...outside.map(({ after }) => after)),
      };
    },
    dependsOnMissing: (values, context, line, missing) => {
      const maximum = ceiling.maximum(values);
      const planned = horizonShifts(context, line);
      return periodsOfHorizon(ceiling.period(values), context).some((period) => {
        const outside = daysOutside(context, period);
        if ((missing === 'past' ? outside.before : outside.after) === 0) return false;
        if (total(ceiling, values, context, inPeriod(context, planned, period)) === 0) return false;
        const known = total(ceiling, values, context, inPeriod(context, line, period));
        return known <= maximum && known + daysMissing(context, period) * ceiling.mostPerDay > maximum;
      });
    },
    compile: (values, context, past, future) => {
      const published = [...byDate(context, [...past, ...future])];
      return exactly(
        periodsOfHorizon(ceiling.period(values), context).map((period) =>
          compilePeriod(ceiling, values, context, published, period),
        ),
      );
    },
    compilePriced: (values, context, past, future) => {
      const published = [...byDate(context, [...past, ...future])];
      return periodsOfHorizon(ceiling.period(values), context).map((period) => {
        const within = published.flatMap(([date, shifts]) => (holdsDate(period, date) ? [shifts] : []));
        const used = within.reduce((sum, shifts) => sum + ceiling.weighDay(values, context, shifts), 0);
        return {
          kind: 'sum-price',
          ...horizonDays(context, period),
          weigh: (_, shift) => ceiling.weighDay(values, context, [shift]),
          ...excessPrice(ceiling.unit, used, ceiling.maximum(values)),
        };
      });
    },
  };
}
