import { allShifts, type Dated, group, type OracleBreach, type OracleWorld, worked } from './clock.ts';
import { maximumOvertimeMonthOracle } from './maximum-overtime-month.ts';

type PeriodName = 'month' | 'quarter' | 'year';

const QUARTERS = ['01', '01', '01', '04', '04', '04', '07', '07', '07', '10', '10', '10'];

/** First date of the calendar period of a date. */
function periodOf(date: string, period: PeriodName): string {
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
  return [...group(allShifts(world), ({ date }) => periodOf(date, period))].flatMap(([about, shifts]) => {
    if (!shifts.some(({ planned }) => planned)) return [];
    let measured = 0;
    for (const ofDay of group(shifts, ({ date }) => date).values()) {
      measured += measure === 'span' ? spread(ofDay) : ofDay.map(worked).reduce((a, b) => a + b, 0);
    }
    return measured > maximumHours * 3600 ? [{ about, measured }] : [];
  });
}

/**
 * The overtime of a calendar month, quarter or year does not exceed so many hours: that of its months together. `added`: by how much the planned
 * shifts raise it over the published ones alone.
 */
export function overtimeOfPeriods(
  world: OracleWorld,
  maximumHours: number,
  period: PeriodName,
  normalHoursDay: number,
  normalHoursWeek: number,
): readonly (OracleBreach & { readonly added: number })[] {
  const months = maximumOvertimeMonthOracle(world, -1, normalHoursDay, normalHoursWeek);
  return [
    ...group(
      months.map((one) => ({ ...one, of: periodOf(`${one.about}-01`, period) })),
      ({ of }) => of,
    ),
  ].flatMap(([about, ofPeriod]) => {
    const measured = ofPeriod.reduce((sum, one) => sum + one.measured, 0);
    const added = ofPeriod.reduce((sum, one) => sum + one.added, 0);
    return measured > maximumHours * 3600 ? [{ about, measured, added }] : [];
  });
}
