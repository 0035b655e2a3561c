import { exactly, type Finding, type LineRule, type RuleContext, type Values } from './rule.ts';
import type { Shift } from '../domain/shift.ts';
import type { Seconds } from '../domain/units.ts';

/** What a shift has of something that is limited, in seconds, and where that is told from. */
export type ShiftMeasure = {
  readonly measured: Seconds;
  readonly limit: Seconds;
  readonly facts: Readonly<Record<string, string>>;
};

function findingsOf(told: ShiftMeasure | undefined, { id, start, end }: Shift): readonly Finding[] {
  if (told === undefined || told.measured <= told.limit) return [];
  const { measured, limit, facts } = told;
  return [{ shiftIds: [id], span: { start, end }, unit: 'seconds', measured, limit, excess: measured - limit, facts }];
}

/**
 * The common fold of rules that look at each shift alone: a breach for each that has more than its limit. `measure` gives nothing for a shift that the
 * rule does not speak of.
 */
export function foldSingleShifts(
  measure: (values: Values, context: RuleContext, shift: Shift) => ShiftMeasure | undefined,
): Pick<LineRule<undefined>, 'judges' | 'start' | 'extend' | 'finish' | 'reach' | 'dependsOnMissing' | 'compile'> {
  return {
    judges: 'shifts',
    start: () => undefined,
    extend: (values, context, state, next) => ({
      state,
      findings: findingsOf(measure(values, context, next), next),
    }),
    finish: () => [],
    reach: () => ({ daysBefore: 0, daysAfter: 0 }),
    dependsOnMissing: () => false,
    compile: (values, context) =>
      exactly([
        { kind: 'allow', allows: (_, shift) => findingsOf(measure(values, context, shift), shift).length === 0 },
      ]),
  };
}
