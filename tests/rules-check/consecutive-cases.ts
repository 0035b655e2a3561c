import fc from 'fast-check';
import type { OracleBreach } from '../oracle/rules/clock.ts';
import type { OracleClass } from '../oracle/rules/consecutive.ts';
import type { World } from '../property/rules/world.ts';
import type { JudgedSetting } from './rule-check.ts';
import { addDays, datesFrom } from '../../src/domain/calendar.ts';
import type { Breach } from '../../src/domain/breach.ts';
import type { Values } from '../../src/rules/rule.ts';

/** A class of shifts as values of a rule, and in the oracle's words. */
type DrawnClass = { readonly values: Values; readonly meant: OracleClass };

const TEMPLATES = fc.subarray(['early', 'late', 'night'], { minLength: 1, maxLength: 2 }).map(
  (templates): DrawnClass => ({
    values: { shiftsBy: 'templates', templates },
    meant: { by: 'templates', templates },
  }),
);

const STARTS = fc.constantFrom(['05:00', '13:00', 300, 780] as const, ['18:00', '03:00', 1080, 180] as const).map(
  ([startFrom, startBefore, fromMinutes, beforeMinutes]): DrawnClass => ({
    values: { shiftsBy: 'start', startFrom, startBefore },
    meant: { by: 'start', fromMinutes, beforeMinutes },
  }),
);

const NIGHTS = fc
  .constantFrom(['22:00', '06:00', 1320, 360] as const, ['00:00', '05:00', 0, 300] as const)
  .chain(([nightFrom, nightTo, fromMinutes, toMinutes]) =>
    fc.constantFrom(30, 120, 240).map(
      (countsFromMinutes): DrawnClass => ({
        values: { shiftsBy: 'night', nightFrom, nightTo, countsFromMinutes },
        meant: { by: 'night', fromMinutes, toMinutes, countsFromMinutes },
      }),
    ),
  );

/** Shifts told by their templates, by their starts or by the night. */
export const shiftClasses = { templates: TEMPLATES, start: STARTS, night: NIGHTS } as const;

/** Few days of leave in or near the horizon, or none. */
function leaveNear(world: World): fc.Arbitrary<readonly string[]> {
  return fc.oneof(
    fc.constant([]),
    fc
      .tuple(fc.integer({ min: -5, max: 12 }), fc.integer({ min: 1, max: 2 }))
      .map(([day, days]) => datesFrom(addDays(world.from, day), days)),
  );
}

/** A least or greatest number of days in a row, with leave. */
export function daysInARow(
  world: World,
  name: string,
  most: number,
  meant: fc.Arbitrary<DrawnClass>,
  oracle: (limit: number, meant: OracleClass, leave: readonly string[]) => readonly OracleBreach[],
): fc.Arbitrary<JudgedSetting> {
  return fc.tuple(fc.integer({ min: 1, max: most }), meant, leaveNear(world)).map(([limit, drawn, leave]) => ({
    values: { [name]: limit, ...drawn.values },
    person: { employee: { leave: leave.map((date) => ({ from: date, to: date })) } },
    oracle: () => oracle(limit, drawn.meant, leave),
  }));
}

/** All shifts: rules that ask for working days know no class. */
export const everyShift: fc.Arbitrary<DrawnClass> = fc.constant({ values: {}, meant: { by: 'all' } });

/** The first date that the breach tells of; its span holds the day before, too. */
export function toldFrom(breach: Breach): string {
  return String(breach.facts?.['from']);
}
