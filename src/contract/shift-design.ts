import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { coverSchema, horizonSchema } from './problem.ts';
import { requirementSchema } from './requirement.ts';
import { solveSchema } from './roster.ts';
import {
  dateSchema,
  idSchema,
  nameSchema,
  noteSchema,
  peopleSchema,
  timeSchema,
  timestampSchema,
  weekdaysSchema,
  zoneSchema,
} from './scalars.ts';
import { templateSchema } from './shift-template.ts';

const step = (fallback: number) =>
  z
    .int()
    .min(1)
    .max(1440)
    .default(fallback)
    .meta({ description: `Step in minutes; default ${fallback}.` });

const kindSchema = z
  .strictObject({
    id: idSchema,
    name: nameSchema.optional(),
    start: z.strictObject({ earliest: timeSchema, latest: timeSchema, stepMinutes: step(30) }).meta({
      id: 'DesignStarts',
      description: 'Starts on the wall clock from earliest to latest; 24:00 is midnight, counted for the day before.',
      examples: [{ earliest: '06:00', latest: '08:00', stepMinutes: 30 }],
    }),
    length: z
      .strictObject({
        minMinutes: z.int().min(15).max(1440),
        maxMinutes: z.int().min(15).max(1440),
        stepMinutes: step(30),
      })
      .meta({
        id: 'DesignLengths',
        description: 'Lengths from min to max, the break included.',
        examples: [{ minMinutes: 480, maxMinutes: 600, stepMinutes: 30 }],
      }),
    break: z
      .strictObject({
        lengthMinutes: z.int().min(1).max(480),
        notBeforeMinutes: z.int().min(0).max(1440).meta({ description: "Earliest start, from the shift's start." }),
        notInLastMinutes: z.int().min(0).max(1440).meta({ description: "It ends so long before the shift's end." }),
        stepMinutes: step(30),
      })
      .optional()
      .meta({
        id: 'DesignBreak',
        description: 'The break of each shift: nobody works in it.',
        examples: [{ lengthMinutes: 60, notBeforeMinutes: 120, notInLastMinutes: 120, stepMinutes: 30 }],
      }),
    days: weekdaysSchema.optional(),
  })
  .meta({
    id: 'DesignKind',
    description: 'A kind of shift that may be used.',
    examples: [
      {
        id: 'early',
        start: { earliest: '06:00', latest: '08:00', stepMinutes: 30 },
        length: { minMinutes: 480, maxMinutes: 540, stepMinutes: 30 },
      },
    ],
  });

const demandSchema = z
  .strictObject({
    days: weekdaysSchema.optional(),
    dates: z.array(dateSchema).min(1).max(366).optional().meta({ description: 'Single dates, in place of days.' }),
    from: timeSchema.meta({ examples: ['09:00'] }),
    to: timeSchema.meta({ description: 'End, not part of it; at or before `from`: on the next day.' }),
    skill: idSchema.optional(),
    people: peopleSchema,
  })
  .meta({
    id: 'DesignDemand',
    description: 'People needed throughout a span of each of these days. Rows of one skill add up.',
    examples: [{ from: '09:00', to: '17:00', people: 3 }],
  });

const price = (fallback: number, description: string) =>
  z
    .number()
    .min(0)
    .max(1e6)
    .default(fallback)
    .meta({ description: `Points ${description}.`, examples: [fallback] });

const designPricesSchema = z
  .strictObject({
    shortHour: price(100, 'per agent-hour that is missing'),
    overHour: price(10, 'per agent-hour too many'),
    workHour: price(0, 'per agent-hour worked'),
    shiftType: price(50, 'per type of shift that is used'),
  })
  .meta({
    id: 'DesignPrices',
    description: 'Points per unit of each part of the objective.',
    examples: [{ shortHour: 100, overHour: 10, workHour: 0, shiftType: 50 }],
  });

const averageSchema = z
  .strictObject({
    skill: idSchema.optional(),
    minHours: z.number().min(0).max(24),
    maxHours: z.number().min(0).max(24),
    price: z.number().min(0).max(1e6).meta({ description: 'Points per hour by which all shifts together miss it.' }),
  })
  .meta({
    id: 'DesignAverage',
    description: 'Hours worked by the shifts of a skill on average.',
    examples: [{ minHours: 7, maxHours: 8, price: 50 }],
  });

const PROBLEM_EXAMPLE = {
  kind: 'shift-design-problem',
  zone: 'Asia/Shanghai',
  horizon: { from: '2026-03-02', days: 7 },
  demands: [
    { from: '08:00', to: '16:00', people: 2 },
    { days: ['mon'], from: '16:00', to: '20:00', people: 1 },
  ],
  kinds: [
    {
      id: 'day',
      start: { earliest: '08:00', latest: '16:00', stepMinutes: 240 },
      length: { minMinutes: 240, maxMinutes: 480, stepMinutes: 240 },
    },
  ],
};

