import { z } from 'zod';
import { isoOf } from '../domain/calendar.ts';
import type { Outcome } from '../domain/issue.ts';
import type { OutboundCase, OutboundPlan, OutboundTask } from '../domain/outbound.ts';
import { type Cursor, list, member, minutesAt, text } from './cursor.ts';
import { type Add, type Check, readDocument } from './documents.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import {
  dateSchema,
  idSchema,
  measuredSchema,
  noteSchema,
  peopleSchema,
  timeSchema,
  weekdaysSchema,
  zoneSchema,
} from './scalars.ts';
import { checkCrew, crewSchema } from './shrinkage.ts';
import { checkDistinct } from './team-checks.ts';
import type { WorkloadInput } from './workload.ts';
import { calendarSchema } from './working-calendar.ts';

const MOST_DAYS = 92;
const MOST_LISTS = 20;
const MOST_ATTEMPTS = 12;
const MOST_CASES = 12;

const share = z.number().min(0).max(1);
const seconds = z.number().min(0).max(86_400);
const factor = z.number().gt(0).max(100).default(1);

const windowShape = { days: weekdaysSchema.optional(), from: timeSchema, to: timeSchema };
const windowsSchema = z.array(z.strictObject(windowShape)).min(1).max(100);

const listSchema = z
  .strictObject({
    id: idSchema,
    records: z
      .number()
      .min(0)
      .max(1e8)
      .meta({ examples: [12_000] }),
    zone: zoneSchema.optional().meta({ description: "Zone of the people called; default the site's." }),
    callingHours: windowsSchema
      .default([{ from: '09:00', to: '20:00' }])
      .meta({ description: 'When they may be called, on their clocks.' }),
    contactRate: share.meta({ description: 'Share of first dials that reach the person.', examples: [0.25] }),
    contactRates: z
      .array(z.strictObject({ ...windowShape, rate: share }))
      .max(200)
      .default([])
      .meta({ description: 'The same by weekday and hour, on their clocks; the first that holds an hour counts.' }),
    attemptDecay: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .meta({
        description: 'Contact rate of each further attempt, of that of the one before.',
        examples: [0.85],
      }),
    mostAttempts: z.int().min(1).max(MOST_ATTEMPTS).default(3),
    spacingDays: z
      .int()
      .min(0)
      .max(60)
      .default(1)
      .meta({ description: 'Days from one attempt to the next, at least.' }),
    stages: z
      .array(z.strictObject({ id: idSchema, share }))
      .max(10)
      .default([])
      .meta({
        description: 'What becomes of a contact, each a share of the stage before; the last is a success.',
        examples: [
          [
            { id: 'interested', share: 0.3 },
            { id: 'sold', share: 0.4 },
          ],
        ],
      }),
  })
  .meta({
    id: 'CallList',
    description: 'Records to call, alike in where they are and how they answer.',
    examples: [{ id: 'spring', records: 12_000, contactRate: 0.25 }],
  });

const example = {
  zone: 'Europe/Berlin',
  from: '2026-03-02',
  days: 5,
  method: { kind: 'direct' as const },
  hours: [{ from: '09:00', to: '18:00' }],
  lists: [
    {
      id: 'spring',
      records: 2000,
      contactRate: 0.2,
      contactRates: [{ from: '16:00', to: '18:00', rate: 0.32 }],
      mostAttempts: 3,
      stages: [
        { id: 'interested', share: 0.3 },
        { id: 'sold', share: 0.4 },
      ],
    },
  ],
  pacing: { kind: 'progressive' as const },
  times: { ringSeconds: 22, talkSeconds: 210, wrapSeconds: 60, noContactSeconds: 8 },
  agents: { hoursPerDay: 8, shrinkage: 0.2 },
  cases: [{ id: 'fewer answer', contactFactor: 0.8 }],
};

export const outboundBodySchema = z
  .strictObject({
    zone: zoneSchema.meta({ description: 'Zone of the site.' }),
    from: dateSchema.meta({ description: 'First day.' }),
    days: z.int().min(1).max(MOST_DAYS).meta({ description: 'Days to the deadline, 1 to 92.' }),
    calendar: calendarSchema.prefault({}),
    method: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('direct') }),
        z.strictObject({ kind: z.literal('goal'), successes: z.number().gt(0).max(1e8) }),
      ])
      .meta({
        description:
          'direct: every record to a contact or its last attempt by the deadline. goal: so many successes, worked back through stages and contact rates.',
      }),
    hours: windowsSchema.meta({ description: "When agents may work, on the site's clocks." }),
    lists: z.array(listSchema).min(1).max(MOST_LISTS),
    pacing: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('preview'), previewSeconds: seconds }),
        z.strictObject({ kind: z.literal('progressive') }),
        z.strictObject({
          kind: z.literal('predictive'),
          abandonmentLimit: z.number().min(0.0001).max(0.5).default(0.03).meta({
            description: 'Most of the people reached for whom no agent is free.',
          }),
        }),
      ])
      .meta({
        description:
          'Whether agents look at a record before they dial, dial one after another, or are given who was reached.',
      }),
    times: z.strictObject({
      ringSeconds: seconds.default(20),
      talkSeconds: z.number().gt(0).max(86_400),
      wrapSeconds: seconds.default(0),
      noContactSeconds: seconds.default(0).meta({ description: "Agent's time after a dial that reaches nobody." }),
    }),
    agents: z.strictObject({
      hoursPerDay: z.number().gt(0).max(24),
      shrinkage: z.number().min(0).lt(1).default(0),
      most: peopleSchema.optional().meta({ description: 'Most people on one day; absent: as many as it takes.' }),
      crew: crewSchema.optional(),
    }),
    peakPrice: z.number().min(0).max(10_000).default(8).meta({
      description: 'Hours that one person more on the largest day weighs: high for the same head-count every day.',
    }),
    cases: z
      .array(
        z.strictObject({
          id: idSchema,
          contactFactor: factor,
          conversionFactor: factor.meta({ description: 'Of the last stage.' }),
          timeFactor: factor.meta({ description: 'Of talk and wrap.' }),
          recordsFactor: factor,
        }),
      )
      .max(MOST_CASES)
      .default([])
      .meta({ description: 'What if: the same with factors on what it has.' }),
  })
  .meta({ id: 'OutboundBody', description: 'Records to call, how they answer, and who calls.', examples: [example] });

