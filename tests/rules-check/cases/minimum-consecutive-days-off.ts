import { minimumDaysOffOracle } from '../../oracle/rules/consecutive.ts';
import type { World } from '../../property/rules/world.ts';
import { daysInARow, everyShift, toldFrom } from '../consecutive-cases.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/minimum-consecutive-days-off.ts';

const settings = (world: World) =>
  daysInARow(world, 'minimumDays', 4, everyShift, (limit, _, leave) => minimumDaysOffOracle(world, limit, leave));

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/consecutive.ts',
  fold: [{ name: '', settings, about: toldFrom }],
  compiled: [{ name: '', exact: true, settings }],
  missing: [
    { values: { minimumDays: 2 } },
    { values: { minimumDays: 2 }, person: { employee: { leave: [{ from: '2026-03-01', to: '2026-12-31' }] } } },
  ],
  mutants: [
    {
      name: 'just the limit is too few',
      file,
      from: 'days < limit && !holdsLeave',
      to: 'days <= limit && !holdsLeave',
    },
    { name: 'working days without a day off between have too few', file, from: 'if (days > 0 && ', to: 'if (' },
    { name: 'leave excuses nothing', file, from: ' && !holdsLeave(context, gap)', to: '' },
    {
      name: 'what lies between the published shifts before is the horizon’s affair',
      file,
      from: 'span: spanOfPeriod(context, { from: last.date, end: addDays(date, 1) })',
      to: 'span: spanOfPeriod(context, { from: last.date, end: addDays(date, 2) })',
    },
    {
      name: 'the compiled form begins with the horizon',
      file,
      from: 'leaveBefore) ? limit : before,',
      to: 'leaveBefore) ? limit : limit,',
    },
    {
      name: 'the compiled form ends with the horizon',
      file,
      from: '|| state + ahead === 0 || state + ahead >= limit',
      to: '|| true',
    },
    {
      name: 'work at the edge ends no unseen days off',
      file,
      from: 'return known < limit && ',
      to: 'return known > 0 && known < limit && ',
    },
  ],
};
