import { z } from 'zod';
import { fairnessSchema } from './fairness.ts';
import { LIMITS } from './limits.ts';
import { packSchema } from './pack.ts';
import { payPlanSchema } from './pay.ts';
import { ruleValuesSchema, severitySchema } from './rule-values.ts';
import { protectedKindsSchema, protectedRecordsSchema } from './protected-view.ts';
import { templateSchema } from './shift-template.ts';
import { teamRuleSchema } from './team-rules.ts';
import {
  dateSchema,
  idSchema,
  localTimestampSchema,
  nameSchema,
  timeSchema,
  weekdaysSchema,
  weekdaySchema,
  zoneSchema,
} from './scalars.ts';

const hoursPerWeek = z.number().min(0).max(168);
const money = z.number().min(0).max(1e6);
const entries = LIMITS.entriesPerEmployee;

const skillSchema = z.strictObject({ id: idSchema, name: nameSchema.optional() }).meta({
  id: 'Skill',
  description: 'Something that contacts need and employees have.',
  examples: [{ id: 'sales', name: 'Sales' }],
});

const contractSchema = z
  .strictObject({
    id: idSchema,
    name: nameSchema.optional(),
    minHoursPerWeek: hoursPerWeek
      .optional()
      .meta({ description: 'Paid hours due in a whole calendar week, leave and holidays credited.', examples: [30] }),
    maxHoursPerWeek: hoursPerWeek
      .optional()
      .meta({ description: 'Most paid hours in a calendar week.', examples: [40] }),
    maxHoursPerDay: z
      .number()
      .min(0)
      .max(24)
      .optional()
      .meta({ description: 'Most paid hours on a local date.', examples: [8] }),
    maxDaysPerWeek: z
      .int()
      .min(0)
      .max(7)
      .optional()
      .meta({ description: 'Most days worked in a calendar week.', examples: [5] }),
    costPerHour: money
      .optional()
      .meta({ description: "Cost of a paid hour in the team's currency.", examples: [24.5] }),
    leaveCredit: z
      .enum(['average-day', 'fixed', 'none'])
      .optional()
      .meta({ description: 'How a day of leave or a holiday counts towards contract hours; default average-day.' }),
    leaveCreditHours: z
      .number()
      .min(0)
      .max(24)
      .optional()
      .meta({ description: 'Hours credited a day with leaveCredit fixed.', examples: [8] }),
    packs: z
      .array(idSchema)
      .max(LIMITS.packs)
      .optional()
      .meta({
        description: "Packs of its employees in place of the team's, such as one for part-time work.",
        examples: [['cn']],
      }),
    workdays: weekdaysSchema
      .optional()
      .meta({ description: 'Days that leave and holidays are credited on; default Monday to Friday.' }),
    splitShifts: z.boolean().optional().meta({
      description:
        'Whether its employees may work split shifts. Absent: not, as soon as a template has a gap; false: never, which maximum-splits then judges.',
    }),
    pay: payPlanSchema.optional(),
  })
  .meta({
    id: 'Contract',
    description: 'Working time agreed with a group of employees.',
    examples: [{ id: 'part-time', minHoursPerWeek: 15, maxHoursPerWeek: 25, maxDaysPerWeek: 4 }],
  });

const windowSchema = z.strictObject({ days: weekdaysSchema.optional(), from: timeSchema, to: timeSchema }).meta({
  id: 'WeeklyWindow',
  description: 'From `from` to `to` on these weekdays; a `to` at or before `from` lies on the next day.',
  examples: [{ days: ['mon', 'tue'], from: '08:00', to: '18:00' }],
});

const leaveSchema = z
  .strictObject({
    from: dateSchema.meta({ description: 'First day of the leave.' }),
    to: dateSchema.meta({ description: 'Last day of the leave, included.' }),
    kind: nameSchema.optional().meta({ description: 'Free text.', examples: ['annual'] }),
    creditHoursPerDay: z
      .number()
      .min(0)
      .max(24)
      .optional()
      .meta({ description: 'Hours credited a working day, in place of the contract.' }),
  })
  .meta({
    id: 'Leave',
    description: 'Days that no work may touch.',
    examples: [{ from: '2026-03-04', to: '2026-03-06', kind: 'annual' }],
  });

