import { exactly, type LineRule, type RuleContext } from './rule.ts';
import type { Shift } from '../domain/shift.ts';

type SkillFault = 'not-held' | 'not-in-template';

/** The first piece of a shift that is worked in a skill the employee does not have. */
function foreignPiece({ employee }: RuleContext, { pieces = [] }: Shift): string | undefined {
  return pieces.flatMap((piece) => ('skill' in piece ? [piece.skill] : [])).find((id) => !employee.skills.includes(id));
}

function faultOf(context: RuleContext, shift: Shift): SkillFault | undefined {
  return faultOfShift(context, shift) ?? (foreignPiece(context, shift) === undefined ? undefined : 'not-held');
}

function faultOfShift(context: RuleContext, shift: Shift): SkillFault | undefined {
  const held = context.employee.skills;
  const allowed = context.templates.find(({ id }) => id === shift.template)?.skills;
  if (shift.skill === undefined) {
    return allowed === undefined || allowed.some((skill) => held.includes(skill)) ? undefined : 'not-held';
  }
  if (!held.includes(shift.skill)) return 'not-held';
  return allowed === undefined || allowed.includes(shift.skill) ? undefined : 'not-in-template';
}

/**
 * A shift is worked in a skill that the employee has and that the shift's template admits. A shift without a skill needs none, unless its
 * template names skills: then the employee must have one of them. A piece in another skill needs that one too. Judged shift by shift, so days play no part.
 */
export const skill: LineRule<undefined> = {
  id: 'skill',
  title: 'Skill of the shift',
  parameters: [],
  defaultSeverity: 'block',
  seesOnCall: 'alone',
  judges: 'shifts',
  start: () => undefined,
  extend: (_, context, state, next) => {
    const fault = faultOf(context, next);
    if (fault === undefined) return { state, findings: [] };
    const named = faultOfShift(context, next) === undefined ? foreignPiece(context, next) : next.skill;
    return {
      state,
      findings: [
        {
          shiftIds: [next.id],
          span: { start: next.start, end: next.end },
          unit: 'none',
          measured: 1,
          limit: 0,
          excess: 1,
          facts: {
            kind: fault,
            ...(named === undefined ? {} : { skill: named }),
            ...(next.template === undefined ? {} : { template: next.template }),
          },
        },
      ],
    };
  },
  finish: () => [],
  reach: () => ({ daysBefore: 0, daysAfter: 0 }),
  dependsOnMissing: () => false,
  compile: (_, context) => exactly([{ kind: 'allow', allows: (_day, shift) => faultOf(context, shift) === undefined }]),
};
