import { minimumConsecutiveOracle } from '../../oracle/rules/consecutive.ts';
import type { World } from '../../property/rules/world.ts';
import { daysInARow, everyShift, toldFrom } from '../consecutive-cases.ts';
import type { RuleCheck } from '../rule-check.ts';

const run = 'src/rules/minimum-run.ts';

const settings = (world: World) =>
  daysInARow(world, 'minimumDays', 5, everyShift, (limit, meant, leave) =>
    minimumConsecutiveOracle(world, limit, meant, leave),
  );

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/consecutive.ts',
  fold: [{ name: '', settings, about: toldFrom }],
  compiled: [{ name: '', exact: true, settings }],
  missing: [{ values: { minimumDays: 2 } }, { values: { minimumDays: 4 } }],
  mutants: [
    {
      name: 'just the limit is too few',
      file: run,
      from: 'if (days >= limit) return [];',
      to: 'if (days > limit) return [];',
    },
    { name: 'leave before excuses nothing', file: run, from: "kindOf(addDays(first, -1)) === 'open' || ", to: '' },
    { name: 'leave behind excuses nothing', file: run, from: " || kindOf(addDays(last, 1)) === 'open'", to: '' },
    {
      name: 'a run that ends where the horizon begins is not its affair',
      file: run,
      from: 'end: addDays(last, 2)',
      to: 'end: addDays(last, 1)',
    },
    {
      name: 'the compiled form begins the run with the horizon',
      file: run,
      from: "!== 'open' ? before : limit",
      to: "!== 'open' ? 0 : limit",
    },
    {
      name: 'the compiled form lets a run end with the horizon',
      file: run,
      from: 'return state + ahead === 0 || state + ahead >= limit;',
      to: 'return true;',
    },
    {
      name: 'a day off at the edge ends no unseen run',
      file: run,
      from: 'return known < limit && kindOf(',
      to: 'return known > 0 && known < limit && kindOf(',
    },
  ],
};
