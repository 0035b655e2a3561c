import { changePricesSchema } from '../baseline.ts';
import { z } from 'zod';
import { unknownSchema, breachSchema } from '../breach.ts';
import { demandsSchema } from '../demands.ts';
import { exampleOf } from '../example.ts';
import { LIMITS } from '../limits.ts';
import { coverSchema, horizonSchema, pricesSchema, rosteringShape } from '../problem.ts';
import { requirementSchema } from '../requirement.ts';
import { partSchema, rosterSchema, solveSchema, uncoveredSchema } from '../roster.ts';
import { countSchema, dateSchema, idSchema, nameSchema, noteSchema } from '../scalars.ts';
import { shiftSchema, shiftsSchema } from '../shift.ts';
import { versionedShape, versionSchema } from './shapes.ts';
import { teamFindingsShape } from './team-findings.ts';

const draftIdSchema = z.string().max(LIMITS.textLength);

/** Shifts around the days of a draft: given, not known, or whatever is published when the draft is judged. */
const aroundSchema = z
  .union([z.literal('published'), shiftsSchema])
  .nullable()
  .default('published');

const copySchema = z
  .strictObject({
    published: z
      .strictObject({ from: horizonSchema.shape.from })
      .optional()
      .meta({ description: "The team's published shifts of as many days from this one on." }),
    roster: draftIdSchema
      .optional()
      .meta({ description: 'Id of a draft of this team, whose first day becomes the first day here.' }),
    version: versionSchema.optional().meta({ description: 'Version of that draft; default the newest.' }),
  })
  .meta({
    id: 'CopyFrom',
    description: 'Shifts to begin with: copied by wall clock to these days. Either `published` or `roster`.',
    examples: [{ published: { from: '2026-02-23' } }],
  });

export const newDraftSchema = z
  .strictObject({
    name: nameSchema.optional(),
    horizon: horizonSchema,
    requirements: z
      .array(draftIdSchema)
      .max(LIMITS.queues)
      .default([])
      .meta({ description: 'Ids of stored requirements that say how many people are wanted.', examples: [[]] }),
    requirement: z
      .union([requirementSchema, z.array(requirementSchema).min(1).max(LIMITS.queues)])
      .optional()
      .meta({ description: 'Requirements that are not stored.' }),
    cover: coverSchema.optional(),
    coverFrom: z.enum(['toSchedule', 'positions']).default('toSchedule').meta({
      description: 'Which number of a requirement is the target.',
    }),
    prices: pricesSchema.prefault({}),
    activities: rosteringShape.activities,
    splitSkills: rosteringShape.splitSkills,
    shifts: shiftsSchema.default([]).meta({ description: 'Shifts to begin with; not together with copyFrom.' }),
    copyFrom: copySchema.optional(),
    past: aroundSchema.meta({
      description:
        'Shifts before the first day; published: those that the schedule holds whenever the draft is judged; null: not known.',
    }),
    future: aroundSchema.meta({ description: 'Shifts behind the last day; as `past`.' }),
    solve: solveSchema
      .optional()
      .meta({ description: 'Solve the draft at once, in the background; its locked shifts stay.' }),
  })
  .meta({
    id: 'NewDraft',
    description: 'Days of a team to be rostered: what is wanted, and what to begin with.',
    examples: [
      {
        name: 'First week of March',
        horizon: { from: '2026-03-02', days: 7 },
        cover: { templates: [{ template: 'day', target: 1 }] },
        shifts: [{ employee: 'anna', template: 'day', start: '2026-03-02T09:00', end: '2026-03-02T18:00' }],
      },
    ],
  });

/** The numbers of a solve, and the version that it made. */
const draftSolveSchema = z
  .strictObject({
    version: versionSchema,
    ...rosterSchema.pick({
      status: true,
      endedBy: true,
      objective: true,
      bound: true,
      boundKind: true,
      gap: true,
      seconds: true,
      iterations: true,
      engine: true,
      seed: true,
    }).shape,
  })
  .meta({
    id: 'DraftSolve',
    description: 'What the newest solve said of the version that it made. Edits since then have no bound.',
    examples: [
      {
        version: 2,
        status: 'feasible',
        endedBy: 'time',
        objective: 1240,
        bound: 1195.5,
        boundKind: 'lagrangian',
        gap: 0.0359,
        seconds: 20,
        iterations: 310,
        engine: 'lines',
        seed: 1,
      },
    ],
  });

