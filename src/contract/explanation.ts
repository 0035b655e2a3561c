import { z } from 'zod';
import { breachSchema } from './breach.ts';
import { LIMITS } from './limits.ts';
import { problemSchema } from './problem.ts';
import { partSchema, solveSchema } from './roster.ts';
import {
  countSchema,
  dateSchema,
  idSchema,
  measuredSchema,
  noteSchema,
  timestampSchema,
  timeSchema,
} from './scalars.ts';
import { shiftSchema, shiftsSchema } from './shift.ts';

/** Points of each unit of a change that mends an infeasible problem, where the question names none. */
const repairPrice = (fallback: number, description: string) =>
  z
    .number()
    .gt(0)
    .max(1e9)
    .default(fallback)
    .meta({ description: `Points ${description}.`, examples: [fallback] });

const repairPricesSchema = z
  .strictObject({
    ruleHour: repairPrice(20, 'per hour that a limit in hours or minutes gives way'),
    ruleDay: repairPrice(60, 'per day, shift, weekend or week that a limit gives way'),
    ruleExempt: repairPrice(200, 'for a rule without a limit in numbers that is not kept for one employee'),
    agreement: repairPrice(40, 'for an agreement on record that lifts a rule for one employee on the days planned'),
    teamRulePerson: repairPrice(300, 'per person that a rule of the team as a whole gives way'),
    teamRuleExempt: repairPrice(1500, 'for a rule of the team as a whole that is not kept'),
    lock: repairPrice(50, 'for a locked shift that is given up'),
    unavailable: repairPrice(80, 'for work in spite of a span in which an employee is not available'),
    dayOff: repairPrice(80, 'for work in spite of a day off'),
    availability: repairPrice(120, "for work outside an employee's availability windows"),
    floorHour: repairPrice(100, 'per agent-hour that a floor is lowered'),
    floorPerson: repairPrice(800, 'per person of a template that a floor is lowered'),
    hire: repairPrice(2000, 'for one more employee'),
  })
  .meta({
    id: 'RepairPrices',
    description: 'What each kind of change that mends a problem costs: the cheapest sum is looked for.',
    examples: [{ ruleHour: 20, lock: 50 }],
  });

const dates = z.array(dateSchema).min(1).max(LIMITS.horizonDays);

const problemChangeSchema = z
  .discriminatedUnion('change', [
    z.strictObject({
      change: z.literal('rule'),
      rule: idSchema.meta({ examples: ['maximum-hours-day'] }),
      name: idSchema.optional().meta({ description: "Name of the value; absent: the rule's limit in numbers." }),
      value: z
        .number()
        .optional()
        .meta({ description: 'The value instead; absent: without the rule.', examples: [9] }),
      employees: z.array(idSchema).min(1).max(LIMITS.employees).optional(),
      dates: dates.optional().meta({ description: 'Dates on which the value holds instead; absent: all.' }),
    }),
    z.strictObject({
      change: z.literal('demand'),
      dates: dates.optional(),
      from: timeSchema.optional(),
      to: timeSchema.optional(),
      skill: idSchema.optional().meta({ description: 'Demands in this skill; absent: those without a skill.' }),
      template: idSchema.optional().meta({ description: 'Demands of this template; absent: those by time of day.' }),
      add: z
        .int()
        .min(-1000)
        .max(1000)
        .meta({ description: 'People more (or less) wanted.', examples: [-1] }),
    }),
    z.strictObject({
      change: z.literal('team-rule'),
      rule: idSchema.meta({
        description:
          'The id of a setting of the team, a budget too, or of a rule of the team: then each setting of it.',
        examples: ['apart'],
      }),
      value: z
        .number()
        .min(0)
        .optional()
        .meta({ description: 'The limit instead; absent: without the rule.', examples: [2] }),
    }),
    z.strictObject({
      change: z.literal('fairness'),
      id: idSchema.meta({ description: 'The id of something that the team shares fairly.', examples: ['nights'] }),
      weight: z
        .number()
        .min(0)
        .max(1e6)
        .optional()
        .meta({ description: 'The weight instead; absent: not shared.', examples: [10] }),
    }),
    z.strictObject({
      change: z.literal('activity'),
      id: idSchema.meta({ description: 'The id of an activity that need not be held.', examples: ['meeting'] }),
    }),
    z.strictObject({
      change: z.literal('hire'),
      contract: idSchema,
      skills: z.array(idSchema).max(LIMITS.skills).default([]),
      people: z.int().min(1).max(50).default(1),
    }),
    z.strictObject({ change: z.literal('available'), employee: idSchema, dates }),
    z.strictObject({
      change: z.literal('length'),
      template: idSchema,
      minutes: z
        .int()
        .min(15)
        .max(1440)
        .meta({ examples: [540] }),
      dates: dates.optional(),
    }),
  ])
  .meta({
    id: 'ProblemChange',
    description:
      'A change that is asked about: another value of a rule or of one of the team, another weight of fairness, an activity left out, more or fewer people wanted, more employees, an employee who is there on a day off, or ' +
      'another length of a shift template (beside the old one where dates are named).',
    examples: [{ change: 'length', template: 'day', minutes: 540, dates: ['2026-03-06'] }],
  });

