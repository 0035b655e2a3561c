import { z } from 'zod';
import { HOURS_PERIODS } from '../domain/hours.ts';
import { agreementsSchema } from './agreement.ts';
import { attendanceSchema } from './attendance.ts';
import { breachSchema, unknownSchema } from './breach.ts';
import { exampleOf } from './example.ts';
import { LIMITS } from './limits.ts';
import { payWeekSchema } from './pay.ts';
import { viewSchema } from './protected-view.ts';
import { waiverSchema } from './resources/publications.ts';
import { countSchema, dateSchema, idSchema } from './scalars.ts';
import { surroundingListSchema } from './shift.ts';
import { teamSchema } from './team.ts';

/** Waivers of one ledger, at most. */
const MOST_WAIVERS = 5000;

export const periodSchema = z.enum(HOURS_PERIODS).meta({ description: 'Calendar periods that the hours are told by.' });

const recordedWaiverSchema = z
  .strictObject({
    ...waiverSchema.shape,
    from: dateSchema.optional().meta({ description: 'First date that it was given for, where it names none itself.' }),
    to: dateSchema.optional().meta({ description: 'Last such date, included.' }),
    publication: idSchema.optional().meta({ description: 'Id of the publication that it let through.' }),
  })
  .meta({
    id: 'RecordedWaiver',
    description: 'A waiver, and the publication that it was given with.',
    examples: [{ ...(exampleOf(waiverSchema) as object), from: '2026-03-02', to: '2026-03-08' }],
  });

export const hoursBodySchema = z
  .strictObject({
    team: teamSchema,
    from: dateSchema.meta({ description: 'First date.' }),
    to: dateSchema.meta({ description: 'Last date, included.' }),
    by: periodSchema.default('month'),
    shifts: surroundingListSchema.meta({
      description:
        'All that is known of the schedule, also before and behind the dates: limits of weeks, months and years look there.',
    }),
    knownFrom: dateSchema
      .optional()
      .meta({ description: 'First date of which all shifts are there; default that of the first shift, or from.' }),
    knownTo: dateSchema
      .optional()
      .meta({ description: 'Last date of which all shifts are there; default that of the last shift, or to.' }),
    attendance: attendanceSchema.optional(),
    agreements: agreementsSchema.optional(),
    waivers: z.array(recordedWaiverSchema).max(MOST_WAIVERS).default([]),
    employees: z
      .array(idSchema)
      .max(LIMITS.employees)
      .optional()
      .meta({ description: 'Only these employees; default all of the team.' }),
    view: viewSchema,
  })
  .meta({
    id: 'HoursBody',
    description: 'A team with what is scheduled and worked.',
    examples: [{ team: exampleOf(teamSchema), from: '2026-03-02', to: '2026-03-31', shifts: [] }],
  });

const hours = z.number().min(0);
const dates = { from: dateSchema, to: dateSchema.meta({ description: 'Last date, included.' }) };
const { tiers, windows } = payWeekSchema.shape;

const rowSchema = z
  .strictObject({
    employee: z.string(),
    name: z.string().optional(),
    ...dates,
    whole: z.boolean().meta({ description: 'False where the span cuts the calendar period.' }),
    contracts: z.array(z.string()).meta({ description: 'Contracts that hold on the dates, in order.' }),
    shifts: countSchema,
    days: countSchema.meta({ description: 'Dates on which a shift starts.' }),
    scheduledHours: hours,
    workedHours: hours
      .optional()
      .meta({ description: 'Of the dates of which attendance is known; absent where there are none.' }),
    countedHours: hours.meta({
      description: 'Worked where that is known, scheduled elsewhere. All that follows is of these.',
    }),
    ordinaryHours: hours
      .optional()
      .meta({ description: 'Hours that reach no tier of pay; absent where nothing says how hours are paid.' }),
    overtimeHours: hours.optional().meta({ description: 'Hours of all tiers.' }),
    tiers: tiers.optional().meta({ description: 'Hours by tier of pay, by the workday of its plan.' }),
    windows: windows.optional().meta({ description: 'Hours in windows of pay.' }),
    premiumHours: hours.optional().meta({ description: 'Paid hours beyond those worked.' }),
    lieuHours: hours.optional().meta({ description: 'Hours owed as time off.' }),
    allowances: hours.optional().meta({ description: 'Money of windows by the hour.' }),
    lieuTakenHours: hours.meta({ description: 'Hours of leave of kind `lieu`.' }),
    nightHours: hours.meta({ description: 'Work within the night, unpaid breaks left out.' }),
    sundayHours: hours,
    holidayHours: hours.meta({ description: 'Work on statutory holidays of the team.' }),
    freeDays: countSchema.meta({ description: 'Dates on which no shift starts.' }),
    shortestRestHours: hours
      .optional()
      .meta({ description: 'Least time before a shift of these dates since the one before it.' }),
    leaveDays: countSchema.meta({ description: 'Workdays on leave.' }),
    creditHours: hours.meta({ description: 'What leave and holidays add to the hours.' }),
    contractHours: hours
      .optional()
      .meta({ description: 'Hours of the contract on its workdays; absent where it names none.' }),
    balanceHours: z.number().optional().meta({ description: 'Counted and credited less those of the contract.' }),
  })
  .meta({
    id: 'HoursRow',
    description: "One employee's hours of some dates. A shift belongs to the local date on which it starts.",
    examples: [
      {
        employee: 'anna',
        from: '2026-03-02',
        to: '2026-03-08',
        whole: true,
        contracts: ['full'],
        shifts: 5,
        days: 5,
        scheduledHours: 40,
        countedHours: 40,
        lieuTakenHours: 0,
        nightHours: 0,
        sundayHours: 0,
        holidayHours: 0,
        freeDays: 2,
        leaveDays: 0,
        creditHours: 0,
        contractHours: 40,
        balanceHours: 0,
      },
    ],
  });

