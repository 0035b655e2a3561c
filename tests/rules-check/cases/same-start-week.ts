import { sameStartWeekOracle } from '../../oracle/rules/same-start-week.ts';
import { MANY, SINGLE } from '../../property/rules/world.ts';
import { judgedLimits, limits, type RuleCheck, singles } from '../rule-check.ts';

const file = 'src/rules/same-start-week.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/same-start-week.ts',
  fold: [
    { name: '', settings: judgedLimits('maximumMinutes', 0, 660, sameStartWeekOracle) },
    // Few shifts, whose starts may be near each other over midnight.
    {
      name: 'of short horizons',
      shape: { ...MANY, daysBefore: 2, daysAfter: 2, maxDays: 4 },
      settings: judgedLimits('maximumMinutes', 0, 660, sameStartWeekOracle),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 2, daysAfter: 2, maxDays: 9 }),
      settings: limits('maximumMinutes', 0, 660),
    },
    {
      name: 'of short horizons',
      exact: true,
      worlds: singles({ ...SINGLE, daysBefore: 1, daysAfter: 1, maxDays: 4 }),
      settings: limits('maximumMinutes', 300, 660),
    },
  ],
  missing: [{ values: { maximumMinutes: 60 } }, { values: { maximumMinutes: 480 } }],
  mutants: [
    {
      name: 'just the spread is too wide',
      file,
      from: 'arc.minutes <= limit) return []',
      to: 'arc.minutes < limit) return []',
    },
    {
      name: 'the clock ends at midnight',
      file,
      from: 'for (const [index, from] of sorted.entries()) {',
      to: 'for (const [index, from] of sorted.slice(0, 1).entries()) {',
    },
    {
      name: 'starts are elapsed time and not the clock',
      file,
      from: 'localOf(context.zone, shift.start).minutes',
      to: 'Math.floor(shift.start / 60) % MINUTES_PER_DAY',
    },
    {
      name: 'the compiled form takes the later of two stretches',
      file,
      from: 'ahead <= minutes + behind ? {',
      to: 'ahead > minutes + behind ? {',
    },
    {
      name: 'the compiled form forgets what is published behind the horizon',
      file,
      from: 'arcOf(inPeriod(context, [...past, ...future], week)',
      to: 'arcOf(inPeriod(context, past, week)',
    },
    {
      name: 'the compiled form never begins a new week',
      file,
      from: 'week === undefined || week === weekOfDay[day] ? after',
      to: 'week === undefined || week >= 0 ? after',
    },
    {
      name: 'a missing past leaves the weeks open that lack a future, and the other way round',
      file,
      from: "missing === 'past' ? outside.before : outside.after",
      to: "missing === 'past' ? outside.after : outside.before",
    },
    {
      name: 'a week with a start that fits is closed',
      file,
      from: "arc !== undefined && arc.minutes <= numberOf(values, 'maximumMinutes')",
      to: 'arc === undefined',
    },
  ],
};
