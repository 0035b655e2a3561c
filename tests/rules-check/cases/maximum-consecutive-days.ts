import { consecutiveDaysOracle } from '../../oracle/rules/worked-days.ts';
import { judgedLimits, limits, type RuleCheck } from '../rule-check.ts';

const file = 'src/rules/maximum-consecutive-days.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/worked-days.ts',
  fold: [{ name: '', settings: judgedLimits('maximumDays', 1, 8, consecutiveDaysOracle) }],
  compiled: [{ name: '', exact: true, settings: limits('maximumDays', 1, 9) }],
  missing: [{ values: { maximumDays: 5 } }],
  mutants: [
    { name: 'just the limit is too many', file, from: 'run.days <= limit', to: 'run.days < limit' },
    {
      name: 'a night is a day where it ends',
      file,
      from: 'const date = shiftDate(context.zone, next);',
      to: 'const date = shiftDate(context.zone, { ...next, start: next.end });',
    },
    {
      name: 'a day by UTC',
      file,
      from: 'const date = shiftDate(context.zone, next);',
      to: "const date = shiftDate('UTC', next);",
    },
    {
      name: 'two shifts of a date are two days',
      file,
      from: 'state: { ...run, shifts:',
      to: 'state: { ...run, days: run.days + 1, shifts:',
    },
    {
      name: 'the compiled form begins the run with the horizon',
      file,
      from: 'before: runLength(outside, addDays(context.from, -1), -1)',
      to: 'before: 0',
    },
    {
      name: 'the compiled form ends the run with the horizon',
      file,
      from: "after: runLength(outside, periodOf('horizon', context, context.from)?.end ?? context.from, 1)",
      to: 'after: 0',
    },
    {
      name: 'a run of just the limit cannot grow into the unseen',
      file,
      from: "known > 0 && known <= numberOf(values, 'maximumDays')",
      to: "known > 0 && known < numberOf(values, 'maximumDays')",
    },
  ],
};
