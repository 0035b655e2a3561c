import { maximumHoursDayOracle, maximumSpreadDayOracle } from '../../oracle/rules/maximum-hours.ts';
import { judgedLimits, limits, type RuleCheck } from '../rule-check.ts';

const file = 'src/rules/maximum-hours-day.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/maximum-hours.ts',
  fold: [
    { name: 'work', settings: judgedLimits('maximumHours', 6, 12, maximumHoursDayOracle) },
    { name: 'span', settings: judgedLimits('maximumHours', 6, 20, maximumSpreadDayOracle, { measure: 'span' }) },
  ],
  compiled: [
    { name: 'work', exact: true, settings: limits('maximumHours', 8, 23) },
    { name: 'span', exact: true, settings: limits('maximumHours', 8, 23, { measure: 'span' }) },
  ],
  missing: [{ values: { maximumHours: 9 } }],
  mutants: [
    {
      name: 'just the limit is too much',
      file: 'src/rules/ceiling.ts',
      from: 'if (sum <= maximum) return []',
      to: 'if (sum < maximum) return []',
    },
    {
      name: 'unpaid breaks count as work',
      file,
      from: 'sum + workSeconds(shift)',
      to: 'sum + shift.end - shift.start',
    },
    {
      name: 'a night counts on the date of its end',
      file: 'src/rules/period.ts',
      from: 'const date = shiftDate(context.zone, shift);\n    const known',
      to: 'const date = shiftDate(context.zone, { ...shift, start: shift.end });\n    const known',
    },
    {
      name: 'a split day begins with its second shift',
      file,
      from: 'Math.min(...shifts.map(({ start }) => start))',
      to: 'Math.max(...shifts.map(({ start }) => start))',
    },
    {
      name: 'the span by the wall clock',
      file,
      from: '? spreadSeconds(shifts)',
      to: '? spreadSeconds(shifts.map((one) => ({ ...one, end: one.end + offsetSecondsAt(_.zone, one.end) - offsetSecondsAt(_.zone, one.start) })))',
      needs: "import { offsetSecondsAt } from '../domain/calendar.ts';",
    },
    {
      name: 'hours read as minutes',
      file,
      from: "hoursValueSeconds(values, 'maximumHours')",
      to: "hoursValueSeconds(values, 'maximumHours') / 60",
    },
  ],
};
