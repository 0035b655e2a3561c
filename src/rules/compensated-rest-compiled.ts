import {
  compensate,
  compensatedUntil,
  restBefore,
  type RestLimits,
  restLimits,
  type RestState,
} from './compensated-rest-state.ts';
import { minimumRest } from './minimum-rest.ts';
import type { Compiled, Primitive, RuleContext, Values } from './rule.ts';
import { addDays, startOfDate } from '../domain/calendar.ts';
import type { Line, Shift } from '../domain/shift.ts';

/** Whether planned shifts have a part in it that a rest is not compensated. */
type Part = { readonly isPlanned: boolean };

type State = RestState<Part>;

/**
 * Necessary: no rest below the least. Sufficient: an automaton that lets no second rest be shortened while one waits, so that it holds the end of the
 * last shift and hardly more than one date.
 */
export function compileCompensatedRest(values: Values, context: RuleContext, past: Line, future: Line): Compiled {
  const limits = restLimits(values);
  const least = { minimumHours: Math.min(limits.reducedSeconds, limits.fullSeconds) / 3600 };
  const { necessary } = minimumRest.compile(least, context, past, future);
  return { necessary, sufficient: [...necessary, automaton(values, context, past, future)] };
}

/** The state behind a shift, planned or behind the horizon, of which the first may be a planned one's neighbour; undefined where no line may go on. */
function after(
  context: RuleContext,
  limits: RestLimits,
  state: State,
  next: Shift,
  { isPlanned, isNeighbour }: { readonly isPlanned: boolean; readonly isNeighbour: boolean },
): State | undefined {
  const rest = restBefore(context, limits, state, next);
  if (rest.lapsed.some(({ about }) => about.isPlanned)) return undefined;
  const waiting = rest.waiting.map((one) => (isPlanned ? { ...one, about: { isPlanned } } : one));
  const end = Math.max(state.end ?? Number.NEGATIVE_INFINITY, next.end);
  const { restSeconds } = rest;
  if (restSeconds === undefined || restSeconds >= limits.fullSeconds) return { end, waiting };
  if (isPlanned && waiting.length > 0) return undefined;
  const about = { isPlanned: isNeighbour };
  return { end, waiting: [...waiting, { until: compensatedUntil(context, limits, next), about }] };
}

function automaton(values: Values, context: RuleContext, past: Line, future: Line): Primitive {
  const limits = restLimits(values);
  const { zone, from } = context;
  const states: State[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: State): number => {
    const key = JSON.stringify(state);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  let start: State = { end: undefined, waiting: [] };
  for (const shift of past) start = pastState(context, limits, start, shift);
  const pastEnd = start.end ?? Number.NEGATIVE_INFINITY;

  const rested = (state: State, day: number): State => {
    const tomorrow = startOfDate(zone, addDays(from, day + 1));
    const isLong =
      state.end !== undefined && tomorrow - state.end >= Math.max(limits.compensatingSeconds, limits.fullSeconds);
    if (!isLong || state.end === undefined) return state;
    return { end: undefined, waiting: compensate(context, limits, state.end, state.waiting) };
  };
  const kept = new Map<string, number | undefined>();
  return {
    kind: 'automaton',
    start: numberOf(start),
    next: (state, day, shift) => {
      const key = `${state} ${day} ${shift === undefined ? '' : `${shift.start} ${shift.end}`}`;
      if (kept.has(key)) return kept.get(key);
      const now = states[state] as State;
      const next =
        shift === undefined ? now : after(context, limits, now, shift, { isPlanned: true, isNeighbour: true });
      const found = next === undefined ? undefined : numberOf(rested(next, day));
      kept.set(key, found);
      return found;
    },
    accepts: (state) => {
      let at: State | undefined = states[state];
      for (const shift of future) {
        if (at === undefined) return false;
        const isNeighbour = at.end !== undefined && at.end > pastEnd && shift === future[0];
        at = after(context, limits, at, shift, { isPlanned: false, isNeighbour });
      }
      return at !== undefined;
    },
  };
}

/** The state behind a shift of the past: what lapsed before the horizon is nobody's affair here. */
function pastState(context: RuleContext, limits: RestLimits, state: State, next: Shift): State {
  const { restSeconds, waiting } = restBefore(context, limits, state, next);
  const end = Math.max(state.end ?? Number.NEGATIVE_INFINITY, next.end);
  const isShortened =
    restSeconds !== undefined && restSeconds < limits.fullSeconds && restSeconds >= limits.reducedSeconds;
  if (!isShortened) return { end, waiting };
  const shortened = { until: compensatedUntil(context, limits, next), about: { isPlanned: false } };
  return { end, waiting: [...waiting, shortened] };
}
