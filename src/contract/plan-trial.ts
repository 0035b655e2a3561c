import { z } from 'zod';
import { isoOf } from '../domain/calendar.ts';
import type { TrialFound, TrialService } from '../domain/plan-trial.ts';
import type { Zone } from '../domain/units.ts';
import { type Cursor, list, member, number, text } from './cursor.ts';
import type { Add } from './documents.ts';
import { issue } from './messages/render.ts';
import { countSchema, dateSchema, idSchema, measuredSchema, timestampSchema } from './scalars.ts';
import {
  handlingSchema,
  keptPromises,
  keptSchema,
  promiseSchema,
  simulatedSchema,
  simulationLimitsSchema,
} from './simulation.ts';
import { checkKnown } from './team-checks.ts';

/** The name of the queue that needs no skill. */
const QUEUE_WITHOUT_SKILL = 'contacts';

export const planTrialSchema = z
  .strictObject({
    promises: z.array(promiseSchema).min(1).max(20).meta({
      description: 'Queues are called by their skill, the one without a skill `contacts`.',
    }),
    handling: handlingSchema.default({ kind: 'exponential' }),
    dayVariation: z.number().min(0).max(5).default(0).meta({
      description: 'Coefficient of variation of whole days around their forecast; 0 with contacts of paths.',
    }),
    contacts: z.enum(['expected', 'paths']).default('expected').meta({
      description:
        'expected: as the forecast expects them, around which they scatter; paths: those of its sample paths, one path a replication, so that promises are held to what the forecast does not know.',
    }),
    absence: z.number().min(0).lt(1).default(0).meta({
      description:
        'Chance that somebody does not come to a shift. Shrinkage that the roster schedules for belongs here.',
    }),
    formula: z.boolean().default(false).meta({
      description:
        'Also tells the service level by formula, of the round chosen: for exponential or lognormal handle times, patience, levels of contacts offered, full attendance, and people who have one queue at a time. A second or more for each week of a small queue.',
    }),
    replications: z.int().min(2).max(10_000).default(50),
    seed: simulationLimitsSchema.shape.seed,
    rounds: z.int().min(1).max(20).default(4).meta({
      description: 'Rosters at most. The seconds of `solve` are shared out over them; iterations are of each.',
    }),
  })
  .meta({
    id: 'PlanTrial',
    description:
      'Tries the roster by simulation; where a promise is missed, the plan goes forward again with a raised requirement, until all are kept or it is known why they cannot be.',
    examples: [{ promises: [{ scope: 'day', bound: 0.8, chance: 0.9 }], rounds: 3 }],
  });

const trialService = {
  raisedHours: z.number().meta({ description: 'Hours of positions more than the first requirement.' }),
  serviceLevel: simulatedSchema,
  expected: measuredSchema.meta({
    description:
      'Service level by formula with the rostered people, for the contacts expected; null where it was not asked for or no formula is known.',
  }),
  expectedOverFutures: measuredSchema.meta({
    description: 'The same over the spread of days, or over sample paths, weighted by contacts.',
  }),
  proficiency: z.number().optional().meta({
    description:
      'Mean work in an hour of those rostered, by their hours, of that of the crew as the requirement counts it: below 1 the roster has slower people. Where the queue has a crew.',
  }),
};

const wayOutSchema = z
  .strictObject({
    reachable: z.array(measuredSchema).meta({
      description:
        'For each promise the best bound (shares in whole points) that the roster keeps with the chance asked for; of a kept one its own; null: none.',
    }),
    extra: z
      .strictObject({
        hours: z.number(),
        people: countSchema.meta({ description: 'Most of them at one time.' }),
        isLean: z.boolean().meta({
          description:
            'Each single person of each interval was tried without and is needed. Other times may do with fewer.',
        }),
        spans: z.array(
          z.strictObject({ start: timestampSchema, end: timestampSchema, queue: idSchema, people: countSchema }),
        ),
      })
      .optional()
      .meta({ description: 'More people on the work with whom every promise is kept, as simulated.' }),
  })
  .meta({ id: 'TrialWayOut', description: 'What could be done about promises that the roster misses.' });

