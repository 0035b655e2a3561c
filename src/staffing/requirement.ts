import type { Forecast, ForecastPoint } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Requirement, RequirementInterval, RequirementParameters } from '../domain/requirement.ts';
import { findRequirementIssues } from './requirement-issues.ts';
import { requirementNotes } from './requirement-notes.ts';
import { summarizeRequirement } from './requirement-summary.ts';
import { expectService, NO_EXPECTATION } from './service-expectation.ts';
import type { StaffingQueue } from './staffing-score.ts';
import { agentsForOccupancy, agentsForTarget } from './staffing-score.ts';

/** A fraction this close to a whole number is that number: 14 / 0.7 is 20 people, not 20.000000000000004. */
const ROUNDING = 1e-9;

/**
 * Positions and people to schedule in every interval of a forecast, with the service to be expected of exactly those positions.
 *
 * Each interval is a stationary queue of its own: Erlang A where the parameters name a patience, else Erlang C. `positions`
 * is the least integer that meets the target and the occupancy cap, raised to the floor, cut to the ceiling; closed
 * intervals need 0. Bad input comes back with all its issues. Cost: a few microseconds an interval, little more for large loads.
 */
export function buildRequirement(
  forecast: Pick<Forecast, 'zone' | 'points'>,
  parameters: RequirementParameters,
): Outcome<Requirement> {
  const issues = findRequirementIssues(forecast, parameters);
  if (issues.length > 0) return { ok: false, issues };
  const intervals = forecast.points.map((point) => requireInterval(point, parameters));
  const summary = summarizeRequirement(intervals, parameters);
  return {
    ok: true,
    value: {
      zone: forecast.zone,
      model: parameters.patienceSeconds === undefined ? 'erlang-c' : 'erlang-a',
      parameters,
      intervals,
      summary,
      notes: requirementNotes(forecast.points, intervals, summary, parameters),
    },
  };
}

function requireInterval(point: ForecastPoint, parameters: RequirementParameters): RequirementInterval {
  const { start, end, open } = point;
  const ahtSeconds = point.ahtSeconds ?? parameters.ahtSeconds;
  if (!open) {
    const nobody = { positions: 0, toScheduleExact: 0, toSchedule: 0, boundBy: 'closed' } as const;
    return { start, end, open, contacts: 0, ahtSeconds, loadErlang: 0, ...nobody, ...NO_EXPECTATION };
  }
  const contacts = point.expected;
  const loadErlang = (contacts * ahtSeconds) / (end - start);
  const queue = { loadErlang, ahtSeconds, patienceSeconds: parameters.patienceSeconds };
  const { positions, boundBy } = leastPositions(queue, parameters);
  const toScheduleExact = grossUp(positions, parameters.shrinkage);
  return {
    start,
    end,
    open,
    contacts,
    ahtSeconds,
    loadErlang,
    positions,
    toScheduleExact,
    toSchedule: Math.ceil(toScheduleExact),
    boundBy,
    ...expectService(queue, positions, parameters.target),
  };
}

/** The least positions and what decides them; of several that ask for the same number, the target comes first. */
function leastPositions(
  queue: StaffingQueue,
  parameters: RequirementParameters,
): Pick<RequirementInterval, 'positions' | 'boundBy'> {
  const { target, maxOccupancy, floor, ceiling } = parameters;
  let positions = agentsForTarget(queue, target);
  let boundBy: RequirementInterval['boundBy'] = 'target';
  if (maxOccupancy !== undefined) {
    const forCap = agentsForOccupancy(queue, maxOccupancy);
    if (forCap > positions) {
      positions = forCap;
      boundBy = 'occupancy';
    }
  }
  if (floor !== undefined && floor > positions) {
    positions = floor;
    boundBy = 'floor';
  }
  if (ceiling !== undefined && ceiling < positions) {
    positions = ceiling;
    boundBy = 'ceiling';
  }
  return { positions, boundBy };
}

/** People to schedule so that `positions` are on the work: positions / (1 - shrinkage), freed from floating noise. */
export function grossUp(positions: number, shrinkage: number): number {
  const exact = positions / (1 - shrinkage);
  const whole = Math.round(exact);
  return Math.abs(exact - whole) <= ROUNDING * whole ? whole : exact;
}
