import type { RuleContext, Values } from './rule.ts';
import { hoursValueSeconds, numberOf } from './values.ts';
import { addDays, dateOf } from '../domain/calendar.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { Instant, LocalDate, Seconds } from '../domain/units.ts';

/** A shortened rest that waits for a longer one. */
export type Waiting<T> = {
  /** Last date on which the longer rest may be reached. */
  readonly until: LocalDate;
  readonly about: T;
};

/** What of the shifts so far matters to the next: when the last work ended, and what waits, oldest first. */
export type RestState<T> = { readonly end: Instant | undefined; readonly waiting: readonly Waiting<T>[] };

export type RestLimits = {
  readonly fullSeconds: Seconds;
  readonly reducedSeconds: Seconds;
  readonly compensatingSeconds: Seconds;
  readonly withinDays: number;
};

export function restLimits(values: Values): RestLimits {
  return {
    fullSeconds: hoursValueSeconds(values, 'minimumHours'),
    reducedSeconds: hoursValueSeconds(values, 'reducedToHours'),
    compensatingSeconds: hoursValueSeconds(values, 'compensatingHours'),
    withinDays: numberOf(values, 'withinDays'),
  };
}

/** What the next shift makes of the rest before it. */
export type NextRest<T> = {
  readonly restSeconds: Seconds | undefined;
  /** Those for which the time is over. */
  readonly lapsed: readonly Waiting<T>[];
  /** Those that still wait. */
  readonly waiting: readonly Waiting<T>[];
};

/** The waiting ones without the one that a rest from `end` on compensates: the oldest whose time is not over when the rest is long enough. */
export function compensate<T>(
  { zone }: Pick<RuleContext, 'zone'>,
  limits: RestLimits,
  end: Instant,
  waiting: readonly Waiting<T>[],
): readonly Waiting<T>[] {
  const reached = dateOf(zone, end + limits.compensatingSeconds);
  const served = waiting.findIndex(({ until }) => until >= reached);
  return waiting.filter((_, index) => index !== served);
}

/** The rest before a shift, and what it leaves waiting. */
export function restBefore<T>(
  context: Pick<RuleContext, 'zone'>,
  limits: RestLimits,
  { end, waiting }: RestState<T>,
  next: Shift,
): NextRest<T> {
  const restSeconds = end === undefined ? undefined : next.start - end;
  const isLong = restSeconds !== undefined && restSeconds >= limits.compensatingSeconds;
  const left = isLong && end !== undefined ? compensate(context, limits, end, waiting) : waiting;
  const date = shiftDate(context.zone, next);
  return {
    restSeconds,
    lapsed: left.filter(({ until }) => until < date),
    waiting: left.filter(({ until }) => until >= date),
  };
}

/** Last date on which the rest that compensates a shortened one before this shift may be reached. */
export function compensatedUntil({ zone }: Pick<RuleContext, 'zone'>, limits: RestLimits, next: Shift): LocalDate {
  return addDays(shiftDate(zone, next), limits.withinDays);
}
