import { z } from 'zod';
import type { HiringCause, HiringPlan } from '../domain/hiring-plan.ts';
import type { Note } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type { LocalDate, Weekday } from '../domain/units.ts';
import type { Cursor } from './cursor.ts';
import { elements, list, member, number, text, texts } from './cursor.ts';
import { type Add, type Check, readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import { solveSchema } from './roster.ts';
import { countSchema, idSchema, measuredSchema, noteSchema, peopleSchema } from './scalars.ts';
import { checkDistinct } from './team-checks.ts';
import { calendarSchema } from './working-calendar.ts';

/** Months of one plan. */
const MOST_MONTHS = 60;

const money = z.number().min(0).max(1e9);
const share = z.number().min(0).max(1);
const hours = z.number().min(0).max(1e9);

const monthSchema = z
  .string()
  .refine((value) => /^(?:19[7-9]\d|20\d\d|21\d\d)-(?:0[1-9]|1[0-2])$/.test(value), { params: { code: 'wrong-month' } })
  .meta({ description: 'Calendar month, YYYY-MM, of the years 1970 to 2199.', examples: ['2026-01'] });

/** One value for all months, or one for each. */
const byMonth = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1).max(MOST_MONTHS)]);

const tenureSchema = z
  .array(z.strictObject({ fromMonth: z.int().min(0).max(600), value: z.number().min(0).max(2) }))
  .min(1)
  .max(100);

const attritionSchema = z
  .array(z.strictObject({ fromMonth: z.int().min(0).max(600), share }))
  .min(1)
  .max(100);

const hiringContractSchema = z
  .strictObject({
    id: idSchema,
    skills: z.array(idSchema).max(LIMITS.skills).default([]).meta({ description: 'Skills that each of them has.' }),
    hoursPerDay: z
      .number()
      .gt(0)
      .max(24)
      .optional()
      .meta({
        description: 'Paid hours of one person on a working day. This or hoursPerMonth.',
        examples: [8],
      }),
    hoursPerMonth: byMonth(z.number().min(0).max(744)).optional().meta({ description: 'Paid hours of one person.' }),
    shrinkage: byMonth(z.number().min(0).lt(1))
      .default(0)
      .meta({
        description: 'Share of paid hours without work: leave, illness, meetings.',
        examples: [0.3],
      }),
    wagePerMonth: byMonth(money).default(0).meta({ description: 'Money for one person and month, in training too.' }),
    present: z
      .array(z.strictObject({ tenureMonths: z.int().min(0).max(600), count: peopleSchema }))
      .max(200)
      .default([])
      .meta({ description: 'People at the start of the first month, by whole months of tenure.' }),
    attrition: attritionSchema.default([{ fromMonth: 0, share: 0 }]).meta({
      description: 'Share of people who leave at the end of a month of tenure, each from its month on.',
      examples: [
        [
          { fromMonth: 0, share: 0.05 },
          { fromMonth: 6, share: 0.02 },
        ],
      ],
    }),
    proficiency: tenureSchema.default([{ fromMonth: 0, value: 1 }]).meta({
      description: 'Work done in an hour, of that of a full hand, from each month of tenure on.',
      examples: [
        [
          { fromMonth: 0, value: 0.5 },
          { fromMonth: 3, value: 1 },
        ],
      ],
    }),
    leadMonths: z.int().min(0).max(MOST_MONTHS).default(0).meta({
      description: 'Months from the start of the plan in which nobody can start yet: the time that hiring takes.',
    }),
    trainingMonths: z.int().min(0).max(24).default(0).meta({ description: 'First months of tenure without work.' }),
    mostHires: peopleSchema.optional().meta({ description: 'Most people who start in one month.' }),
    classSize: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .meta({ description: 'Newcomers start in classes of at most so many.' }),
    mostClasses: peopleSchema
      .optional()
      .meta({ description: 'Most classes that start in one month; needs classSize.' }),
    costPerHire: money.default(0),
    costPerClass: money.default(0),
    overtime: z
      .strictObject({ costPerHour: money, mostShare: share })
      .optional()
      .meta({ description: 'Hours besides, at most a share of the paid hours of whoever is not in training.' }),
    dismissals: z
      .strictObject({ cost: money, most: peopleSchema.optional() })
      .optional()
      .meta({ description: 'People of the start may be dismissed, at this cost each; absent: nobody is.' }),
  })
  .meta({
    id: 'HiringContract',
    description: 'People of one contract: who they are now, how they come, learn and leave, and what they cost.',
    examples: [{ id: 'full-time', hoursPerDay: 8, wagePerMonth: 3200, present: [{ tenureMonths: 24, count: 18 }] }],
  });

