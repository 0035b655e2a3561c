import type { RestAlternative } from './rest-alternatives.ts';
import type { RuleContext } from './rule.ts';
import { dateOfDayNumber, dayNumber, startOfDate } from '../domain/calendar.ts';
import type { Line } from '../domain/shift.ts';
import type { Instant, Interval, Seconds } from '../domain/units.ts';

/** What a weekly rest asks for. Days are numbers that only differ by the days between them. */
export type RestTerms = {
  readonly alternatives: readonly RestAlternative[];
  /** Length of the windows in which one of the alternatives must be kept: the least that all their days fit into. */
  readonly windowDays: number;
  readonly isRolling: boolean;
  /** First day of a window, and of a part of it, where they do not roll. */
  readonly countedFrom: number;
  readonly dailySeconds: Seconds;
};

/** How far a window is from keeping the alternative that it is nearest to. */
export type RestVerdict = {
  readonly alternative: RestAlternative;
  /** The longest rest of which there are as many as asked for in every part of the window. */
  readonly measured: Seconds;
  readonly isKept: boolean;
};

/** The start of the day of a number, on the team's clocks. Kept, because a window asks for it again and again. */
export function dayStarts(context: RuleContext): (day: number) => Instant {
  const starts = new Map<number, Instant>();
  return (day) => {
    const known = starts.get(day) ?? startOfDate(context.zone, dateOfDayNumber(day));
    starts.set(day, known);
    return known;
  };
}

/** Whether a window, or a part of one, of so many days begins with the day. */
export function beginsOn({ isRolling, countedFrom }: RestTerms, day: number, days: number): boolean {
  return isRolling || (day - countedFrom) % days === 0;
}

/** First days of the parts of a window in which an alternative must be kept. */
export function partsOf(terms: RestTerms, window: number, { days }: RestAlternative): readonly number[] {
  const step = terms.isRolling ? 1 : days;
  const parts: number[] = [];
  for (let day = window; day + days <= window + terms.windowDays; day += step) parts.push(day);
  return parts;
}

/** Time without work after the daily rest that follows it, before, between and behind the shifts of a line. */
export function restsOf({ dailySeconds }: RestTerms, shifts: Line): readonly Interval[] {
  const rests: Interval[] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const shift of shifts) {
    if (shift.start > start) rests.push({ start, end: shift.start });
    start = Math.max(start, shift.end + dailySeconds);
  }
  return [...rests, { start, end: Number.POSITIVE_INFINITY }];
}

/** The longest span of which the rests hold so many within a part, where one rest may hold several. */
function longestOf(rests: readonly Interval[], part: Interval, count: number): Seconds {
  const lengths = rests
    .map(({ start, end }) => Math.min(end, part.end) - Math.max(start, part.start))
    .filter((length) => length > 0);
  const spans = lengths.flatMap((length) => Array.from({ length: count }, (_, index) => length / (index + 1)));
  return Math.floor(spans.sort((a, b) => b - a)[count - 1] ?? 0);
}

/** The alternative that a window keeps or is nearest to keeping. */
export function judgeWindow(
  terms: RestTerms,
  startOf: (day: number) => Instant,
  rests: readonly Interval[],
  window: number,
): RestVerdict {
  let best: RestVerdict | undefined;
  for (const alternative of terms.alternatives) {
    const measured = Math.min(
      ...partsOf(terms, window, alternative).map((day) =>
        longestOf(rests, { start: startOf(day), end: startOf(day + alternative.days) }, alternative.count),
      ),
    );
    const lacking = alternative.spanSeconds - measured;
    if (best === undefined || lacking < best.alternative.spanSeconds - best.measured) {
      best = { alternative, measured, isKept: lacking <= 0 };
    }
  }
  if (best === undefined) throw new Error('a weekly rest has no alternative');
  return best;
}

/** First days of the windows that overlap a time, in order. */
export function windowsOver(terms: RestTerms, context: RuleContext, { start, end }: Interval): readonly number[] {
  const startOf = dayStarts(context);
  const first = dayNumber(context.from);
  const windows: number[] = [];
  for (let day = first - terms.windowDays - 3; day <= first + context.days + 4; day++) {
    if (!beginsOn(terms, day, terms.windowDays)) continue;
    if (startOf(day) < end && startOf(day + terms.windowDays) > start) windows.push(day);
  }
  return windows;
}