export const trialFoundSchema = z
  .strictObject({
    rounds: z.array(
      z.strictObject({
        raisedHours: z.number().meta({ description: 'Hours of positions more than the first requirement.' }),
        staffedHours: z.number().meta({ description: 'Hours of work on the queues in the roster.' }),
        uncoveredHours: z.number().meta({ description: 'Agent-hours below the raised requirement.' }),
        status: z.enum(['optimal', 'feasible', 'infeasible', 'unknown']).meta({
          description: 'Of the roster for what was asked for.',
        }),
        gap: measuredSchema.meta({ description: 'Of the roster: (objective - bound) / objective.' }),
        replications: countSchema,
        kept: z.array(z.number()).meta({ description: 'Share of the replications that kept each promise.' }),
        queues: z.array(
          z.strictObject({
            id: idSchema,
            horizon: z.strictObject(trialService),
            days: z.array(z.strictObject({ date: dateSchema, ...trialService })),
          }),
        ),
      }),
    ),
    chosen: countSchema.meta({ description: 'Index of the round whose roster is the answer.' }),
    promises: z.array(keptSchema),
    missed: z.enum(['rounds', 'people', 'ceiling', 'no-roster', 'stopped']).optional().meta({
      description:
        'Why promises are missed: the rounds were over; more was asked for and nobody more came, so it is the team that is too small then; requirements are at their ceilings; there is no roster; or it was stopped.',
    }),
    wayOut: wayOutSchema.optional(),
  })
  .meta({ id: 'TrialFound', description: 'What the simulation of a plan’s rosters found, round by round.' });

/** The relations inside a trial. `skills` are those of the plan's queues, '' of the one without. */
export function checkTrial(root: Cursor, skills: readonly string[], add: Add): void {
  checkContacts(root, add);
  const known = new Set(skills.map((skill) => (skill === '' ? QUEUE_WITHOUT_SKILL : skill)));
  for (const promise of list(member(root, 'trial'), 'promises')) {
    checkKnown('unknown-queue', text(promise, 'queue'), `${promise.path}/queue`, known, add);
    checkPromise(promise, add);
  }
}

/** Paths need forecasts with paths, which hold the spread of days already. */
function checkContacts(root: Cursor, add: Add): void {
  const trial = member(root, 'trial');
  if (text(trial, 'contacts') !== 'paths') return;
  for (const queue of list(root, 'queues')) {
    const paths = member(member(queue, 'forecast'), 'samplePaths');
    if (paths.value === undefined) add(issue('paths-needed', `${queue.path}/forecast/samplePaths`, {}));
  }
  const spread = number(trial, 'dayVariation');
  if (spread !== undefined && spread > 0) add(issue('paths-with-spread', `${trial.path}/dayVariation`, {}));
}

/** The relations inside a promise. */
export function checkPromise(promise: Cursor, add: Add): void {
  const measure = text(promise, 'measure') ?? 'service-level';
  const bound = number(promise, 'bound');
  if (measure !== 'asa' && bound !== undefined && bound > 1) {
    add(issue('promise-above-one', `${promise.path}/bound`, { received: bound, measure }));
  }
  if (measure === 'occupancy' && text(promise, 'queue') !== undefined) {
    add(issue('promise-of-everybody', `${promise.path}/queue`, { measure }));
  }
}

const serviceOf = ({ raisedHours, serviceLevel, expected, expectedOverFutures, proficiency }: TrialService) => ({
  raisedHours,
  serviceLevel: { ...serviceLevel },
  expected,
  expectedOverFutures,
  ...(proficiency === undefined ? {} : { proficiency }),
});

/** A trial as a document. */
export function fromTrial(
  zone: Zone,
  { rounds, chosen, promises, missed, wayOut }: TrialFound,
): z.output<typeof trialFoundSchema> {
  return {
    rounds: rounds.map(({ kept, queues, ...round }) => ({
      ...round,
      kept: [...kept],
      queues: queues.map(({ id, days, horizon }) => ({
        id,
        horizon: serviceOf(horizon),
        days: days.map(({ date, ...service }) => ({ date, ...serviceOf(service) })),
      })),
    })),
    chosen,
    promises: keptPromises(promises),
    ...(missed === undefined ? {} : { missed }),
    ...(wayOut === undefined
      ? {}
      : {
          wayOut: {
            reachable: [...wayOut.reachable],
            ...(wayOut.extra === undefined
              ? {}
              : {
                  extra: {
                    ...wayOut.extra,
                    spans: wayOut.extra.spans.map((span) => ({
                      ...span,
                      start: isoOf(zone, span.start),
                      end: isoOf(zone, span.end),
                    })),
                  },
                }),
          },
        }),
  };
}
