import { z } from 'zod';
import type { Outcome } from '../domain/issue.ts';
import type { TransientAnswer, TransientQuestion } from '../domain/queue.ts';
import { readDocument } from './documents.ts';
import { LIMITS } from './limits.ts';
import { countSchema, measuredSchema } from './scalars.ts';

/** One queue followed in time. */

const MOST_INTERVALS = 2016;
const MOST_AGENTS = 1000;

const handlingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exponential') }),
  z.strictObject({ kind: z.literal('lognormal'), coefficientOfVariation: z.number().gt(0).max(5) }),
]);

const example = {
  intervalMinutes: 30,
  ahtSeconds: 240,
  patienceSeconds: 120,
  thresholdSeconds: 20,
  handling: { kind: 'lognormal' as const, coefficientOfVariation: 1.2 },
  intervals: [
    { contacts: 60, agents: 10 },
    { contacts: 110, agents: 12 },
    { contacts: 60, agents: 12 },
  ],
};

export const transientBodySchema = z
  .strictObject({
    intervalMinutes: z.number().min(1).max(240),
    ahtSeconds: z
      .number()
      .min(1)
      .max(86_400)
      .meta({ description: 'Average handle time where an interval has none of its own.' }),
    patienceSeconds: z.number().min(1).max(86_400).meta({ description: 'Mean patience, exponential.' }),
    thresholdSeconds: z
      .number()
      .min(0)
      .max(86_400)
      .default(20)
      .meta({ description: 'At most the length of an interval.' }),
    handling: handlingSchema
      .default({ kind: 'exponential' })
      .meta({ description: 'How handle times spread around their average.' }),
    intervals: z
      .array(
        z.strictObject({
          contacts: z.number().min(0).max(LIMITS.contacts).meta({ description: 'Contacts expected, coming evenly.' }),
          agents: z.int().min(0).max(MOST_AGENTS).meta({ description: 'People on the work throughout.' }),
          ahtSeconds: z.number().min(1).max(86_400).optional(),
        }),
      )
      .min(1)
      .max(MOST_INTERVALS)
      .meta({ description: 'One after the other, from an empty start.' }),
  })
  .meta({
    id: 'TransientBody',
    description: 'A queue whose contacts and people change from interval to interval.',
    examples: [example],
  });

const steadySchema = z
  .strictObject({
    serviceLevelOffered: measuredSchema,
    abandoned: z.number(),
    meanQueue: z.number(),
    occupancy: measuredSchema,
  })
  .meta({
    id: 'SteadyState',
    description: 'Erlang A with the load and people of the interval, as if it went on for ever.',
  });

const transientStateSchema = z
  .strictObject({
    contacts: z.number(),
    agents: countSchema,
    loadErlang: z.number(),
    serviceLevelOffered: measuredSchema.meta({
      description:
        'Share of the contacts that come in the interval and are answered within the threshold; null without any.',
    }),
    abandoned: z.number().meta({ description: 'Contacts that hang up within the interval, whenever they came.' }),
    meanQueue: z.number().meta({ description: 'Mean number waiting.' }),
    queueAtEnd: z
      .number()
      .meta({ description: 'Contacts waiting at the end, on the mean: the next interval begins with them.' }),
    occupancy: measuredSchema.meta({ description: 'Null without agents.' }),
    steady: steadySchema,
  })
  .meta({
    id: 'TransientState',
    description: 'What is to be expected of an interval that begins as the one before has ended.',
  });

export const transientStatesSchema = z
  .strictObject({
    kind: z.literal('transient-states').default('transient-states'),
    contacts: z.number(),
    serviceLevelOffered: measuredSchema.meta({ description: 'Over all contacts; null without any.' }),
    abandoned: z.number(),
    steadyServiceLevelOffered: measuredSchema.meta({ description: 'By the steady states of the intervals alone.' }),
    intervals: z.array(transientStateSchema),
  })
  .meta({ id: 'TransientStates', description: 'A queue followed in time, in the order of its intervals.' });

export type TransientStatesDocument = z.output<typeof transientStatesSchema>;

/** Reads the body of a request to follow a queue in time. */
export function parseTransientStates(input: unknown): Outcome<TransientQuestion> {
  const read = readDocument(transientBodySchema, input, []);
  if (!read.ok) return read;
  const { intervalMinutes, ahtSeconds, intervals, ...question } = read.value;
  return {
    ok: true,
    value: {
      ...question,
      intervalSeconds: 60 * intervalMinutes,
      intervals: intervals.map((one) => ({ ...one, ahtSeconds: one.ahtSeconds ?? ahtSeconds })),
    },
  };
}

export function fromTransientStates(answer: TransientAnswer): TransientStatesDocument {
  return { kind: 'transient-states', ...answer, intervals: [...answer.intervals] };
}
