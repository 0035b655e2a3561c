import { allShifts, type OracleBreach, type OracleWorld, plusDays, weekday } from './clock.ts';
import { type OracleDatesBy, worksOn } from './weekends.ts';

export type OracleSubstitute = {
  readonly holidayWork: boolean;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly weeks: number;
  readonly by: OracleDatesBy;
  readonly holidays: readonly string[];
};

/** How many of the days can have a day off of their own, by trying for each every day and making room for it where that helps. */
function mostServed(days: readonly string[], daysOffFor: (day: string) => readonly string[]): number {
  const givenTo = new Map<string, string>();
  const place = (day: string, tried: Set<string>): boolean =>
    daysOffFor(day).some((off) => {
      if (tried.has(off)) return false;
      tried.add(off);
      const holder = givenTo.get(off);
      if (holder !== undefined && !place(holder, tried)) return false;
      givenTo.set(off, day);
      return true;
    });
  return days.filter((day) => place(day, new Set())).length;
}

/**
 * Work on a Sunday needs a day off within two weeks that include the Sunday; work on a holiday that is no Sunday one within eight. A day off is a working
 * day on which nobody works, and stands for one such day alone. Told are those that cannot be given one once all earlier ones that can have theirs.
 */
export function substituteRestDayOracle(world: OracleWorld, rule: OracleSubstitute): readonly OracleBreach[] {
  const shifts = allShifts(world).map((shift) => ({ ...shift, dates: worksOn(world, rule.by, shift) }));
  const worked = new Set(shifts.flatMap(({ dates }) => dates));
  const isSunday = (date: string): boolean => weekday(date) === rule.weekday;
  const isHoliday = (date: string): boolean => rule.holidays.includes(date) && !isSunday(date);
  const isOff = (date: string): boolean => !isSunday(date) && !isHoliday(date) && !worked.has(date);
  const around = (date: string): readonly string[] =>
    Array.from({ length: 14 * rule.weeks - 1 }, (_, index) => plusDays(date, index - 7 * rule.weeks + 1));
  // Days of the plan, with the morning behind it into which a night reaches.
  const own = Array.from({ length: world.days + (rule.by === 'attendance' ? 1 : 0) }, (_, day) =>
    plusDays(world.from, day),
  );
  const asking = [...worked]
    .filter(rule.holidayWork ? isHoliday : isSunday)
    .filter((date) => around(date).some((one) => own.includes(one)))
    .sort();
  return asking.flatMap((about, index) => {
    const options = (date: string): readonly string[] => around(date).filter(isOff);
    const isServed = mostServed(asking.slice(0, index + 1), options) > mostServed(asking.slice(0, index), options);
    const concerns = shifts.some(
      ({ planned, dates }) =>
        planned &&
        dates.some((date) => date === about || (around(about).includes(date) && !isSunday(date) && !isHoliday(date))),
    );
    return !isServed && concerns ? [{ about, measured: 0 }] : [];
  });
}
