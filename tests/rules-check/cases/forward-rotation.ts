import { forwardRotationOracle } from '../../oracle/rules/forward-rotation.ts';
import { judgedLimits, limits, type RuleCheck } from '../rule-check.ts';

const file = 'src/rules/forward-rotation.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/forward-rotation.ts',
  fold: [
    {
      name: '',
      settings: judgedLimits('daysOff', 1, 4, forwardRotationOracle),
      about: ({ shiftIds }) => shiftIds.join(' '),
    },
  ],
  compiled: [{ name: '', exact: true, settings: limits('daysOff', 1, 4) }],
  missing: [{ values: { daysOff: 1 } }, { values: { daysOff: 3 } }],
  mutants: [
    { name: 'the same start is too early', file, from: 'if (earlier <= 0 ||', to: 'if (earlier < 0 ||' },
    {
      name: 'so many days off are one too few',
      file,
      from: 'daysBetween(last.date, next.date) > daysOff',
      to: 'daysBetween(last.date, next.date) > daysOff + 1',
    },
    {
      name: 'starts are compared as instants of UTC',
      file,
      from: 'return localOf(context.zone, shift.start).minutes;',
      to: "return localOf('UTC', shift.start).minutes;",
    },
    {
      name: 'the last shift of a day counts',
      file,
      from: 'const shift = shifts[0] as Shift;',
      to: 'const shift = shifts.at(-1) as Shift;',
    },
    {
      name: 'the compiled form forbids the same start',
      file,
      from: 'minutesOf(second) >= minutesOf(first)',
      to: 'minutesOf(second) > minutesOf(first)',
    },
    {
      name: 'the compiled form reaches a day less back',
      file,
      from: 'sinceLast + day > withinDays',
      to: 'sinceLast + day >= withinDays',
    },
    {
      name: 'the compiled form reaches a day too far ahead',
      file,
      from: 'untilNext - day > withinDays',
      to: 'untilNext - day > withinDays + 1',
    },
    {
      name: 'only the day at the edge meets the unseen',
      file,
      from: "return apart <= numberOf(values, 'daysOff') &&",
      to: 'return apart <= 1 &&',
    },
  ],
};
