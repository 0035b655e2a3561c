import fc from 'fast-check';
import { forbiddenWindowOracle } from '../../oracle/rules/night-attendance.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/forbidden-window.ts';
const night = 'src/rules/night.ts';
const single = 'src/rules/single-shift.ts';

const drawn = fc.record({
  window: fc.constantFrom(
    { windowFrom: '22:00', windowTo: '06:00', fromMinutes: 1320, toMinutes: 360 },
    { windowFrom: '00:00', windowTo: '05:00', fromMinutes: 0, toMinutes: 300 },
    { windowFrom: '12:00', windowTo: '14:30', fromMinutes: 720, toMinutes: 870 },
  ),
  maximumMinutes: fc.constantFrom(0, 0, 30, 120),
});

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/night-attendance.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        drawn.map(({ window: { windowFrom, windowTo, ...window }, maximumMinutes }) => ({
          values: { windowFrom, windowTo, maximumMinutes },
          oracle: () => forbiddenWindowOracle(world, window, maximumMinutes),
        })),
      about: ({ shiftIds }) => shiftIds[0] ?? '',
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      settings: () =>
        drawn.map(({ window: { windowFrom, windowTo }, maximumMinutes }) => ({
          values: { windowFrom, windowTo, maximumMinutes: maximumMinutes + 240 },
        })),
    },
  ],
  missing: [{ values: {} }],
  mutants: [
    {
      name: 'just what may lie in it is too much',
      file: single,
      from: 'told.measured <= told.limit',
      to: 'told.measured < told.limit',
    },
    {
      name: 'the window that began the evening before is not looked at',
      file: night,
      from: 'addDays(dateOf(zone, shift.start), -1)',
      to: 'dateOf(zone, shift.start)',
    },
    { name: 'every window crosses midnight', file: night, from: 'to <= from ? to + 1440 : to', to: 'to + 1440' },
    {
      name: 'the window is as long in every night, whatever the clocks do',
      file: night,
      from: 'plannedInstant(zone, date, toMinutes)',
      to: 'plannedInstant(zone, date, from) + (toMinutes - from) * 60',
    },
    {
      name: 'minutes are read as seconds',
      file,
      from: "minutesValueSeconds(values, 'maximumMinutes')",
      to: "minutesValueSeconds(values, 'maximumMinutes') / 60",
    },
    {
      name: 'the compiled form allows every shift',
      file: single,
      from: 'findingsOf(measure(values, context, shift), shift).length === 0',
      to: 'findingsOf(measure(values, context, shift), shift).length >= 0',
    },
  ],
};