const hiringDemandSchema = z
  .strictObject({
    skill: idSchema.optional().meta({ description: 'Skill wanted; absent: anybody counts.' }),
    hours: z.array(hours).min(1).max(MOST_MONTHS).optional().meta({
      description: 'Hours of work by month, shrinkage not among them. This or fullTime.',
    }),
    fullTime: z.array(z.number().min(0).max(LIMITS.people)).min(1).max(MOST_MONTHS).optional().meta({
      description: 'Full-time equivalents at work by month: so many times fullTimeHoursPerDay a working day.',
    }),
  })
  .meta({ id: 'HiringDemand', description: 'Work by month.', examples: [{ fullTime: [20, 20, 24] }] });

const example = {
  from: '2026-01',
  months: 6,
  calendar: { country: 'DE' },
  demands: [{ fullTime: [14, 14, 15, 16, 17, 17] }],
  contracts: [
    {
      id: 'full-time',
      hoursPerDay: 8,
      shrinkage: 0.25,
      wagePerMonth: 3200,
      present: [
        { tenureMonths: 24, count: 16 },
        { tenureMonths: 2, count: 3 },
      ],
      attrition: [
        { fromMonth: 0, share: 0.05 },
        { fromMonth: 6, share: 0.02 },
      ],
      proficiency: [
        { fromMonth: 0, value: 0.6 },
        { fromMonth: 3, value: 1 },
      ],
      leadMonths: 1,
      trainingMonths: 1,
      costPerHire: 2500,
      overtime: { costPerHour: 32, mostShare: 0.05 },
    },
  ],
  shortHour: 60,
};

export const hiringBodySchema = z
  .strictObject({
    from: monthSchema.meta({ description: 'First month, YYYY-MM.' }),
    months: z.int().min(1).max(MOST_MONTHS).meta({ description: 'Number of months, 1 to 60.' }),
    calendar: calendarSchema.prefault({}),
    fullTimeHoursPerDay: z
      .number()
      .gt(0)
      .max(24)
      .default(8)
      .meta({ description: 'Hours of a full-time equivalent on a working day.' }),
    demands: z.array(hiringDemandSchema).min(1).max(50),
    contracts: z.array(hiringContractSchema).min(1).max(50),
    agency: z
      .array(
        z.strictObject({
          skill: idSchema.optional().meta({ description: 'Skill of these hours; absent: any.' }),
          costPerHour: money,
          mostHours: hours.optional().meta({ description: 'Most hours in one month.' }),
        }),
      )
      .max(50)
      .default([]),
    mostTrainees: peopleSchema.optional().meta({ description: 'Most people in training at once, of all contracts.' }),
    shortHour: money.optional().meta({ description: 'Money for each hour that is not covered; absent: all must be.' }),
    solve: solveSchema.omit({ engine: true }).prefault({}),
  })
  .meta({ id: 'HiringBody', description: 'Work by month, and how people can come and go.', examples: [example] });

const amount = z.number();

const hiredMonthSchema = z.strictObject({
  hires: countSchema.meta({ description: 'People who start in the month.' }),
  classes: countSchema,
  dismissals: countSchema,
  staff: amount.meta({ description: 'Expected people, in training too.' }),
  inTraining: amount,
  leavers: amount.meta({ description: 'Expected people who leave at its end.' }),
  effectiveHours: amount.meta({ description: 'Hours of work in normal time, by what each is able to.' }),
  overtimeHours: amount,
  wages: amount,
});

