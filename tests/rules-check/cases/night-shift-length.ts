import fc from 'fast-check';
import { nightShiftLengthOracle } from '../../oracle/rules/night-attendance.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/night-shift-length.ts';

const drawn = fc.record({
  night: fc.constantFrom(
    { nightFrom: '22:00', nightTo: '06:00', fromMinutes: 1320, toMinutes: 360 },
    { nightFrom: '23:00', nightTo: '06:00', fromMinutes: 1380, toMinutes: 360 },
    { nightFrom: '00:00', nightTo: '05:00', fromMinutes: 0, toMinutes: 300 },
  ),
  countsFromMinutes: fc.constantFrom(30, 120, 180),
  maximumHours: fc.constantFrom(6, 8, 8.5, 10),
  measure: fc.constantFrom('work' as const, 'span' as const),
  strict: fc.boolean(),
});

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/night-attendance.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        drawn.map(({ night: { nightFrom, nightTo, ...window }, countsFromMinutes, ...terms }) => ({
          values: { nightFrom, nightTo, countsFromMinutes, ...terms },
          oracle: () => nightShiftLengthOracle(world, { ...window, countsFromMinutes }, terms),
        })),
      about: ({ shiftIds }) => shiftIds[0] ?? '',
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      settings: () =>
        drawn.map(({ night: { nightFrom, nightTo }, countsFromMinutes, ...terms }) => ({
          values: { nightFrom, nightTo, countsFromMinutes, ...terms, maximumHours: terms.maximumHours + 4 },
        })),
    },
  ],
  missing: [{ values: { maximumHours: 8 } }],
  mutants: [
    {
      name: 'just the time that counts is no night',
      file,
      from: 'shift) < minutesValueSeconds',
      to: 'shift) <= minutesValueSeconds',
    },
    { name: 'unpaid breaks count as work', file, from: ': workSeconds(shift)', to: ': spanSeconds(shift)' },
    { name: 'what is strict may reach the limit', file, from: 'Math.max(0, most - 1)', to: 'most' },
    {
      name: 'what is not strict must stay below',
      file,
      from: 'Math.max(0, most - 1) : most',
      to: 'most - 1 : most - 1',
    },
    { name: 'the span is measured as work', file, from: "=== 'span'", to: "=== 'spread'" },
  ],
};