const awaySchema = z
  .strictObject({
    from: dateSchema.meta({ description: 'First date.' }),
    to: dateSchema.meta({ description: 'Last date, included.' }),
    activity: nameSchema
      .min(1)
      .refine((text) => text !== 'work', { params: { code: 'piece-of-work' } })
      .default('other-department')
      .meta({ description: 'What her shifts of these days say instead of work.' }),
  })
  .meta({
    id: 'Away',
    description: "Days in another department, a newcomer's round for one: shifts, hours and rules are as ever.",
    examples: [{ from: '2026-03-02', to: '2026-03-13', activity: 'back-office' }],
  });

const weight = z
  .number()
  .min(0)
  .max(1e6)
  .meta({ description: 'Price in points when the wish is not met.', examples: [10] });

const requestSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('day-off'), date: dateSchema, weight }),
    z.strictObject({ kind: z.literal('work'), date: dateSchema, weight }),
    z.strictObject({ kind: z.literal('shift'), date: dateSchema, template: idSchema, weight }),
    z.strictObject({ kind: z.literal('avoid-shift'), date: dateSchema, template: idSchema, weight }),
  ])
  .meta({
    id: 'ShiftRequest',
    description: 'A wish of one employee for one date: a day off, any work, a certain shift, or not that shift.',
    examples: [{ kind: 'day-off', date: '2026-03-04', weight: 10 }],
  });

/** Name of another system. An employee is asked for as SYSTEM:ID, which is split at the first colon. */
const systemSchema = idSchema.refine((text) => !text.includes(':'), { params: { code: 'system-with-colon' } });

const localSpanSchema = z.strictObject({ from: localTimestampSchema, to: localTimestampSchema }).meta({
  id: 'LocalSpan',
  description: 'Span of local time.',
  examples: [{ from: '2026-03-03T12:00', to: '2026-03-03T15:00' }],
});

const employeeSchema = z
  .strictObject({
    id: idSchema,
    name: nameSchema.optional(),
    contract: idSchema.meta({ description: 'Id of the contract.', examples: ['part-time'] }),
    earlierContracts: z
      .array(
        z
          .strictObject({ contract: idSchema, to: dateSchema.meta({ description: 'Last date on which it held.' }) })
          .meta({
            id: 'EarlierContract',
            description: 'A contract that an employee had before.',
            examples: [{ contract: 'full-time', to: '2026-02-28' }],
          }),
      )
      .max(LIMITS.entriesPerEmployee)
      .optional()
      .meta({
        description:
          'Contracts that held before the present one, each from the day behind the one before it to its last date. The hours ledger counts by them.',
      }),
    externalIds: z
      .record(systemSchema, idSchema)
      .optional()
      .meta({
        description: "Ids of the same person in other systems, by the system's name.",
        examples: [{ payroll: '4711' }],
      }),
    skills: z
      .array(idSchema)
      .max(LIMITS.skills)
      .default([])
      .meta({ description: 'Ids of skills.', examples: [['sales']] }),
    costPerHour: money.optional().meta({ description: "Cost of a paid hour, in place of the contract's." }),
    availability: z.array(windowSchema).max(entries).optional().meta({
      description: 'Windows that a shift must lie within; absent: always available. An empty list: never.',
    }),
    unavailable: z.array(localSpanSchema).max(entries).optional(),
    daysOff: z
      .array(dateSchema)
      .max(entries)
      .optional()
      .meta({ description: 'Dates on which no shift of this employee may start.' }),
    leave: z.array(leaveSchema).max(entries).optional(),
    requests: z.array(requestSchema).max(entries).optional(),
    protected: protectedRecordsSchema.optional().meta({
      description:
        'Why and when rules for protected employees hold. Told to human resources alone; absent where a stored team is replaced: the records stay.',
    }),
    otherWork: z
      .array(localSpanSchema)
      .max(entries)
      .optional()
      .meta({ description: 'Work for another employer, which rules count as time worked.' }),
    away: z
      .array(awaySchema)
      .max(entries)
      .optional()
      .meta({ description: 'Days in other departments: worked as ever, and covering nothing here.' }),
    groups: z
      .array(idSchema)
      .max(LIMITS.skills)
      .optional()
      .meta({ description: 'Labels by which rules of the team choose people.', examples: [['senior']] }),
  })
  .meta({
    id: 'Employee',
    description: 'One person, with what she can do and when.',
    examples: [{ id: 'anna', name: 'Anna', contract: 'part-time', skills: ['sales'], daysOff: ['2026-03-04'] }],
  });

