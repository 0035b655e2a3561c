import type { Values } from './rule.ts';
import { hoursValueSeconds, minutesValueSeconds, numberOf, textOf } from './values.ts';
import type { BreakItem, BreakQuota, BreakStretch } from '../domain/break-plan.ts';
import type { Break, Shift } from '../domain/shift.ts';
import { workSeconds } from '../domain/shift.ts';
import type { Seconds } from '../domain/units.ts';

/** What a rule of breaks asks of the attendance of one day. */
export type BreakDemand = {
  readonly measure: 'work' | 'span';
  readonly overSeconds: Seconds;
  /** Whether just `overSeconds` asks for the breaks already. */
  readonly inclusive: boolean;
  /** Longer days ask for nothing; Infinity without an end. */
  readonly upToSeconds: Seconds;
  readonly count: number;
  /** In place of `count`: one for each so much of the measure; 0: as counted. */
  readonly perSeconds: Seconds;
  readonly majorFraction: boolean;
  /** A shorter break does not count. */
  readonly eachSeconds: Seconds;
  /** Together the breaks that count are this long. */
  readonly totalSeconds: Seconds;
  readonly kind: 'any' | 'meal' | 'rest';
  readonly pay: 'any' | 'paid' | 'unpaid';
  readonly notBeforeSeconds: Seconds;
  readonly notInLastSeconds: Seconds;
  /** Latest start; Infinity without a limit. */
  readonly latestStartSeconds: Seconds;
  /** Longest attendance without a break that counts; Infinity without a limit. */
  readonly longestStretchSeconds: Seconds;
};

/** 0 stands for no limit. */
function limitSeconds(seconds: Seconds): Seconds {
  return seconds === 0 ? Number.POSITIVE_INFINITY : seconds;
}

/** The demand that the values of the rule `breaks` say. */
export function breakDemandOf(values: Values): BreakDemand {
  return {
    measure: textOf(values, 'measure') as BreakDemand['measure'],
    overSeconds: hoursValueSeconds(values, 'overHours'),
    inclusive: values['inclusive'] === true,
    upToSeconds: limitSeconds(hoursValueSeconds(values, 'upToHours')),
    count: numberOf(values, 'count'),
    perSeconds: hoursValueSeconds(values, 'perHours'),
    majorFraction: values['majorFraction'] === true,
    eachSeconds: minutesValueSeconds(values, 'eachMinutes'),
    totalSeconds: minutesValueSeconds(values, 'totalMinutes'),
    kind: textOf(values, 'counts') as BreakDemand['kind'],
    pay: textOf(values, 'pay') as BreakDemand['pay'],
    notBeforeSeconds: minutesValueSeconds(values, 'notBeforeMinutes'),
    notInLastSeconds: minutesValueSeconds(values, 'notInLastMinutes'),
    latestStartSeconds: limitSeconds(hoursValueSeconds(values, 'latestStartHours')),
    longestStretchSeconds: limitSeconds(hoursValueSeconds(values, 'longestStretchHours')),
  };
}

/** Number and total length of breaks that a day of so much work and attendance needs; undefined where the demand is not for such a day. */
export function neededBreaks(
  demand: BreakDemand,
  work: Seconds,
  span: Seconds,
): { readonly count: number; readonly seconds: Seconds } | undefined {
  const measured = demand.measure === 'work' ? work : span;
  const { overSeconds, perSeconds } = demand;
  if (measured > demand.upToSeconds || measured < overSeconds) return undefined;
  if (measured === overSeconds && !demand.inclusive) return undefined;
  if (perSeconds === 0) return { count: demand.count, seconds: demand.totalSeconds };
  const major = demand.majorFraction && measured % perSeconds > perSeconds / 2 ? 1 : 0;
  return { count: Math.floor(measured / perSeconds) + major, seconds: demand.totalSeconds };
}

type Pause = { readonly kind?: Break['kind']; readonly paid: boolean; readonly lengthSeconds: Seconds };

/** Whether a break is one of those that the demand asks for, wherever it lies. */
export function isOfDemand({ eachSeconds, kind, pay }: BreakDemand, pause: Pause): boolean {
  if (pause.kind === 'gap' || pause.lengthSeconds < eachSeconds) return false;
  if (kind !== 'any' && pause.kind !== undefined && pause.kind !== kind) return false;
  return pay === 'any' || pause.paid === (pay === 'paid');
}

/** Whether a break from `start` to `end`, counted from the beginning of an attendance of `span`, lies where the demand wants it. */
export function isInPlace(demand: BreakDemand, start: Seconds, end: Seconds, span: Seconds): boolean {
  return (
    start >= demand.notBeforeSeconds && start <= demand.latestStartSeconds && end <= span - demand.notInLastSeconds
  );
}

/** Attendance of a day in one piece: the gaps between its shifts and inside them are left out, for they are neither work nor a break. */
export type Attendance = {
  readonly span: Seconds;
  readonly work: Seconds;
  readonly pauses: readonly (Pause & { readonly start: Seconds; readonly end: Seconds })[];
};

/** The attendance of shifts that are worked one after the other, in order. */
export function attendanceOf(shifts: readonly Shift[]): Attendance {
  let [span, work] = [0, 0];
  const pauses: Attendance['pauses'][number][] = [];
  for (const shift of shifts) {
    let gaps = 0;
    for (const { start, end, paid, kind } of [...shift.breaks].sort((a, b) => a.start - b.start)) {
      const from = span + start - shift.start - gaps;
      if (kind === 'gap') gaps += end - start;
      else pauses.push({ kind, paid, lengthSeconds: end - start, start: from, end: from + end - start });
    }
    span += shift.end - shift.start - gaps;
    work += workSeconds(shift);
  }
  return { span, work, pauses };
}

/** The limits of a demand to where the breaks of one shift may be placed: every placement that keeps them keeps the demand. */
export function placementLimits(
  demand: BreakDemand,
  spanSeconds: Seconds,
  items: readonly BreakItem[],
): { readonly quotas: readonly BreakQuota[]; readonly stretches: readonly BreakStretch[] } {
  const unpaid = items.reduce((sum, { paid, count, lengthSeconds }) => sum + (paid ? 0 : count * lengthSeconds), 0);
  const needed = neededBreaks(demand, spanSeconds - unpaid, spanSeconds);
  if (needed === undefined) return { quotas: [], stretches: [] };
  const counts = (item: BreakItem, start: Seconds): boolean =>
    isOfDemand(demand, item) && isInPlace(demand, start, start + item.lengthSeconds, spanSeconds);
  const { longestStretchSeconds } = demand;
  return {
    quotas: [
      { least: needed.count, amount: (item, start) => (counts(item, start) ? 1 : 0) },
      { least: needed.seconds, amount: (item, start) => (counts(item, start) ? item.lengthSeconds : 0) },
    ],
    stretches: Number.isFinite(longestStretchSeconds)
      ? [{ longestSeconds: longestStretchSeconds, interrupts: (item) => isOfDemand(demand, item) }]
      : [],
  };
}
