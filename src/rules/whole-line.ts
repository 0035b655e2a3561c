import type { Finding, LineRule, RuleContext, Values } from './rule.ts';
import type { Line, Shift } from '../domain/shift.ts';

/** The shifts so far, the last one first: one more costs the same however many there are. */
export type SeenShifts = { readonly shift: Shift; readonly before: SeenShifts } | undefined;

/** The fold of rules that are judged by all known shifts together, once there are no more. */
export function foldWhole(
  judge: (values: Values, context: RuleContext, line: Line) => readonly Finding[],
): Pick<LineRule<SeenShifts>, 'start' | 'extend' | 'finish'> {
  return {
    start: () => undefined,
    extend: (_, __, before, shift) => ({ state: { shift, before }, findings: [] }),
    finish: (values, context, state) => {
      const line: Shift[] = [];
      for (let seen = state; seen !== undefined; seen = seen.before) line.push(seen.shift);
      return judge(values, context, line.reverse());
    },
  };
}
