import { type RestAlternative, restAlternativeOf } from './rest-alternatives.ts';
import { horizonShifts, isInHorizon } from './period.ts';
import type { Finding, LineRule, RuleContext, Values } from './rule.ts';
import { hoursValueSeconds, listOf, textOf } from './values.ts';
import { compileWeeklyRest } from './weekly-rest-compiled.ts';
import {
  dayStarts,
  judgeWindow,
  type RestTerms,
  type RestVerdict,
  restsOf,
  windowsOver,
} from './weekly-rest-windows.ts';
import { collectShifts, type ShiftsState } from './windows.ts';
import { addDays, dateOfDayNumber, dayNumber, weekStartOf } from '../domain/calendar.ts';
import { compareShifts, type Line, type Shift, shiftDate } from '../domain/shift.ts';
import { type Interval, SECONDS_PER_DAY } from '../domain/units.ts';

function leastCommonMultiple(a: number, b: number): number {
  let multiple = a;
  while (multiple % b !== 0) multiple += a;
  return multiple;
}

function alternativeOf(text: string): RestAlternative {
  const alternative = restAlternativeOf(text);
  if (alternative === undefined) throw new Error(`weekly-rest knows no rest ${text}`);
  return alternative;
}

function termsOf(values: Values, context: RuleContext): RestTerms {
  const alternatives = listOf(values, 'alternatives').map(alternativeOf);
  return {
    alternatives,
    windowDays: alternatives.reduce((days, one) => leastCommonMultiple(days, one.days), 7),
    isRolling: textOf(values, 'window') === 'rolling',
    countedFrom: dayNumber(weekStartOf(textOf(values, 'countedFrom'), context.weekStart)),
    dailySeconds: hoursValueSeconds(values, 'dailyRestHours'),
  };
}

/** A window, how far it is from its rest, and the shifts that reach into it, with their daily rest; the horizon's are among them. */
type JudgedWindow = { readonly window: number; readonly verdict: RestVerdict; readonly shifts: Line };

/** Windows into which a shift of the horizon reaches, judged on a line to which `unseen` work is added. */
function judgeWindows(
  values: Values,
  context: RuleContext,
  line: Line,
  unseen: readonly Interval[] = [],
): readonly JudgedWindow[] {
  const terms = termsOf(values, context);
  const startOf = dayStarts(context);
  const planned = horizonShifts(context, line);
  const over = (shift: Interval): Interval => ({ start: shift.start, end: shift.end + terms.dailySeconds });
  const spans = planned.map(over);
  if (spans.length === 0) return [];
  const span = { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) };
  const blocks = unseen.map((one): Shift => ({ ...one, id: '', employeeId: '', activity: 'work', breaks: [] }));
  const rests = restsOf(terms, [...line, ...blocks].sort(compareShifts));
  return windowsOver(terms, context, span).flatMap((window) => {
    const [start, end] = [startOf(window), startOf(window + terms.windowDays)];
    const shifts = line.filter((shift) => shift.start < end && over(shift).end > start);
    const isConcerned = shifts.some((shift) => isInHorizon(context, shiftDate(context.zone, shift)));
    return isConcerned ? [{ window, verdict: judgeWindow(terms, startOf, rests, window), shifts }] : [];
  });
}

function findingOf(values: Values, context: RuleContext, run: readonly JudgedWindow[]): readonly Finding[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { windowDays } = termsOf(values, context);
  const startOf = dayStarts(context);
  const lacking = ({ verdict }: JudgedWindow): number => verdict.alternative.spanSeconds - verdict.measured;
  const worst = run.reduce((most, one) => (lacking(one) > lacking(most) ? one : most));
  const { alternative, measured } = worst.verdict;
  return [
    {
      shiftIds: [...new Set(run.flatMap(({ shifts }) => shifts.map(({ id }) => id)))],
      span: { start: startOf(first.window), end: startOf(last.window + windowDays) },
      unit: 'seconds',
      measured,
      limit: alternative.spanSeconds,
      excess: alternative.spanSeconds - measured,
      facts: {
        from: dateOfDayNumber(worst.window),
        to: addDays(dateOfDayNumber(worst.window), windowDays - 1),
        days: windowDays,
        alternative: alternative.text,
      },
    },
  ];
}

