import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { idSchema, minutesSchema, nameSchema, timeSchema, weekdaysSchema } from './scalars.ts';

const mealSchema = z
  .strictObject({
    lengthMinutes: z
      .int()
      .min(1)
      .max(480)
      .meta({ description: 'Length of the meal.', examples: [30] }),
    paid: z.boolean().default(false),
    fromShiftMinutes: minutesSchema.optional().meta({
      description: 'Only shifts at least this long have the meal; default 0.',
      examples: [360],
    }),
    notBeforeMinutes: minutesSchema.optional().meta({
      description:
        "Earliest start, from the shift's start; default a third of the shift, rounded down to stepMinutes or else to 15.",
    }),
    notInLastMinutes: minutesSchema.optional().meta({
      description: "The meal ends at least this long before the shift's end; default as notBeforeMinutes.",
    }),
    stepMinutes: z
      .int()
      .min(1)
      .max(480)
      .optional()
      .meta({ description: "Grid of meal starts; default 30, or the meal's length where that is less." }),
  })
  .meta({
    id: 'MealSetting',
    description: 'The meal of a shift: it leaves the cover, and the pay unless paid.',
    examples: [{ lengthMinutes: 30, paid: false, fromShiftMinutes: 360 }],
  });

const breakSettingSchema = z
  .strictObject({
    kind: z.enum(['meal', 'rest']).meta({ description: 'What rules of breaks take it for.', examples: ['rest'] }),
    lengthMinutes: z
      .int()
      .min(5)
      .max(120)
      .meta({ description: 'Length of each break.', examples: [15] }),
    paid: z.boolean().default(false),
    count: z
      .int()
      .min(1)
      .max(12)
      .optional()
      .meta({ description: 'How many; default 1.', examples: [2] }),
    everyMinutes: z
      .int()
      .min(30)
      .max(1440)
      .optional()
      .meta({ description: 'In place of count: one for each so many minutes of the shift.', examples: [60] }),
    majorFraction: z
      .boolean()
      .optional()
      .meta({ description: 'With everyMinutes: more than half of them count as whole.' }),
    fromShiftMinutes: minutesSchema.optional().meta({
      description: 'Only shifts at least this long have the breaks; default 0.',
      examples: [240],
    }),
    notBeforeMinutes: minutesSchema.optional().meta({
      description:
        "Earliest start, from the shift's start; default 60, or a quarter of the shift where that is less, rounded down to stepMinutes.",
    }),
    notInLastMinutes: minutesSchema.optional().meta({
      description: "A break ends at least this long before the shift's end; default as of notBeforeMinutes.",
    }),
    notAfterMinutes: minutesSchema.optional().meta({ description: "Latest start, from the shift's start." }),
    stepMinutes: z
      .union([z.literal(5), z.literal(10), z.literal(15), z.literal(30)])
      .optional()
      .meta({ description: "Grid of starts; default 15, or the break's length where that is less.", examples: [15] }),
  })
  .meta({
    id: 'BreakSetting',
    description: 'Equal breaks of a shift, placed where they cost the least cover.',
    examples: [{ kind: 'rest', lengthMinutes: 15, paid: true, count: 2, fromShiftMinutes: 360 }],
  });

/** A time at which a shift may start. */
const startSchema = timeSchema
  .refine((text) => text !== '24:00', { params: { code: 'start-at-24' } })
  .meta({ description: 'Wall-clock time of day, HH:MM from 00:00 to 23:59.', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

const step = z
  .int()
  .min(1)
  .max(1440)
  .meta({ description: 'Step in minutes.', examples: [30] });
const lengthMinutes = z.int().min(15).max(1440);

const gapMinutes = z.int().min(15).max(960);

const splitSchema = z
  .strictObject({
    gapMinutes: z
      .union([
        gapMinutes,
        z.strictObject({ minMinutes: gapMinutes, maxMinutes: gapMinutes, stepMinutes: step.default(30) }).meta({
          id: 'GapRange',
          description: 'Lengths of a gap from min to max.',
          examples: [{ minMinutes: 120, maxMinutes: 240, stepMinutes: 60 }],
        }),
      ])
      .meta({ description: 'Length of the gap in minutes: a number, or a range.', examples: [180] }),
    leastPartMinutes: z
      .int()
      .min(15)
      .max(720)
      .optional()
      .meta({ description: 'Least time before the gap and behind it; default 120.', examples: [180] }),
    stepMinutes: z
      .union([z.literal(15), z.literal(30), z.literal(60)])
      .optional()
      .meta({ description: "Grid of the gap's start, from the shift's start; default 30.", examples: [60] }),
  })
  .meta({
    id: 'SplitSetting',
    description: 'The gap of a split shift: unpaid, no work, and no break for rules of breaks.',
    examples: [{ gapMinutes: 180, leastPartMinutes: 180 }],
  });

/** A kind of shift, with its breaks, gap and skills. */
export const templateSchema = z
  .strictObject({
    id: idSchema,
    name: nameSchema.optional(),
    start: z
      .union([
        startSchema,
        z.strictObject({ earliest: startSchema, latest: startSchema, stepMinutes: step.default(30) }).meta({
          id: 'StartWindow',
          description: 'Start times from earliest to latest.',
          examples: [{ earliest: '07:00', latest: '12:00', stepMinutes: 30 }],
        }),
      ])
      .meta({ description: 'Start on the wall clock: one time, or a window.' }),
    length: z
      .union([
        lengthMinutes,
        z.strictObject({ minMinutes: lengthMinutes, maxMinutes: lengthMinutes, stepMinutes: step.default(30) }).meta({
          id: 'LengthRange',
          description: 'Lengths from min to max.',
          examples: [{ minMinutes: 240, maxMinutes: 480, stepMinutes: 60 }],
        }),
      ])
      .meta({
        description: 'Presence from start to end in MINUTES of wall-clock time, meal included: a number, or a range.',
        examples: [480],
      }),
    latestEnd: timeSchema.optional().meta({
      description: 'Latest end, on the day of the start; absent: no limit.',
    }),
    days: weekdaysSchema.optional(),
    meal: mealSchema.optional(),
    breaks: z.array(breakSettingSchema).max(LIMITS.breakSettings).optional().meta({
      description: 'Breaks besides the meal.',
    }),
    longestStretchMinutes: z.int().min(15).max(1440).optional().meta({
      description: "Longest time between the shift's start, its breaks and its end.",
    }),
    leastBetweenBreaksMinutes: minutesSchema.optional().meta({
      description: 'Least time from the end of a break to the start of the next; default 0.',
    }),
    onCall: z.boolean().optional().meta({
      description:
        'Its shifts are duties on call, of the activity on-call: neither working time nor paid, and no cover but of demands for the template.',
    }),
    split: splitSchema.optional().meta({
      description:
        'Its shifts have a gap: two attendances on one day, for contracts with splitShifts. The length is from first start to last end.',
    }),
    skills: z
      .array(idSchema)
      .max(LIMITS.skills)
      .optional()
      .meta({ description: 'Skills that may be worked in it; absent: any.' }),
  })
  .meta({
    id: 'ShiftTemplate',
    description: 'A kind of shift: fixed, or with a start window and a range of lengths.',
    examples: [
      {
        id: 'day',
        start: { earliest: '07:00', latest: '12:00', stepMinutes: 30 },
        length: { minMinutes: 240, maxMinutes: 540, stepMinutes: 30 },
        latestEnd: '21:00',
        meal: { lengthMinutes: 30, paid: false, fromShiftMinutes: 360 },
      },
    ],
  });
