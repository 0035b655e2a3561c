import fc from 'fast-check';
import { maximumShiftsOracle, type OracleClass } from '../../oracle/rules/shift-counts.ts';
import { SINGLE } from '../../property/rules/world.ts';
import { type RuleCheck, singles } from '../rule-check.ts';
import type { Values } from '../../../src/rules/rule.ts';

const file = 'src/rules/maximum-shifts-of.ts';
const ceiling = 'src/rules/ceiling.ts';
const shiftClass = 'src/rules/shift-class.ts';

const CLASSES: readonly (readonly [Values, OracleClass])[] = [
  [{ templates: ['early'] }, { templates: ['early'] }],
  [{ templates: ['late', 'night'] }, { templates: ['late', 'night'] }],
  [{ templates: [] }, { templates: [] }],
  [
    { shiftsBy: 'start', startFrom: '05:00', startBefore: '13:00' },
    { fromMinutes: 300, beforeMinutes: 780 },
  ],
  [
    { shiftsBy: 'start', startFrom: '20:00', startBefore: '06:00' },
    { fromMinutes: 1200, beforeMinutes: 360 },
  ],
  [
    { shiftsBy: 'start', startFrom: '00:00', startBefore: '00:00' },
    { fromMinutes: 0, beforeMinutes: 1440 },
  ],
  [
    { shiftsBy: 'night', nightFrom: '23:00', nightTo: '05:00', countsFromMinutes: 120 },
    { nightMinutes: [1380, 300], leastMinutes: 120 },
  ],
];

const DRAWN = fc.record({
  drawn: fc.constantFrom(...CLASSES),
  window: fc.constantFrom('week' as const, 'month' as const, 'horizon' as const),
  maximumShifts: fc.integer({ min: 0, max: 5 }),
});

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/shift-counts.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        DRAWN.map(({ drawn: [values, kind], window, maximumShifts }) => ({
          values: { ...values, window, maximumShifts },
          oracle: () => maximumShiftsOracle(world, kind, window, maximumShifts),
        })),
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      worlds: singles({ ...SINGLE, maxDays: 21 }),
      settings: () =>
        DRAWN.map(({ drawn: [values], window, maximumShifts }) => ({ values: { ...values, window, maximumShifts } })),
    },
  ],
  missing: [
    { values: { maximumShifts: 2, templates: ['early', 'late'] } },
    { values: { maximumShifts: 8, window: 'month', shiftsBy: 'start', startFrom: '05:00', startBefore: '14:00' } },
    { values: { maximumShifts: 1, window: 'horizon', shiftsBy: 'night' } },
    { values: { maximumShifts: 6, shiftsBy: 'start', startFrom: '00:00', startBefore: '00:00' } },
  ],
  mutants: [
    {
      name: 'just the maximum is too many',
      file: ceiling,
      from: 'if (sum <= maximum) return [];',
      to: 'if (sum < maximum) return [];',
    },
    {
      name: 'a shift without a template counts',
      file,
      from: "return shifts.filter((shift) => member(shift) === 'in').length;",
      to: "return shifts.filter((shift) => member(shift) !== 'out').length;",
    },
    { name: 'a date counts once', file, from: "=== 'in').length;", to: "=== 'in').length > 0 ? 1 : 0;" },
    {
      name: 'a start at the end of the window counts',
      file: shiftClass,
      from: 'minutes >= from && minutes < before;',
      to: 'minutes >= from && minutes <= before;',
    },
    {
      name: 'no window of starts goes over midnight',
      file: shiftClass,
      from: 'minutes >= from || minutes < before',
      to: 'minutes >= from && minutes < before + 1440',
    },
    { name: 'an unseen day holds no such shift', file, from: 'mostPerDay: 2', to: 'mostPerDay: 0' },
  ],
};
