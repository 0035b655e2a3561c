import { minimumRestOracle } from '../../oracle/rules/minimum-rest.ts';
import { judgedLimits, limits, type RuleCheck } from '../rule-check.ts';

const file = 'src/rules/minimum-rest.ts';

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/minimum-rest.ts',
  fold: [
    {
      name: '',
      settings: judgedLimits('minimumHours', 0, 24, minimumRestOracle),
      about: (breach) => breach.shiftIds[1] ?? '',
    },
  ],
  compiled: [{ name: '', exact: true, settings: limits('minimumHours', 0, 40) }],
  missing: [{ values: { minimumHours: 11 } }],
  mutants: [
    { name: 'a rest of just the limit is too short', file, from: 'rest >= limit', to: 'rest > limit' },
    {
      name: 'rest by the wall clock',
      file,
      from: 'const rest = next.start - latest.end;',
      to: 'const rest = next.start + offsetSecondsAt(_.zone, next.start) - latest.end - offsetSecondsAt(_.zone, latest.end);',
      needs: "import { offsetSecondsAt } from '../domain/calendar.ts';",
    },
    {
      name: 'rest from the last start on, also where that shift is nested',
      file,
      from: 'const state = { latest: laterEnding(latest, next) };',
      to: 'const state = { latest: next };',
    },
    {
      name: 'the compiled form looks a day too short',
      file,
      from: "(numberOf(values, 'minimumHours') + 2) / 24) + 1",
      to: "numberOf(values, 'minimumHours') / 24)",
    },
    {
      name: 'the compiled form forgets the published past',
      file,
      from: '(latestEnding(past)?.end ?? Number.NEGATIVE_INFINITY) + limit',
      to: 'Number.NEGATIVE_INFINITY',
    },
    {
      name: 'an unseen shift ends where the horizon begins',
      file,
      from: 'context.horizon.start + SECONDS_PER_DAY',
      to: 'context.horizon.start',
    },
    {
      name: 'the unseen future begins as far behind the horizon as is due',
      file,
      from: '?.end ?? context.horizon.start) < limit',
      to: '?.end ?? context.horizon.start) < 0',
    },
  ],
};
