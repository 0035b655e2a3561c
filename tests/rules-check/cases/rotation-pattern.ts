import fc from 'fast-check';
import { rotationPatternOracle } from '../../oracle/rules/rotation-pattern.ts';
import { SINGLE, worldArbitrary } from '../../property/rules/world.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/rotation-pattern.ts';

const drawn = fc
  .record({
    pattern: fc.array(fc.constantFrom('early', 'late', 'night', 'off', 'any', 'any'), { minLength: 1, maxLength: 9 }),
    step: fc.constantFrom('day', 'week'),
    countedFrom: fc.constantFrom('2026-01-02', '2026-03-26', '2026-10-28', '2024-02-29', '2027-01-01'),
    offset: fc.integer({ min: 0, max: 12 }),
    starts: fc.constantFrom({ early: 240, late: 660, night: 1140 }, { early: 360, late: 780, night: 1200 }),
  })
  .map(({ starts: { early, late, night }, ...values }) => {
    const time = (minutes: number): string =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return {
      values: { ...values, earlyFrom: time(early), lateFrom: time(late), nightFrom: time(night) },
      rotation: {
        ...values,
        byWeek: values.step === 'week',
        earlyFrom: early,
        lateFrom: late,
        nightFrom: night,
      },
    };
  });

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/rotation-pattern.ts',
  fold: [
    {
      name: '',
      settings: (world) =>
        drawn.map(({ values, rotation }) => ({ values, oracle: () => rotationPatternOracle(world, rotation) })),
      about: ({ shiftIds }) => shiftIds[0] ?? '',
    },
  ],
  compiled: [
    {
      name: '',
      exact: true,
      // Short lines: of long ones hardly any keeps a rotation that was drawn at random.
      worlds: worldArbitrary({ ...SINGLE, maxDays: 4 }),
      settings: () => drawn.map(({ values }) => ({ values })),
    },
  ],
  missing: [{ values: { pattern: ['early', 'off'] } }],
  mutants: [
    {
      name: 'before its first date the rotation runs backwards',
      file,
      from: '(at + pattern.length) % pattern.length',
      to: 'Math.abs(at)',
    },
    {
      name: 'who is ahead is behind',
      file,
      from: "passed + numberOf(values, 'offset')",
      to: "passed - numberOf(values, 'offset')",
    },
    {
      name: 'weeks begin on the weekday of the first date',
      file,
      from: 'weekStartOf(countedFrom, context.weekStart)',
      to: 'countedFrom',
    },
    {
      name: 'the first late start is early still',
      file,
      from: "minutes < from('lateFrom')",
      to: "minutes <= from('lateFrom')",
    },
    {
      name: 'a night belongs to the day of its end',
      file,
      from: 'dueOn(values, context, shiftDate(context.zone, shift))',
      to: 'dueOn(values, context, shiftDate(context.zone, { ...shift, start: shift.end }))',
    },
    { name: 'a day off is any day', file, from: "due === 'any' ||", to: "due === 'any' || due === 'off' ||" },
    {
      name: 'starts are read as instants of UTC',
      file,
      from: 'localOf(context.zone, shift.start)',
      to: "localOf('UTC', shift.start)",
    },
  ],
};
