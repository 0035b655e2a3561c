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
    const worksThat = (date: string, planned?: boolean): boolean =>
      shifts.some((one) => one.dates.includes(date) && (planned === undefined || one.shift.planned === planned));
    const isWhole = (days: readonly string[]): boolean =>
      days.every((date) => worksThat(date)) || !days.some((date) => worksThat(date));
    const concerns = dates.some((date) => isInside(date) || worksThat(date, true));
    // Days before the plan, or behind it, of which published work takes some and others are off, were broken before there was a plan.
    const wasBroken = (side: readonly string[]): boolean =>
      side.some((date) => worksThat(date, false)) && side.some((date) => !worksThat(date));
    const before = dates.filter((date) => date < world.from);
    const behind = dates.filter((date) => date >= end);
    const left = dates.filter(
      (date) =>
        isInside(date) || worksThat(date, true) || (date < world.from ? !wasBroken(before) : !wasBroken(behind)),
    );
    const measured = dates.filter((date) => worksThat(date)).length;
    return concerns && !isWhole(left) ? [{ about, measured }] : [];
  });
}
