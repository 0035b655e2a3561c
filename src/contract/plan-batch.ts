import { z } from 'zod';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { PlanSummary } from '../domain/plan-batch.ts';
import { list, member, text } from './cursor.ts';
import { listed, readDocument } from './documents.ts';
import { exampleOf } from './example.ts';
import { issue } from './messages/render.ts';
import { ableFor, crewBy, measuredDatesSchema } from './measured-crew.ts';
import { planSchema, type PlanResultDocument } from './plan.ts';
import { parsePlan } from './plan-mapping.ts';
import { countSchema, dateSchema, idSchema, measuredSchema } from './scalars.ts';
import { teamSchema } from './team.ts';

/** Plans of one batch, at most. */
const MOST_PLANS = 200;

/** Plans that are asked for together, as they are published; each plan is read as one that is asked for by itself. */
export const planBatchBodySchema = z
  .strictObject({
    plans: z
      .array(
        z
          .strictObject({
            id: idSchema.optional().meta({
              description: 'Name of the plan in the batch; default the stored team, the id of its team, or its number.',
              examples: ['north'],
            }),
            team: idSchema.optional().meta({ description: 'A stored team, in place of `team` of the plan.' }),
            measured: measuredDatesSchema.optional(),
            plan: planSchema.extend({ team: teamSchema.optional() }).meta({
              id: 'PlanOfTeam',
              description: 'A plan, whose team may be a stored one.',
              examples: [exampleOf(planSchema)],
            }),
          })
          .meta({
            id: 'BatchedPlan',
            description: 'One plan of a batch.',
            examples: [{ id: 'north', plan: exampleOf(planSchema) }],
          }),
      )
      .min(1)
      .max(MOST_PLANS),
  })
  .meta({
    id: 'PlanBatchBody',
    description: 'Plans of several teams.',
    examples: [{ plans: [{ id: 'north', plan: exampleOf(planSchema) }] }],
  });

/** The same with plans that are yet to be read, each by itself. */
const unreadSchema = z.strictObject({
  plans: z
    .array(
      z.strictObject({
        id: idSchema.optional(),
        team: idSchema.optional(),
        measured: measuredDatesSchema.optional(),
        plan: z.looseObject({}),
      }),
    )
    .min(1)
    .max(MOST_PLANS),
});

/** Plans that have been read: the body of each as text, so that it is what whoever asks for it alone would send. */
export type BatchedPlan = {
  readonly label: string;
  readonly team: string | undefined;
  readonly seed: number;
  readonly body: string;
};

/** What is stored beside a batch. */
export type StoredBeside = {
  /** Documents of teams by their ids. */
  readonly teams: Readonly<Record<string, object>>;
  /** By the place of the plan in the batch: what was measured of each employee. */
  readonly proficiency: Readonly<Record<number, Readonly<Record<string, number>>>>;
};

/** A plan whose crews are to be measured, with the dates of the results. */
export type MeasuredPlan = z.output<typeof measuredDatesSchema> & { readonly plan: number; readonly team: string };

/** Stored teams that a batch names, as far as it can be read. */
export function teamsNamed(input: unknown): readonly string[] {
  const named = list({ value: input, path: '' }, 'plans').flatMap((one) => text(one, 'team') ?? []);
  return [...new Set(named)].slice(0, MOST_PLANS);
}

/** Plans of a batch whose crews are to be measured, as far as it can be read. */
export function plansMeasured(input: unknown): readonly MeasuredPlan[] {
  return list({ value: input, path: '' }, 'plans')
    .slice(0, MOST_PLANS)
    .flatMap((one, plan) => {
      const team = text(one, 'team');
      const dates = measuredDatesSchema.safeParse(member(one, 'measured').value);
      return team === undefined || !dates.success ? [] : [{ ...dates.data, plan, team }];
    });
}

type Unread = z.output<typeof unreadSchema>['plans'][number];

