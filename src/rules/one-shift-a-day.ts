import { earliestStart, laterEnding, latestEnding } from './latest-end.ts';
import { horizonShifts, periodOf, spanOfPeriod } from './period.ts';
import { exactly, type Finding, type LineRule, type RuleContext } from './rule.ts';
import { isOnCall, type Shift, shiftDate } from '../domain/shift.ts';
import { type LocalDate, SECONDS_PER_DAY } from '../domain/units.ts';

type DayState = {
  readonly date: LocalDate | undefined;
  readonly shifts: readonly Shift[];
  readonly latest: Shift | undefined;
};

function judgeDate(context: RuleContext, { date, shifts }: DayState): readonly Finding[] {
  if (date === undefined || shifts.length < 2) return [];
  const period = periodOf('day', context, date);
  if (period === undefined) throw new Error(`${date} is no day`);
  return [
    {
      shiftIds: shifts.map(({ id }) => id),
      span: spanOfPeriod(context, period),
      unit: 'shifts',
      measured: shifts.length,
      limit: 1,
      excess: shifts.length - 1,
      facts: { kind: 'same-date', date },
    },
  ];
}

/**
 * At most one shift starts on a local date, duties on call left out, and no two shifts overlap in time. Day basis: the local date of the start. Shifts
 * that overlap and start on one date are told once, as two of one date; an overlap of different dates, or with a duty on call, is told in seconds.
 */
export const oneShiftADay: LineRule<DayState> = {
  id: 'one-shift-a-day',
  title: 'One shift a day',
  parameters: [],
  defaultSeverity: 'block',
  seesOnCall: 'beside',
  judges: 'shifts',
  start: () => ({ date: undefined, shifts: [], latest: undefined }),
  extend: (_, context, state, next) => {
    const date = shiftDate(context.zone, next);
    const latest = laterEnding(state.latest, next);
    const findings: Finding[] = [];
    const { latest: before } = state;
    const isDuty = isOnCall(next) || (before !== undefined && isOnCall(before));
    if (before !== undefined && before.end > next.start && (isDuty || shiftDate(context.zone, before) !== date)) {
      const end = Math.min(before.end, next.end);
      findings.push({
        shiftIds: [before.id, next.id],
        span: { start: next.start, end },
        unit: 'seconds',
        measured: end - next.start,
        limit: 0,
        excess: end - next.start,
        facts: { kind: 'overlap' },
      });
    }
    if (isOnCall(next)) return { state: { ...state, latest }, findings };
    if (date === state.date) return { state: { date, shifts: [...state.shifts, next], latest }, findings };
    return { state: { date, shifts: [next], latest }, findings: [...judgeDate(context, state), ...findings] };
  },
  finish: (_, context, state) => judgeDate(context, state),
  reach: () => ({ daysBefore: 1, daysAfter: 1 }),
  dependsOnMissing: (_, context, line, missing) => {
    const planned = horizonShifts(context, line);
    // A shift of the day before may last into the horizon's first 24 hours; behind it only a shift that lasts past its end meets one.
    if (missing === 'past') return earliestStart(planned) < context.horizon.start + SECONDS_PER_DAY;
    return (latestEnding(planned)?.end ?? context.horizon.start) > context.horizon.end;
  },
  compile: (_values, _context, past, future) => {
    const earliest = latestEnding(past)?.end ?? Number.NEGATIVE_INFINITY;
    const latest = earliestStart(future);
    return exactly([
      { kind: 'allow', allows: (_, shift) => shift.start >= earliest && shift.end <= latest },
      { kind: 'order', withinDays: 1, allows: (first, second) => second.start >= first.end },
    ]);
  },
};
