import { z } from 'zod';
import type { Prices } from '../domain/problem.ts';
import { activitiesSchema } from './activities.ts';
import { agreementsSchema } from './agreement.ts';
import { baselineSchema } from './baseline.ts';
import { demandsSchema, stepsSchema } from './demands.ts';
import { LIMITS } from './limits.ts';
import { requirementSchema } from './requirement.ts';
import { dateSchema, idSchema, peopleSchema, timeSchema, weekdaysSchema } from './scalars.ts';
import { knownShape, shiftsSchema, surroundingShiftsSchema } from './shift.ts';
import { teamSchema } from './team.ts';

const horizonDays = z.int().min(1).max(LIMITS.horizonDays);

export const horizonSchema = z
  .strictObject({
    from: dateSchema.meta({ description: 'First day.', examples: ['2026-03-02'] }),
    days: horizonDays.default(7).meta({ description: 'Number of days, 1 to 35.', examples: [7] }),
  })
  .meta({
    id: 'Horizon',
    description: 'The days that are rostered or judged.',
    examples: [{ from: '2026-03-02', days: 7 }],
  });

const levels = {
  skill: idSchema.optional().meta({ description: 'Skill wanted; absent: any employee counts.' }),
  floor: peopleSchema.default(0).meta({ description: 'Fewer is dearest.', examples: [1] }),
  target: peopleSchema.meta({ description: 'People wanted; fewer costs, more costs less.', examples: [3] }),
  ceiling: peopleSchema.optional().meta({ description: 'More is crowding.', examples: [5] }),
  hard: z
    .literal(true)
    .optional()
    .meta({ description: 'The floor must be met: a problem in which it cannot be is infeasible.' }),
  steps: stepsSchema.optional(),
};

const when = {
  days: weekdaysSchema.optional(),
  dates: z.array(dateSchema).min(1).max(366).optional().meta({ description: 'Single dates, in place of days.' }),
};

const coverIntervalSchema = z
  .strictObject({
    ...when,
    from: timeSchema.meta({ examples: ['09:00'] }),
    to: timeSchema.meta({
      description: 'End, not part of it; at or before `from`: on the next day.',
      examples: ['23:00'],
    }),
    ...levels,
  })
  .meta({
    id: 'CoverInterval',
    description: 'People on the work (not on a break) wanted throughout a span of each of these days.',
    examples: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '23:00', target: 3 }],
  });

const coverTemplateSchema = z
  .strictObject({
    ...when,
    template: idSchema.meta({ description: 'Id of the shift template.', examples: ['late'] }),
    ...levels,
  })
  .meta({
    id: 'CoverTemplate',
    description: 'People attending one shift template on each of these days, whatever breaks they take.',
    examples: [{ template: 'late', skill: 'sales', target: 1 }],
  });

export const coverSchema = z
  .strictObject({
    intervals: z.array(coverIntervalSchema).max(LIMITS.coverRows).default([]),
    templates: z.array(coverTemplateSchema).max(LIMITS.coverRows).default([]),
  })
  .meta({
    id: 'Cover',
    description: 'People wanted, by time of day or by shift.',
    examples: [{ intervals: [{ from: '09:00', to: '23:00', target: 1 }] }],
  });

/** Points per unit where a document names no price. */
export const DEFAULT_PRICES: Prices = {
  belowFloorHour: 1000,
  belowTargetHour: 100,
  aboveTargetHour: 1,
  aboveCeilingHour: 10,
  belowFloorPerson: 8000,
  belowTargetPerson: 800,
  aboveTargetPerson: 8,
  aboveCeilingPerson: 80,
  paidHour: 0,
  labourCost: 0,
  hoursSpread: 0,
};

const price = (fallback: number, description: string) =>
  z
    .number()
    .min(0)
    .max(1e9)
    .default(fallback)
    .meta({ description: `Points ${description}.`, examples: [fallback] });

