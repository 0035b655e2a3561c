import { foldMinimumHours, type PeriodsState } from './minimum-hours.ts';
import type { PeriodKind } from './period.ts';
import type { LineRule, Values } from './rule.ts';
import { textOf } from './values.ts';

function kindOf(values: Values): PeriodKind {
  const kind = textOf(values, 'period');
  if (kind === 'month' || kind === 'quarter' || kind === 'year' || kind === 'horizon') return kind;
  throw new Error(`minimum-hours-period knows no period ${kind}`);
}

/**
 * At least so many hours in a calendar month, quarter or year or in the horizon. Counted are working hours (elapsed time less unpaid breaks) and the
 * credit of leave and holidays by the contract's mode, on each date the larger of the two; where the contract names no hours a week, an average day
 * is a share of what seven days of the period come to. Day basis: the local date on which a shift starts. Judged is every period with a
 * day in the horizon whose other days are known too; the horizon itself always is.
 */
export const minimumHoursPeriod: LineRule<PeriodsState> = {
  id: 'minimum-hours-period',
  title: 'Minimum hours of a month, quarter, year or the horizon',
  parameters: [
    { name: 'minimumHours', title: 'Fewest hours of one period', unit: 'hours', least: 0, most: 8784 },
    {
      name: 'period',
      title: 'Period in which hours are counted',
      unit: 'choice',
      choices: ['month', 'quarter', 'year', 'horizon'],
    },
  ],
  defaultSeverity: 'block',
  ...foldMinimumHours(kindOf),
};