export const designProblemSchema = z
  .strictObject({
    kind: z.literal('shift-design-problem').default('shift-design-problem'),
    zone: zoneSchema,
    horizon: horizonSchema,
    cyclic: z.boolean().default(false).meta({
      description: 'The horizon repeats: what its last night works beyond it, it works on the first morning.',
    }),
    requirement: z
      .union([requirementSchema, z.array(requirementSchema).min(1).max(LIMITS.queues)])
      .optional()
      .meta({ description: 'A requirement, or one per skill.' }),
    coverFrom: z.enum(['toSchedule', 'positions']).default('toSchedule').meta({
      description: 'Which number of the requirement is needed.',
    }),
    demands: z.array(demandSchema).max(LIMITS.coverRows).default([]),
    kinds: z.array(kindSchema).min(1).max(LIMITS.shiftTemplates),
    prices: designPricesSchema.prefault({}),
    averageHours: z.array(averageSchema).max(LIMITS.skills).default([]),
    maximumTypes: z.int().min(0).max(1000).optional().meta({ description: 'Most types of shifts.' }),
    sameCounts: z
      .array(weekdaysSchema)
      .max(7)
      .default([])
      .meta({
        description: 'Days of the week that have the same head-counts; a kind that is not for all of them is not used.',
        examples: [[['mon', 'tue', 'wed', 'thu', 'fri']]],
      }),
  })
  .meta({
    id: 'ShiftDesignProblem',
    description: 'People needed, and the kinds of shifts that may be used.',
    examples: [PROBLEM_EXAMPLE],
  });

export type DesignProblemRead = z.output<typeof designProblemSchema>;

export const designBodySchema = z
  .strictObject({ problem: designProblemSchema, solve: solveSchema.omit({ engine: true }).prefault({}) })
  .meta({
    id: 'ShiftDesignBody',
    description: 'A requirement with kinds of shifts, and how to solve it.',
    examples: [{ problem: PROBLEM_EXAMPLE, solve: { seconds: 5, seed: 1 } }],
  });

const skillColumn = { skill: z.string().optional() };

const designedSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Also the id of its shift template.' }),
    kind: z.string().meta({ description: 'Id of its kind.' }),
    start: timeSchema,
    end: timeSchema.meta({ description: 'On the next day where it is at or before the start.' }),
    lengthMinutes: z.int(),
    break: z.strictObject({ start: timeSchema, end: timeSchema, lengthMinutes: z.int() }).optional(),
    people: z.int().meta({ description: 'Head-counts of all days and skills together.' }),
    counts: z.array(z.strictObject({ date: dateSchema, ...skillColumn, people: z.int() })),
  })
  .meta({
    id: 'DesignedShift',
    description: 'A type of shift in use, with the people who work it by day and skill.',
    examples: [
      {
        id: 'day-1',
        kind: 'day',
        start: '08:00',
        end: '16:00',
        lengthMinutes: 480,
        people: 2,
        counts: [{ date: '2026-03-02', people: 2 }],
      },
    ],
  });

export const shiftDesignSchema = z
  .strictObject({
    kind: z.literal('shift-design').default('shift-design'),
    zone: zoneSchema,
    horizon: horizonSchema,
    status: z.enum(['optimal', 'feasible']),
    endedBy: z.enum(['proof', 'gap', 'exhausted', 'time', 'iterations', 'cancel', 'memory']),
    objective: z.number().meta({ description: "Sum of the parts' points." }),
    objectiveParts: z.array(
      z.strictObject({
        part: z.enum(['short', 'over', 'work', 'shift-types', 'average-hours']),
        unit: z.enum(['agent-hours', 'hours', 'shift types']),
        count: z.number(),
        points: z.number(),
      }),
    ),
    bound: z.number().meta({ description: 'No design costs less.' }),
    boundKind: z.enum(['integer', 'lp', 'lagrangian', 'relaxed-pricing', 'none']),
    gap: z.number(),
    seconds: z.number(),
    iterations: z.int(),
    seed: z.int(),
    shifts: z.array(designedSchema),
    shiftTemplates: z.array(templateSchema).meta({ description: 'The same types for the shiftTemplates of a TEAM.' }),
    cover: coverSchema.meta({ description: 'The head-counts for the cover of a PROBLEM.' }),
    coverage: z.array(
      z.strictObject({
        start: timestampSchema,
        end: timestampSchema,
        ...skillColumn,
        needed: z.number(),
        cover: z.number(),
      }),
    ),
    notes: z.array(noteSchema),
  })
  .meta({
    id: 'ShiftDesign',
    description: 'Types of shifts with head-counts for a requirement.',
    examples: [
      {
        kind: 'shift-design',
        zone: 'Asia/Shanghai',
        horizon: { from: '2026-03-02', days: 1 },
        status: 'optimal',
        endedBy: 'proof',
        objective: 50,
        objectiveParts: [{ part: 'shift-types', unit: 'shift types', count: 1, points: 50 }],
        bound: 50,
        boundKind: 'lp',
        gap: 0,
        seconds: 0.1,
        iterations: 1,
        seed: 1,
        shifts: [
          {
            id: 'day-1',
            kind: 'day',
            start: '08:00',
            end: '16:00',
            lengthMinutes: 480,
            people: 2,
            counts: [{ date: '2026-03-02', people: 2 }],
          },
        ],
        shiftTemplates: [{ id: 'day-1', start: '08:00', length: 480 }],
        cover: { intervals: [], templates: [{ dates: ['2026-03-02'], template: 'day-1', target: 2 }] },
        coverage: [{ start: '2026-03-02T08:00:00+08:00', end: '2026-03-02T16:00:00+08:00', needed: 2, cover: 2 }],
        notes: [],
      },
    ],
  });

export type ShiftDesignDocument = z.output<typeof shiftDesignSchema>;
