import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { dateSchema, idSchema, timeSchema, weekdaysSchema, weekdaySchema } from './scalars.ts';

const multiplier = z
  .number()
  .min(1)
  .max(10)
  .meta({ description: 'What an hour is paid, in hourly costs.', examples: [1.5] });

const tierSchema = z
  .strictObject({
    id: idSchema,
    basis: z.enum(['day', 'week', 'rest-day', 'holiday', 'seventh-day', 'overtime-month', 'short-rest']).meta({
      description:
        'Hours of the workday or workweek beyond fromHours; work on a rest day, on a statutory holiday, or on the last day of a workweek of seven worked days; overtime of a month beyond fromHours of it; work after a rest below restHours.',
    }),
    fromHours: z
      .number()
      .min(0)
      .max(744)
      .optional()
      .meta({ description: 'Hours that come before the tier, of the day for bases about days; default 0.' }),
    multiplier,
    restHours: z
      .number()
      .min(0)
      .max(48)
      .optional()
      .meta({ description: 'Least rest since the day before, for basis short-rest.' }),
    timeOffInLieu: z
      .boolean()
      .optional()
      .meta({ description: 'The hours are owed as time off, one for one, and carry no premium.' }),
  })
  .meta({
    id: 'PayTier',
    description: 'Hours that are paid at a multiple of the hourly cost. An hour is paid at its highest tier, once.',
    examples: [{ id: 'overtime', basis: 'week', fromHours: 40, multiplier: 1.5 }],
  });

const payWindowSchema = z
  .strictObject({
    id: idSchema,
    days: weekdaysSchema.optional().meta({ description: 'Weekdays on which the window begins; absent: all.' }),
    from: timeSchema,
    to: timeSchema.meta({ description: 'A time at or before from lies on the next day.' }),
    multiplier: multiplier.optional(),
    allowancePerHour: z
      .number()
      .min(0)
      .max(1e6)
      .optional()
      .meta({ description: 'Money per hour worked in the window.', examples: [2] }),
    stacking: z.enum(['add', 'highest']).optional().meta({
      description: 'add (default): what the multiplier has above 1 comes on top of the tier; highest: in its place.',
    }),
  })
  .meta({
    id: 'PayWindow',
    description: 'Hours of the clock that pay more.',
    examples: [{ id: 'night', from: '22:00', to: '05:00', multiplier: 1.25 }],
  });

export const payPlanSchema = z
  .strictObject({
    days: z.enum(['start', 'clock']).optional().meta({
      description:
        'Whether all hours of a shift belong to the workday of its start (default), or each to the workday in which it is worked.',
    }),
    dayStart: timeSchema.optional().meta({ description: 'When workdays begin; default 00:00.', examples: ['06:00'] }),
    weekStart: weekdaySchema.optional().meta({ description: "First workday of the workweek; default the team's." }),
    restDays: z.enum(['fixed', 'floating', 'count']).optional().meta({
      description:
        "fixed (default): days that are none of the contract's workdays; floating: the last worked days of a week beyond as many as it has workdays; count: beyond 7 less restDaysPerWeek.",
    }),
    restDaysPerWeek: z.int().min(0).max(7).optional(),
    tiers: z.array(tierSchema).max(LIMITS.payTiers).default([]),
    windows: z.array(payWindowSchema).max(LIMITS.payTiers).optional(),
    source: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'Where the rates come from.', examples: ['29 CFR 778'] }),
  })
  .meta({
    id: 'PayPlan',
    description: "How hours are paid beyond one hourly cost for each; in place of the packs' plans.",
    examples: [
      {
        weekStart: 'sun',
        days: 'clock',
        tiers: [{ id: 'overtime', basis: 'week', fromHours: 40, multiplier: 1.5 }],
        windows: [{ id: 'night', from: '22:00', to: '05:00', multiplier: 1.25 }],
      },
    ],
  });

const hours = z.number().min(0);
const partsSchema = z.array(
  z.strictObject({
    id: idSchema,
    hours,
    multiplier: multiplier.optional(),
    premiumHours: hours.meta({
      description:
        'Paid hours beyond those worked that this tier or window is the reason of; over all parts they are those of the week.',
    }),
    premiumMoney: hours
      .optional()
      .meta({ description: 'Those at the hourly cost, and allowances; there where the hourly cost is known.' }),
  }),
);

export const payWeekSchema = z
  .strictObject({
    employee: z.string(),
    weekStart: dateSchema.meta({ description: "First workday of the plan's workweek." }),
    workHours: hours.meta({ description: 'Paid hours.' }),
    ordinaryHours: hours.meta({ description: 'Hours that reach no tier.' }),
    tiers: partsSchema.meta({ description: 'Hours by tier; each is paid once, at its highest.' }),
    windows: partsSchema.meta({ description: 'Hours worked in each window of pay.' }),
    premiumHours: hours.meta({
      description: 'Paid hours beyond those worked: over all hours, their multiplier less 1.',
    }),
    lieuHours: hours.meta({ description: 'Hours that are owed as time off.' }),
    allowances: hours.meta({ description: 'Money of windows by the hour.' }),
    premiumMoney: hours.optional().meta({ description: 'Premium hours at the hourly cost, and allowances.' }),
    totalMoney: hours.optional().meta({ description: 'All hours at the hourly cost, premiums and allowances.' }),
  })
  .meta({
    id: 'PayWeek',
    description: "One employee's pay of one workweek, where a contract or pack says how hours are paid.",
    examples: [
      {
        employee: 'anna',
        weekStart: '2026-03-01',
        workHours: 44,
        ordinaryHours: 40,
        tiers: [{ id: 'overtime', hours: 4, multiplier: 1.5, premiumHours: 2, premiumMoney: 40 }],
        windows: [],
        premiumHours: 2,
        lieuHours: 0,
        allowances: 0,
        premiumMoney: 40,
        totalMoney: 920,
      },
    ],
  });
