import fc from 'fast-check';
import { maximumNightsOracle } from '../../oracle/rules/maximum-nights.ts';
import { limits, type RuleCheck } from '../rule-check.ts';

const file = 'src/rules/maximum-nights.ts';
const night = 'src/rules/night.ts';

const NIGHTS = fc.constantFrom(
  { nightFrom: '22:00', nightTo: '06:00', fromMinutes: 1320, toMinutes: 360 },
  { nightFrom: '00:00', nightTo: '05:00', fromMinutes: 0, toMinutes: 300 },
);
const WINDOWS = ['week', 'month', 'horizon'] as const;

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/maximum-nights.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        fc
          .tuple(NIGHTS, fc.constantFrom(...WINDOWS), fc.integer({ min: 0, max: 4 }), fc.constantFrom(30, 120, 240))
          .map(([{ nightFrom, nightTo, ...minutes }, window, maximumNights, countsFromMinutes]) => ({
            values: { maximumNights, window, nightFrom, nightTo, countsFromMinutes },
            oracle: () => maximumNightsOracle(world, maximumNights, window, { ...minutes, countsFromMinutes }),
          })),
    },
  ],
  compiled: WINDOWS.map((window) => ({
    name: window,
    exact: true,
    settings: limits('maximumNights', 0, 5, { window, countsFromMinutes: 120 }),
  })),
  missing: [
    { values: { maximumNights: 4, window: 'week' } },
    { values: { maximumNights: 9, window: 'month' } },
    { values: { maximumNights: 2, window: 'horizon' } },
  ],
  mutants: [
    { name: 'just the time that counts is no night', file, from: 'shift) >= from', to: 'shift) > from' },
    {
      name: 'a night belongs to the week or month of its end',
      file: 'src/rules/ceiling.ts',
      from: 'const date = shiftDate(context.zone, next);',
      to: 'const date = shiftDate(context.zone, { ...next, start: next.end });',
    },
    {
      name: 'the night that began the evening before is not looked at',
      file: night,
      from: 'addDays(dateOf(zone, shift.start), -1)',
      to: 'dateOf(zone, shift.start)',
    },
    {
      name: 'the night is as long in every night, whatever the clocks do',
      file: night,
      from: 'plannedInstant(zone, date, toMinutes)',
      to: 'plannedInstant(zone, date, from) + (toMinutes - from) * 60',
    },
    { name: 'every night crosses midnight', file: night, from: 'to <= from ? to + 1440 : to', to: 'to + 1440' },
    {
      name: 'the compiled form lets the published nights pass',
      file: 'src/rules/ceiling.ts',
      from: 'firstDay, endDay, weigh, used, maximum',
      to: 'firstDay, endDay, weigh, used: 0, maximum',
    },
    { name: 'an unseen day holds no night', file, from: 'mostPerDay: 2', to: 'mostPerDay: 0' },
  ],
};
