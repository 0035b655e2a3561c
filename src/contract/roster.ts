import { z } from 'zod';
import { activitiesSchema, missingActivitiesSchema } from './activities.ts';
import { boundProofSchema } from './bound-proof.ts';
import { baselineSchema, changesSchema } from './baseline.ts';
import { breachSchema } from './breach.ts';
import { demandsSchema } from './demands.ts';
import { fairnessSpreadSchema } from './fairness.ts';
import { LIMITS } from './limits.ts';
import { horizonSchema, pricesSchema } from './problem.ts';
import { countSchema, dateSchema, measuredSchema, noteSchema, timestampSchema } from './scalars.ts';
import { knownShape, shiftsSchema, surroundingShiftsSchema } from './shift.ts';
import { teamBreachSchema } from './team-rules.ts';
import { teamSchema } from './team.ts';

/** How to solve; every part has a default. */
export const solveSchema = z
  .strictObject({
    seconds: z
      .number()
      .gt(0)
      .max(LIMITS.solveSeconds)
      .optional()
      .meta({
        description:
          'Time limit; default 60 where no iterations are given. At its end the best roster so far is the answer.',
        examples: [30],
      }),
    iterations: z.int().min(1).max(LIMITS.solveIterations).optional().meta({
      description: 'Limit of iterations. With it no clock ends the solve, and the answer is the same on every machine.',
    }),
    seed: z.int().min(0).max(4_294_967_295).default(1),
    gap: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .meta({ description: 'Stop at this gap between roster and bound; default 0.', examples: [0.01] }),
    engine: z
      .enum(['auto', 'javascript-lp-solver', 'highs', 'lines'])
      .optional()
      .meta({ description: 'Which engine; default auto.' }),
    proof: z.boolean().optional().meta({
      description:
        'With the certificate of the bound in the answer; it takes a tenth of the time at most. Default false.',
    }),
  })
  .meta({ id: 'SolveLimits', description: 'How to solve.', examples: [{ seconds: 20, seed: 1 }] });

export const partSchema = z
  .strictObject({
    part: z.enum([
      'hard-cover',
      'below-floor',
      'below-target',
      'above-target',
      'above-ceiling',
      'cover-steps',
      'requests',
      'paid-hours',
      'labour-cost',
      'premium-hours',
      'hours-spread',
      'activities',
      'changes',
      'change-premiums',
      'rules',
      'team-rules',
      'budget',
      'fairness',
    ]),
    unit: z.enum([
      'agent-hours',
      'people',
      'requests',
      'paid hours',
      'money',
      'hours',
      'activities',
      'changes',
      'breaches',
      'units',
    ]),
    rule: z.string().optional().meta({ description: 'The rule, where there is a part for each.' }),
    count: z.number(),
    points: z.number(),
  })
  .meta({
    id: 'ObjectivePart',
    description: 'One part of the objective: a count of a unit, and its points.',
    examples: [{ part: 'below-target', unit: 'agent-hours', count: 2, points: 200 }],
  });

const people = z.number().min(0);

export const uncoveredSchema = z
  .strictObject({
    start: timestampSchema,
    end: timestampSchema,
    template: z.string().optional(),
    skill: z.string().optional(),
    floor: people,
    target: people,
    cover: people.meta({ description: 'People who are there.' }),
    short: people.meta({ description: 'People missing to the target.' }),
  })
  .meta({
    id: 'Uncovered',
    description: 'A demand that the roster leaves short.',
    examples: [
      {
        start: '2026-03-02T09:00:00+08:00',
        end: '2026-03-02T09:30:00+08:00',
        floor: 0,
        target: 3,
        cover: 2,
        short: 1,
      },
    ],
  });

