import { allShifts, type Dated, localDate, type OracleBreach, type OracleWorld, plusDays, weekday } from './clock.ts';

/** `start`: a date is worked when work begins on it; `attendance`: when anybody is there at any half hour of it. */
export type OracleDatesBy = 'start' | 'attendance';

/** A weekend begins on `first` (0 is Monday) and has so many days. */
export type OracleWeekend = { readonly first: number; readonly days: number; readonly by: OracleDatesBy };

export function worksOn(world: OracleWorld, by: OracleDatesBy, shift: Dated): readonly string[] {
  if (by === 'start') return [shift.date];
  const dates = new Set<string>();
  for (let at = shift.start; at < shift.end; at += 1800) dates.add(localDate(world.zone, at));
  return [...dates];
}

/** First dates of all weekends that the known shifts and the days around them touch, in order. */
function weekends(world: OracleWorld, { first, days }: OracleWeekend, around: number): readonly string[] {
  const found: string[] = [];
  for (let day = -around - days; day < world.days + around; day++) {
    const date = plusDays(world.from, day);
    if (weekday(date) === first) found.push(date);
  }
  return found;
}

function datesOf(weekend: string, days: number): readonly string[] {
  return Array.from({ length: days }, (_, index) => plusDays(weekend, index));
}

type Worked = { readonly weekend: string; readonly shifts: readonly Dated[] };

/** The weekends on which somebody works, each with the shifts. */
function workedWeekends(
  world: OracleWorld,
  weekend: OracleWeekend,
  counts: (date: string) => boolean = () => true,
): readonly Worked[] {
  const shifts = allShifts(world).map((shift) => ({ shift, dates: worksOn(world, weekend.by, shift) }));
  return weekends(world, weekend, 60)
    .map((date) => {
      const own = datesOf(date, weekend.days).filter(counts);
      return {
        weekend: date,
        shifts: shifts.filter(({ dates }) => dates.some((one) => own.includes(one))).map(({ shift }) => shift),
      };
    })
    .filter((worked) => worked.shifts.length > 0);
}

function tooMany(about: string, worked: readonly Worked[], maximum: number): readonly OracleBreach[] {
  const concerns = worked.some(({ shifts }) => shifts.some(({ planned }) => planned));
  return worked.length > maximum && concerns ? [{ about, measured: worked.length }] : [];
}

/** Of so many weekends that follow each other, from any worked one on, no more than the maximum are worked. */
export function maximumWeekendsRollingOracle(
  world: OracleWorld,
  weekend: OracleWeekend,
  maximum: number,
  weeks: number,
): readonly OracleBreach[] {
  const worked = workedWeekends(world, weekend);
  return worked.flatMap(({ weekend: about }) =>
    tooMany(
      about,
      worked.filter((one) => one.weekend >= about && one.weekend < plusDays(about, 7 * weeks)),
      maximum,
    ),
  );
}

/** Of the weekends that begin in a month no more than the maximum are worked. */
export function maximumWeekendsMonthOracle(
  world: OracleWorld,
  weekend: OracleWeekend,
  maximum: number,
): readonly OracleBreach[] {
  const worked = workedWeekends(world, weekend);
  const months = new Set(worked.map((one) => one.weekend.slice(0, 7)));
  return [...months].flatMap((month) =>
    tooMany(
      `${month}-01`,
      worked.filter((one) => one.weekend.startsWith(month)),
      maximum,
    ),
  );
}

/** No more than the maximum of the weekends of the time planned are worked, as far as their days lie in it. */
export function maximumWeekendsHorizonOracle(
  world: OracleWorld,
  weekend: OracleWeekend,
  maximum: number,
): readonly OracleBreach[] {
  const end = plusDays(world.from, world.days);
  const worked = workedWeekends(world, weekend, (date) => date >= world.from && date < end);
  return tooMany(world.from, worked, maximum);
}

/** On each weekend everybody works on all of its days or on none. Told by the first day; judged are those with a day that is planned. */
export function completeWeekendsOracle(world: OracleWorld, weekend: OracleWeekend): readonly OracleBreach[] {
  const end = plusDays(world.from, world.days);
  const isInside = (date: string): boolean => date >= world.from && date < end;
  const shifts = allShifts(world).map((shift) => ({ shift, dates: worksOn(world, weekend.by, shift) }));
  return weekends(world, weekend, 60).flatMap((about) => {
    const dates = datesOf(about, weekend.days);
    const worked = dates.filter((date) => shifts.some((one) => one.dates.includes(date)));
    if (worked.length === 0 || worked.length === weekend.days) return [];
    const concerns =
      dates.some(isInside) || shifts.some((one) => one.shift.planned && one.dates.some((date) => dates.includes(date)));
    // Days before the plan, or behind it, that differ among themselves did so before there was a plan.
    const differ = (side: readonly string[]): boolean =>
      side.some((date) => shifts.some((one) => !one.shift.planned && one.dates.includes(date))) &&
      side.some((date) => !worked.includes(date));
    const broken = differ(dates.filter((date) => date < world.from)) || differ(dates.filter((date) => date >= end));
    return concerns && !broken ? [{ about, measured: worked.length }] : [];
  });
}