export const pricesSchema = z
  .strictObject({
    belowFloorHour: price(DEFAULT_PRICES.belowFloorHour, 'per agent-hour below the floor'),
    belowTargetHour: price(DEFAULT_PRICES.belowTargetHour, 'per agent-hour between floor and target'),
    aboveTargetHour: price(DEFAULT_PRICES.aboveTargetHour, 'per agent-hour above the target'),
    aboveCeilingHour: price(DEFAULT_PRICES.aboveCeilingHour, 'per agent-hour above the ceiling, on top'),
    belowFloorPerson: price(DEFAULT_PRICES.belowFloorPerson, 'per person of a template below the floor'),
    belowTargetPerson: price(DEFAULT_PRICES.belowTargetPerson, 'per person of a template between floor and target'),
    aboveTargetPerson: price(DEFAULT_PRICES.aboveTargetPerson, 'per person of a template above the target'),
    aboveCeilingPerson: price(DEFAULT_PRICES.aboveCeilingPerson, 'per person of a template above the ceiling, on top'),
    paidHour: price(DEFAULT_PRICES.paidHour, 'per paid hour'),
    labourCost: price(DEFAULT_PRICES.labourCost, 'per unit of money of labour cost'),
    hoursSpread: price(DEFAULT_PRICES.hoursSpread, 'per hour between most and least paid hours within a contract'),
  })
  .meta({
    id: 'Prices',
    description: 'Points per unit of each part of the objective; 0 leaves the part out.',
    examples: [{ paidHour: 1, hoursSpread: 0.01 }],
  });

/** Accepts a part of the prices; what is absent has its default. */
const partialPricesSchema = pricesSchema.prefault({});

/** What a PROBLEM and a PLAN say alike: what counts how much, and which shifts are there already. */
export const startSchema = shiftsSchema.optional().meta({
  description: 'A roster to begin with, besides the locks. The answer is no worse where it keeps the hard rules.',
});

export const rosteringShape = {
  coverFrom: z.enum(['toSchedule', 'positions']).default('toSchedule').meta({
    description: 'Which number of the requirement is the target.',
  }),
  prices: partialPricesSchema,
  activities: activitiesSchema
    .optional()
    .meta({ description: 'Meetings, training and the like, placed inside the shifts once these are found.' }),
  splitSkills: z
    .strictObject({
      leastMinutes: z
        .int()
        .min(5)
        .max(480)
        .meta({ description: 'Least work in one skill at a time.', examples: [60] }),
    })
    .optional()
    .meta({
      description:
        'People with several skills change between them within their shifts where that lowers the cost of the cover.',
      examples: [{ leastMinutes: 60 }],
    }),
  locks: shiftsSchema.default([]).meta({ description: 'Shifts inside the horizon that stay as they are.' }),
  past: surroundingShiftsSchema.meta({
    description: 'Shifts before the horizon; absent or null: not known; []: known to be none.',
  }),
  future: surroundingShiftsSchema.meta({
    description: 'Shifts behind the horizon; absent or null: not known; []: known to be none.',
  }),
};

export const problemSchema = z
  .strictObject({
    kind: z.literal('problem').default('problem'),
    team: teamSchema,
    horizon: horizonSchema,
    cover: coverSchema.optional(),
    requirement: z
      .union([requirementSchema, z.array(requirementSchema).min(1).max(LIMITS.queues)])
      .optional()
      .meta({
        description: 'A requirement, or one per skill: target = toSchedule of each interval inside the horizon.',
      }),
    demands: demandsSchema
      .optional()
      .meta({ description: 'Demand resolved to instants and dates, such as the `demands` of a ROSTER.' }),
    ...rosteringShape,
    start: startSchema,
    baseline: baselineSchema.optional().meta({ description: 'What was published, where differences from it cost.' }),
    ...knownShape,
    agreements: agreementsSchema.optional().meta({
      description: 'Agreements on record. A rule of severity agreement that they lift on all the days is not kept.',
    }),
    lockConflicts: z
      .enum(['refuse', 'keep'])
      .optional()
      .meta({
        description:
          'What becomes of employees for whom their locks, or what other teams have published, leave no line: no roster (`refuse`, the default), or they ' +
          'work exactly their locks and the others are planned around them (`keep`).',
      }),
  })
  .meta({
    id: 'Problem',
    description: 'A roster to be made: people, demand, and what is fixed.',
    examples: [
      {
        kind: 'problem',
        team: {
          zone: 'Asia/Shanghai',
          contracts: [{ id: 'full-time', maxHoursPerWeek: 40, maxDaysPerWeek: 5 }],
          employees: [
            { id: 'anna', contract: 'full-time' },
            { id: 'bo', contract: 'full-time' },
          ],
          shiftTemplates: [{ id: 'day', start: '09:00', length: 540, meal: { lengthMinutes: 60, paid: false } }],
          rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
        },
        horizon: { from: '2026-03-02', days: 7 },
        cover: { templates: [{ template: 'day', target: 1 }] },
        past: [],
      },
    ],
  });

export type ProblemRead = z.output<typeof problemSchema>;
export type ProblemDocument = z.input<typeof problemSchema>;
