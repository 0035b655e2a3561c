import { z } from 'zod';
import type { PatienceData, PatienceEstimate, QueueAnswer, QueueQuestion } from '../domain/queue.ts';
import type { Outcome } from '../domain/issue.ts';
import { type Cursor, elements, list, member, number, text } from './cursor.ts';
import { type Add, type Check, readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { targetSchema } from './requirement.ts';
import { fromNote } from './notes.ts';
import { countSchema, idSchema, measuredSchema, noteSchema } from './scalars.ts';
import { checkDistinct } from './team-checks.ts';

/** Single queues: their service and what it hangs on; and callers' patience from what they did. */

const MOST_QUEUES = 10_000;
const MOST_WAITS = 200_000;
/** The range in which the formulas are proven. */
export const MOST_ERLANG = 1_000_000;
/** More than any target needs of them. */
const MOST_AGENTS = 2 * MOST_ERLANG;

const seconds = z.number().gt(0).max(86_400);
const waited = z.number().min(0).max(86_400);

const queueQuestionSchema = z
  .strictObject({
    id: idSchema.optional(),
    contacts: z
      .number()
      .min(0)
      .max(LIMITS.contacts)
      .optional()
      .meta({
        description: 'Contacts of one interval; with intervalMinutes, in place of loadErlang.',
        examples: [100],
      }),
    intervalMinutes: z.number().gt(0).max(1440).optional(),
    loadErlang: z.number().min(0).max(MOST_ERLANG).optional().meta({ description: 'Offered load.' }),
    ahtSeconds: seconds.meta({ description: 'Average handle time, after-contact work included.', examples: [180] }),
    patienceSeconds: seconds
      .optional()
      .meta({ description: 'Mean patience. Present: Erlang A; absent: Erlang C.', examples: [120] }),
    agents: z
      .int()
      .min(0)
      .max(MOST_AGENTS)
      .optional()
      .meta({ description: 'People on the work; absent: as many as the targets need.', examples: [12] }),
    targets: z.array(targetSchema).max(10).default([]).meta({ description: 'All of them are to be met.' }),
    maxOccupancy: z.number().gt(0).max(1).optional(),
    thresholdSeconds: waited
      .default(20)
      .meta({ description: 'Threshold of the service level that is told where no target names one.' }),
  })
  .meta({
    id: 'QueueQuestion',
    description: 'One queue in steady state, and what is asked of it.',
    examples: [{ contacts: 100, intervalMinutes: 30, ahtSeconds: 180, patienceSeconds: 120, agents: 12 }],
  });

const example = {
  queues: [
    {
      id: 'morning',
      contacts: 100,
      intervalMinutes: 30,
      ahtSeconds: 180,
      patienceSeconds: 120,
      agents: 12,
      targets: [{ kind: 'service-level' as const, share: 0.8, thresholdSeconds: 20 }],
    },
  ],
};

export const queueStatesBodySchema = z
  .strictObject({ queues: z.array(queueQuestionSchema).min(1).max(MOST_QUEUES) })
  .meta({ id: 'QueueStatesBody', description: 'Queues that are asked about.', examples: [example] });

const slopesSchema = z
  .strictObject({
    perAgent: z.number().meta({ description: 'Load and handle time as they are.' }),
    perErlang: z.number().meta({ description: 'Agents and handle time as they are: more contacts.' }),
    perAhtSecond: z.number().meta({ description: 'Agents and contacts as they are.' }),
  })
  .meta({
    id: 'Slopes',
    description: 'Partial derivatives of a measure: its change with one more of each, agents taken as a real number.',
    examples: [{ perAgent: 0.073, perErlang: -0.08, perAhtSecond: -0.0045 }],
  });

const queueStateSchema = z
  .strictObject({
    id: idSchema.optional(),
    model: z.enum(['erlang-a', 'erlang-c']),
    loadErlang: z.number(),
    agents: countSchema,
    neededAgents: countSchema.nullable().meta({ description: 'Least agents that meet all targets; null without any.' }),
    thresholdSeconds: z.number(),
    serviceLevel: measuredSchema.meta({ description: "Under the first service-level target's definition." }),
    serviceLevelOffered: measuredSchema,
    waitProbability: z.number().meta({ description: 'Share of contacts that find nobody free.' }),
    abandonment: measuredSchema,
    asaSeconds: measuredSchema,
    meanQueue: measuredSchema.meta({ description: 'Mean number waiting; null where it grows without end.' }),
    occupancy: measuredSchema,
    sensitivity: z
      .strictObject({
        serviceLevelOffered: slopesSchema,
        abandonment: slopesSchema,
        asaSeconds: slopesSchema,
        occupancy: slopesSchema,
      })
      .nullable()
      .meta({ description: 'Null where the queue grows without end, and without agents or load.' }),
    mostErlang: measuredSchema.meta({
      description:
        'Largest load with which these agents meet all targets; null without targets, and where they do at 1,000,000 erlang, the most that is tried.',
    }),
  })
  .meta({ id: 'QueueState', description: 'What is to be expected of a queue, and how far its agents reach.' });

export const queueStatesSchema = z
  .strictObject({ kind: z.literal('queue-states').default('queue-states'), queues: z.array(queueStateSchema) })
  .meta({ id: 'QueueStates', description: 'Queues in the order they were asked about.' });

export type QueueStatesDocument = z.output<typeof queueStatesSchema>;

const waitsSchema = z.strictObject({
  kind: z.literal('waits'),
  waits: z
    .array(
      z.strictObject({
        seconds: waited,
        abandoned: z.boolean().meta({ description: 'Whether the caller hung up then, or was answered.' }),
        count: z.int().min(0).max(1e9).default(1),
      }),
    )
    .min(1)
    .max(MOST_WAITS),
  afterSeconds: waited.default(0).meta({
    description: 'Waits below it are left out, and the others counted from there on: some hang up at once.',
    examples: [5],
  }),
});

const totalsSchema = z.strictObject({
  kind: z.literal('totals'),
  answered: z.number().min(0).max(LIMITS.contacts),
  abandoned: z.number().min(0).max(LIMITS.contacts),
  asaSeconds: waited.meta({ description: 'Mean wait of the answered, those answered at once included.' }),
  abandonSeconds: waited.meta({ description: 'Mean time until those who hung up did so.' }),
});

const countsSchema = z.strictObject({
  kind: z.literal('counts'),
  answered: z.number().min(0).max(LIMITS.contacts),
  abandoned: z.number().min(0).max(LIMITS.contacts),
  loadErlang: z.number().gt(0).max(MOST_ERLANG),
  ahtSeconds: seconds,
  agents: z.int().min(1).max(LIMITS.people),
});

export const patienceBodySchema = z
  .strictObject({
    data: z.discriminatedUnion('kind', [waitsSchema, totalsSchema, countsSchema]).meta({
      description:
        'Single waits; or totals of answered and abandoned with their mean waits; or counts alone, with the load and agents they came about with.',
    }),
  })
  .meta({
    id: 'PatienceBody',
    description: 'What is known of waits and hang-ups.',
    examples: [{ data: { kind: 'totals', answered: 940, abandoned: 60, asaSeconds: 9, abandonSeconds: 41 } }],
  });

export const patienceEstimateSchema = z
  .strictObject({
    kind: z.literal('patience-estimate').default('patience-estimate'),
    method: z.enum(['censored-waits', 'erlang-a-inverse']).meta({
      description:
        'By the likelihood with the answered as censored, or by the model that gives the share that hung up.',
    }),
    contacts: z.number(),
    abandoned: z.number(),
    patienceSeconds: z.number().meta({ description: 'Mean patience.' }),
    lowerSeconds: measuredSchema.meta({ description: 'With upperSeconds it holds the mean in 95 of 100 samples.' }),
    upperSeconds: measuredSchema,
    shape: measuredSchema.meta({
      description: 'Shape of a Weibull distribution: 1 is exponential, below 1 those who wait grow patient.',
    }),
    shapeChance: measuredSchema.meta({
      description: 'Chance of a shape at least as far from 1 if patience is exponential.',
    }),
    notes: z.array(noteSchema).default([]),
  })
  .meta({ id: 'PatienceEstimate', description: 'Mean patience of callers, for Erlang A.' });

export type PatienceDocument = z.output<typeof patienceEstimateSchema>;

function checkQueue(queue: Cursor, add: Add): void {
  const load = number(queue, 'loadErlang');
  const contacts = number(queue, 'contacts');
  const minutes = number(queue, 'intervalMinutes');
  const aht = number(queue, 'ahtSeconds');
  if (load !== undefined && contacts !== undefined) {
    add(issue('both-given', queue.path, { first: 'loadErlang', second: 'contacts' }));
  }
  const isGiven = (key: string): boolean => member(queue, key).value !== undefined;
  if (!isGiven('loadErlang') && !isGiven('contacts')) {
    add(issue('one-needed', queue.path, { first: 'loadErlang', second: 'contacts' }));
  }
  if (isGiven('contacts') && !isGiven('intervalMinutes')) {
    add(issue('required', queue.path, { field: 'intervalMinutes', expected: 'a number' }));
  }
  const offered =
    contacts === undefined || minutes === undefined || aht === undefined ? 0 : (contacts * aht) / minutes / 60;
  if (offered > MOST_ERLANG) {
    add(issue('load-too-large', `${queue.path}/contacts`, { loadErlang: offered, limit: MOST_ERLANG }));
  }
  for (const target of list(queue, 'targets')) {
    if (text(target, 'kind') === 'abandonment' && !isGiven('patienceSeconds')) {
      add(issue('patience-required', `${queue.path}/patienceSeconds`, {}));
    }
  }
  const hasGoals = elements(member(queue, 'targets')).length > 0 || isGiven('maxOccupancy');
  if (!isGiven('agents') && !hasGoals) {
    add(issue('one-needed', queue.path, { first: 'agents', second: 'targets' }));
  }
}

const checkQueues: Check = (root, add) => {
  const queues = list(root, 'queues');
  checkDistinct(queues, add);
  for (const queue of queues) checkQueue(queue, add);
};

/** Reads the body of a request about queues. */
export function parseQueueStates(input: unknown): Outcome<readonly QueueQuestion[]> {
  const read = readDocument(queueStatesBodySchema, input, [checkQueues]);
  if (!read.ok) return read;
  return {
    ok: true,
    value: read.value.queues.map(({ contacts = 0, intervalMinutes = 1, loadErlang, ...queue }) => ({
      ...queue,
      loadErlang: loadErlang ?? (contacts * queue.ahtSeconds) / (intervalMinutes * 60),
    })),
  };
}

/** Reads the body of a request for a patience. */
export function parsePatience(input: unknown): Outcome<PatienceData> {
  const read = readDocument(patienceBodySchema, input, []);
  return read.ok ? { ok: true, value: read.value.data } : read;
}

export function fromQueueStates(queues: readonly QueueAnswer[]): QueueStatesDocument {
  return { kind: 'queue-states', queues: [...queues] };
}

export function fromPatience(estimate: PatienceEstimate): PatienceDocument {
  const { notes, ...values } = estimate;
  return { kind: 'patience-estimate', ...values, notes: notes.map((note) => fromNote('UTC', note)) };
}
