import { compileCompensatedRest } from './compensated-rest-compiled.ts';
import { compensatedUntil, restBefore, restLimits } from './compensated-rest-state.ts';
import { laterEnding, latestEnding } from './latest-end.ts';
import { horizonShifts } from './period.ts';
import type { Finding, LineRule, RuleContext, Step, Values } from './rule.ts';
import { numberOf } from './values.ts';
import type { Line, Shift } from '../domain/shift.ts';
import type { Interval, Seconds } from '../domain/units.ts';

/** A shortened rest, with the shifts around it and those after it within its time: but for them it would have been compensated. */
type Shortened = { readonly span: Interval; readonly restSeconds: Seconds; readonly shiftIds: readonly string[] };

type State = {
  readonly latest: Shift | undefined;
  readonly waiting: readonly { readonly until: string; readonly about: Shortened }[];
};

function step(values: Values, context: RuleContext, { latest, waiting }: State, next: Shift): Step<State> {
  const limits = restLimits(values);
  const { fullSeconds, reducedSeconds } = limits;
  const rest = restBefore(context, limits, { end: latest?.end, waiting }, next);
  const findings: Finding[] = rest.lapsed.map(({ until, about: { span, restSeconds, shiftIds } }) => ({
    shiftIds,
    span,
    unit: 'seconds',
    measured: restSeconds,
    limit: fullSeconds,
    excess: fullSeconds - restSeconds,
    facts: { kind: 'not-compensated', until },
  }));
  const still = rest.waiting.map(({ until, about }) => ({
    until,
    about: { ...about, shiftIds: [...about.shiftIds, next.id] },
  }));
  const state = { latest: laterEnding(latest, next), waiting: still };
  const { restSeconds } = rest;
  if (latest === undefined || restSeconds === undefined || restSeconds >= fullSeconds) return { state, findings };
  const span = { start: Math.min(latest.end, next.start), end: Math.max(latest.end, next.start) };
  const shiftIds = [latest.id, next.id];
  if (restSeconds >= reducedSeconds) {
    const until = compensatedUntil(context, limits, next);
    return { state: { ...state, waiting: [...still, { until, about: { span, restSeconds, shiftIds } }] }, findings };
  }
  findings.push({
    shiftIds,
    span,
    unit: 'seconds',
    measured: restSeconds,
    limit: reducedSeconds,
    excess: reducedSeconds - restSeconds,
    facts: { kind: 'too-short' },
  });
  return { state, findings };
}

/** Days that a shortened rest, its time and the longer rest can take together. */
function daysSeen(values: Values): number {
  return numberOf(values, 'withinDays') + Math.ceil(numberOf(values, 'compensatingHours') / 24) + 3;
}

/** What waits behind all known shifts. */
function waitingAtEnd(values: Values, context: RuleContext, line: Line): State['waiting'] {
  let state: State = { latest: undefined, waiting: [] };
  for (const shift of line) ({ state } = step(values, context, state, shift));
  return state.waiting;
}

/**
 * A rest between two shifts may be shortened, down to `reducedToHours`, where another rest of `compensatingHours` follows it: reached at the latest so many days
 * after the date on which the shortened rest ended, and each such rest for one shortened one, the oldest first. Elapsed time, from the latest end
 * so far. A rest that nobody compensated is told when work goes on behind its time.
 */
export const compensatedRest: LineRule<State> = {
  id: 'compensated-rest',
  title: 'Minimum rest, shortened rests compensated',
  parameters: [
    { name: 'minimumHours', title: 'Hours of a full rest', unit: 'hours', least: 0, most: 48, default: 11 },
    {
      name: 'reducedToHours',
      title: 'Least hours of a shortened rest',
      unit: 'hours',
      least: 0,
      most: 48,
      default: 10,
    },
    {
      name: 'compensatingHours',
      title: 'Hours of a rest that compensates',
      unit: 'hours',
      least: 0,
      most: 168,
      default: 12,
    },
    { name: 'withinDays', title: 'Days within which it follows', unit: 'days', least: 1, most: 56, default: 28 },
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  start: () => ({ latest: undefined, waiting: [] }),
  extend: step,
  finish: () => [],
  reach: (values) => ({ daysBefore: daysSeen(values), daysAfter: daysSeen(values) }),
  dependsOnMissing: (values, context, line, missing) => {
    const planned = horizonShifts(context, line);
    if (planned.length === 0) return false;
    // Whatever was shortened before may wait for a rest that this roster does not give.
    if (missing === 'past') return true;
    const rest = context.horizon.end - (latestEnding(planned)?.end ?? context.horizon.start);
    return rest < restLimits(values).fullSeconds || waitingAtEnd(values, context, line).length > 0;
  },
  compile: compileCompensatedRest,
};