const written = { at: '2026-03-01T08:30:00.000Z', by: 'local' };
const exampleHead = {
  id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
  team: 'support',
  name: 'First week of March',
  horizon: { from: '2026-03-02', days: 7 },
  shiftCount: 7,
  version: 2,
  created: written,
  updated: written,
};

export const draftHeadSchema = z
  .strictObject({
    id: z.string(),
    team: idSchema,
    name: nameSchema.optional(),
    horizon: horizonSchema,
    shiftCount: countSchema.meta({ description: 'Number of shifts.' }),
    lastSolve: draftSolveSchema.optional(),
    ...versionedShape,
  })
  .meta({ id: 'DraftHead', description: 'A draft in short.', examples: [exampleHead] });

export const createdDraftSchema = z
  .strictObject({
    ...draftHeadSchema.shape,
    notes: z.array(noteSchema).meta({ description: 'What was left out of a copy, and why.' }),
  })
  .meta({ id: 'CreatedDraft', description: 'A draft that was just made.', examples: [{ ...exampleHead, notes: [] }] });

export const draftSchema = z
  .strictObject({
    ...draftHeadSchema.shape,
    requirements: z
      .array(z.string())
      .meta({ description: 'Ids of the stored requirements that its demand came from.' }),
    shifts: shiftsSchema,
    objective: z.number().meta({ description: "Sum of the parts' points." }),
    objectiveParts: z.array(partSchema),
    uncovered: z.array(uncoveredSchema),
    breaches: z.array(breachSchema),
    unknowns: z.array(unknownSchema),
    ...teamFindingsShape,
    strangers: z
      .array(z.string())
      .meta({ description: 'Employees of its shifts whom the team no longer has: they are not judged.' }),
    prices: pricesSchema,
    activities: rosteringShape.activities,
    splitSkills: rosteringShape.splitSkills,
    demands: demandsSchema,
  })
  .meta({
    id: 'Draft',
    description: 'A version of a draft, judged by the team, absences and schedule of now.',
    examples: [
      {
        ...exampleHead,
        requirements: [],
        shifts: [exampleOf(shiftSchema)],
        objective: 0,
        objectiveParts: [],
        uncovered: [],
        breaches: [],
        unknowns: [],
        strangers: [],
        prices: {},
        demands: exampleOf(demandsSchema),
      },
    ],
  });

const causeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('created') }),
    z.strictObject({ kind: z.literal('copied'), from: z.string().meta({ description: 'What it was copied from.' }) }),
    z.strictObject({
      kind: z.literal('edited'),
      edits: z.array(z.enum(['add', 'move', 'resize', 'breaks', 'pieces', 'reassign', 'remove', 'lock'])),
      employees: z.array(z.string()),
    }),
    z.strictObject({ kind: z.literal('undone'), to: versionSchema }),
    z.strictObject({
      kind: z.literal('solved'),
      job: z.string().nullable(),
      solve: draftSolveSchema
        .omit({ version: true })
        .meta({ id: 'DraftSolveNumbers', description: 'What the solve said.' }),
    }),
  ])
  .meta({ id: 'DraftCause', description: 'How a version came to be.', examples: [{ kind: 'undone', to: 3 }] });

export const draftVersionSchema = z
  .strictObject({
    version: versionSchema,
    written: versionedShape.created,
    cause: causeSchema,
    shiftCount: countSchema,
  })
  .meta({
    id: 'DraftVersion',
    description: 'A version of a draft.',
    examples: [{ version: 4, written, cause: { kind: 'undone', to: 3 }, shiftCount: 7 }],
  });

export const draftSolveBodySchema = z
  .strictObject({
    solve: solveSchema.prefault({}),
    keep: z.enum(['locked', 'all', 'none']).default('locked').meta({
      description:
        'Which shifts of the draft stay as they are: the locked ones, all (the solve adds to them), or none.',
    }),
    from: dateSchema
      .optional()
      .meta({ description: 'First date to solve; default the first of the draft. Days before it stay as they are.' }),
    to: dateSchema
      .optional()
      .meta({ description: 'Last date to solve, included; default the last of the draft. Days behind it stay.' }),
    against: z
      .strictObject({
        schedule: z.literal('published').default('published'),
        asOf: dateSchema.meta({ description: 'The day on which changes are told.', examples: ['2026-02-27'] }),
        prices: changePricesSchema.prefault({}),
      })
      .optional()
      .meta({ description: 'Every difference from what the team has published on these days has its price.' }),
  })
  .meta({
    id: 'DraftSolveBody',
    description: 'How to solve a draft.',
    examples: [{ solve: { seconds: 20, seed: 1 }, keep: 'locked' }],
  });
