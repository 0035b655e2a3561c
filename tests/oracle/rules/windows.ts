import { type Dated, type OracleBreach, plusDays } from './clock.ts';

/** Dates from `from` to the day before `end`, with what was found there and the most that may be. */
export type OracleWindow = {
  readonly from: string;
  readonly end: string;
  readonly measured: number;
  /** How far past what is allowed; 0 or less where it is kept. */
  readonly excess: number;
  readonly concerns: boolean;
};

/** Dates of a window, one by one. */
export function datesOf(from: string, end: string): readonly string[] {
  const dates: string[] = [];
  for (let date = from; date < end; date = plusDays(date, 1)) dates.push(date);
  return dates;
}

export function isPlannedIn(shifts: readonly Dated[], from: string, end: string): boolean {
  return shifts.some(({ date, planned }) => planned && date >= from && date < end);
}

/** Windows past their limit that overlap are one breach, told by its first date and by the window that is furthest past it. */
export function breachesOfWindows(windows: readonly OracleWindow[]): readonly OracleBreach[] {
  const breaches: { about: string; measured: number; excess: number; end: string }[] = [];
  let open = false;
  for (const { from, end, measured, excess, concerns } of windows) {
    if (excess <= 0 || !concerns) {
      open = false;
      continue;
    }
    const last = breaches.at(-1);
    if (open && last !== undefined && from < last.end) {
      last.end = end;
      if (excess > last.excess) Object.assign(last, { measured, excess });
    } else breaches.push({ about: from, measured, excess, end });
    open = true;
  }
  return breaches;
}
