import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { crewSchema, shrinkagePartsSchema } from './shrinkage.ts';
import { idSchema, measuredSchema, noteSchema, peopleSchema, timestampSchema, zoneSchema } from './scalars.ts';

export const targetSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('service-level'),
      share: z
        .number()
        .gt(0)
        .lt(1)
        .meta({ description: 'Share answered within the threshold.', examples: [0.8] }),
      thresholdSeconds: z
        .number()
        .min(0)
        .max(86_400)
        .meta({ description: 'Seconds.', examples: [20] }),
      base: z.enum(['offered', 'answered', 'patient']).default('offered').meta({
        description:
          'Share of what: all offered; those answered; or offered less those who hang up within the threshold.',
      }),
    }),
    z.strictObject({
      kind: z.literal('asa'),
      asaSeconds: z
        .number()
        .gt(0)
        .max(86_400)
        .meta({ description: 'Highest average speed of answer, seconds.', examples: [40] }),
    }),
    z.strictObject({
      kind: z.literal('abandonment'),
      share: z
        .number()
        .gt(0)
        .lt(1)
        .meta({
          description: 'Highest share of offered contacts that hang up; needs patienceSeconds.',
          examples: [0.03],
        }),
    }),
  ])
  .meta({
    id: 'StaffingTarget',
    description: 'What the staffing must reach.',
    examples: [{ kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' }],
  });

const parameterShape = {
  furtherTargets: z.array(targetSchema).min(1).max(10).optional().meta({
    description: 'Targets besides, all of which are to be met. The service level that is told is that of `target`.',
  }),
  load: z
    .enum(['stationary', 'lagged', 'modified-offered-load'])
    .default('stationary')
    .meta({
      description:
        'The load that an interval is staffed for: that of its own contacts; that of the contacts one handle time earlier; or the contacts in handling if nobody ' +
        'had to wait, which carries over what is still being handled. By simulation the first is short by least.',
    }),
  ahtSeconds: z
    .number()
    .gt(0)
    .max(86_400)
    .meta({
      description: 'Average handle time, after-contact work included; used where the forecast has none of its own.',
      examples: [180],
    }),
  patienceSeconds: z
    .number()
    .gt(0)
    .max(86_400)
    .optional()
    .meta({
      description:
        'Mean time until a waiting caller hangs up. Present: Erlang A; absent: Erlang C, where nobody hangs up.',
      examples: [120],
    }),
  concurrency: z
    .strictObject({
      most: z
        .int()
        .min(1)
        .max(50)
        .meta({ description: 'Most contacts of one agent at once.', examples: [3] }),
      stretch: z
        .array(z.number().min(1).max(50))
        .min(1)
        .max(50)
        .default([1])
        .meta({
          description:
            'How much longer each takes with 1, 2, ... at once, of the time of one alone; begins with 1 and does not fall, and two at once must not take more than twice as long.',
          examples: [[1, 1.2, 1.5]],
        }),
    })
    .optional()
    .meta({ description: 'Several contacts of an agent at once, as in chats; ahtSeconds is that of one alone.' }),
  shrinkage: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .meta({
      description:
        'Share of paid time lost to what the roster does not place (training, sickness). Breaks of the roster are not in it.',
      examples: [0.3],
    }),
  shrinkageParts: shrinkagePartsSchema.optional(),
  crew: crewSchema.optional(),
  maxOccupancy: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .meta({ description: 'Highest busy share of staffed time; absent: no cap.', examples: [0.85] }),
  floor: peopleSchema.optional().meta({ description: 'Least positions in every open interval.', examples: [2] }),
  ceiling: peopleSchema.optional().meta({ description: 'Most positions in any interval.', examples: [60] }),
  skill: idSchema.optional().meta({ description: 'Skill that the contacts need.', examples: ['sales'] }),
};

const parametersExample = { preset: 'voice-80-20', ahtSeconds: 180, patienceSeconds: 120, shrinkage: 0.3 };

/** What a caller asks for: a target, or the name of a preset that holds one. */
export const requirementRequestSchema = z
  .strictObject({
    target: targetSchema.optional(),
    preset: idSchema.optional().meta({
      description: 'Name of a preset, in place of a target. What else it sets may be set otherwise here.',
      examples: ['voice-80-20'],
    }),
    ...parameterShape,
  })
  .meta({
    id: 'RequirementRequest',
    description: 'How to turn contacts into people; either target or preset is needed.',
    examples: [parametersExample],
  });

const parametersSchema = z.strictObject({ target: targetSchema, preset: idSchema.optional(), ...parameterShape }).meta({
  id: 'RequirementParameters',
  description: 'How contacts were turned into people.',
  examples: [{ target: { kind: 'asa', asaSeconds: 40 }, ahtSeconds: 180, shrinkage: 0.3 }],
});

const expectation = {
  serviceLevel: measuredSchema.meta({ description: "Expected service level under the target's definition." }),
  serviceLevelOffered: measuredSchema.meta({
    description: 'Expected share of offered contacts answered within the threshold.',
  }),
  abandonment: measuredSchema.meta({ description: 'Expected share of offered contacts that hang up.' }),
  asaSeconds: measuredSchema.meta({ description: 'Expected average speed of answer.' }),
  occupancy: measuredSchema.meta({ description: 'Expected busy share of staffed time.' }),
};

/** Expectations may be absent from a requirement that is written by hand, and are then not known. */
const expected = {
  serviceLevel: expectation.serviceLevel.default(null),
  serviceLevelOffered: expectation.serviceLevelOffered.default(null),
  abandonment: expectation.abandonment.default(null),
  asaSeconds: expectation.asaSeconds.default(null),
  occupancy: expectation.occupancy.default(null),
};

const requirementIntervalSchema = z
  .strictObject({
    start: timestampSchema,
    end: timestampSchema,
    open: z.boolean().default(true),
    contacts: z.number().min(0).max(LIMITS.contacts).optional(),
    ahtSeconds: z.number().min(0).max(86_400).optional(),
    loadErlang: z
      .number()
      .min(0)
      .optional()
      .meta({ description: 'Load staffed for: contacts x AHT / interval length, or what `load` makes of it.' }),
    proficiency: z
      .number()
      .optional()
      .meta({ description: 'Work of the crew in an hour, of that of full hands; ahtSeconds holds it.' }),
    positions: peopleSchema.meta({
      description: 'Least whole number of people on the work that meets the target.',
      examples: [9],
    }),
    toScheduleExact: z
      .number()
      .min(0)
      .max(LIMITS.people)
      .optional()
      .meta({ description: 'positions / (1 - shrinkage).', examples: [12.857] }),
    toSchedule: peopleSchema.meta({ description: 'toScheduleExact rounded up once.', examples: [13] }),
    ...expected,
    handleSeconds: z.number().optional().meta({ description: 'Handle time as it comes out with several at once.' }),
    meanConcurrency: z.number().optional().meta({ description: 'Contacts at once, of an agent who has any.' }),
    boundBy: z
      .enum(['target', 'occupancy', 'floor', 'ceiling', 'closed'])
      .optional()
      .meta({ description: 'Why positions is what it is.' }),
    boundTarget: z.int().min(0).optional().meta({
      description: 'Which of several targets asks for most: 0 is `target`, 1 the first of `furtherTargets`.',
    }),
    shrinkageParts: z
      .array(z.strictObject({ part: z.string(), people: z.number() }))
      .optional()
      .meta({ description: 'People of each part; of those that count they are toScheduleExact - positions in all.' }),
    withPlacedExact: z
      .number()
      .optional()
      .meta({ description: 'Positions and the people of all parts, those that the roster places included.' }),
  })
  .meta({
    id: 'RequirementInterval',
    description: 'People needed in one interval, and what is to be expected with exactly them.',
    examples: [{ start: '2026-03-02T09:00:00+01:00', end: '2026-03-02T09:30:00+01:00', positions: 9, toSchedule: 13 }],
  });

const summarySchema = z
  .strictObject({
    contacts: z.number(),
    peakPositions: z.number(),
    peakToSchedule: z.number(),
    positionHours: z.number(),
    scheduledHours: z.number().meta({ description: 'Hours of the rounded toSchedule.' }),
    ...expectation,
    shrinkageParts: z
      .array(z.strictObject({ part: z.string(), planned: z.boolean(), placedByRoster: z.boolean(), hours: z.number() }))
      .optional()
      .meta({ description: 'Hours of each part of shrinkage.' }),
  })
  .meta({
    id: 'RequirementSummary',
    description: 'The requirement as a whole; ratios weighted by contacts.',
    examples: [
      {
        contacts: 41000,
        peakPositions: 140,
        peakToSchedule: 201,
        positionHours: 7980,
        scheduledHours: 11400,
        serviceLevel: 0.82,
        serviceLevelOffered: 0.82,
        abandonment: 0.04,
        asaSeconds: 9,
        occupancy: 0.88,
      },
    ],
  });

export const requirementSchema = z
  .strictObject({
    kind: z.literal('requirement').default('requirement'),
    zone: zoneSchema,
    model: z.enum(['erlang-a', 'erlang-c', 'chat']).optional(),
    parameters: parametersSchema.optional(),
    skill: idSchema
      .optional()
      .meta({ description: 'Skill, where a requirement is written by hand without parameters.' }),
    intervals: z.array(requirementIntervalSchema).min(1).max(LIMITS.forecastPoints),
    summary: summarySchema.optional(),
    notes: z.array(noteSchema).default([]),
  })
  .meta({
    id: 'Requirement',
    description:
      'People needed per interval. Written by hand, it needs zone and intervals with start, end, positions and toSchedule alone.',
    examples: [
      {
        kind: 'requirement',
        zone: 'Europe/Berlin',
        intervals: [
          { start: '2026-03-02T09:00:00+01:00', end: '2026-03-02T09:30:00+01:00', positions: 9, toSchedule: 13 },
          { start: '2026-03-02T09:30:00+01:00', end: '2026-03-02T10:00:00+01:00', positions: 11, toSchedule: 16 },
        ],
      },
    ],
  });

export type RequirementRead = z.output<typeof requirementSchema>;
