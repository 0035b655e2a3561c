import { foldCeiling, type CeilingState } from './ceiling.ts';
import { horizonShifts, inPeriod, type PeriodKind, periodsOfHorizon } from './period.ts';
import type { LineRule } from './rule.ts';
import { classFacts, classOf, classParameters } from './shift-class.ts';
import { countWindowParameter, countWindowOf } from './shift-count.ts';
import { numberOf } from './values.ts';

/**
 * At most so many shifts of a class in a calendar week, a calendar month or the horizon: those of some templates, those that start in a window, or
 * nights. Day basis: a shift belongs to the local date on which it starts, with the week and month of that. Shifts without a template
 * add to no count of templates; where they might make one too large, the rule is left open.
 */
export const maximumShiftsOf: LineRule<CeilingState> = {
  id: 'maximum-shifts-of',
  title: 'Maximum shifts of a class',
  parameters: [
    { name: 'maximumShifts', title: 'Most such shifts in the window', unit: 'shifts', least: 0, most: 366 },
    countWindowParameter,
    ...classParameters,
  ],
  defaultSeverity: 'block',
  ...foldCeiling({
    period: countWindowOf,
    weighDay: (values, context, shifts) => {
      const member = classOf(values, context);
      return shifts.filter((shift) => member(shift) === 'in').length;
    },
    maximum: (values) => numberOf(values, 'maximumShifts'),
    mostPerDay: 2,
    unit: 'shifts',
    facts: classFacts,
  }),
  lackTemplate: (values, context, line) => {
    const member = classOf(values, context);
    const maximum = numberOf(values, 'maximumShifts');
    const planned = new Set(horizonShifts(context, line));
    const kind: PeriodKind = countWindowOf(values);
    return periodsOfHorizon(kind, context).flatMap((period) => {
      const own = inPeriod(context, line, period);
      const surely = own.filter((shift) => member(shift) === 'in');
      const perhaps = own.filter((shift) => member(shift) !== 'out');
      const told = surely.length > maximum && surely.some((shift) => planned.has(shift));
      if (told || perhaps.length <= maximum || !perhaps.some((shift) => planned.has(shift))) return [];
      return perhaps.filter((shift) => member(shift) === 'open');
    });
  },
};
