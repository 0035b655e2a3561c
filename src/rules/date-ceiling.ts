import { dateAutomaton, type DateReader } from './date-automaton.ts';
import { horizonShifts, spanOfPeriod } from './period.ts';
import { type CountedWindow, type Recurring, type WindowKind, windowsIn } from './recurring-dates.ts';
import { exactly, type Finding, type LineRule, type RuleContext, type Values } from './rule.ts';
import {
  type DatesBy,
  datesByOf,
  isOpenDate,
  reachableRange,
  reachOfDates,
  shiftsByWorkedDate,
  workedRange,
} from './worked-dates.ts';
import type { MeasureUnit } from '../domain/breach.ts';
import { addDays, daysBetween } from '../domain/calendar.ts';
import type { Line } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/** The common fold of rules of the form "of the weekends (Sundays, ...) of a window at most so many worked". */
export type DateCeiling = {
  readonly recurring: (values: Values) => Recurring;
  readonly window: (values: Values) => { readonly kind: WindowKind; readonly weeks: number };
  /** The most groups worked of a window that has so many. */
  readonly maximum: (values: Values, groups: number) => number;
  readonly unit: MeasureUnit;
  /** How the number worked of the window's groups and its maximum are told. */
  readonly tell: (
    values: Values,
    worked: number,
    maximum: number,
    groups: number,
  ) => Pick<Finding, 'measured' | 'limit'> & { readonly facts: Readonly<Record<string, string | number>> };
};

type DateCeilingFold = Pick<
  LineRule<Line>,
  'judges' | 'start' | 'extend' | 'finish' | 'reach' | 'dependsOnMissing' | 'compile'
>;

/** Dates of a group, as long as it is at most some days. */
function datesOfGroup({ from, end }: CountedWindow['groups'][number]): readonly LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date < end; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function judge(ceiling: DateCeiling, values: Values, context: RuleContext, shifts: Line): readonly Finding[] {
  const by = datesByOf(values);
  const byDate = shiftsByWorkedDate(context, by, shifts);
  const window = ceiling.window(values);
  const findings: Finding[] = [];
  for (const { period, groups } of windowsIn(
    context,
    ceiling.recurring(values),
    window,
    workedRange(context, by, shifts),
  )) {
    const shiftsOf = groups.map((group) => datesOfGroup(group).flatMap((date) => byDate.get(date) ?? []));
    // A rolling window that begins with a free group holds no more than the one that begins with its first worked one.
    if (window.kind === 'weeks' && shiftsOf[0]?.length === 0) continue;
    const worked = shiftsOf.filter((own) => own.length > 0).length;
    const maximum = ceiling.maximum(values, groups.length);
    if (worked <= maximum) continue;
    const { facts, ...told } = ceiling.tell(values, worked, maximum, groups.length);
    findings.push({
      shiftIds: [...new Set(shiftsOf.flat().map(({ id }) => id))],
      span: spanOfPeriod(context, period),
      unit: ceiling.unit,
      ...told,
      excess: worked - maximum,
      facts: { from: period.from, to: addDays(period.end, -1), ...facts },
    });
  }
  return findings;
}

/** Counts the groups worked in each window that is still open: twice the count, plus 1 where a planned shift has a part in it. */
function readerOf(ceiling: DateCeiling, values: Values, context: RuleContext): DateReader {
  const range = reachableRange(context, datesByOf(values));
  const windows = windowsIn(context, ceiling.recurring(values), ceiling.window(values), range);
  const dayOf = (date: LocalDate): number => daysBetween(context.from, date);
  const maxima = windows.map(({ groups }) => ceiling.maximum(values, groups.length));
  /** By day: the group that the day ends, and for each window how many of its groups are still to come, or -1 outside of it. */
  const ends = new Map<number, readonly number[]>();
  const inside = new Set<number>();
  let [firstDay, endDay] = [0, 0];
  for (const [index, { groups }] of windows.entries()) {
    for (const [place, group] of groups.entries()) {
      const last = dayOf(group.end) - 1;
      for (let day = dayOf(group.from); day <= last; day++) inside.add(day);
      const known = ends.get(last) ?? windows.map(() => -1);
      ends.set(
        last,
        known.map((left, at) => (at === index ? groups.length - 1 - place : left)),
      );
      firstDay = Math.min(firstDay, dayOf(group.from));
      endDay = Math.max(endDay, last + 1);
    }
  }
  return {
    firstDay,
    endDay,
    start: [0, ...windows.map(() => 0)],
    read: ([before = 0, ...counts], day, mark) => {
      if (!inside.has(day)) return [before, ...counts];
      const group = before | mark;
      const left = ends.get(day);
      if (left === undefined) return [group, ...counts];
      const next: number[] = [0];
      for (const [index, count] of counts.entries()) {
        const toCome = left[index] ?? -1;
        const worked = (count >> 1) + (toCome >= 0 && group > 0 ? 1 : 0);
        const planned = (count & 1) | (toCome >= 0 && (group & 2) > 0 ? 1 : 0);
        const maximum = maxima[index] ?? 0;
        if (worked > maximum && planned > 0) return undefined;
        // A window that cannot be over-full any more is as good as empty.
        next.push(toCome >= 0 && worked + toCome <= maximum ? 0 : worked * 2 + planned);
      }
      return next;
    },
  };
}

/** Fold, reach and exact compiled form of such a ceiling. */
export function foldDateCeiling(ceiling: DateCeiling): DateCeilingFold {
  const windowsOf = (values: Values, context: RuleContext, by: DatesBy): readonly CountedWindow[] =>
    windowsIn(context, ceiling.recurring(values), ceiling.window(values), reachableRange(context, by));
  return {
    judges: 'shifts',
    start: () => [],
    extend: (_values, _context, shifts, next) => ({ state: [...shifts, next], findings: [] }),
    finish: (values, context, shifts) => judge(ceiling, values, context, shifts),
    reach: (values, context) => {
      const by = datesByOf(values);
      return reachOfDates(
        context,
        by,
        windowsOf(values, context, by).flatMap(({ groups }) => groups),
      );
    },
    dependsOnMissing: (values, context, line, missing) => {
      const by = datesByOf(values);
      const known = shiftsByWorkedDate(context, by, line);
      const planned = shiftsByWorkedDate(context, by, horizonShifts(context, line));
      return windowsOf(values, context, by).some(({ groups }) => {
        const dates = groups.map(datesOfGroup);
        if (!dates.flat().some((date) => planned.has(date))) return false;
        const free = dates.filter((own) => !own.some((date) => known.has(date)));
        const open = (side: 'past' | 'future'): number =>
          free.filter((own) => own.some((date) => isOpenDate(context, by, date, side))).length;
        const unseen = free.filter((own) =>
          own.some((date) => isOpenDate(context, by, date, 'past') || isOpenDate(context, by, date, 'future')),
        ).length;
        const worked = groups.length - free.length;
        const maximum = ceiling.maximum(values, groups.length);
        return open(missing) > 0 && worked <= maximum && worked + unseen > maximum;
      });
    },
    compile: (values, context, past, future) =>
      exactly([dateAutomaton(context, datesByOf(values), [...past, ...future], readerOf(ceiling, values, context))]),
  };
}
