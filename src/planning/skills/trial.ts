import type { SkillStaffingRequest } from '../../domain/skill-staffing.ts';
import type { SimulatedEmployee, SimulatedStretch, Simulation, SimulationModel } from '../../domain/simulation.ts';
import { buildModel } from '../../simulation/build-model.ts';
import { simulate } from '../../simulation/simulate.ts';
import type { GroupPeople } from '../../staffing/skills/cut-program.ts';
import { runHere } from '../simulation.ts';

/** What people came to: contacts in time and counted, `[queue][interval]`, a replication. */
export type Trial = {
  readonly people: GroupPeople;
  /** A stop ended it before all replications: it cannot be compared with others. */
  readonly isCutShort: boolean;
  readonly inTime: readonly Float64Array[];
  readonly counted: readonly Float64Array[];
};

/** The queues of a request with nobody there, and its intervals. */
export function modelOf({ zone, weekStart, queues, routing }: SkillStaffingRequest): SimulationModel {
  const alone = queues.map(({ share: _share, intervals, ...queue }) => ({
    ...queue,
    intervals: intervals.map((interval) => ({ ...interval, positions: 0 })),
  }));
  const limits = { seed: 1, replications: 1 };
  return buildModel({ zone, weekStart, queues: alone, routing, promises: [], limits });
}

/** Employees of each group; when there are fewer, those with the highest numbers go. */
function employeesOf(request: SkillStaffingRequest, model: SimulationModel, people: GroupPeople): SimulatedEmployee[] {
  return request.groups.flatMap(({ id, queues }, group) => {
    const counts = people[group] ?? new Int32Array(0);
    return Array.from({ length: counts.reduce((most, one) => Math.max(most, one), 0) }, (_, index) => {
      const stretches: SimulatedStretch[] = [];
      model.intervals.forEach(({ start, end }, interval) => {
        if ((counts[interval] ?? 0) <= index) return;
        const last = stretches.at(-1);
        if (last?.end === start) stretches[stretches.length - 1] = { ...last, end };
        else stretches.push({ start, end, queues });
      });
      const name = `${id} ${index + 1}`;
      return { id: name, group: id, proficiency: 1, absence: 0, attendances: [{ name, stretches }] };
    });
  });
}

/** Simulates people of groups, until a stop is asked for; the first so many blocks are run in any case. The same seed gives every staff the same contacts. */
export function simulatePeople(
  request: SkillStaffingRequest,
  model: SimulationModel,
  people: GroupPeople,
  seed: number,
  stopRequested: () => boolean,
  leastBlocks = 1,
): Promise<Simulation> {
  const staffed = { ...model, employees: employeesOf(request, model, people) };
  const limits = { seed, replications: request.replications };
  return simulate(staffed, limits, runHere(stopRequested, undefined, leastBlocks)(staffed));
}

/** Contacts in time and counted of a simulation. */
export function trialOf(people: GroupPeople, { queues, endedBy }: Simulation): Trial {
  const inTime = queues.map(({ interval }) =>
    Float64Array.from(interval, (one) => (one.serviceLevelOffered.value ?? 0) * (one.offered.value ?? 0)),
  );
  const counted = queues.map(({ interval }, queue) =>
    Float64Array.from(interval, (one, index) => {
      const level = one.serviceLevel.value ?? 0;
      return level > 0 ? (inTime[queue]?.[index] ?? 0) / level : (one.offered.value ?? 0);
    }),
  );
  return { people, isCutShort: endedBy === 'stopped', inTime, counted };
}