export const hiringPlanSchema = z
  .strictObject({
    kind: z.literal('hiring-plan').default('hiring-plan'),
    status: z.enum(['optimal', 'feasible', 'infeasible', 'unknown']),
    endedBy: z.enum(['proof', 'gap', 'exhausted', 'time', 'iterations', 'cancel', 'memory']),
    objective: measuredSchema.meta({ description: 'Money over all months; null where there is no plan.' }),
    bound: measuredSchema.meta({ description: 'Nothing cheaper is possible.' }),
    boundKind: z.enum(['integer', 'lp', 'lagrangian', 'relaxed-pricing', 'none']),
    gap: measuredSchema,
    relaxedObjective: measuredSchema.meta({ description: 'What it costs with parts of people.' }),
    seconds: z.number().min(0),
    iterations: countSchema,
    seed: countSchema,
    months: z.array(z.strictObject({ month: z.string(), workingDays: countSchema })),
    costs: z.strictObject({
      hiring: amount,
      classes: amount,
      wages: amount,
      overtime: amount,
      agency: amount,
      shortage: amount,
      dismissals: amount,
    }),
    contracts: z.array(z.strictObject({ id: z.string(), months: z.array(hiredMonthSchema) })),
    demands: z.array(
      z.strictObject({
        skill: z.string().optional(),
        months: z.array(
          z.strictObject({
            wantedHours: amount,
            ownHours: amount,
            agencyHours: amount,
            shortHours: amount,
            hourPrice: measuredSchema.meta({ description: 'Money for one more hour wanted, by the linear program.' }),
          }),
        ),
      }),
    ),
    causes: z.array(noteSchema).meta({ description: 'Why not all hours can be covered.' }),
    notes: z.array(noteSchema),
  })
  .meta({ id: 'HiringPlan', description: 'Hires by month and contract, and what comes of them.' });

export type HiringPlanDocument = z.output<typeof hiringPlanSchema>;

/** What a plan over months is made of, as its document says it: the parts of a request that the calendar still has to turn into hours. */
export type HiringInput = {
  readonly months: readonly string[];
  readonly calendar: {
    readonly country?: string | undefined;
    readonly region?: string | undefined;
    readonly workdays: readonly Weekday[];
    readonly holidays: readonly LocalDate[];
  };
} & HiringRest;

type HiringRest = Omit<ReturnType<typeof toRest>, 'months' | 'calendar'>;

