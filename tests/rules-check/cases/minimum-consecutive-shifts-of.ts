import { minimumConsecutiveOracle } from '../../oracle/rules/consecutive.ts';
import type { World } from '../../property/rules/world.ts';
import { daysInARow, shiftClasses, toldFrom } from '../consecutive-cases.ts';
import type { RuleCheck } from '../rule-check.ts';

const run = 'src/rules/minimum-run.ts';
const runs = 'src/rules/date-runs.ts';

const checks = Object.entries(shiftClasses).map(([name, meant]) => ({
  name,
  settings: (world: World) =>
    daysInARow(world, 'minimumDays', 4, meant, (limit, drawn, leave) =>
      minimumConsecutiveOracle(world, limit, drawn, leave),
    ),
}));

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/consecutive.ts',
  fold: checks.map((one) => ({ ...one, about: toldFrom })),
  compiled: checks.map((one) => ({ ...one, exact: true })),
  // Classes of almost all shifts: of few, hardly anything is decided without the past.
  missing: [
    { values: { minimumDays: 2, templates: ['early', 'late', 'night'] } },
    { values: { minimumDays: 2, shiftsBy: 'start', startFrom: '01:00', startBefore: '23:30' } },
    { values: { minimumDays: 2, shiftsBy: 'night', nightFrom: '23:00', nightTo: '22:00', countsFromMinutes: 30 } },
  ],
  mutants: [
    {
      name: 'a shift without a template beside excuses nothing',
      file: runs,
      from: "if (known === undefined || own === 'in' || (own === 'open' && known === 'out')) kinds.set(date, own);",
      to: "if (own === 'in') kinds.set(date, own);",
    },
    {
      name: 'a second shift of a date hides the first',
      file: runs,
      from: "if (known === undefined || own === 'in' || (own === 'open' && known === 'out')) kinds.set(date, own);",
      to: 'kinds.set(date, own);',
    },
    {
      name: 'the compiled form takes a shift of another class for the run',
      file: run,
      from: "const kind = shift === undefined ? 'out' : member(shift);",
      to: "const kind = shift === undefined ? 'out' : 'in';",
    },
    {
      name: 'the compiled form knows no excuse for the run that follows',
      file: run,
      from: 'return state === open ? limit : Math.min(state + 1, limit);',
      to: 'return state === open ? 1 : Math.min(state + 1, limit);',
    },
    {
      name: 'a night is asked after where it ends',
      file: 'src/rules/shift-class.ts',
      from: 'nightSeconds(context.zone, night, shift)',
      to: 'nightSeconds(context.zone, night, { ...shift, start: shift.end - 3600 })',
    },
    {
      name: 'a run at the edge is long enough whatever is unseen',
      file: run,
      from: 'return known < limit && kindOf(',
      to: 'return known === 0 && kindOf(',
    },
  ],
};
