import { z } from 'zod';
import { payWeekSchema } from './pay.ts';
import { agreementsSchema } from './agreement.ts';
import { teamBreachSchema } from './team-rules.ts';
import { countSchema, dateSchema, factsSchema, idSchema, timestampSchema } from './scalars.ts';

export const breachSchema = z
  .strictObject({
    rule: z.string().meta({ description: 'Id of the rule.', examples: ['minimum-rest'] }),
    employee: z.string().meta({ description: 'Id of the employee.', examples: ['anna'] }),
    severity: z.enum(['block', 'agreement', 'pay', 'warn', 'info']),
    shifts: z.array(z.string()).meta({ description: 'Ids of the shifts concerned.' }),
    start: timestampSchema,
    end: timestampSchema,
    unit: z.enum(['seconds', 'days', 'shifts', 'none']).meta({ description: 'Unit of measured, limit and excess.' }),
    measured: z.number(),
    limit: z.number(),
    excess: z.number().meta({ description: 'How far the measure is on the wrong side of the limit; always positive.' }),
    source: z.string().optional().meta({ description: 'Where the limit comes from.' }),
    message: z.string().meta({ description: 'The breach in English.' }),
    facts: factsSchema,
    points: z
      .number()
      .min(0)
      .optional()
      .meta({ description: 'What the breach costs in the objective; only of a rule with a weight.', examples: [15] }),
    otherTeam: idSchema.optional().meta({ description: 'The other team whose published shifts are part of it.' }),
    liftedBy: agreementsSchema.optional().meta({
      description: 'The agreements on record that together lift it: it leaves the roster clean.',
    }),
  })
  .meta({
    id: 'Breach',
    description: 'A rule that is not kept, in facts.',
    examples: [
      {
        rule: 'minimum-rest',
        employee: 'anna',
        severity: 'block',
        shifts: ['anna@2026-03-02T15:00:00+08:00', 'anna@2026-03-03T08:00:00+08:00'],
        start: '2026-03-03T00:00:00+08:00',
        end: '2026-03-03T08:00:00+08:00',
        unit: 'seconds',
        measured: 28800,
        limit: 39600,
        excess: 10800,
        message: 'anna rests 8 h from 2026-03-03 00:00, 3 h less than the 11 h that are due.',
        facts: {},
      },
    ],
  });

export const unknownSchema = z
  .strictObject({
    rule: z.string(),
    employee: z.string(),
    reason: z.enum(['past-missing', 'future-missing', 'template-missing']),
    start: timestampSchema,
    end: timestampSchema,
    message: z.string(),
  })
  .meta({
    id: 'Unknown',
    description:
      'A rule that could not be judged for an employee, because shifts outside the horizon, or the templates of shifts, are not known.',
    examples: [
      {
        rule: 'minimum-rest',
        employee: 'anna',
        reason: 'past-missing',
        start: '2026-03-02T00:00:00+08:00',
        end: '2026-03-03T00:00:00+08:00',
        message: 'Whether anna keeps minimum-rest depends on shifts before the horizon, which are not known.',
      },
    ],
  });

const judgedPackSchema = z
  .strictObject({
    id: z.string(),
    version: z.string(),
    name: z.string(),
    validFrom: dateSchema.meta({ description: 'First date that this version holds for.' }),
    validTo: dateSchema.optional().meta({ description: 'Last date that it holds for; absent: still in force.' }),
    checkedOn: dateSchema.meta({ description: 'Day on which the pack was last compared with the law.' }),
    verified: z.boolean().meta({ description: 'True where every rule of the pack was read in its own source.' }),
    disclaimer: z.string().meta({ description: 'What the pack is not.' }),
  })
  .meta({
    id: 'JudgedPack',
    description: 'A pack that was judged by, and how far its reading of the law can be trusted.',
    examples: [
      {
        id: 'cn',
        version: '1',
        name: 'China, standard working hours',
        validFrom: '2025-01-01',
        checkedOn: '2026-11-21',
        verified: false,
        disclaimer: 'A reading of published law as parameters, not legal advice.',
      },
    ],
  });

export const notCheckedSchema = z.strictObject({ pack: z.string(), topic: z.string(), reason: z.string() }).meta({
  id: 'NotChecked',
  description: 'Something that the law of a pack contains and the pack does not judge.',
  examples: [{ pack: 'cn', topic: 'Overtime pay', reason: 'Pay is not computed.' }],
});

const hours = z.number().min(0);

export const ledgerSchema = z
  .strictObject({
    employee: z.string(),
    weekStart: dateSchema,
    shifts: countSchema,
    days: countSchema,
    workHours: hours.meta({ description: 'Paid hours.' }),
    spanHours: hours.meta({ description: 'Hours from start to end of the shifts.' }),
    nightHours: hours,
    creditHours: hours.meta({ description: 'Hours credited for leave and holidays.' }),
    minHours: hours.optional(),
    maxHours: hours.optional(),
  })
  .meta({
    id: 'LedgerWeek',
    description: "One employee's hours in one calendar week.",
    examples: [
      {
        employee: 'anna',
        weekStart: '2026-03-02',
        shifts: 5,
        days: 5,
        workHours: 40,
        spanHours: 45,
        nightHours: 0,
        creditHours: 0,
        maxHours: 40,
      },
    ],
  });

export const auditSchema = z
  .strictObject({
    kind: z.literal('audit').default('audit'),
    clean: z.boolean().meta({ description: 'True where there is no breach. Unknowns do not count.' }),
    horizon: z.strictObject({ from: dateSchema, days: countSchema }),
    breaches: z.array(breachSchema),
    teamBreaches: z
      .array(teamBreachSchema)
      .optional()
      .meta({ description: 'Rules of the team as a whole; absent where it has none.' }),
    unknowns: z.array(unknownSchema),
    packs: z.array(judgedPackSchema).meta({ description: 'Packs that were judged by.' }),
    notChecked: z.array(notCheckedSchema),
    ledger: z.array(ledgerSchema),
    pay: z
      .array(payWeekSchema)
      .optional()
      .meta({ description: 'Pay by workweek; there where a contract or pack says how hours are paid.' }),
    checked: z.strictObject({ employees: countSchema, shifts: countSchema, rules: z.array(z.string()) }),
  })
  .meta({
    id: 'Audit',
    description: 'A roster judged against its rules.',
    examples: [
      {
        kind: 'audit',
        clean: true,
        horizon: { from: '2026-03-02', days: 7 },
        breaches: [],
        unknowns: [],
        packs: [],
        notChecked: [],
        ledger: [],
        checked: { employees: 2, shifts: 7, rules: ['minimum-rest'] },
      },
    ],
  });

export type AuditDocument = z.output<typeof auditSchema>;
export type BreachDocument = z.output<typeof breachSchema>;
