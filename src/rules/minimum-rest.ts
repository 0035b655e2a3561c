import { earliestStart, laterEnding, latestEnding } from './latest-end.ts';
import { horizonShifts } from './period.ts';
import { exactly, type LineRule, weighExcess } from './rule.ts';
import { hoursValueSeconds, numberOf } from './values.ts';
import type { Shift } from '../domain/shift.ts';
import { type Instant, SECONDS_PER_DAY } from '../domain/units.ts';

type RestState = { readonly latest: Shift | undefined };

/**
 * At least so many hours between the end of one shift and the start of the next, as elapsed time: the difference of instants, so a
 * night in which the clocks change is as long as it was. No day basis: any two shifts that follow each other count, on one date
 * too. Rest is measured from the latest end so far, which a shift nested in a longer one does not move.
 */
export const minimumRest: LineRule<RestState> = {
  id: 'minimum-rest',
  title: 'Minimum rest between shifts',
  parameters: [{ name: 'minimumHours', title: 'Least hours between two shifts', unit: 'hours', least: 0, most: 168 }],
  defaultSeverity: 'block',
  judges: 'shifts',
  start: () => ({ latest: undefined }),
  extend: (values, _, { latest }, next) => {
    const state = { latest: laterEnding(latest, next) };
    if (latest === undefined) return { state, findings: [] };
    const limit = hoursValueSeconds(values, 'minimumHours');
    const rest = next.start - latest.end;
    if (rest >= limit) return { state, findings: [] };
    return {
      state,
      findings: [
        {
          shiftIds: [latest.id, next.id],
          span: { start: Math.min(latest.end, next.start), end: Math.max(latest.end, next.start) },
          unit: 'seconds',
          measured: rest,
          limit,
          excess: limit - rest,
        },
      ],
    };
  },
  finish: () => [],
  reach: (values) => {
    const days = daysBetweenStarts(values);
    return { daysBefore: days, daysAfter: days };
  },
  dependsOnMissing: (values, context, line, missing) => {
    const planned = horizonShifts(context, line);
    const limit = hoursValueSeconds(values, 'minimumHours');
    if (planned.length === 0) return false;
    // An unseen shift before the horizon begins before it, and may last 24 hours.
    if (missing === 'past') return earliestStart(planned) - (context.horizon.start + SECONDS_PER_DAY) < limit;
    return context.horizon.end - (latestEnding(planned)?.end ?? context.horizon.start) < limit;
  },
  compile: (values, context, past, future) => {
    const limit = hoursValueSeconds(values, 'minimumHours');
    const earliest = (latestEnding(past)?.end ?? Number.NEGATIVE_INFINITY) + limit;
    const latest = earliestStart(future) - limit;
    return exactly([
      { kind: 'allow', allows: (_, shift) => shift.start >= earliest && shift.end <= latest },
      // Consecutive worked days are enough: where each follows the last at a distance, ends are in the order of starts.
      {
        kind: 'order',
        withinDays: Math.min(daysBetweenStarts(values), Math.max(1, context.days)),
        allows: (first, second) => second.start - first.end >= limit,
      },
    ]);
  },
  compilePriced: (values, context, past, future) => {
    const limit = hoursValueSeconds(values, 'minimumHours');
    const before = latestEnding(past)?.end ?? Number.NEGATIVE_INFINITY;
    const after = earliestStart(future);
    const price = (end: Instant, start: Instant): number =>
      weighExcess({ unit: 'seconds', excess: Math.max(0, limit - (start - end)) });
    // States: no shift yet, or the seconds that the last one lacks to the first published one behind it, plus 1.
    const lacking = (shift: Shift): number => 1 + Math.max(0, limit - (after - shift.end));
    return [
      {
        kind: 'pair-price',
        withinDays: Math.min(daysBetweenStarts(values), Math.max(1, context.days)),
        price: (first, second) => price(first.end, second.start),
      },
      {
        kind: 'path-price',
        start: 0,
        next: (state, _, shift) => (shift === undefined ? state : lacking(shift)),
        price: (state, _, shift) => (state > 0 || shift === undefined ? 0 : price(before, shift.start)),
        endPrice: (state) => (state === 0 ? 0 : weighExcess({ unit: 'seconds', excess: state - 1 })),
      },
    ];
  },
};

/**
 * Dates apart from which two starts cannot be too close: a shift of at most 24 hours ends on the next date at the latest, and a
 * clock change takes two hours at most from what the dates promise.
 */
function daysBetweenStarts(values: Parameters<LineRule<RestState>['reach']>[0]): number {
  return Math.ceil((numberOf(values, 'minimumHours') + 2) / 24) + 1;
}
