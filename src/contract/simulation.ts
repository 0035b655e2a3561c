import { z } from 'zod';
import type { KeptPromise } from '../domain/simulation.ts';
import { historyCsvSchema, historyRowsSchema } from './history.ts';
import { LIMITS } from './limits.ts';
import { requirementSchema } from './requirement.ts';
import {
  countSchema,
  dateSchema,
  idSchema,
  measuredSchema,
  noteSchema,
  timestampSchema,
  zoneSchema,
} from './scalars.ts';
import { shiftsSchema } from './shift.ts';
import { crewSchema } from './shrinkage.ts';
import { teamSchema } from './team.ts';

/** Body and answer of a simulation. */

const seconds = z.number().gt(0).max(86_400);
const share = z.number().min(0).max(1);
const variation = z.number().min(0).max(5);
const observed = z.array(z.number().min(0).max(604_800)).min(1).max(LIMITS.observedTimes);

export const handlingSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed') }),
    z.strictObject({ kind: z.literal('exponential') }),
    z.strictObject({ kind: z.literal('lognormal'), coefficientOfVariation: z.number().gt(0).max(20) }),
    z.strictObject({ kind: z.literal('empirical'), seconds: observed }),
  ])
  .meta({
    id: 'HandlingSpread',
    description:
      'How handle times spread around the AHT of their interval; empirical: as these seconds do, scaled to that AHT.',
    examples: [{ kind: 'lognormal', coefficientOfVariation: 1.1 }],
  });

const patienceSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('exponential'), meanSeconds: seconds }),
    z.strictObject({ kind: z.literal('empirical'), seconds: observed }),
  ])
  .meta({
    id: 'Patience',
    description: 'How long callers wait before they hang up; none: to the end.',
    examples: [{ kind: 'exponential', meanSeconds: 120 }],
  });

export const simulatedQueueSchema = z
  .strictObject({
    id: idSchema,
    requirement: requirementSchema.meta({
      description:
        'The intervals that are told about, with contacts and AHT; its positions are on the work where no roster is given. Skill, patience and threshold are its own where nothing else is said.',
    }),
    skill: idSchema.optional(),
    crew: crewSchema.optional().meta({
      description:
        'What each employee of the roster does in an hour; in place of the crew of the requirement. Who is not named does as those without a name, else as a full hand.',
    }),
    actuals: z.union([historyRowsSchema, historyCsvSchema]).optional().meta({
      description: 'Contacts that came, in place of those of the requirement; mostly in finer intervals.',
    }),
    arrivals: z.enum(['poisson', 'given']).optional().meta({
      description:
        'poisson: the contacts of an interval are an expectation; given: exactly so many come, at random times in it. Default poisson, and given with actuals.',
    }),
    rate: z.enum(['level', 'linear']).default('level').meta({
      description: 'Whether arrivals come evenly within an interval, or lead over to its neighbours.',
    }),
    dayVariation: variation.default(0).meta({
      description:
        'Coefficient of variation of a factor common to all contacts of a day (gamma), for poisson arrivals.',
    }),
    intervalVariation: variation.default(0).meta({ description: 'The same of a factor for each interval.' }),
    handling: handlingSchema.default({ kind: 'exponential' }),
    patience: patienceSchema.optional(),
    thresholdSeconds: z.number().min(0).max(86_400).optional(),
    base: z.enum(['offered', 'answered', 'patient']).optional(),
    priority: z.int().min(1).max(100).default(1).meta({ description: 'Lower is served first.' }),
    concurrency: z.int().min(1).max(20).default(1).meta({
      description: 'Contacts that one employee may have at once, as in chat. With 1 a contact is had alone.',
    }),
    stretch: z.number().min(0).max(10).default(0).meta({
      description: 'With n contacts at once each takes 1 + stretch (n - 1) times as long.',
    }),
    callback: z.strictObject({ afterSeconds: seconds, share, queue: idSchema }).optional().meta({
      description:
        'Who still waits after so long is offered a call back; a share accepts, and waits on in another queue without hanging up.',
    }),
  })
  .meta({ id: 'SimulatedQueue', description: 'Contacts of one kind, and how they come, wait and are handled.' });

