import {
  allShifts,
  type Dated,
  group,
  localMinutes,
  type OracleBreach,
  type OracleWorld,
  plusDays,
  weekday,
  weekOf,
} from './clock.ts';

export type OracleWindow = 'week' | 'month' | 'horizon';

/** The shifts that are counted: those of some templates, those that start at certain times, or those with enough of the night. */
export type OracleClass =
  | { readonly templates: readonly string[] }
  | { readonly fromMinutes: number; readonly beforeMinutes: number }
  | { readonly nightMinutes: readonly [from: number, to: number]; readonly leastMinutes: number };

function between(minutes: number, from: number, before: number): boolean {
  return from < before ? minutes >= from && minutes < before : minutes >= from || minutes < before;
}

/** Yes, no, or undefined where only the template would tell and there is none. */
function counts(world: OracleWorld, kind: OracleClass, shift: Dated): boolean | undefined {
  if ('templates' in kind) return shift.template === undefined ? undefined : kind.templates.includes(shift.template);
  if ('fromMinutes' in kind) {
    return between(localMinutes(world.zone, shift.start), kind.fromMinutes, kind.beforeMinutes);
  }
  let minutes = 0;
  for (let at = shift.start; at < shift.end; at += 1800) {
    if (between(localMinutes(world.zone, at), ...kind.nightMinutes)) minutes += 30;
  }
  return minutes >= kind.leastMinutes;
}

function windowOf(world: OracleWorld, window: OracleWindow, date: string): string | undefined {
  if (window === 'week') return weekOf(world, date);
  if (window === 'month') return `${date.slice(0, 7)}-01`;
  return date >= world.from && date < plusDays(world.from, world.days) ? world.from : undefined;
}

/** No more than the maximum of such shifts begin in a week, a month or the time planned. */
export function maximumShiftsOracle(
  world: OracleWorld,
  kind: OracleClass,
  window: OracleWindow,
  maximum: number,
): readonly OracleBreach[] {
  const own = allShifts(world).filter(
    (shift) => counts(world, kind, shift) === true && windowOf(world, window, shift.date) !== undefined,
  );
  return [...group(own, ({ date }) => windowOf(world, window, date) ?? '')].flatMap(([about, shifts]) =>
    shifts.length > maximum && shifts.some(({ planned }) => planned) ? [{ about, measured: shifts.length }] : [],
  );
}

export type OracleLeave = {
  readonly counts: boolean;
  readonly workdays: readonly number[];
  readonly from: string;
  readonly to: string;
};

/**
 * In every week, month or the time planned as a whole at least the minimum of such shifts begin. A working day of leave may stand for one, and a shift that
 * might be one is not held against anybody.
 */
export function minimumShiftsOracle(
  world: OracleWorld,
  kind: OracleClass,
  window: OracleWindow,
  minimum: number,
  leave: OracleLeave,
): readonly OracleBreach[] {
  const shifts = allShifts(world).filter((shift) => counts(world, kind, shift) !== false);
  const planned = Array.from({ length: world.days }, (_, day) => plusDays(world.from, day));
  const windows = new Set(planned.map((date) => windowOf(world, window, date) ?? ''));
  return [...windows].flatMap((about) => {
    let measured = 0;
    for (let date = about; windowOf(world, window, date) === about; date = plusDays(date, 1)) {
      const begun = shifts.filter((shift) => shift.date === date).length;
      const onLeave = leave.counts && leave.workdays.includes(weekday(date)) && date >= leave.from && date <= leave.to;
      measured += begun === 0 && onLeave ? 1 : begun;
    }
    return measured < minimum ? [{ about, measured }] : [];
  });
}

/** On no more than so many days of a week, a month or the time planned does anybody begin to work twice. */
export function maximumSplitsOracle(
  world: OracleWorld,
  window: OracleWindow,
  maximum: number,
): readonly OracleBreach[] {
  const twice = [...group(allShifts(world), ({ date }) => date)]
    .filter(([date, shifts]) => shifts.length > 1 && windowOf(world, window, date) !== undefined)
    .map(([date, shifts]) => ({ date, shifts }));
  return [...group(twice, ({ date }) => windowOf(world, window, date) ?? '')].flatMap(([about, days]) =>
    days.length > maximum && days.some(({ shifts }) => shifts.some(({ planned }) => planned))
      ? [{ about, measured: days.length }]
      : [],
  );
}