/** The plan with the crew of each queue as it was measured, and what stands against that. */
function withCrews(
  { plan, team, measured }: Unread,
  stored: object | undefined,
  proficiency: Readonly<Record<string, number>> | undefined,
): { readonly plan: Unread['plan']; readonly issues: readonly Issue[] } {
  if (measured === undefined) return { plan, issues: [] };
  if (team === undefined) return { plan, issues: [issue('measured-without-team', '/measured', {})] };
  if (stored === undefined) return { plan, issues: [] };
  if (proficiency === undefined) return { plan, issues: [issue('no-proficiency', '/measured', { team })] };
  const issues: Issue[] = [];
  const queues = list({ value: plan, path: '/plan' }, 'queues').map((queue) => {
    const requirement = member(queue, 'requirement').value;
    if (typeof queue.value !== 'object' || typeof requirement !== 'object' || requirement === null) return queue.value;
    if ('crew' in requirement)
      issues.push(issue('both-given', queue.path, { first: 'requirement/crew', second: 'measured' }));
    const crew = crewBy(ableFor(stored as Parameters<typeof ableFor>[0], text(queue, 'skill')), proficiency);
    return { ...queue.value, requirement: { ...requirement, ...(crew.length === 0 ? {} : { crew }) } };
  });
  return { plan: 'queues' in plan ? { ...plan, queues } : plan, issues };
}

function labelOf(one: Unread, index: number): string {
  const own: unknown = one.plan['team'];
  const id: unknown = typeof own === 'object' && own !== null && 'id' in own ? own.id : undefined;
  return one.id ?? one.team ?? (typeof id === 'string' ? id : String(index + 1));
}

/** Reads plans with what is stored of the teams that they name; what is wrong with any of them is told at once. */
export function parsePlanBatch(input: unknown, { teams, proficiency }: StoredBeside): Outcome<readonly BatchedPlan[]> {
  const read = readDocument(unreadSchema, input, []);
  if (!read.ok) return read;
  const issues: Issue[] = [];
  const first = new Map<string, string>();
  const plans = read.value.plans.flatMap((one, index): readonly BatchedPlan[] => {
    const path = `/plans/${index}`;
    const label = labelOf(one, index);
    const other = first.get(label);
    if (other === undefined) first.set(label, path);
    else issues.push(issue('duplicate-id', one.id === undefined ? path : `${path}/id`, { id: label, first: other }));
    const { team } = one;
    const isTwofold = team !== undefined && one.plan['team'] !== undefined;
    const isUnknown = team !== undefined && !Object.hasOwn(teams, team);
    if (isTwofold) issues.push(issue('both-given', path, { first: 'team', second: 'plan/team' }));
    if (isUnknown) issues.push(issue('unknown-team', `${path}/team`, { id: team }));
    const stored = team === undefined || isUnknown ? undefined : teams[team];
    const crewed = withCrews(one, stored, proficiency[index]);
    issues.push(...crewed.issues.map((wrong) => ({ ...wrong, path: `${path}${wrong.path}` })));
    const plan = team === undefined || isTwofold ? crewed.plan : { ...crewed.plan, team: stored };
    const parsed = parsePlan(plan);
    if (parsed.ok) return [{ label, team, seed: parsed.value.limits.seed, body: JSON.stringify(plan) }];
    // That there is no team was told already.
    const own = parsed.issues.filter((wrong) => !(isUnknown && wrong.path === '/team'));
    issues.push(...own.map((wrong) => ({ ...wrong, path: `${path}/plan${wrong.path}` })));
    return [];
  });
  return issues.length > 0 ? { ok: false, issues: listed(issues) } : { ok: true, value: plans };
}

