import { isInHorizon } from './period.ts';
import { type Compiled, exactly, type Primitive, type RuleContext } from './rule.ts';
import { compileRooms } from './windows.ts';
import { secondsWithin, workOf } from './work-pieces.ts';
import { addDays, daysBetween, startOfDate } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate, workSeconds } from '../domain/shift.ts';
import { type Instant, type Interval, SECONDS_PER_DAY, type Seconds } from '../domain/units.ts';

/** With more ways to plan a day than these, or longer windows, the shifts that a window still holds would be too many states. */
const MOST_WAYS = 60;
const LONGEST_SECONDS = SECONDS_PER_DAY;

type Side = 'exact' | 'necessary' | 'sufficient';

/** Work of a shift within a window. Where its meal may move, the most or the least that it can be there, wherever the meal is. */
function weigh(shift: Shift, window: Interval, side: Side): Seconds {
  if (side === 'exact') return secondsWithin(workOf(shift), window);
  const attendance = secondsWithin([shift], window);
  const work = workSeconds(shift);
  return side === 'sufficient'
    ? Math.min(attendance, work)
    : Math.max(0, attendance - (shift.end - shift.start - work));
}

function waysOf(context: RuleContext): number {
  return context.templates.reduce((sum, { start, length }) => {
    const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
    const starts =
      typeof start === 'string'
        ? 1
        : Math.floor((minutes(start.latest) - minutes(start.earliest)) / start.stepMinutes) + 1;
    const lengths =
      typeof length === 'number' ? 1 : Math.floor((length.maxMinutes - length.minMinutes) / length.stepMinutes) + 1;
    return sum + starts * lengths;
  }, 0);
}

/** A shift in the memory of the automaton; what is published is measured as it is. */
type Kept = { readonly shift: Shift; readonly side: Side; readonly planned: boolean };

function isOverfull(kept: readonly Kept[], length: Seconds, maximum: Seconds): boolean {
  const starts = new Set<Instant>();
  for (const { shift } of kept) {
    const unpaid = shift.end - shift.start - workSeconds(shift);
    for (const piece of workOf(shift)) starts.add(piece.start).add(piece.end - length);
    // The most and the least that a shift can have within a window bend where the unpaid time has passed.
    starts
      .add(shift.start)
      .add(shift.start + unpaid)
      .add(shift.end - length)
      .add(shift.end - unpaid - length);
  }
  for (const start of starts) {
    const window = { start, end: start + length };
    let seconds = 0;
    let concerned = false;
    for (const { shift, side, planned } of kept) {
      const own = weigh(shift, window, side);
      seconds += own;
      concerned ||= planned && own > 0;
    }
    if (concerned && seconds > maximum) return true;
  }
  return false;
}

type Terms = { readonly length: Seconds; readonly maximum: Seconds; readonly published: ReadonlyMap<number, Line> };

/** The automaton whose state is the shifts that a window of the next day can still hold. */
function automatonOf(context: RuleContext, { length, maximum, published }: Terms, side: Side): Primitive {
  const startOf = (day: number): Instant => startOfDate(context.zone, addDays(context.from, day));
  const states: (readonly Kept[])[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: readonly Kept[]): number => {
    const key = state
      .map(({ shift, planned }) => `${planned} ${shift.start} ${shift.end} ${JSON.stringify(shift.breaks)}`)
      .join(';');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  const read = (state: readonly Kept[], day: number, shifts: readonly Kept[]): readonly Kept[] | undefined => {
    const all = [...state, ...shifts];
    if (shifts.length > 0 && isOverfull(all, length, maximum)) return undefined;
    const end = startOf(day + 1);
    return all.filter(({ shift }) => shift.end > end - length);
  };
  const readPublished = (state: readonly Kept[], day: number): readonly Kept[] | undefined =>
    read(
      state,
      day,
      (published.get(day) ?? []).map((shift) => ({ shift, side: 'exact', planned: false })),
    );
  const days = Math.ceil(length / SECONDS_PER_DAY) + 2;
  let start: readonly Kept[] = [];
  for (let day = -days; day < 0; day++) start = readPublished(start, day) ?? [];
  return {
    kind: 'automaton',
    start: numberOf(start),
    next: (state, day, shift) => {
      const planned = shift === undefined ? [] : [{ shift, side, planned: true }];
      const after = read(states[state] as readonly Kept[], day, planned);
      return after === undefined ? undefined : numberOf(after);
    },
    accepts: (state) => {
      let at: readonly Kept[] | undefined = states[state];
      for (let day = context.days; day < context.days + days && at !== undefined; day++) at = readPublished(at, day);
      return at !== undefined;
    },
  };
}

/** Sums over windows that begin with a date: those of just the length must be kept, and those a day longer are enough. */
function sumsOf(
  context: RuleContext,
  { length, maximum, published }: Terms,
  side: 'necessary' | 'sufficient',
): readonly Primitive[] {
  const days = Math.ceil(length / SECONDS_PER_DAY) + 2;
  const primitives: Primitive[] = [];
  const outside = [...published.values()].flat();
  for (let day = -days; day < context.days + 2; day++) {
    const start = startOfDate(context.zone, addDays(context.from, day));
    const until = side === 'necessary' ? start : startOfDate(context.zone, addDays(context.from, day + 1));
    const window = { start, end: until + length };
    const left = outside.reduce((rest, shift) => rest - weigh(shift, window, 'exact'), maximum);
    const room = { firstDay: Math.max(0, day - 2), endDay: Math.min(context.days, day + days + 2), left };
    if (room.firstDay < room.endDay) primitives.push(...compileRooms([room], (_, shift) => weigh(shift, window, side)));
  }
  return primitives;
}

/**
 * The compiled form of a ceiling of hours in any so many elapsed hours: exact by an automaton where windows are short, few shifts are possible and no unpaid meal
 * may move; otherwise from two sides.
 */
export function compileRollingHours(
  context: RuleContext,
  length: Seconds,
  maximum: Seconds,
  past: Line,
  future: Line,
): Compiled {
  const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
  const published = Map.groupBy(outside, (shift) => daysBetween(context.from, shiftDate(context.zone, shift)));
  const terms = { length, maximum, published };
  if (length > LONGEST_SECONDS || waysOf(context) > MOST_WAYS) {
    return { necessary: sumsOf(context, terms, 'necessary'), sufficient: sumsOf(context, terms, 'sufficient') };
  }
  if (!context.templates.some(({ meal }) => meal !== undefined && !meal.paid)) {
    return exactly([automatonOf(context, terms, 'exact')]);
  }
  return {
    necessary: [automatonOf(context, terms, 'necessary')],
    sufficient: [automatonOf(context, terms, 'sufficient')],
  };
}
