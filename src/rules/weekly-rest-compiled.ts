import { isInHorizon } from './period.ts';
import { type Compiled, exactly, type Primitive, type RuleContext } from './rule.ts';
import { restMachine, type RestState } from './weekly-rest-machine.ts';
import type { RestTerms } from './weekly-rest-windows.ts';
import { dayNumber, minutesOfDay } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import type { Interval, Seconds } from '../domain/units.ts';

/** More ends of shifts than these would make too many states: then starts and ends are rounded to a grid, to either side. */
type Grid = { readonly mostEnds: number; readonly seconds: Seconds };

function gridOf({ isRolling, windowDays }: RestTerms): Grid {
  // Every day begins a window that the state has to tell of.
  return isRolling && windowDays > 7 ? { mostEnds: 4, seconds: 21_600 } : { mostEnds: 12, seconds: 7200 };
}

/** How many different times of day the team's shifts can end at. */
function endsOf(context: RuleContext): number {
  const ends = new Set<number>();
  for (const { start, length } of context.templates) {
    const { earliest, latest, stepMinutes } =
      typeof start === 'string' ? { earliest: start, latest: start, stepMinutes: 1440 } : start;
    const lengths = typeof length === 'number' ? { minMinutes: length, maxMinutes: length, stepMinutes: 1440 } : length;
    for (let at = minutesOfDay(earliest); at <= minutesOfDay(latest); at += stepMinutes) {
      for (let long = lengths.minMinutes; long <= lengths.maxMinutes; long += lengths.stepMinutes) ends.add(at + long);
    }
  }
  return ends.size;
}

type Side = 'exact' | 'necessary' | 'sufficient';

/**
 * A shift that begins and ends on the grid: longer than it is where the line must surely be legal, shorter, or not there at all, where it may not be
 * surely illegal.
 */
function rounded({ start, end }: Interval, side: Side, { seconds }: Grid): readonly Interval[] {
  const down = (at: Seconds): Seconds => Math.floor(at / seconds) * seconds;
  const up = (at: Seconds): Seconds => Math.ceil(at / seconds) * seconds;
  if (side === 'exact') return [{ start, end }];
  if (side === 'sufficient') return [{ start: down(start), end: up(end) }];
  return up(start) < down(end) ? [{ start: up(start), end: down(end) }] : [];
}

function automatonOf(
  context: RuleContext,
  terms: RestTerms,
  published: ReadonlyMap<number, Line>,
  side: Side,
): Primitive {
  const machine = restMachine(context, terms);
  const grid = gridOf(terms);
  const first = dayNumber(context.from);
  const states: RestState[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: RestState): number => {
    const key = `${state.open} ${state.concerned} ${state.parts.join(';')} ${state.failed.join(';')}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  const readPublished = (state: RestState, day: number): RestState | undefined =>
    machine.read(state, day, published.get(day) ?? [], false);
  let start = machine.before(first - terms.windowDays - 2);
  for (let day = first - terms.windowDays - 2; day < first; day++) {
    const next = readPublished(start, day);
    if (next === undefined) throw new Error('published shifts alone break a rule that judges planned ones');
    start = next;
  }
  // A day has many shapes and few ways to begin and to end.
  const kept = new Map<string, number | undefined>();
  return {
    kind: 'automaton',
    start: numberOf(start),
    next: (state, day, shift) => {
      const times = shift === undefined ? [] : rounded(shift, side, grid);
      const key = `${state} ${day} ${times[0]?.start} ${times[0]?.end}`;
      if (kept.has(key)) return kept.get(key);
      const after = machine.read(states[state] as RestState, first + day, times, true);
      const next = after === undefined ? undefined : numberOf(after);
      kept.set(key, next);
      return next;
    },
    accepts: (state) => {
      let at: RestState | undefined = states[state];
      const end = first + context.days;
      for (let day = end; day < end + terms.windowDays + 3 && at !== undefined; day++) at = readPublished(at, day);
      return at !== undefined;
    },
  };
}

/**
 * Windows that roll have too many states for several alternatives at once. Kept is surely what keeps the one of the most days; and whatever is kept has at least
 * so many rests of the shortest span.
 */
function oneAlternative(terms: RestTerms): { readonly necessary: RestTerms; readonly sufficient: RestTerms } {
  const { alternatives, windowDays } = terms;
  const [first] = alternatives;
  if (!terms.isRolling || alternatives.length === 1 || first === undefined) {
    return { necessary: terms, sufficient: terms };
  }
  const spanSeconds = Math.min(...alternatives.map((one) => one.spanSeconds));
  const rests = alternatives.map(
    (one) => one.count * Math.floor(one.spanSeconds / spanSeconds) * Math.floor(windowDays / one.days),
  );
  const least = { text: '', count: Math.min(...rests), spanSeconds, days: windowDays };
  const most = alternatives.reduce((best, one) => (one.days > best.days ? one : best), first);
  const isSame = most.count === least.count && most.spanSeconds === spanSeconds && most.days === windowDays;
  const sufficient = { ...terms, alternatives: [most] };
  return { necessary: isSame ? sufficient : { ...terms, alternatives: [least] }, sufficient };
}

/**
 * The weekly rest as an automaton over the days. Where shifts may end at many times of day it reads them rounded, to either side, and where windows roll it
 * reads one alternative for all.
 */
export function compileWeeklyRest(context: RuleContext, terms: RestTerms, past: Line, future: Line): Compiled {
  const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
  const published = Map.groupBy(outside, (shift) => dayNumber(shiftDate(context.zone, shift)));
  const { necessary, sufficient } = oneAlternative(terms);
  const build = (of: RestTerms, side: Side): readonly Primitive[] => [automatonOf(context, of, published, side)];
  const isFine = endsOf(context) <= gridOf(terms).mostEnds;
  if (isFine && necessary === sufficient) return exactly(build(sufficient, 'exact'));
  return {
    necessary: build(necessary, isFine ? 'exact' : 'necessary'),
    sufficient: build(sufficient, isFine ? 'exact' : 'sufficient'),
  };
}
