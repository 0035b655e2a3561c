import {
  allShifts,
  type Dated,
  group,
  type OracleBreach,
  type OracleWorld,
  plusDays,
  weekOf,
  worked,
} from './clock.ts';
import { maximumOvertimeMonthOracle } from './maximum-overtime-month.ts';

type PeriodName = 'week' | 'month' | 'quarter' | 'year' | 'horizon';

const QUARTERS = ['01', '01', '01', '04', '04', '04', '07', '07', '07', '10', '10', '10'];

/** First date of the calendar period of a date; of the horizon for its own dates, and no period for others. */
function periodOf(world: OracleWorld, date: string, period: PeriodName): string {
  if (period === 'week') return weekOf(world, date);
  if (period === 'horizon') return date >= world.from && date < plusDays(world.from, world.days) ? world.from : '';
  const [year = '', month = ''] = date.split('-');
  if (period === 'year') return `${year}-01-01`;
  return `${year}-${period === 'month' ? month : QUARTERS[Number(month) - 1]}-01`;
}

function spread(shifts: readonly Dated[]): number {
  const starts = shifts.map(({ start }) => start).sort((a, b) => a - b);
  const ends = shifts.map(({ end }) => end).sort((a, b) => b - a);
  return (ends[0] ?? 0) - (starts[0] ?? 0);
}

/** The hours of a calendar month, quarter or year do not exceed so many: working time, or from the first start to the last end of each day. */
export function maximumHoursPeriodOracle(
  world: OracleWorld,
  maximumHours: number,
  period: PeriodName,
  measure: 'work' | 'span',
): readonly OracleBreach[] {
  return [...group(allShifts(world), ({ date }) => periodOf(world, date, period))].flatMap(([about, shifts]) => {
    if (!shifts.some(({ planned }) => planned)) return [];
    let measured = 0;
    for (const ofDay of group(shifts, ({ date }) => date).values()) {
      measured += measure === 'span' ? spread(ofDay) : ofDay.map(worked).reduce((a, b) => a + b, 0);
    }
    return measured > maximumHours * 3600 ? [{ about, measured }] : [];
  });
}

/** Overtime of a week: what each day has beyond its normal hours, and what is left of them beyond the week's. */
function overtimeOfWeek(shifts: readonly Dated[], normalHoursDay: number, normalHoursWeek: number): number {
  const days = [...group(shifts, ({ date }) => date).values()].map((ofDay) =>
    ofDay.map(worked).reduce((a, b) => a + b, 0),
  );
  const beyond = days.map((day) => Math.max(0, day - normalHoursDay * 3600));
  const ordinary = days.map((day) => Math.min(day, normalHoursDay * 3600)).reduce((a, b) => a + b, 0);
  return beyond.reduce((a, b) => a + b, 0) + Math.max(0, ordinary - normalHoursWeek * 3600);
}

/**
 * The overtime of a calendar week, month, quarter or year does not exceed so many hours: that of its months together. `added`: by how much the planned
 * shifts raise it over the published ones alone.
 */
export function overtimeOfPeriods(
  world: OracleWorld,
  maximumHours: number,
  period: PeriodName,
  normalHoursDay: number,
  normalHoursWeek: number,
): readonly (OracleBreach & { readonly added: number })[] {
  if (period === 'week') {
    return [...group(allShifts(world), ({ date }) => weekOf(world, date))].flatMap(([about, shifts]) => {
      const measured = overtimeOfWeek(shifts, normalHoursDay, normalHoursWeek);
      const published = shifts.filter(({ planned }) => !planned);
      const added = measured - overtimeOfWeek(published, normalHoursDay, normalHoursWeek);
      return measured > maximumHours * 3600 ? [{ about, measured, added }] : [];
    });
  }
  const months = maximumOvertimeMonthOracle(world, -1, normalHoursDay, normalHoursWeek);
  return [
    ...group(
      months.map((one) => ({ ...one, of: periodOf(world, `${one.about}-01`, period) })),
      ({ of }) => of,
    ),
  ].flatMap(([about, ofPeriod]) => {
    const measured = ofPeriod.reduce((sum, one) => sum + one.measured, 0);
    const added = ofPeriod.reduce((sum, one) => sum + one.added, 0);
    return measured > maximumHours * 3600 ? [{ about, measured, added }] : [];
  });
}
