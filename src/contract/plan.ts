import { z } from 'zod';
import { auditSchema } from './breach.ts';
import { forecastSchema } from './forecast.ts';
import { planForecastSchema } from './forecast-options.ts';
import { planTrialSchema, trialFoundSchema } from './plan-trial.ts';
import { historyCsvSchema, historyRowsSchema } from './history.ts';
import { LIMITS } from './limits.ts';
import { rosteringShape, startSchema } from './problem.ts';
import { requirementRequestSchema, requirementSchema } from './requirement.ts';
import { rosterSchema, solveSchema } from './roster.ts';
import { dateSchema, idSchema } from './scalars.ts';
import { teamSchema } from './team.ts';

const queueSchema = z
  .strictObject({
    skill: idSchema
      .optional()
      .meta({ description: 'Skill that the contacts of this queue need; absent: any employee.' }),
    history: z.union([historyRowsSchema, historyCsvSchema]),
    forecast: planForecastSchema.optional(),
    requirement: requirementRequestSchema,
  })
  .meta({
    id: 'Queue',
    description: 'Contacts of one kind: their history, and how they are to be answered.',
    examples: [
      {
        history: { zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-02-02,310\n2026-02-03,287\n' },
        requirement: { preset: 'voice-80-20', ahtSeconds: 180, patienceSeconds: 120, shrinkage: 0.3 },
      },
    ],
  });

export const planSchema = z
  .strictObject({
    kind: z.literal('plan').default('plan'),
    queues: z.array(queueSchema).min(1).max(LIMITS.queues),
    horizon: z
      .strictObject({
        from: dateSchema
          .optional()
          .meta({ description: 'First day; absent: the day after the last row of the histories.' }),
        days: z.int().min(1).max(LIMITS.planDays).default(7),
      })
      .prefault({})
      .meta({ id: 'PlanHorizon', description: 'The days that are planned.', examples: [{ days: 7 }] }),
    team: teamSchema,
    ...rosteringShape,
    start: startSchema,
    solve: solveSchema.prefault({}),
    trial: planTrialSchema.optional(),
  })
  .meta({
    id: 'Plan',
    description: "The whole chain's input: histories, team and horizon.",
    examples: [
      {
        kind: 'plan',
        queues: [
          {
            history: { zone: 'Europe/Berlin', csv: dailyHistory() },
            forecast: { hours: { mon: [{ from: '09:00', to: '17:00' }], tue: [{ from: '09:00', to: '17:00' }] } },
            requirement: { target: { kind: 'asa', asaSeconds: 40 }, ahtSeconds: 240, shrinkage: 0.1 },
          },
        ],
        horizon: { from: '2026-03-02', days: 2 },
        team: {
          zone: 'Europe/Berlin',
          contracts: [{ id: 'full-time', maxHoursPerWeek: 40 }],
          employees: ['anna', 'bo', 'cy', 'dee'].map((id) => ({ id, contract: 'full-time' })),
          shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
          rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
        },
        past: [],
        solve: { iterations: 1000, seed: 1 },
      },
    ],
  });

/** Five weeks of hourly counts of a small desk that is open Monday and Tuesday from 9 to 17, for the example. */
function dailyHistory(): string {
  const rows = ['timestamp,count'];
  const profile = [4, 9, 12, 8, 7, 10, 8, 5];
  for (const monday of ['2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23']) {
    const tuesday = `${monday.slice(0, 8)}${String(Number(monday.slice(8)) + 1).padStart(2, '0')}`;
    for (const date of [monday, tuesday]) {
      for (const [index, count] of profile.entries())
        rows.push(`${date}T${String(9 + index).padStart(2, '0')}:00,${count}`);
    }
  }
  return `${rows.join('\n')}\n`;
}

export const planResultSchema = z
  .strictObject({
    kind: z.literal('plan-result').default('plan-result'),
    forecasts: z.array(forecastSchema),
    requirements: z.array(requirementSchema),
    roster: rosterSchema,
    audit: auditSchema,
    trial: trialFoundSchema.optional().meta({
      description: 'Where the plan asked for one; requirements and roster are then those of the round chosen.',
    }),
  })
  .meta({
    id: 'PlanResult',
    description: 'What the chain made, step by step; forecasts and requirements in order of the queues.',
  });

export type PlanRead = z.output<typeof planSchema>;
export type PlanResultDocument = z.output<typeof planResultSchema>;
