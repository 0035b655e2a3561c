import fc from 'fast-check';
import { compensatedRestOracle } from '../../oracle/rules/compensated-rest.ts';
import { MANY, SINGLE, type World, worldArbitrary } from '../../property/rules/world.ts';
import type { RuleCheck } from '../rule-check.ts';

const file = 'src/rules/compensated-rest.ts';
const state = 'src/rules/compensated-rest-state.ts';
const compiled = 'src/rules/compensated-rest-compiled.ts';

/** Long rests are rare in drawn lines where they are asked to be much longer than the full ones. */
const drawn = fc
  .record({
    minimumHours: fc.constantFrom(8, 11, 14),
    less: fc.constantFrom(0, 1, 4, 8, 8),
    more: fc.constantFrom(0, 1, 6, 20, 40),
    withinDays: fc.constantFrom(1, 2, 3, 7),
  })
  .map(({ minimumHours, less, more, withinDays }) => ({
    minimumHours,
    reducedToHours: minimumHours - less,
    compensatingHours: minimumHours + more,
    withinDays,
  }));

const settings = (world: World) =>
  drawn.map((values) => ({ values, oracle: () => compensatedRestOracle(world, values) }));

export const check: RuleCheck = {
  oracle: 'tests/oracle/rules/compensated-rest.ts',
  fold: [
    {
      name: '',
      shape: { ...MANY, mostHalfHours: 30 },
      settings,
      about: ({ shiftIds, facts }) => `${shiftIds[1] ?? ''} ${facts?.['kind'] === 'too-short' ? 'short' : 'owed'}`,
    },
  ],
  compiled: [
    { name: '', exact: false, worlds: worldArbitrary({ ...SINGLE, mostHalfHours: 22, maxDays: 9 }), settings },
  ],
  missing: [{ values: { withinDays: 2 } }, { values: {} }],
  mutants: [
    {
      name: 'a full rest is a shortened one',
      file,
      from: 'restSeconds >= fullSeconds',
      to: 'restSeconds > fullSeconds',
    },
    {
      name: 'the least rest is too short',
      file,
      from: 'restSeconds >= reducedSeconds',
      to: 'restSeconds > reducedSeconds',
    },
    {
      name: 'one long rest makes good all',
      file: state,
      from: 'waiting.filter((_, index) => index !== served)',
      to: 'waiting.filter(({ until }) => served < 0 || until < reached)',
    },
    {
      name: 'the long rest need only begin in time',
      file: state,
      from: 'dateOf(zone, end + limits.compensatingSeconds)',
      to: 'dateOf(zone, end)',
    },
    { name: 'its time is over a day too early', file: state, from: 'until < date)', to: 'until <= date)' },
    {
      name: 'rest from the last start on, also where that shift is nested',
      file,
      from: 'laterEnding(latest, next)',
      to: 'next',
    },
    {
      name: 'the compiled form forgets what waits from before',
      file: compiled,
      from: 'return { end, waiting: [...waiting, shortened] };',
      to: 'return { end, waiting };',
    },
    {
      name: 'the compiled form lets a rest go uncompensated',
      file: compiled,
      from: 'if (rest.lapsed.some(({ about }) => about.isPlanned)) return undefined;',
      to: '',
    },
  ],
};
