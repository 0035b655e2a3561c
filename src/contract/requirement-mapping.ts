import { isoOf } from '../domain/calendar.ts';
import type { Requirement, RequirementParameters, StaffingTarget } from '../domain/requirement.ts';
import type { Add } from './documents.ts';
import type { Cursor } from './cursor.ts';
import { list, member, number } from './cursor.ts';
import { checkOrder } from './team-checks.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import type { z } from 'zod';
import type { RequirementRead, requirementRequestSchema } from './requirement.ts';
import { checkCrew, checkShrinkageParts, fromCrew, fromShrinkagePart, toShrinkagePart } from './shrinkage.ts';

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
  const shrinkage = number(at, 'shrinkage') ?? 0;
  const parts = member(at, 'shrinkageParts');
  if (shrinkage !== 0 && parts.value !== undefined) {
    add(issue('both-given', at.path, { first: 'shrinkage', second: 'shrinkageParts' }));
  }
  checkShrinkageParts(parts, add);
  checkStretch(member(at, 'concurrency'), add);
  checkCrew(member(at, 'crew'), add);
}

/** Stretches that begin elsewhere than with 1, fall, or grow so fast that an agent does less with more at once. */
function checkStretch(at: Cursor, add: Add): void {
  let before = 1;
  for (const [index, { value, path }] of list(at, 'stretch').entries()) {
    if (typeof value !== 'number') return;
    const most = index === 0 ? 1 : (before * (index + 1)) / index;
    if (value < before || value > most * (1 + 1e-12))
      add(issue('stretch-out-of-range', path, { value, least: before, most }));
    before = value;
  }
}

/** The request as its document says it. */
export function toRequirementRequest({
  shrinkageParts,
  ...request
}: z.output<typeof requirementRequestSchema>): RequirementRequest {
  return {
    ...request,
    ...(shrinkageParts === undefined ? {} : { shrinkageParts: shrinkageParts.map(toShrinkagePart) }),
  };
}

function summaryOf({ shrinkageParts, ...summary }: Requirement['summary']): NonNullable<RequirementRead['summary']> {
  return { ...summary, ...(shrinkageParts && { shrinkageParts: shrinkageParts.map((one) => ({ ...one })) }) };
}

/** The requirement as a document. */
export function fromRequirement(requirement: Requirement, preset?: string): RequirementRead {
  const { zone, model, intervals, summary, notes } = requirement;
  const {
    target,
    furtherTargets,
    load = 'stationary',
    concurrency,
    shrinkageParts,
    crew,
    ...parameters
  } = requirement.parameters;
  return {
    kind: 'requirement',
    zone,
    model,
    parameters: {
      ...parameters,
      target: { ...target },
      load,
      ...(furtherTargets && { furtherTargets: furtherTargets.map((one) => ({ ...one })) }),
      ...(concurrency && { concurrency: { ...concurrency, stretch: [...concurrency.stretch] } }),
      ...(shrinkageParts && { shrinkageParts: shrinkageParts.map(fromShrinkagePart) }),
      ...(crew && { crew: fromCrew(crew) }),
      ...(preset === undefined ? {} : { preset }),
    },
    intervals: intervals.map(({ start, end, shrinkageParts: people, ...values }) => ({
      start: isoOf(zone, start),
      end: isoOf(zone, end),
      ...values,
      ...(people && { shrinkageParts: people.map((one) => ({ ...one })) }),
    })),
    summary: summaryOf(summary),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
