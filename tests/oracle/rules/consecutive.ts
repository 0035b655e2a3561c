import { allShifts, type Dated, localMinutes, type OracleBreach, type OracleWorld, plusDays } from './clock.ts';

/** Which shifts are meant: those of templates, those that begin between two times, or those that lie in the night long enough. */
export type OracleClass =
  | { readonly by: 'all' }
  | { readonly by: 'templates'; readonly templates: readonly string[] }
  | { readonly by: 'start'; readonly fromMinutes: number; readonly beforeMinutes: number }
  | {
      readonly by: 'night';
      readonly fromMinutes: number;
      readonly toMinutes: number;
      readonly countsFromMinutes: number;
    };

/** Whether the clock stands between two times, the second on the next day where it is not the later one. */
function between(clock: number, from: number, to: number): boolean {
  return to > from ? clock >= from && clock < to : clock >= from || clock < to;
}

/** Whether a shift is meant; `unsaid` where its template would tell and it has none. All times of the tests lie on half hours. */
function isMeant(zone: string, meant: OracleClass, shift: Dated): 'yes' | 'no' | 'unsaid' {
  if (meant.by === 'all') return 'yes';
  if (meant.by === 'templates') {
    if (shift.template === undefined) return 'unsaid';
    return meant.templates.includes(shift.template) ? 'yes' : 'no';
  }
  if (meant.by === 'start') {
    return between(localMinutes(zone, shift.start), meant.fromMinutes, meant.beforeMinutes) ? 'yes' : 'no';
  }
  let minutes = 0;
  for (let at = shift.start; at < shift.end; at += 1800) {
    if (between(localMinutes(zone, at), meant.fromMinutes, meant.toMinutes)) minutes += 30;
  }
  return minutes >= meant.countsFromMinutes ? 'yes' : 'no';
}

type Row = { readonly first: string; readonly last: string; readonly dates: readonly string[] };

/** Dates in a row, with nothing that could be added before or behind. */
function rowsOf(dates: ReadonlySet<string>): readonly Row[] {
  return [...dates]
    .filter((date) => !dates.has(plusDays(date, -1)))
    .map((first) => {
      const row = [first];
      while (dates.has(plusDays(row.at(-1) as string, 1))) row.push(plusDays(row.at(-1) as string, 1));
      return { first, last: row.at(-1) as string, dates: row };
    });
}

function horizonHolds(world: OracleWorld, date: string): boolean {
  return date >= world.from && date < plusDays(world.from, world.days);
}

/** Nobody works such shifts on more than so many days in a row. */
export function maximumConsecutiveOracle(
  world: OracleWorld,
  maximumDays: number,
  meant: OracleClass,
): readonly OracleBreach[] {
  const shifts = allShifts(world).filter((shift) => isMeant(world.zone, meant, shift) === 'yes');
  return rowsOf(new Set(shifts.map(({ date }) => date))).flatMap(({ first, dates }) => {
    const concerns = shifts.some(({ date, planned }) => planned && dates.includes(date));
    return dates.length > maximumDays && concerns ? [{ about: first, measured: dates.length }] : [];
  });
}

/**
 * Whoever begins to work such shifts does so on so many days in a row at least. Leave on the day before or behind excuses a shorter row, and so
 * does a shift there of which nobody knows whether it is meant. Rows beside the days that are planned concern the plan too.
 */
export function minimumConsecutiveOracle(
  world: OracleWorld,
  minimumDays: number,
  meant: OracleClass,
  leave: readonly string[],
): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const said = (answer: 'yes' | 'unsaid'): ReadonlySet<string> =>
    new Set(shifts.filter((shift) => isMeant(world.zone, meant, shift) === answer).map(({ date }) => date));
  const unsaid = said('unsaid');
  return rowsOf(said('yes')).flatMap(({ first, last, dates }) => {
    const beside = [plusDays(first, -1), plusDays(last, 1)];
    const excused = beside.some((date) => leave.includes(date) || unsaid.has(date));
    const concerns = [...beside, ...dates].some((date) => horizonHolds(world, date));
    return dates.length < minimumDays && !excused && concerns ? [{ about: first, measured: dates.length }] : [];
  });
}

/** Between two days of work lie no days off, or at least so many in a row; with leave among them there may be fewer. */
export function minimumDaysOffOracle(
  world: OracleWorld,
  minimumDays: number,
  leave: readonly string[],
): readonly OracleBreach[] {
  const worked = new Set(allShifts(world).map(({ date }) => date));
  const ordered = [...worked].sort();
  const off = new Set<string>();
  for (let date = ordered[0] ?? ''; date < (ordered.at(-1) ?? ''); date = plusDays(date, 1)) {
    if (!worked.has(date)) off.add(date);
  }
  return rowsOf(off).flatMap(({ first, last, dates }) => {
    const concerns = [plusDays(first, -1), ...dates, plusDays(last, 1)].some((date) => horizonHolds(world, date));
    const excused = dates.some((date) => leave.includes(date));
    return dates.length < minimumDays && !excused && concerns ? [{ about: first, measured: dates.length }] : [];
  });
}