const questionSchema = z
  .discriminatedUnion('ask', [
    z.strictObject({
      ask: z
        .literal('conflict')
        .meta({ description: 'Why there is no roster, and the cheapest change that gives one.' }),
      repairPrices: repairPricesSchema.prefault({}),
    }),
    z.strictObject({
      ask: z.literal('cover').meta({ description: 'For each stretch left short: what stops each employee.' }),
      date: dateSchema.optional(),
      at: timeSchema
        .optional()
        .meta({ description: 'Only stretches that hold this time of day.', examples: ['15:00'] }),
      skill: idSchema.optional(),
      most: z.int().min(1).max(200).default(5).meta({ description: 'Stretches told at most.' }),
    }),
    z.strictObject({
      ask: z.literal('saving').meta({ description: 'What changes of the problem would save together.' }),
      changes: z.array(problemChangeSchema).min(1).max(20),
    }),
    z.strictObject({
      ask: z.literal('prices').meta({
        description: 'What one person more, or one unit of a limit, would save: each the difference of two solves.',
      }),
      most: z.int().min(1).max(200).default(20).meta({ description: 'Changes tried at most.' }),
    }),
    z.strictObject({
      ask: z.literal('shift').meta({ description: 'Why an employee works this on a date, and not something else.' }),
      employee: idSchema,
      date: dateSchema,
      instead: z
        .union([z.literal('day-off'), z.strictObject({ template: idSchema, start: timeSchema.optional() })])
        .optional()
        .meta({ description: 'The alternative; absent: everything that the templates allow, and the day off.' }),
      resolve: z.boolean().default(false).meta({
        description: "Whether everybody is planned anew around it; else the employee's own other days alone.",
      }),
    }),
  ])
  .meta({ id: 'Question', description: 'What is asked of a problem or its roster.', examples: [{ ask: 'conflict' }] });

const day = '2026-03-02';

export const explanationBodySchema = z
  .strictObject({
    problem: problemSchema,
    shifts: shiftsSchema.optional().meta({
      description: 'The roster that is asked about, its locked shifts included; absent: the best that is found.',
    }),
    question: questionSchema,
    solve: solveSchema.prefault({}),
  })
  .meta({
    id: 'ExplanationBody',
    description: 'A question about a problem or its roster, with the limits of all its solves together.',
    examples: [
      {
        problem: {
          kind: 'problem',
          team: {
            zone: 'Asia/Shanghai',
            contracts: [{ id: 'full-time' }],
            employees: [
              { id: 'anna', contract: 'full-time', daysOff: [day] },
              { id: 'bo', contract: 'full-time', leave: [{ from: day, to: day }] },
            ],
            shiftTemplates: [{ id: 'day', start: '09:00', length: 540 }],
          },
          horizon: { from: day, days: 1 },
          cover: { templates: [{ template: 'day', floor: 1, target: 1, hard: true }] },
          past: [],
        },
        question: { ask: 'conflict' },
        solve: { iterations: 10_000, seed: 1 },
      },
    ],
  });

const proven = z.boolean().meta({ description: 'Every solve that it rests on ended with a proof.' });

const statementSchema = noteSchema.extend({ proven }).meta({
  id: 'Statement',
  description: 'A reason as facts and as a sentence.',
  examples: [
    { code: 'conflict-day-off', message: 'anna has 2026-03-02 off.', facts: { employee: 'anna' }, proven: true },
  ],
});

const figuresSchema = z
  .strictObject({
    status: z.enum(['optimal', 'feasible', 'infeasible', 'unknown']),
    objective: measuredSchema,
    bound: measuredSchema,
    boundKind: z.enum(['integer', 'lp', 'lagrangian', 'relaxed-pricing', 'none']),
  })
  .meta({ id: 'SolveFigures', description: 'What one solve said.' });