const amount = z.number();

const totalsSchema = z
  .strictObject({
    peakHeadCount: amount,
    agentHours: amount,
    dials: amount,
    contacts: amount,
    successes: amount,
    unfinished: amount.meta({ description: 'Records without a contact that have attempts left at the end.' }),
    missing: amount.meta({ description: 'Successes that are missing to the goal.' }),
  })
  .nullable()
  .meta({ id: 'OutboundTotals', description: 'All days together; null where no plan was found.' });

export const outboundPlanSchema = z
  .strictObject({
    kind: z.literal('outbound-plan').default('outbound-plan'),
    zone: z.string(),
    status: z.enum(['optimal', 'unknown']),
    totals: totalsSchema,
    days: z.array(
      z.strictObject({
        date: z.string(),
        headCount: amount,
        headCountExact: amount,
        agentHours: amount.meta({ description: 'At the telephone.' }),
        dials: amount,
        contacts: amount,
        successes: amount,
        waiting: amount.meta({ description: 'Records whose turn has come and that wait, at the end of the day.' }),
      }),
    ),
    slots: z
      .array(z.strictObject({ start: z.string(), agents: amount, dials: amount, contacts: amount }))
      .meta({ description: 'Each hour: people at the telephone, dials and contacts; the best hours first of all.' }),
    lists: z.array(
      z.strictObject({
        id: z.string(),
        records: amount,
        dials: amount,
        contacts: amount,
        successes: amount,
        unfinished: amount,
        exhausted: amount.meta({ description: 'Records that no attempt reached.' }),
        stages: z.array(z.strictObject({ id: z.string(), count: amount })),
        doneOn: z.string().nullable().meta({ description: 'Date after which nothing is left to dial.' }),
      }),
    ),
    predictiveOccupancy: measuredSchema.meta({
      description: 'Busy share at the telephone that predictive dialling reaches within its limit.',
    }),
    cases: z.array(z.strictObject({ id: z.string(), totals: totalsSchema })),
    notes: z.array(noteSchema),
  })
  .meta({ id: 'OutboundPlan', description: 'Dials by hour, head-count by day, and what comes of them.' });

export type OutboundDocument = z.output<typeof outboundPlanSchema>;

/** The request as its document says it. */
export type OutboundInput = Omit<OutboundTask, 'dates'> & {
  readonly calendar: WorkloadInput['calendar'];
  readonly from: string;
  readonly days: number;
  readonly cases: readonly OutboundCase[];
};

function checkWindows(windows: readonly Cursor[], add: Add): void {
  for (const window of windows) {
    const from = minutesAt(window, 'from');
    const to = minutesAt(window, 'to');
    if (from === undefined || to === undefined || from < to) continue;
    const facts = { start: text(window, 'from') ?? '', end: text(window, 'to') ?? '' };
    add(issue('span-not-positive', `${window.path}/to`, facts));
  }
}

const checkOutbound: Check = (root, add) => {
  const lists = list(root, 'lists');
  checkDistinct(lists, add);
  checkDistinct(list(root, 'cases'), add);
  checkWindows(list(root, 'hours'), add);
  checkCrew(member(member(root, 'agents'), 'crew'), add);
  const isGoal = text(member(root, 'method'), 'kind') === 'goal';
  for (const one of lists) {
    checkWindows(list(one, 'callingHours'), add);
    checkWindows(list(one, 'contactRates'), add);
    if (isGoal && list(one, 'stages').length === 0) add(issue('stages-needed', one.path, {}));
  }
};

/** Reads the body of a request for an outbound plan. */
export function parseOutbound(input: unknown): Outcome<OutboundInput> {
  const read = readDocument(outboundBodySchema, input, [checkOutbound]);
  if (!read.ok) return read;
  const { times, lists, ...rest } = read.value;
  return {
    ok: true,
    value: { ...rest, ...times, lists: lists.map((one) => ({ ...one, zone: one.zone ?? rest.zone })) },
  };
}

/** An outbound plan as a document. */
export function fromOutbound(plan: OutboundPlan): OutboundDocument {
  const { zone, days, slots, lists, cases, notes, ...rest } = plan;
  return {
    kind: 'outbound-plan',
    zone,
    ...rest,
    days: days.map((day) => ({ ...day })),
    slots: slots.map(({ start, ...slot }) => ({ start: isoOf(zone, start), ...slot })),
    lists: lists.map((one) => ({ ...one, stages: one.stages.map((stage) => ({ ...stage })) })),
    cases: cases.map((one) => ({ ...one })),
    notes: notes.map((note) => fromNote(zone, note)),
  };
}
