import { dateOf } from '../domain/calendar.ts';
import type { Forecast, ForecastPoint } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Requirement, RequirementInterval, RequirementParameters } from '../domain/requirement.ts';
import type { Zone } from '../domain/units.ts';
import { crewProficiency } from '../domain/crew.ts';
import { findRequirementIssues } from './requirement-issues.ts';
import { requirementNotes } from './requirement-notes.ts';
import { summarizeRequirement } from './requirement-summary.ts';
import { expectService, NO_EXPECTATION } from './service-expectation.ts';
import { shrinkageAt, shrinkagePeople } from './shrinkage.ts';
import type { StaffingQueue } from './staffing-score.ts';
import { agentsForOccupancy, agentsForTargets } from './staffing-score.ts';
import { offeredLoads } from './varying-load.ts';

/** A fraction this close to a whole number is that number: 14 / 0.7 is 20 people, not 20.000000000000004. */
const ROUNDING = 1e-9;

/**
 * Positions and people to schedule in every interval of a forecast, with the service to be expected of exactly those positions.
 *
 * Each interval is a queue in steady state at the load that the load method gives it: Erlang A where the parameters name a patience, else Erlang C.
 * `positions` is the least integer that meets all targets and the occupancy cap, raised to the floor, cut to the ceiling; closed intervals need 0. Bad
 * input comes back with all its issues. Cost: a few microseconds an interval, little more for large loads. Positions that are `given`, one number for each
 * interval, are taken as they are where it is open.
 */
export function buildRequirement(
  forecast: Pick<Forecast, 'zone' | 'points'>,
  parameters: RequirementParameters,
  given?: ArrayLike<number>,
): Outcome<Requirement> {
  const issues = findRequirementIssues(forecast, parameters);
  if (issues.length > 0) return { ok: false, issues };
  const { zone, points } = forecast;
  const arriving = arrivingContacts(forecast, parameters);
  const loads = offeredLoads(arriving, parameters.load ?? 'stationary');
  const intervals = points.map((point, index) =>
    requireInterval(zone, point, arriving[index] as Arriving, loads[index] as number, parameters, given?.[index]),
  );
  const summary = summarizeRequirement(intervals, parameters);
  return {
    ok: true,
    value: {
      zone,
      model: modelOf(parameters),
      parameters,
      intervals,
      summary,
      notes: requirementNotes(points, intervals, summary, parameters, loads),
    },
  };
}

type Arriving = ReturnType<typeof arrivingContacts>[number];

/** Contacts of each interval, none where it is closed, and how long the crew of the day takes for one. */
export function arrivingContacts(
  { zone, points }: Pick<Forecast, 'zone' | 'points'>,
  parameters: RequirementParameters,
) {
  return points.map((point) => {
    const proficiency = proficiencyAt(parameters, zone, point);
    const ahtSeconds = (point.ahtSeconds ?? parameters.ahtSeconds) / (proficiency ?? 1);
    return { start: point.start, end: point.end, contacts: point.open ? point.expected : 0, ahtSeconds, proficiency };
  });
}

function modelOf({ concurrency, patienceSeconds }: RequirementParameters): Requirement['model'] {
  if (concurrency !== undefined) return 'chat';
  return patienceSeconds === undefined ? 'erlang-c' : 'erlang-a';
}

/** What the crew of the day does of what full hands would; undefined without a crew. */
function proficiencyAt({ crew }: RequirementParameters, zone: Zone, { start }: ForecastPoint): number | undefined {
  return crew === undefined ? undefined : crewProficiency(crew, dateOf(zone, start));
}

function requireInterval(
  zone: Zone,
  { start, end, open }: ForecastPoint,
  { contacts, ahtSeconds, proficiency }: Arriving,
  loadErlang: number,
  parameters: RequirementParameters,
  given: number | undefined,
): RequirementInterval {
  const known = { start, end, open, contacts, ahtSeconds, ...(proficiency === undefined ? {} : { proficiency }) };
  if (!open) {
    const nobody = { positions: 0, toScheduleExact: 0, toSchedule: 0, boundBy: 'closed' } as const;
    return { ...known, loadErlang: 0, ...nobody, ...NO_EXPECTATION };
  }
  const queue = {
    loadErlang,
    ahtSeconds,
    patienceSeconds: parameters.patienceSeconds,
    concurrency: parameters.concurrency,
  };
  const least = leastPositions(queue, parameters);
  const { positions, boundBy, boundTarget } = given === undefined ? least : { ...least, positions: given };
  const shrunk =
    parameters.shrinkageParts === undefined ? undefined : shrinkageAt(parameters.shrinkageParts, zone, start);
  const toScheduleExact = grossUp(positions, shrunk === undefined ? parameters.shrinkage : 1 - shrunk.available);
  const people = shrunk === undefined ? undefined : shrinkagePeople(shrunk, positions);
  return {
    ...known,
    loadErlang,
    positions,
    toScheduleExact,
    toSchedule: Math.ceil(toScheduleExact),
    boundBy,
    ...(boundTarget === undefined ? {} : { boundTarget }),
    ...(people === undefined ? {} : { shrinkageParts: people.parts, withPlacedExact: people.withPlacedExact }),
    ...expectService(queue, positions, parameters.target),
  };
}

/** The least positions and what decides them; of several that ask for the same number, the targets come first. */
function leastPositions(
  queue: StaffingQueue,
  parameters: RequirementParameters,
): Pick<RequirementInterval, 'positions' | 'boundBy' | 'boundTarget'> {
  const { target, furtherTargets = [], maxOccupancy, floor, ceiling } = parameters;
  const { agents, decidedBy } = agentsForTargets(queue, [target, ...furtherTargets]);
  let positions = agents;
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
  const isSeveral = boundBy === 'target' && furtherTargets.length > 0;
  return { positions, boundBy, ...(isSeveral ? { boundTarget: decidedBy } : {}) };
}

/** People to schedule so that `positions` are on the work: positions / (1 - shrinkage), freed from floating noise. */
export function grossUp(positions: number, shrinkage: number): number {
  const exact = positions / (1 - shrinkage);
  const whole = Math.round(exact);
  return Math.abs(exact - whole) <= ROUNDING * whole ? whole : exact;
}
