import type { Issue, Outcome } from '../domain/issue.ts';
import type { PlanTrial } from '../domain/plan-trial.ts';
import type { Prices } from '../domain/problem.ts';
import type { SolveLimits } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import type { LocalDate } from '../domain/units.ts';
import { list, member, text } from './cursor.ts';
import type { Check } from './documents.ts';
import { checkAt, listed, readDocument } from './documents.ts';
import type { ForecastOptions, HistoryInput } from './forecast-mapping.ts';
import { toForecastOptions, toHistory } from './forecast-mapping.ts';
import { issue } from './messages/render.ts';
import type { PlanRead } from './plan.ts';
import { planSchema } from './plan.ts';
import { checkTrial } from './plan-trial.ts';
import { checkSurroundings, toTeam } from './problem-mapping.ts';
import type { RequirementRequest } from './requirement-mapping.ts';
import { checkRequirementRequest, toRequirementRequest } from './requirement-mapping.ts';
import { checkRecordsThere } from './protected-view.ts';
import { checkRules } from './rule-checks.ts';
import { toLocks, toShifts, toSurrounding } from './shift-mapping.ts';
import { checkKnown, checkTeam, namesOf } from './team-checks.ts';

/** One queue of a plan: what came in, and how it is to be answered. */
export type PlanQueue = HistoryInput & {
  readonly skill?: string | undefined;
  readonly options: ForecastOptions;
  readonly requirement: RequirementRequest;
};

/** The whole chain's input in the words of the domain. */
export type PlanInput = {
  readonly queues: readonly PlanQueue[];
  readonly from: LocalDate;
  readonly days: number;
  readonly team: Team;
  readonly coverFrom: 'toSchedule' | 'positions';
  readonly prices: Prices;
  readonly locks: readonly Shift[];
  readonly start?: readonly Shift[] | undefined;
  readonly past: readonly Shift[] | undefined;
  readonly future: readonly Shift[] | undefined;
  readonly limits: SolveLimits;
  readonly trial?: PlanTrial | undefined;
};

const checkQueues: Check = (root, add) => {
  const team = member(root, 'team');
  const { skills } = namesOf(team);
  const zone = text(team, 'zone');
  const seen = new Map<string, string>();
  for (const queue of list(root, 'queues')) {
    const skill = text(queue, 'skill');
    checkKnown('unknown-skill', skill, `${queue.path}/skill`, skills, add);
    const first = seen.get(skill ?? '');
    if (first === undefined) seen.set(skill ?? '', queue.path);
    else add(issue('queue-repeated', queue.path, { other: first }));
    checkRequirementRequest(member(queue, 'requirement'), add);
    const own = text(member(queue, 'history'), 'zone');
    if (zone !== undefined && own !== undefined && own !== zone) {
      add(issue('zones-differ', `${queue.path}/history/zone`, { received: own, expected: zone }));
    }
  }
  checkTrial(root, [...seen.keys()], add);
};

function toQueues(read: PlanRead): Outcome<readonly PlanQueue[]> {
  const issues: Issue[] = [];
  const queues = read.queues.flatMap(({ skill, history, forecast, requirement }, index) => {
    const path = `/queues/${index}`;
    const given = toHistory(history, `${path}/history`, { before: read.horizon.from });
    const options = toForecastOptions(forecast ?? {}, `${path}/forecast`);
    if (!given.ok) issues.push(...given.issues);
    if (!options.ok) issues.push(...options.issues);
    if (!given.ok || !options.ok) return [];
    const asked = toRequirementRequest(requirement);
    const own = skill === undefined ? asked : { ...asked, skill };
    return [{ ...given.value, skill: own.skill, options: options.value, requirement: own }];
  });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: queues };
}

/** First day to plan: as given, or the day after the histories, which must then end together. */
function firstDay(read: PlanRead, queues: readonly PlanQueue[]): Outcome<LocalDate> {
  if (read.horizon.from !== undefined) return { ok: true, value: read.horizon.from };
  const ends = [...new Set(queues.map(({ history }) => history.endDate))].sort();
  const [first, second] = ends;
  if (first === undefined) throw new Error('a plan without queues was accepted');
  if (second === undefined) return { ok: true, value: first };
  return { ok: false, issues: [issue('horizons-differ', '/horizon', { first, second })] };
}

/** Reads a PLAN: the input of the whole chain, or all that is wrong with it. */
export function parsePlan(input: unknown): Outcome<PlanInput> {
  const read = readDocument(planSchema, input, [
    checkAt('team', checkTeam),
    checkAt('team', checkRules),
    checkAt('team', checkRecordsThere),
    checkQueues,
    checkSurroundings,
  ]);
  if (!read.ok) return read;
  const plan = read.value;
  const queues = toQueues(plan);
  if (!queues.ok) return { ok: false, issues: listed(queues.issues) };
  const from = firstDay(plan, queues.value);
  if (!from.ok) return from;
  const { days } = plan.horizon;
  if (plan.horizon.from === undefined) {
    // The sides of the horizon are known only now that the histories are read.
    const issues: Issue[] = [];
    const dated = {
      team: plan.team,
      locks: plan.locks,
      start: plan.start,
      past: plan.past,
      activities: plan.activities,
      future: plan.future,
      horizon: { from: from.value, days },
    };
    checkSurroundings({ value: dated, path: '' }, (one) => issues.push(one));
    if (issues.length > 0) return { ok: false, issues: listed(issues) };
  }
  const { zone } = plan.team;
  return {
    ok: true,
    value: {
      queues: queues.value,
      from: from.value,
      days,
      team: toTeam(plan.team),
      coverFrom: plan.coverFrom,
      prices: plan.prices,
      ...(plan.activities === undefined ? {} : { activities: plan.activities }),
      ...(plan.splitSkills === undefined ? {} : { splitSkills: plan.splitSkills }),
      locks: toLocks(zone, plan.locks),
      ...(plan.start === undefined ? {} : { start: toShifts(zone, plan.start) }),
      past: toSurrounding(zone, plan.past),
      future: toSurrounding(zone, plan.future),
      limits: plan.solve,
      ...(plan.trial === undefined ? {} : { trial: plan.trial }),
    },
  };
}