function monthsFrom(from: string, count: number): readonly string[] {
  const [year = 0, month = 1] = from.split('-').map(Number);
  return Array.from({ length: count }, (_, index) => {
    const at = year * 12 + month - 1 + index;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

function spread(value: number | readonly number[], months: number): readonly number[] {
  return typeof value === 'number' ? new Array<number>(months).fill(value) : value;
}

function toRest(read: z.output<typeof hiringBodySchema>) {
  const { months, fullTimeHoursPerDay, demands, contracts, agency, mostTrainees, shortHour, solve } = read;
  return {
    fullTimeHoursPerDay,
    demands,
    contracts: contracts.map(({ hoursPerMonth, wagePerMonth, shrinkage, attrition, ...contract }) => ({
      ...contract,
      paidHours: hoursPerMonth === undefined ? undefined : spread(hoursPerMonth, months),
      shrinkage: spread(shrinkage, months),
      wage: spread(wagePerMonth, months),
      attrition: attrition.map(({ fromMonth, share: value }) => ({ fromMonth, value })),
    })),
    agency,
    mostTrainees,
    shortHour,
    limits: solve,
  };
}

/** Reports a list by month that has another number of months than the plan. */
function checkMonths(at: Cursor, months: number | undefined, add: Add): void {
  if (!Array.isArray(at.value) || months === undefined || at.value.length === months) return;
  add(issue('months-differ', at.path, { count: at.value.length, months }));
}

function checkTenure(steps: Cursor, add: Add): void {
  let before: number | undefined;
  for (const step of elements(steps)) {
    const from = number(step, 'fromMonth');
    if (from === undefined) return;
    if (before === undefined && from !== 0)
      add(issue('tenure-not-from-start', `${step.path}/fromMonth`, { fromMonth: from }));
    if (before !== undefined && from <= before)
      add(issue('tenure-not-rising', `${step.path}/fromMonth`, { fromMonth: from, before }));
    before = from;
  }
}

function checkEither(at: Cursor, first: string, second: string, add: Add): void {
  const given = [first, second].filter((key) => member(at, key).value !== undefined);
  if (given.length === 2) add(issue('both-given', at.path, { first, second }));
  if (given.length === 0) add(issue('one-needed', at.path, { first, second }));
}

/** Whether any number of people could be hired of a contract at no cost. */
function isForNothing(contract: Cursor): boolean {
  const { value } = member(contract, 'wagePerMonth');
  const wages: readonly unknown[] = Array.isArray(value) ? value : [value ?? 0];
  const costs = [number(contract, 'costPerHire') ?? 0, number(contract, 'costPerClass') ?? 0, ...wages];
  return number(contract, 'mostHires') !== 0 && costs.every((cost) => cost === 0);
}

const checkHiring: Check = (root, add) => {
  const months = number(root, 'months');
  checkDistinct(list(root, 'contracts'), add);
  const seen = new Map<string, string>();
  for (const demand of list(root, 'demands')) {
    checkEither(demand, 'hours', 'fullTime', add);
    for (const key of ['hours', 'fullTime']) checkMonths(member(demand, key), months, add);
    const skill = text(demand, 'skill') ?? '';
    const first = seen.get(skill);
    if (first === undefined) seen.set(skill, demand.path);
    else add(issue('demand-repeated', demand.path, { first, ...(skill === '' ? {} : { skill }) }));
  }
  for (const contract of list(root, 'contracts')) {
    checkEither(contract, 'hoursPerDay', 'hoursPerMonth', add);
    for (const key of ['hoursPerMonth', 'shrinkage', 'wagePerMonth']) checkMonths(member(contract, key), months, add);
    for (const key of ['attrition', 'proficiency']) checkTenure(member(contract, key), add);
    if (number(contract, 'mostClasses') !== undefined && number(contract, 'classSize') === undefined) {
      add(issue('classes-without-size', `${contract.path}/mostClasses`, {}));
    }
    if (isForNothing(contract)) {
      add(issue('contract-without-cost', contract.path, { contract: text(contract, 'id') ?? '' }));
    }
    const known = new Set<string>();
    for (const { value, path } of texts(contract, 'skills')) {
      if (known.has(value)) add(issue('skill-repeated', path, { skill: value }));
      known.add(value);
    }
  }
};

/** Reads the body of a request for a hiring plan. */
export function parseHiringPlan(input: unknown): Outcome<HiringInput> {
  const read = readDocument(hiringBodySchema, input, [checkHiring]);
  if (!read.ok) return read;
  return {
    ok: true,
    value: {
      ...toRest(read.value),
      months: monthsFrom(read.value.from, read.value.months),
      calendar: read.value.calendar,
    },
  };
}

function causeNote({ code, ...facts }: HiringCause): Note {
  const known = Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { code, facts: Object.fromEntries(known) };
}

/** A hiring plan as a document. Its notes name no instants, so any zone will do. */
export function fromHiringPlan(plan: HiringPlan): HiringPlanDocument {
  const { task, causes, notes, contracts, demands, costs, ...rest } = plan;
  return {
    kind: 'hiring-plan',
    ...rest,
    seed: task.limits.seed,
    months: task.months.map((month, at) => ({ month, workingDays: task.workingDays?.[at] ?? 0 })),
    costs: { ...costs },
    contracts: contracts.map(({ id, months }) => ({ id, months: months.map((one) => ({ ...one })) })),
    demands: demands.map(({ skill, months }) => ({
      ...(skill === undefined ? {} : { skill }),
      months: months.map((one) => ({ ...one })),
    })),
    causes: causes.map((cause) => fromNote('UTC', causeNote(cause))),
    notes: notes.map((note) => fromNote('UTC', note)),
  };
}
