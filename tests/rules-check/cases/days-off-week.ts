import { daysOffWeekOracle } from '../../oracle/rules/worked-days.ts';
import { judgedLimits, limits, type RuleCheck } from '../rule-check.ts';

const file = 'src/rules/days-off-week.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/worked-days.ts',
  fold: [{ name: '', settings: judgedLimits('minimumDays', 0, 5, daysOffWeekOracle) }],
  compiled: [{ name: '', exact: true, settings: limits('minimumDays', 0, 6) }],
  missing: [{ values: { minimumDays: 1 } }],
  mutants: [
    {
      name: 'one day off more is due',
      file,
      from: 'maximum: (values) => 7 -',
      to: 'maximum: (values) => 6 -',
    },
    {
      name: 'two shifts of a date take two days',
      file,
      from: 'weighDay: () => 1',
      to: 'weighDay: (_values, _context, shifts) => shifts.length',
    },
    {
      name: 'the date on which a night ends is not off, the one on which it began is',
      file: 'src/rules/period.ts',
      from: 'const date = shiftDate(context.zone, shift);\n    const known',
      to: 'const date = shiftDate(context.zone, { ...shift, start: shift.end });\n    const known',
    },
    { name: 'the week of five days', file, from: 'measured: 7 - total', to: 'measured: 5 - total' },
    {
      name: 'the compiled form takes published days for days off',
      file: 'src/rules/ceiling.ts',
      from: 'firstDay, endDay, weigh, used, maximum',
      to: 'firstDay, endDay, weigh, used: 0, maximum',
    },
    { name: 'unseen days are off', file, from: 'mostPerDay: 1', to: 'mostPerDay: 0' },
  ],
};
