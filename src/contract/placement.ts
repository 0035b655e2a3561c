import { z } from 'zod';
import type { Outcome } from '../domain/issue.ts';
import type { Problem } from '../domain/problem.ts';
import type { Shift } from '../domain/shift.ts';
import type { MissingActivity } from '../domain/activity.ts';
import type { Roster } from '../domain/roster.ts';
import { fromMissing, missingActivitiesSchema } from './activities.ts';
import { fromBreach } from './audit-mapping.ts';
import { breachSchema } from './breach.ts';
import type { Check } from './documents.ts';
import { checkAt, readDocument } from './documents.ts';
import { exampleOf } from './example.ts';
import { list, member, text } from './cursor.ts';
import { isZone } from '../domain/calendar.ts';
import { problemChecks, toProblem } from './problem-mapping.ts';
import { problemSchema } from './problem.ts';
import { partSchema, uncoveredSchema } from './roster.ts';
import { fromUncovered } from './roster-mapping.ts';
import { checkShifts } from './shift-checks.ts';
import { fromShift, toShifts } from './shift-mapping.ts';
import { shiftSchema, shiftsSchema } from './shift.ts';
import { checkDistinct, namesOf } from './team-checks.ts';

const problemExample = exampleOf(problemSchema);
const shiftExample = {
  id: 'anna/2026-03-02',
  employee: 'anna',
  start: '2026-03-02T09:00:00+08:00',
  end: '2026-03-02T18:00:00+08:00',
  breaks: [],
};
const meeting = { start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T09:30:00+08:00', activity: 'team-meeting' };

export const placementBodySchema = z
  .strictObject({
    problem: problemSchema.meta({ description: 'The problem of the roster, with its activities.' }),
    shifts: shiftsSchema.meta({ description: 'The roster. What is in it stays: only activities are added.' }),
    seed: z.int().min(0).max(4_294_967_295).default(1),
  })
  .meta({
    id: 'PlacementBody',
    description: 'A roster, and the activities that it is to hold.',
    examples: [
      {
        problem: {
          ...(problemExample as object),
          activities: [{ id: 'team-meeting', mode: 'together', lengthMinutes: 30 }],
        },
        shifts: [shiftExample, { ...shiftExample, id: 'bo/2026-03-02', employee: 'bo' }],
      },
    ],
  });

export const placementSchema = z
  .strictObject({
    kind: z.literal('activity-placement').default('activity-placement'),
    shifts: z.array(shiftSchema),
    missingActivities: missingActivitiesSchema.meta({ description: 'Activities that are due and not held.' }),
    objective: z.number().meta({ description: "Sum of the parts' points." }),
    objectiveParts: z.array(partSchema),
    uncovered: z.array(uncoveredSchema),
    breaches: z.array(breachSchema),
  })
  .meta({
    id: 'ActivityPlacement',
    description: 'A roster with its activities in it.',
    examples: [
      {
        kind: 'activity-placement',
        shifts: [{ ...shiftExample, activity: 'work', pieces: [meeting] }],
        missingActivities: [],
        objective: 0,
        objectiveParts: [],
        uncovered: [],
        breaches: [],
      },
    ],
  });

export type PlacementDocument = z.output<typeof placementSchema>;

/** What is asked for: activities of a problem in a roster. */
export type PlacementRequest = {
  readonly problem: Problem;
  readonly shifts: readonly Shift[];
  readonly seed: number;
};

/** The shifts of a roster that comes beside its problem. */
export const checkRoster: Check = (root, add) => {
  const team = member(member(root, 'problem'), 'team');
  const zone = text(team, 'zone');
  if (zone === undefined || !isZone(zone)) return;
  checkShifts(member(root, 'shifts'), zone, namesOf(team), true, add);
  checkDistinct(list(root, 'shifts'), add);
};

/** Reads the body of a request to place activities. */
export function parsePlacement(input: unknown): Outcome<PlacementRequest> {
  const checks = [...problemChecks.map((check) => checkAt('problem', check)), checkRoster];
  const read = readDocument(placementBodySchema, input, checks);
  if (!read.ok) return read;
  const problem = toProblem(read.value.problem);
  return {
    ok: true,
    value: { problem, shifts: toShifts(problem.team.zone, read.value.shifts), seed: read.value.seed },
  };
}

type Placed = Pick<Roster, 'shifts' | 'objectiveParts' | 'uncovered' | 'breaches'> & {
  readonly objective: number;
  readonly missingActivities?: readonly MissingActivity[] | undefined;
};

/** A roster with its activities, as a document. */
export function fromPlacement(zone: string, placed: Placed): PlacementDocument {
  return {
    kind: 'activity-placement',
    shifts: placed.shifts.map((shift) => fromShift(zone, shift)),
    missingActivities: (placed.missingActivities ?? []).map(fromMissing),
    objective: placed.objective,
    objectiveParts: placed.objectiveParts.map((part) => ({ ...part })),
    uncovered: placed.uncovered.map((one) => fromUncovered(zone, one)),
    breaches: placed.breaches.map((breach) => fromBreach(zone, breach)),
  };
}
