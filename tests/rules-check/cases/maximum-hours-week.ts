import { maximumHoursWeekOracle } from '../../oracle/rules/maximum-hours.ts';
import { judgedLimits, limits, type RuleCheck } from '../rule-check.ts';

const file = 'src/rules/maximum-hours-week.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/maximum-hours.ts',
  fold: [{ name: '', settings: judgedLimits('maximumHours', 20, 70, maximumHoursWeekOracle) }],
  compiled: [{ name: '', exact: true, settings: limits('maximumHours', 0, 80) }],
  missing: [{ values: { maximumHours: 60 } }],
  mutants: [
    {
      name: 'just the limit is too much',
      file: 'src/rules/ceiling.ts',
      from: 'if (sum <= maximum) return []',
      to: 'if (sum < maximum) return []',
    },
    {
      name: 'a night belongs to the week of its end',
      file: 'src/rules/ceiling.ts',
      from: 'const date = shiftDate(context.zone, next);',
      to: 'const date = shiftDate(context.zone, { ...next, start: next.end });',
    },
    {
      name: 'every week begins on Monday',
      file: 'src/rules/period.ts',
      from: 'weekStartOf(date, context.weekStart)',
      to: "weekStartOf(date, 'mon')",
    },
    {
      name: 'unpaid breaks count as work',
      file,
      from: 'sum + workSeconds(shift)',
      to: 'sum + shift.end - shift.start',
    },
    {
      name: 'hours by the wall clock',
      file,
      from: 'sum + workSeconds(shift)',
      to: 'sum + workSeconds(shift) + offsetSecondsAt(_context.zone, shift.end) - offsetSecondsAt(_context.zone, shift.start)',
      needs: "import { offsetSecondsAt } from '../domain/calendar.ts';",
    },
    {
      name: 'the compiled form forgets what is published in the week',
      file: 'src/rules/ceiling.ts',
      from: 'firstDay, endDay, weigh, used, maximum',
      to: 'firstDay, endDay, weigh, used: 0, maximum',
    },
    {
      name: 'unseen days hold no work',
      file,
      from: 'mostPerDay: 2 * SECONDS_PER_DAY',
      to: 'mostPerDay: 0 * SECONDS_PER_DAY',
    },
  ],
};