const limitSchema = z
  .strictObject({
    employee: z.string(),
    rule: z.string().meta({ description: 'Id of the rule.', examples: ['maximum-hours-week'] }),
    severity: breachSchema.shape.severity,
    source: z.string().optional().meta({ description: 'Where the limit comes from: a law, a contract, a house rule.' }),
    ...dates,
    kind: z.enum(['most', 'least']),
    unit: breachSchema.shape.unit,
    measured: z.number().meta({ description: 'What the rule counts on the dates; of days off, the days worked.' }),
    limit: z.number(),
    left: z.number().meta({ description: 'What is left; below 0 past a most. Of a least, what is missing.' }),
    weeklyHours: hours.optional().meta({ description: 'Of an average of working hours: those of a week.' }),
    daysUnknown: countSchema.meta({
      description: 'Dates of the window of which not all shifts are known: they count as empty.',
    }),
  })
  .meta({
    id: 'LimitUse',
    description:
      'What somebody has of a limit over some dates. Limits of protected rules are told to human resources alone.',
    examples: [
      {
        employee: 'anna',
        rule: 'maximum-overtime-month',
        severity: 'block',
        source: 'cn: Labor Law of the PRC, Art. 41',
        from: '2026-03-01',
        to: '2026-03-31',
        kind: 'most',
        unit: 'seconds',
        measured: 36000,
        limit: 129600,
        left: 93600,
        daysUnknown: 0,
      },
    ],
  });

const limitsSchema = z.array(limitSchema);

const hoursBreachSchema = z
  .strictObject({
    ...breachSchema.shape,
    passes: z.enum(['waived', 'agreed', 'listed', 'open']).meta({
      description:
        'What lets it pass: a waiver, an agreement on record, or a severity that asks for neither; open: nothing.',
    }),
    waiver: recordedWaiverSchema.optional(),
  })
  .meta({
    id: 'HoursBreach',
    description: 'A rule that is not kept by what counts, and what lets it pass.',
    examples: [{ ...(exampleOf(breachSchema) as object), passes: 'waived', waiver: exampleOf(recordedWaiverSchema) }],
  });

export const hoursSchema = z
  .strictObject({
    kind: z.literal('hours').default('hours'),
    team: z.string(),
    zone: z.string(),
    ...dates,
    by: periodSchema,
    attendance: z.array(z.strictObject(dates)).optional().meta({ description: 'Dates of which attendance is known.' }),
    rows: z.array(rowSchema).meta({ description: "By employee in the team's order, then by period." }),
    totals: z.array(rowSchema).meta({ description: 'A row per employee, of all the dates.' }),
    limits: limitsSchema.meta({ description: 'Of windows of one rule that overlap, the one with the least left.' }),
    breaches: z.array(hoursBreachSchema),
    unknowns: z.array(unknownSchema),
  })
  .meta({
    id: 'Hours',
    description: 'Hours, limits and breaches of people over a span.',
    examples: [
      {
        kind: 'hours',
        team: 'support',
        zone: 'Asia/Shanghai',
        from: '2026-03-02',
        to: '2026-03-08',
        by: 'week',
        rows: [exampleOf(rowSchema)],
        totals: [exampleOf(rowSchema)],
        limits: [],
        breaches: [],
        unknowns: [],
      },
    ],
  });

export type HoursDocument = z.output<typeof hoursSchema>;
export type HoursRowDocument = z.output<typeof rowSchema>;

export const allowancesSchema = z
  .strictObject({
    kind: z.literal('allowances').default('allowances'),
    employee: z.string(),
    team: z.string(),
    date: dateSchema,
    contract: z.string().meta({ description: 'Contract that holds on the date.' }),
    leftHours: hours.optional().meta({
      description:
        'Working hours that can still be added on the date before a limit of a rule that forbids is reached; absent where none counts hours.',
    }),
    leftBy: z.string().optional().meta({ description: 'Id of the rule of that limit.' }),
    limits: limitsSchema,
  })
  .meta({
    id: 'Allowances',
    description: 'What is left to an employee on a date, by each rule that counts over days, weeks, months or years.',
    examples: [
      {
        kind: 'allowances',
        employee: 'anna',
        team: 'support',
        date: '2026-03-20',
        contract: 'full',
        leftHours: 4,
        leftBy: 'maximum-hours-week',
        limits: [exampleOf(limitSchema)],
      },
    ],
  });

export type AllowancesDocument = z.output<typeof allowancesSchema>;