export const planSummarySchema = z
  .strictObject({
    status: z.enum(['optimal', 'feasible', 'infeasible', 'unknown']),
    endedBy: z.string().meta({ description: 'As `endedBy` of a ROSTER.' }),
    objective: measuredSchema,
    bound: measuredSchema,
    gap: measuredSchema,
    from: dateSchema.meta({ description: 'First date of the roster.' }),
    days: countSchema,
    shifts: countSchema,
    employees: countSchema.meta({ description: 'People who have a shift.' }),
    paidHours: z.number().min(0),
    shortHours: z.number().min(0).meta({ description: 'Hours of people missing to the targets.' }),
    findings: countSchema.meta({ description: 'Breaches of the audit.' }),
  })
  .meta({
    id: 'PlanSummary',
    description: 'What a plan came to, in short.',
    examples: [
      {
        status: 'feasible',
        endedBy: 'time',
        objective: 120,
        bound: 114,
        gap: 0.05,
        from: '2026-03-02',
        days: 7,
        shifts: 45,
        employees: 10,
        paidHours: 360,
        shortHours: 1.5,
        findings: 0,
      },
    ],
  });

const SECONDS_PER_HOUR = 3600;

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function hoursBetween({ start, end }: { readonly start: string; readonly end: string }): number {
  return (Date.parse(end) - Date.parse(start)) / 1000 / SECONDS_PER_HOUR;
}

export type PlanSummaryDocument = z.output<typeof planSummarySchema>;

/** What a plan came to. */
export function planSummaryOf({ roster, audit }: PlanResultDocument): PlanSummary {
  const { status, endedBy, objective, bound, gap, shifts, uncovered, horizon } = roster;
  return {
    status,
    endedBy,
    objective,
    bound,
    gap,
    from: horizon.from,
    days: horizon.days,
    shifts: shifts.length,
    employees: new Set(shifts.map(({ employee }) => employee)).size,
    paidHours: rounded(shifts.reduce((sum, shift) => sum + (shift.paidHours ?? 0), 0)),
    shortHours: rounded(uncovered.reduce((sum, one) => sum + one.short * hoursBetween(one), 0)),
    findings: audit.breaches.length + (audit.teamBreaches?.length ?? 0),
  };
}

/** The same of the text of a plan's result. Only for a text that this product has written itself just now: nothing is checked. */
export function planSummaryOfText(result: string): PlanSummary {
  return planSummaryOf(JSON.parse(result) as PlanResultDocument);
}

/** How far one plan of a batch is, as far as the sums look at it. */
type Counted = { readonly state: string; readonly summary?: PlanSummary | undefined };

export const batchTotalsSchema = z
  .strictObject({
    plans: countSchema,
    queued: countSchema,
    running: countSchema,
    succeeded: countSchema,
    stopped: countSchema,
    failed: countSchema,
    shifts: countSchema,
    paidHours: z.number().min(0),
    shortHours: z.number().min(0),
    findings: countSchema,
    widestGap: measuredSchema.meta({
      description: 'Of the plans that have ended; null where one has none, or none has ended.',
    }),
  })
  .meta({
    id: 'PlanBatchTotals',
    description: 'All plans of a batch together, as far as they have ended.',
    examples: [
      {
        plans: 3,
        queued: 0,
        running: 1,
        succeeded: 2,
        stopped: 0,
        failed: 0,
        shifts: 90,
        paidHours: 720,
        shortHours: 3,
        findings: 0,
        widestGap: 0.05,
      },
    ],
  });

export type BatchTotals = z.output<typeof batchTotalsSchema>;

/** The sums over the plans of a batch. */
export function batchTotals(plans: readonly Counted[]): BatchTotals {
  const summaries = plans.flatMap(({ summary }) => summary ?? []);
  const sum = (of: (one: PlanSummary) => number): number => rounded(summaries.reduce((all, one) => all + of(one), 0));
  const inState = (state: string): number => plans.filter((one) => one.state === state).length;
  const gaps = summaries.map(({ gap }) => gap);
  const known = gaps.flatMap((gap) => gap ?? []);
  return {
    plans: plans.length,
    queued: inState('queued'),
    running: inState('running'),
    succeeded: inState('succeeded'),
    stopped: inState('stopped'),
    failed: inState('failed'),
    shifts: sum(({ shifts }) => shifts),
    paidHours: sum(({ paidHours }) => paidHours),
    shortHours: sum(({ shortHours }) => shortHours),
    findings: sum(({ findings }) => findings),
    widestGap: gaps.length === 0 || known.length < gaps.length ? null : Math.max(...known),
  };
}