export const promiseSchema = z
  .strictObject({
    queue: idSchema.optional().meta({ description: 'Absent: all queues together.' }),
    measure: z.enum(['service-level', 'asa', 'abandonment', 'occupancy']).default('service-level'),
    scope: z.enum(['interval', 'hour', 'day', 'week', 'horizon']).default('week').meta({
      description: 'It is to be kept in every interval, hour, day or week, or over all of them.',
    }),
    bound: z
      .number()
      .gt(0)
      .max(86_400)
      .meta({
        description: 'Least service level (0-1), or highest ASA in seconds, abandonment or occupancy (0-1).',
        examples: [0.8],
      }),
    chance: z.number().gt(0).lte(1).default(0.9).meta({ description: 'Chance with which it is to be kept.' }),
  })
  .meta({
    id: 'ServicePromise',
    description: 'What callers, or employees, are promised.',
    examples: [{ measure: 'service-level', scope: 'week', bound: 0.8, chance: 0.9 }],
  });

export const simulationLimitsSchema = z
  .strictObject({
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
    replications: z.int().min(1).max(LIMITS.replications).default(100).meta({
      description: 'Replications; with halfWidth at most so many.',
    }),
    halfWidth: z
      .number()
      .gt(0)
      .lt(1)
      .optional()
      .meta({
        description: 'Ends when the service level of every queue over the horizon is known to so much at 95 %.',
        examples: [0.002],
      }),
  })
  .meta({
    id: 'SimulationLimits',
    description: 'How long to simulate. The same seed and limits give the same bytes.',
    examples: [{ replications: 50, seed: 1 }],
  });

const exampleInterval = (hour: number, contacts: number, positions: number): object => ({
  start: `2026-03-02T${String(hour).padStart(2, '0')}:00:00+01:00`,
  end: `2026-03-02T${String(hour + 1).padStart(2, '0')}:00:00+01:00`,
  contacts,
  ahtSeconds: 240,
  positions,
  toSchedule: positions,
});

export const simulationBodySchema = z
  .strictObject({
    queues: z.array(simulatedQueueSchema).min(1).max(LIMITS.queues),
    team: teamSchema.optional().meta({ description: 'Who works the shifts; needed with shifts.' }),
    shifts: shiftsSchema.optional().meta({
      description: 'A roster; absent: each queue has the positions of its requirement to itself.',
    }),
    against: shiftsSchema.optional().meta({
      description: 'Another roster of the same team, which sees the same contacts; the two are compared.',
    }),
    skills: z.enum(['shift', 'employee']).default('shift').meta({
      description: 'Whether somebody rostered in a skill takes contacts of that alone, or of all her skills.',
    }),
    absence: z.number().min(0).lt(1).default(0).meta({ description: 'Chance that somebody does not come to a shift.' }),
    groupBy: z
      .enum(['skills', 'contract'])
      .default('skills')
      .meta({ description: 'Groups that occupancy is told of.' }),
    routing: z.enum(['longest-idle', 'least-skilled']).default('longest-idle').meta({
      description: 'Who takes a contact: whoever is idle longest; or first those with the fewest queues.',
    }),
    promises: z.array(promiseSchema).max(LIMITS.promises).default([]),
    simulate: simulationLimitsSchema.prefault({}),
  })
  .meta({
    id: 'SimulationBody',
    description: 'Queues, who is there for them, and how long to simulate.',
    examples: [
      {
        queues: [
          {
            id: 'voice',
            requirement: {
              kind: 'requirement',
              zone: 'Europe/Berlin',
              intervals: [exampleInterval(9, 60, 6), exampleInterval(10, 75, 7), exampleInterval(11, 52, 5)],
            },
            handling: { kind: 'lognormal', coefficientOfVariation: 1.1 },
            patience: { kind: 'exponential', meanSeconds: 120 },
          },
        ],
        promises: [{ scope: 'day', bound: 0.8, chance: 0.9 }],
        simulate: { replications: 50, seed: 1 },
      },
    ],
  });

