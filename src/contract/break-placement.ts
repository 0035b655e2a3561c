import { z } from 'zod';
import type { Breach } from '../domain/breach.ts';
import type { Outcome } from '../domain/issue.ts';
import type { ObjectivePart, Uncovered } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import type { Zone } from '../domain/units.ts';
import { fromBreach } from './audit-mapping.ts';
import { breachSchema } from './breach.ts';
import { checkAt, readDocument } from './documents.ts';
import { checkRoster, type PlacementRequest } from './placement.ts';
import { problemChecks, toProblem } from './problem-mapping.ts';
import { problemSchema } from './problem.ts';
import { fromUncovered } from './roster-mapping.ts';
import { partSchema, uncoveredSchema } from './roster.ts';
import { fromShift, toShifts } from './shift-mapping.ts';
import { shiftSchema, shiftsSchema } from './shift.ts';

const seven = { start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T16:00:00+08:00' };

const shiftExample = { id: 'anna/2026-03-02', employee: 'anna', ...seven, template: 'day', breaks: [] };

export const breakPlacementBodySchema = z
  .strictObject({
    problem: problemSchema.meta({
      description: 'The problem of the roster: its templates say which breaks there are.',
    }),
    shifts: shiftsSchema.meta({
      description:
        'The roster. Breaks of a shift are those of its template afterwards; locked shifts, locked breaks, and shifts without a template stay.',
    }),
    seed: z.int().min(0).max(4_294_967_295).default(1),
  })
  .meta({
    id: 'BreakPlacementBody',
    description: 'A roster whose breaks are to be placed.',
    examples: [
      {
        problem: {
          kind: 'problem',
          team: {
            zone: 'Asia/Shanghai',
            contracts: [{ id: 'full-time' }],
            employees: [
              { id: 'anna', contract: 'full-time' },
              { id: 'bo', contract: 'full-time' },
            ],
            shiftTemplates: [
              {
                id: 'day',
                start: '09:00',
                length: 420,
                breaks: [
                  { kind: 'meal', lengthMinutes: 30, notBeforeMinutes: 120, notAfterMinutes: 300 },
                  { kind: 'rest', lengthMinutes: 15, paid: true, count: 2 },
                ],
                longestStretchMinutes: 180,
              },
            ],
            rules: [{ rule: 'breaks', values: { overHours: 6, eachMinutes: 15, totalMinutes: 30 } }],
          },
          horizon: { from: '2026-03-02', days: 1 },
          cover: { intervals: [{ from: '09:00', to: '16:00', target: 1 }] },
          past: [],
        },
        shifts: [shiftExample, { ...shiftExample, id: 'bo/2026-03-02', employee: 'bo' }],
      },
    ],
  });

const worthSchema = z
  .strictObject({
    objective: z.number().meta({ description: "Sum of the parts' points." }),
    objectiveParts: z.array(partSchema),
    uncovered: z.array(uncoveredSchema),
    breaches: z.array(breachSchema),
  })
  .meta({
    id: 'RosterWorth',
    description: 'A roster as the audit counts it.',
    examples: [{ objective: 0, objectiveParts: [], uncovered: [], breaches: [] }],
  });

export const breakPlacementSchema = z
  .strictObject({
    kind: z.literal('break-placement').default('break-placement'),
    shifts: z.array(shiftSchema),
    moved: z.array(z.string()).meta({ description: 'Ids of the shifts whose breaks are others now.' }),
    kept: z
      .array(z.string())
      .meta({ description: 'Ids of shifts without a place for their breaks: they stay as they were.' }),
    before: worthSchema,
    after: worthSchema,
  })
  .meta({
    id: 'BreakPlacement',
    description: 'A roster with its breaks placed, and what it was worth before and after.',
    examples: [
      {
        kind: 'break-placement',
        shifts: [{ ...shiftExample, activity: 'work' }],
        moved: [],
        kept: [],
        before: { objective: 0, objectiveParts: [], uncovered: [], breaches: [] },
        after: { objective: 0, objectiveParts: [], uncovered: [], breaches: [] },
      },
    ],
  });

export type BreakPlacementDocument = z.output<typeof breakPlacementSchema>;

/** Reads the body of a request to place breaks. */
export function parseBreakPlacement(input: unknown): Outcome<PlacementRequest> {
  const checks = [...problemChecks.map((check) => checkAt('problem', check)), checkRoster];
  const read = readDocument(breakPlacementBodySchema, input, checks);
  if (!read.ok) return read;
  const problem = toProblem(read.value.problem);
  const shifts = toShifts(problem.team.zone, read.value.shifts);
  return { ok: true, value: { problem, shifts, seed: read.value.seed } };
}

type Worth = {
  readonly objective: number;
  readonly objectiveParts: readonly ObjectivePart[];
  readonly uncovered: readonly Uncovered[];
  readonly breaches: readonly Breach[];
};

function fromWorth(zone: Zone, worth: Worth): BreakPlacementDocument['before'] {
  return {
    objective: worth.objective,
    objectiveParts: worth.objectiveParts.map((part) => ({ ...part })),
    uncovered: worth.uncovered.map((one) => fromUncovered(zone, one)),
    breaches: worth.breaches.map((breach) => fromBreach(zone, breach)),
  };
}

/** A roster with its breaks placed, as a document. */
export function fromBreakPlacement(
  zone: Zone,
  placed: {
    readonly shifts: readonly Shift[];
    readonly moved: readonly string[];
    readonly kept: readonly string[];
    readonly before: Worth;
    readonly after: Worth;
  },
): BreakPlacementDocument {
  return {
    kind: 'break-placement',
    shifts: placed.shifts.map((shift) => fromShift(zone, shift)),
    moved: [...placed.moved],
    kept: [...placed.kept],
    before: fromWorth(zone, placed.before),
    after: fromWorth(zone, placed.after),
  };
}
