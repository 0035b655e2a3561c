import { maximumConsecutiveOracle } from '../../oracle/rules/consecutive.ts';
import type { World } from '../../property/rules/world.ts';
import { daysInARow, shiftClasses, toldFrom } from '../consecutive-cases.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/maximum-consecutive-shifts-of.ts';
const shiftClass = 'src/rules/shift-class.ts';

const checks = Object.entries(shiftClasses).map(([name, meant]) => ({
  name,
  settings: (world: World) =>
    daysInARow(world, 'maximumDays', 4, meant, (limit, drawn) => maximumConsecutiveOracle(world, limit, drawn)),
}));

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/consecutive.ts',
  fold: checks.map((one) => ({ ...one, about: toldFrom })),
  compiled: checks.map((one) => ({ ...one, exact: true })),
  missing: [
    { values: { maximumDays: 2, templates: ['late', 'night'] } },
    { values: { maximumDays: 3, shiftsBy: 'start', startFrom: '06:00', startBefore: '18:00' } },
    { values: { maximumDays: 1, shiftsBy: 'night' } },
  ],
  mutants: [
    { name: 'just the limit is too many', file, from: 'days > limit)', to: 'days >= limit)' },
    {
      name: 'a shift without a template counts',
      file,
      from: "const own = line.filter((shift) => member(shift) === 'in');",
      to: "const own = line.filter((shift) => member(shift) !== 'out');",
    },
    {
      name: 'the compiled form allows one day more',
      file,
      from: 'return state < limit ?',
      to: 'return state <= limit ?',
    },
    {
      name: 'the compiled form ends the run with the horizon',
      file,
      from: 'state + ahead <= limit',
      to: 'state <= limit',
    },
    {
      name: 'a run of just the limit cannot grow into the unseen',
      file,
      from: 'perhaps && surely <= limit',
      to: 'perhaps && surely < limit',
    },
    {
      name: 'a shift that starts as the window closes counts',
      file: shiftClass,
      from: ': minutes >= from && minutes < before',
      to: ': minutes >= from && minutes <= before',
    },
    {
      name: 'no window of starts crosses midnight',
      file: shiftClass,
      from: 'minutes >= from || minutes < before',
      to: 'minutes >= from && minutes < before',
    },
    { name: 'just the time that counts is no night', file: shiftClass, from: 'shift) >= least', to: 'shift) > least' },
  ],
};
