import { maximumDaysWeekOracle } from '../../oracle/rules/worked-days.ts';
import { judgedLimits, limits, type RuleCheck } from '../rule-check.ts';

const file = 'src/rules/maximum-days-week.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/worked-days.ts',
  fold: [{ name: '', settings: judgedLimits('maximumDays', 2, 7, maximumDaysWeekOracle) }],
  compiled: [{ name: '', exact: true, settings: limits('maximumDays', 0, 7) }],
  missing: [{ values: { maximumDays: 5 } }],
  mutants: [
    {
      name: 'just the limit is too much',
      file: 'src/rules/ceiling.ts',
      from: 'if (sum <= maximum) return []',
      to: 'if (sum < maximum) return []',
    },
    {
      name: 'two shifts of a date are two days',
      file,
      from: 'weighDay: () => 1',
      to: 'weighDay: (_values, _context, shifts) => shifts.length',
    },
    {
      name: 'a night is a day where it ends',
      file: 'src/rules/period.ts',
      from: 'const date = shiftDate(context.zone, shift);\n    const known',
      to: 'const date = shiftDate(context.zone, { ...shift, start: shift.end });\n    const known',
    },
    {
      name: 'the compiled form forgets the days published behind the horizon',
      file: 'src/rules/ceiling.ts',
      from: 'compile: (values, context, past, future) => {\n      const published = [...byDate(context, [...past, ...future])]',
      to: 'compile: (values, context, past, future) => {\n      const published = [...byDate(context, past)]',
    },
    { name: 'unseen days are off', file, from: 'mostPerDay: 1', to: 'mostPerDay: 0' },
  ],
};