export const shortageSchema = z
  .strictObject({
    start: timestampSchema,
    end: timestampSchema,
    template: z.string().optional(),
    skill: z.string().optional(),
    floor: people,
    fewest: people.meta({ description: 'Fewest people who are there at any time of it.' }),
  })
  .meta({
    id: 'Shortage',
    description: 'A floor that must be met and is not.',
    examples: [{ start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T09:30:00+08:00', floor: 2, fewest: 1 }],
  });

const conflictSchema = z
  .strictObject({ employee: z.string(), rules: z.array(z.string()), dates: z.array(dateSchema), message: z.string() })
  .meta({
    id: 'Conflict',
    description:
      'An employee for whom the hard rules admit no line, with rules of which any one, left out, admits one.',
    examples: [
      {
        employee: 'anna',
        rules: ['minimum-hours-week', 'maximum-days-week'],
        dates: [],
        message:
          'anna cannot be given any roster that keeps all of: minimum hours a week (60 h), maximum working days a week (5 days). ' +
          'Without any one of them there is one.',
      },
    ],
  });

export const rosterSchema = z
  .strictObject({
    kind: z.literal('roster').default('roster'),
    id: z.string().optional(),
    createdAt: z.string().optional(),
    status: z
      .enum(['optimal', 'feasible', 'infeasible', 'unknown'])
      .meta({ description: 'What is known of the roster.' }),
    endedBy: z.enum(['proof', 'gap', 'exhausted', 'time', 'iterations', 'cancel', 'memory']).meta({
      description:
        'Why the solver stopped. "proof": there is no better roster, or none at all; "gap": the gap asked for is reached; "exhausted": all that the solver does was done before any limit, without a proof of this roster.',
    }),
    objective: measuredSchema.meta({ description: "Sum of the parts' points; null where there is no roster." }),
    objectiveParts: z.array(partSchema),
    bound: measuredSchema.meta({ description: 'No roster can have a lower objective.' }),
    boundKind: z
      .enum(['integer', 'lp', 'lagrangian', 'relaxed-pricing', 'none'])
      .meta({ description: 'How the bound was proven.' }),
    proof: boundProofSchema.optional().meta({ description: 'Where it was asked for and there is a bound.' }),
    gap: measuredSchema.meta({ description: '(objective - bound) / objective, 0 when both are 0.' }),
    seconds: z.number().min(0),
    iterations: countSchema,
    engine: z.string(),
    seed: countSchema,
    shifts: shiftsSchema,
    changes: changesSchema.optional().meta({ description: 'Where the problem has a baseline.' }),
    fairness: z
      .array(fairnessSpreadSchema)
      .optional()
      .meta({ description: 'How the roster shares out what the team names; absent where it names nothing.' }),
    uncovered: z.array(uncoveredSchema),
    shortages: z.array(shortageSchema).optional().meta({
      description: 'Floors that must be met and are not; absent where nothing of the demand must be.',
    }),
    missingActivities: missingActivitiesSchema.optional().meta({
      description: 'Where the problem has activities: those that are due and not held.',
    }),
    breaches: z.array(breachSchema),
    teamBreaches: z
      .array(teamBreachSchema)
      .optional()
      .meta({ description: 'Rules of the team as a whole that are not kept; absent where it has none.' }),
    conflicts: z.array(conflictSchema),
    notes: z.array(noteSchema),
    horizon: horizonSchema,
    team: teamSchema,
    past: surroundingShiftsSchema.meta({ description: 'Shifts before the horizon; null: not known.' }),
    future: surroundingShiftsSchema.meta({ description: 'Shifts behind the horizon; null: not known.' }),
    ...knownShape,
    baseline: baselineSchema.optional(),
    activities: activitiesSchema.optional(),
    prices: pricesSchema,
    demands: demandsSchema,
  })
  .meta({
    id: 'Roster',
    description: 'All lines of a team over a horizon, with the reasons for its numbers.',
    examples: [
      {
        kind: 'roster',
        status: 'optimal',
        endedBy: 'proof',
        objective: 0,
        objectiveParts: [],
        bound: 0,
        boundKind: 'integer',
        gap: 0,
        seconds: 0.02,
        iterations: 1,
        engine: 'highs',
        seed: 1,
        shifts: [
          {
            id: 'anna@2026-03-02T09:00:00+08:00',
            employee: 'anna',
            start: '2026-03-02T09:00:00+08:00',
            end: '2026-03-02T18:00:00+08:00',
          },
        ],
        uncovered: [],
        breaches: [],
        conflicts: [],
        notes: [],
        horizon: { from: '2026-03-02', days: 1 },
        team: {
          zone: 'Asia/Shanghai',
          contracts: [{ id: 'full-time' }],
          employees: [{ id: 'anna', contract: 'full-time' }],
        },
        past: [],
        future: null,
        prices: {},
        demands: { intervals: [], templates: [] },
      },
    ],
  });

/**
 * A roster as it comes from elsewhere: of a whole ROSTER only the shifts must be there. Team and horizon may come beside it; what
 * a solver said of itself is read over.
 */
export const importedRosterSchema = rosterSchema
  .partial()
  .required({ shifts: true })
  .meta({
    id: 'ImportedRoster',
    description: 'A roster to be audited: a whole one, or the shifts with team and horizon.',
    examples: [
      {
        kind: 'roster',
        horizon: { from: '2026-03-02', days: 1 },
        team: {
          zone: 'Asia/Shanghai',
          contracts: [{ id: 'full-time' }],
          employees: [{ id: 'anna', contract: 'full-time' }],
        },
        shifts: [{ employee: 'anna', start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T18:00:00+08:00' }],
        past: [],
      },
    ],
  });

export type RosterDocument = z.output<typeof rosterSchema>;
