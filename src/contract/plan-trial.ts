import { z } from 'zod';
import type { TrialFound } from '../domain/plan-trial.ts';
import { type Cursor, list, member, number, text } from './cursor.ts';
import type { Add } from './documents.ts';
import { issue } from './messages/render.ts';
import { countSchema } from './scalars.ts';
import { handlingSchema, keptPromises, keptSchema, promiseSchema, simulationLimitsSchema } from './simulation.ts';
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
      description: 'Coefficient of variation of whole days around their forecast.',
    }),
    absence: z.number().min(0).lt(1).default(0).meta({
      description:
        'Chance that somebody does not come to a shift. Shrinkage that the roster schedules for belongs here.',
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

export const trialFoundSchema = z
  .strictObject({
    rounds: z.array(
      z.strictObject({
        raisedHours: z.number().meta({ description: 'Hours of positions more than the first requirement.' }),
        staffedHours: z.number().meta({ description: 'Hours of work on the queues in the roster.' }),
        uncoveredHours: z.number().meta({ description: 'Agent-hours below the raised requirement.' }),
        kept: z.array(z.number()).meta({ description: 'Share of the replications that kept each promise.' }),
      }),
    ),
    chosen: countSchema.meta({ description: 'Index of the round whose roster is the answer.' }),
    promises: z.array(keptSchema),
    missed: z.enum(['rounds', 'people', 'no-roster']).optional().meta({
      description:
        'Why promises are missed: the rounds were over; more was asked for and nobody more came, so it is the team that is too small then; or there is no roster.',
    }),
  })
  .meta({ id: 'TrialFound', description: 'What the simulation of a plan’s rosters found, round by round.' });

/** The relations inside a trial. `skills` are those of the plan's queues, '' of the one without. */
export function checkTrial(root: Cursor, skills: readonly string[], add: Add): void {
  const known = new Set(skills.map((skill) => (skill === '' ? QUEUE_WITHOUT_SKILL : skill)));
  for (const promise of list(member(root, 'trial'), 'promises')) {
    checkKnown('unknown-queue', text(promise, 'queue'), `${promise.path}/queue`, known, add);
    checkPromise(promise, add);
  }
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

/** A trial as a document. */
export function fromTrial({ rounds, chosen, promises, missed }: TrialFound): z.output<typeof trialFoundSchema> {
  return {
    rounds: rounds.map(({ kept, ...round }) => ({ ...round, kept: [...kept] })),
    chosen,
    promises: keptPromises(promises),
    ...(missed === undefined ? {} : { missed }),
  };
}