export const simulatedSchema = z
  .strictObject({ value: measuredSchema, halfWidth: measuredSchema })
  .meta({ id: 'Simulated', description: 'A value, and the half-width of its 95 % interval over the replications.' });

const service = {
  offered: simulatedSchema.meta({ description: 'Contacts a replication.' }),
  answered: z.number(),
  abandoned: z.number(),
  calledBack: z.number().meta({ description: 'Who accepted a call back; it is a contact of that queue then.' }),
  unanswered: z.number().meta({ description: 'Who still waited when the last employee had gone.' }),
  serviceLevel: simulatedSchema,
  serviceLevelOffered: simulatedSchema,
  abandonment: simulatedSchema,
  asaSeconds: simulatedSchema,
};
const presence = {
  staffedHours: simulatedSchema,
  busyHours: simulatedSchema,
  occupancy: simulatedSchema,
  handled: simulatedSchema,
};
const span = { start: timestampSchema, end: timestampSchema };

function told<T extends z.ZodRawShape>(shape: T) {
  return {
    horizon: z.strictObject(shape),
    days: z.array(z.strictObject({ date: dateSchema, ...shape })),
    intervals: z.array(z.strictObject({ ...span, ...shape })),
  };
}

export const keptSchema = z
  .strictObject({
    promise: promiseSchema,
    kept: z.strictObject({ value: share, lower: share, upper: share }).meta({
      description: 'Share of the replications in which it was kept, with its 95 % interval (Wilson).',
    }),
    isKept: z.boolean().meta({ description: 'Whether that share reaches the chance asked for.' }),
    worst: share.meta({
      description: 'Least share of the replications in which it was kept in one cell of its scope.',
    }),
  })
  .meta({ id: 'KeptPromise', description: 'How often a promise was kept.' });

const resultShape = {
  queues: z.array(z.strictObject({ id: idSchema, ...told(service) })),
  all: z.strictObject(told(service)).meta({ description: 'All queues, each contact by the threshold of its own.' }),
  groups: z.array(z.strictObject({ id: idSchema, ...told(presence) })),
  everybody: z.strictObject(told(presence)),
  promises: z.array(keptSchema),
};

const comparedSchema = z.strictObject({
  first: measuredSchema,
  second: measuredSchema,
  difference: measuredSchema.meta({ description: 'First less second, under the same contacts.' }),
  halfWidth: measuredSchema,
});

export const simulationSchema = z
  .strictObject({
    kind: z.literal('simulation').default('simulation'),
    zone: zoneSchema,
    replications: countSchema,
    endedBy: z.enum(['replications', 'half-width', 'stopped']),
    seed: countSchema,
    contacts: countSchema.meta({ description: 'Contacts simulated and counted, over all replications.' }),
    ...resultShape,
    against: z
      .strictObject({
        ...resultShape,
        compared: z.array(
          z.strictObject({
            queue: idSchema.optional(),
            serviceLevel: comparedSchema,
            abandonment: comparedSchema,
            asaSeconds: comparedSchema,
          }),
        ),
      })
      .optional()
      .meta({ description: 'The other roster; the last comparison is of all queues together.' }),
    notes: z.array(noteSchema),
  })
  .meta({ id: 'Simulation', description: 'What callers and employees are to expect, with intervals.' });

export type SimulationBody = z.output<typeof simulationBodySchema>;
export type SimulationDocument = z.output<typeof simulationSchema>;

/** Promises as a document. */
export function keptPromises(promises: readonly KeptPromise[]): z.output<typeof keptSchema>[] {
  return promises.map(({ promise, kept, isKept, cells }) => ({
    promise: { ...promise },
    kept: { ...kept },
    isKept,
    worst: cells.reduce((least, cell) => Math.min(least, cell), 1),
  }));
}