const ruleSchema = z
  .strictObject({
    rule: idSchema.meta({ description: 'Id of the rule.', examples: ['minimum-rest'] }),
    values: ruleValuesSchema.optional(),
    severity: severitySchema.optional(),
    weight: z
      .number()
      .positive()
      .max(1e9)
      .optional()
      .meta({
        description:
          'Points of each unit of excess of a breach: of an hour where the rule measures time, else of a day, a shift or the breach itself. With a weight the rule may be broken at this price, and its severity is warn unless it is pay or info.',
        examples: [5],
      }),
    from: dateSchema.optional().meta({ description: 'First day on which it applies; absent: from ever.' }),
    to: dateSchema.optional().meta({ description: 'Last day on which it applies; absent: for ever.' }),
    contracts: z.array(idSchema).max(LIMITS.contracts).optional().meta({ description: 'Only for these contracts.' }),
    employees: z.array(idSchema).max(LIMITS.employees).optional().meta({ description: 'Only for these employees.' }),
    protected: protectedKindsSchema.optional(),
    source: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'Where the limit comes from.', examples: ['Works agreement 2024, 3.2'] }),
  })
  .meta({
    id: 'RuleSetting',
    description: 'A rule with its values.',
    examples: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
  });

export const employeesSchema = z.array(employeeSchema).max(LIMITS.employees);

export const teamSchema = z
  .strictObject({
    kind: z.literal('team').default('team'),
    id: idSchema.default('team'),
    name: nameSchema.optional(),
    site: idSchema.optional().meta({ description: 'Where the team works.', examples: ['berlin'] }),
    zone: zoneSchema,
    weekStart: weekdaySchema.default('mon').meta({ description: 'First day of the calendar week for weekly rules.' }),
    skills: z.array(skillSchema).max(LIMITS.skills).default([]),
    contracts: z.array(contractSchema).min(1).max(LIMITS.contracts),
    employees: employeesSchema.min(1),
    shiftTemplates: z.array(templateSchema).max(LIMITS.shiftTemplates).default([]),
    rules: z.array(ruleSchema).max(LIMITS.rules).default([]),
    teamRules: z
      .array(teamRuleSchema)
      .max(LIMITS.rules)
      .optional()
      .meta({ description: 'Rules of the team as a whole: who must be there together or apart, and budgets.' }),
    fairness: z
      .array(fairnessSchema)
      .max(LIMITS.fairness)
      .optional()
      .meta({ description: 'What employees are to have equal shares of.' }),
    packs: z
      .array(idSchema)
      .max(LIMITS.packs)
      .default([])
      .meta({
        description: 'Ids of legal packs that apply besides the rules.',
        examples: [['cn']],
      }),
    protectedWithheld: z.literal(true).optional().meta({
      description: 'Records of protected employees were left out of this document. Nothing is rostered with it.',
    }),
    ownPacks: z
      .array(packSchema)
      .max(LIMITS.packs)
      .optional()
      .meta({ description: "Packs of the team's own, which `packs` name like those of the product." }),
    holidays: z
      .array(
        z
          .strictObject({
            date: dateSchema,
            name: nameSchema.default(''),
            kind: z.enum(['statutory', 'adjustment', 'make-up']).optional().meta({
              description:
                'statutory (default): a public holiday; adjustment: a day off given for work on another day; make-up: an ordinary day of work in its place.',
            }),
          })
          .meta({
            id: 'Holiday',
            description: 'A public holiday, or a day that the calendar moves.',
            examples: [{ date: '2026-05-01', name: 'Labour Day' }],
          }),
      )
      .max(LIMITS.holidays)
      .default([]),
  })
  .meta({
    id: 'Team',
    description: 'The people of one site and their rules: all that does not change from week to week.',
    examples: [
      {
        kind: 'team',
        zone: 'Asia/Shanghai',
        contracts: [{ id: 'full-time', maxHoursPerWeek: 40 }],
        employees: [
          { id: 'anna', contract: 'full-time' },
          { id: 'bo', contract: 'full-time' },
        ],
        shiftTemplates: [{ id: 'day', start: '09:00', length: 540, meal: { lengthMinutes: 60, paid: false } }],
        rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
      },
    ],
  });

export type TeamRead = z.output<typeof teamSchema>;