/** One finding for each row of windows that overlap and all lack their rest, with the measure of the one that lacks most. */
function judge(values: Values, context: RuleContext, line: Line): readonly Finding[] {
  const { isRolling } = termsOf(values, context);
  const findings: Finding[] = [];
  let run: JudgedWindow[] = [];
  for (const one of judgeWindows(values, context, line)) {
    const before = run.at(-1);
    // Windows that roll begin day by day; another is missing where no shift of the horizon reaches into it.
    const follows = before !== undefined && isRolling && one.window === before.window + 1;
    if (!follows || one.verdict.isKept) {
      findings.push(...findingOf(values, context, run));
      run = [];
    }
    if (!one.verdict.isKept) run.push(one);
  }
  return [...findings, ...findingOf(values, context, run)];
}

/**
 * A weekly rest: in every window one of the alternatives is kept, each so many rests of so many elapsed hours in so many days. Windows are blocks of calendar
 * weeks counted from the week of a date, or any days in a row; they are as long as the longest alternative, and a shorter one must be kept in each of their
 * parts. A rest is time without work that lies in the part, a long one may hold several; the daily rest that follows work is not part of it. Leave is
 * rest. Day basis: windows begin at local midnights, rests are differences of instants, and a night takes its hours from the day on which it ends.
 */
export const weeklyRest: LineRule<ShiftsState> = {
  id: 'weekly-rest',
  title: 'Weekly rest',
  parameters: [
    {
      name: 'alternatives',
      title: 'Rests as COUNTxHOURSh/DAYSd, one of which must be kept',
      unit: 'list',
      entries: 'rests',
    },
    {
      name: 'window',
      title: 'Blocks of calendar weeks, or any days in a row',
      unit: 'choice',
      choices: ['week', 'rolling'],
      default: 'week',
    },
    {
      name: 'countedFrom',
      title: 'A date in the first week of a block, where a block is longer than a week',
      unit: 'date',
      default: '2024-01-01',
    },
    {
      name: 'dailyRestHours',
      title: 'Hours of daily rest after work that the weekly rest is added to',
      unit: 'hours',
      least: 0,
      most: 24,
      default: 0,
    },
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...collectShifts,
  finish: (values, context, { shifts }) => judge(values, context, shifts),
  reach: (values, context) => {
    const { windowDays } = termsOf(values, context);
    // A shift of 24 hours with its daily rest reaches two days further.
    return { daysBefore: windowDays + 1, daysAfter: windowDays + 1 };
  },
  dependsOnMissing: (values, context, line, missing) => {
    const { start, end } = context.horizon;
    const before = context.pastKnown ? [] : [{ start: start - 100 * SECONDS_PER_DAY, end: start + SECONDS_PER_DAY }];
    const behind = context.futureKnown ? [] : [{ start: end, end: end + 100 * SECONDS_PER_DAY }];
    const { dailySeconds, windowDays } = termsOf(values, context);
    const startOf = dayStarts(context);
    const known = new Set(
      judgeWindows(values, context, line).flatMap(({ window, verdict }) => (verdict.isKept ? [window] : [])),
    );
    return judgeWindows(values, context, line, [...before, ...behind]).some(({ window, verdict }) => {
      const isSeen =
        missing === 'past'
          ? startOf(window) >= start + SECONDS_PER_DAY + dailySeconds
          : startOf(window + windowDays) <= end;
      return !isSeen && known.has(window) && !verdict.isKept;
    });
  },
  compile: (values, context, past, future) => compileWeeklyRest(context, termsOf(values, context), past, future),
};
