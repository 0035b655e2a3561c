import { isoOf } from '../domain/calendar.ts';
import type { Requirement, RequirementParameters, StaffingTarget } from '../domain/requirement.ts';
import type { Add } from './documents.ts';
import type { Cursor } from './cursor.ts';
import { member } from './cursor.ts';
import { checkOrder } from './team-checks.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import type { RequirementRead } from './requirement.ts';

/** Parameters as asked for: a target, or the name of a preset that brings one. */
export type RequirementRequest = Omit<RequirementParameters, 'target'> & {
  readonly target?: StaffingTarget | undefined;
  readonly preset?: string | undefined;
};

/** The relations inside a request for a requirement. */
export function checkRequirementRequest(at: Cursor, add: Add): void {
  if (typeof at.value !== 'object' || at.value === null) return;
  const target = member(at, 'target');
  if (target.value === undefined && member(at, 'preset').value === undefined) {
    add(issue('one-needed', at.path, { first: 'target', second: 'preset' }));
  }
  checkOrder(at, 'floor', 'ceiling', add);
}

/** The requirement as a document. */
export function fromRequirement(requirement: Requirement, preset?: string): RequirementRead {
  const { zone, model, parameters, intervals, summary, notes } = requirement;
  return {
    kind: 'requirement',
    zone,
    model,
    parameters: { ...parameters, target: { ...parameters.target }, ...(preset === undefined ? {} : { preset }) },
    intervals: intervals.map(({ start, end, ...values }) => ({
      start: isoOf(zone, start),
      end: isoOf(zone, end),
      ...values,
    })),
    summary: { ...summary },
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