const candidateSchema = statementSchema
  .extend({
    employee: z.string(),
    verdict: z.enum([
      'works',
      'lacks-skill',
      'no-shift',
      'locked',
      'absent',
      'breaks-rules',
      'saves',
      'costs',
      'unknown',
    ]),
    shift: shiftSchema.optional().meta({ description: 'The shift that it would be, or that she works.' }),
    breaches: z.array(breachSchema).meta({ description: 'What it would break as her other days stand.' }),
    points: measuredSchema.meta({
      description: 'Objective with it less objective without it; null where there is none.',
    }),
    parts: z.array(partSchema).meta({ description: 'The difference part by part.' }),
  })
  .meta({ id: 'Candidate', description: 'What would become of an employee in another shift.' });

const coverPriceSchema = statementSchema
  .extend({
    start: timestampSchema,
    end: timestampSchema,
    skill: z.string().optional(),
    template: z.string().optional(),
    points: z.number().min(0).meta({ description: 'For one more person throughout.' }),
    perHour: measuredSchema.meta({ description: 'For each hour of it; null for a template.' }),
  })
  .meta({ id: 'CoverPrice', description: 'What one more person in a stretch is worth at most, by a bound.' });

const limitPriceSchema = statementSchema
  .extend({
    rule: z.string(),
    unit: z.enum(['people', 'hours', 'money']),
    start: timestampSchema,
    end: timestampSchema,
    points: z.number().min(0).meta({ description: 'For each unit that the limit is softer.' }),
  })
  .meta({ id: 'LimitPrice', description: 'What one unit of a limit of the team is worth at most, by a bound.' });

export const explanationSchema = z
  .strictObject({
    kind: z.literal('explanation').default('explanation'),
    ask: z.enum(['conflict', 'cover', 'saving', 'prices', 'shift']),
    statements: z.array(statementSchema).meta({ description: 'The answer in short.' }),
    conflicts: z
      .array(
        z
          .strictObject({
            members: z.array(statementSchema),
            irreducible: z.boolean().meta({
              description:
                'Without any one of the members there is a roster, with all there is none: proven by solving.',
            }),
          })
          .meta({ id: 'ConflictSet', description: 'Things that cannot hold at once.' }),
      )
      .default([]),
    repair: z
      .strictObject({
        steps: z.array(statementSchema.extend({ price: z.number().min(0) }).meta({ id: 'RepairStep' })),
        price: z.number().min(0),
        lowerBound: z.number().min(0).meta({ description: 'No repair costs less.' }),
        proven,
      })
      .optional()
      .meta({ id: 'Repair', description: 'The cheapest change found that gives the problem a roster.' }),
    savings: z
      .array(
        z
          .strictObject({
            statement: statementSchema,
            before: figuresSchema,
            after: figuresSchema,
            points: measuredSchema.meta({ description: 'Objective before less objective after: positive is saved.' }),
            least: measuredSchema.meta({ description: 'The best rosters of both differ by no less.' }),
            most: measuredSchema.meta({ description: 'The best rosters of both differ by no more.' }),
            parts: z.array(partSchema).meta({ description: 'After less before, part by part.' }),
          })
          .meta({ id: 'Saving', description: 'The difference of two solves with the same seed and limits.' }),
      )
      .default([]),
    prices: z
      .strictObject({
        bound: z.number(),
        boundKind: z.enum(['integer', 'lp', 'lagrangian', 'relaxed-pricing', 'none']),
        cover: z.array(coverPriceSchema),
        limits: z.array(limitPriceSchema),
      })
      .optional()
      .meta({
        id: 'BoundPrices',
        description:
          'Prices that a lower bound is made of: the best roster after a change costs at least the bound less the price of the change. They limit what can be saved.',
      }),
    gaps: z
      .array(
        z
          .strictObject({
            start: timestampSchema,
            end: timestampSchema,
            skill: z.string().optional(),
            template: z.string().optional(),
            short: z.number().min(0),
            candidates: z.array(candidateSchema),
          })
          .meta({ id: 'GapReasons', description: 'A stretch left short, and what stops each employee.' }),
      )
      .default([]),
    alternatives: z.array(candidateSchema).default([]),
    solves: countSchema,
    seconds: z.number().min(0),
  })
  .meta({
    id: 'Explanation',
    description: 'Reasons for a problem or its roster, each verified by solving or judged by the rules.',
    examples: [
      {
        kind: 'explanation',
        ask: 'conflict',
        statements: [{ code: 'explain-feasible', message: 'There is a roster.', facts: {}, proven: true }],
        solves: 1,
        seconds: 0.01,
      },
    ],
  });

export type ExplanationDocument = z.output<typeof explanationSchema>;
