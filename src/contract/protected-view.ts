import { z } from 'zod';
import type { Breach, Unknown } from '../domain/breach.ts';
import { PROTECTED_KINDS, PROTECTED_RULE, type View } from '../domain/protected.ts';
import type { Team } from '../domain/team.ts';
import { member } from './cursor.ts';
import type { Check } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { dateSchema } from './scalars.ts';

/*
 * The one place that decides who sees what of protected employees: human resources all of it, everybody else that somebody is not available.
 */

export type { View };

export const viewSchema = z.enum(['everybody', 'hr']).default('everybody').meta({
  description: 'Who asks: with `hr` protected attributes and the rules that hold by them are told as they are.',
});

const protectedKindSchema = z
  .enum(PROTECTED_KINDS)
  .meta({ description: 'Young age, pregnancy, nursing a child, or health.', examples: ['minor'] });

export const protectedRecordsSchema = z
  .array(
    z
      .strictObject({
        kind: protectedKindSchema,
        from: dateSchema.meta({ description: 'First day, for example that of the seventh month of a pregnancy.' }),
        to: dateSchema.optional().meta({ description: 'Last day, included; absent: it goes on.' }),
      })
      .meta({
        id: 'ProtectedRecord',
        description: 'A dated record of a reason why an employee is protected. Told to human resources alone.',
        examples: [{ kind: 'pregnant', from: '2026-03-01', to: '2026-06-30' }],
      }),
  )
  .max(LIMITS.entriesPerEmployee);

export const protectedKindsSchema = z
  .array(protectedKindSchema)
  .min(1)
  .max(PROTECTED_KINDS.length)
  .meta({
    description: 'Only for employees with a record of one of these kinds, on its dates.',
    examples: [['minor']],
  });

/** Reports a team whose records of protected employees were left out: a roster made with it could have them do what is forbidden. */
export const checkRecordsThere: Check = (team, add) => {
  const { value, path } = member(team, 'protectedWithheld');
  if (value === true) add(issue('protected-records-missing', path, {}));
};

/** A breach as the view sees it: of a protected rule only who, when and which shifts. */
export function seenBreach(view: View, breach: Breach): Breach {
  if (breach.isProtected !== true || view === 'hr') return breach;
  const { employeeId, severity, shiftIds, span, otherTeam } = breach;
  return {
    ruleId: PROTECTED_RULE,
    employeeId,
    severity,
    shiftIds,
    span,
    unit: 'none',
    measured: 1,
    limit: 0,
    excess: 1,
    ...(otherTeam === undefined ? {} : { otherTeam }),
  };
}

/** An open question as the view sees it. */
export function seenUnknown(view: View, unknown: Unknown): Unknown {
  return unknown.isProtected === true && view !== 'hr' ? { ...unknown, ruleId: PROTECTED_RULE } : unknown;
}

/** A team as the view sees it. */
export function seenTeam(view: View, team: Team): Team {
  if (view === 'hr' || !team.employees.some((employee) => (employee.protected ?? []).length > 0)) return team;
  return {
    ...team,
    protectedWithheld: true,
    employees: team.employees.map((employee) => {
      const { protected: records, ...shown } = employee;
      return records === undefined ? employee : shown;
    }),
  };
}

/** A team that comes back from somebody who cannot see protected attributes: who has none in it keeps those on record; an empty list removes them. */
export function withKeptRecords({ protectedWithheld: _withheld, ...team }: Team, present: Team): Team {
  const records = new Map(present.employees.map((employee) => [employee.id, employee.protected]));
  return {
    ...team,
    employees: team.employees.map((employee) => {
      const kept = employee.protected ?? records.get(employee.id);
      return kept === undefined ? employee : { ...employee, protected: kept };
    }),
  };
}
