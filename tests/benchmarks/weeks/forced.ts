import { datesFrom } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Contract, Employee } from '../../../src/domain/team.ts';
import type { Possible } from './people.ts';
import { possibleFor, possibleShifts } from './people.ts';

/** Agent-hours that no roster can cover, whatever it does, because there are not the hours for them. */
export type ForcedShortage = {
  readonly requiredHours: number;
  readonly contractHours: number;
  /** Hours required less hours by contract, net of meals, with each hour given to a skill that its employee has. */
  readonly byContractHours: number;
  /** The same with the most hours on the work that each employee's days, windows and contract allow, net of meals and paid rests. */
  readonly byWorkHours: number;
};

const UNIT_MINUTES = 15;

/** The most minutes on the work of one week under the contract's hours and days: dynamic programming over days and paid quarters of an hour. */
function mostWorkMinutes(
  possible: readonly Possible[],
  { maxHoursPerWeek = 168, maxDaysPerWeek = 7 }: Contract,
): number {
  const units = Math.floor((60 * maxHoursPerWeek) / UNIT_MINUTES);
  const width = units + 1;
  let most = new Float64Array((maxDaysPerWeek + 1) * width).fill(Number.NEGATIVE_INFINITY);
  most[0] = 0;
  const byDate = new Map<string, Map<number, number>>();
  for (const { date, paidMinutes, workMinutes } of possible) {
    const day = byDate.get(date) ?? new Map<number, number>();
    byDate.set(date, day);
    const paid = Math.ceil(paidMinutes / UNIT_MINUTES);
    day.set(paid, Math.max(day.get(paid) ?? 0, workMinutes));
  }
  for (const day of byDate.values()) {
    const next = Float64Array.from(most);
    for (const [paid, work] of day) {
      for (let days = 0; days < maxDaysPerWeek; days++) {
        for (let used = 0; used + paid <= units; used++) {
          const to = (days + 1) * width + used + paid;
          next[to] = Math.max(next[to] as number, (most[days * width + used] as number) + work);
        }
      }
    }
    most = next;
  }
  return Math.max(...most);
}

/** The most that flows from supplies to demands, each pair joined or not: augmenting paths, breadth first (Edmonds and Karp 1972). */
function mostFlow(
  supplies: readonly number[],
  demands: readonly number[],
  joined: (from: number, to: number) => boolean,
): number {
  const nodes = supplies.length + demands.length + 2;
  const [source, sink] = [nodes - 2, nodes - 1];
  const room = Array.from({ length: nodes }, () => new Float64Array(nodes));
  const set = (from: number, to: number, value: number): void => {
    (room[from] as Float64Array)[to] = value;
  };
  supplies.forEach((supply, from) => {
    set(source, from, supply);
    demands.forEach((_, to) => {
      if (joined(from, to)) set(from, supplies.length + to, Number.POSITIVE_INFINITY);
    });
  });
  demands.forEach((demand, to) => set(supplies.length + to, sink, demand));
  for (let total = 0; ; ) {
    const before = new Int32Array(nodes).fill(-1);
    before[source] = source;
    const queue = [source];
    for (const node of queue) {
      for (let to = 0; to < nodes; to++) {
        if (before[to] !== -1 || ((room[node] as Float64Array)[to] as number) <= 1e-9) continue;
        before[to] = node;
        queue.push(to);
      }
    }
    if (before[sink] === -1) return total;
    let flow = Number.POSITIVE_INFINITY;
    for (let to = sink; to !== source; to = before[to] as number) {
      flow = Math.min(flow, (room[before[to] as number] as Float64Array)[to] as number);
    }
    for (let to = sink; to !== source; to = before[to] as number) {
      const from = before[to] as number;
      set(from, to, ((room[from] as Float64Array)[to] as number) - flow);
      set(to, from, ((room[to] as Float64Array)[from] as number) + flow);
    }
    total += flow;
  }
}

/** What total hours force to stay uncovered: by skills, so that a skill without enough people counts although others have hours to spare. */
export function forcedShortage(problem: Problem): ForcedShortage {
  const { team, from, days, intervalDemands } = problem;
  const required = new Map<string, number>();
  for (const { skill = '', start, end, target } of intervalDemands) {
    required.set(skill, (required.get(skill) ?? 0) + (target * (end - start)) / 3600);
  }
  const skills = [...required.keys()];
  const contracts = new Map(team.contracts.map((contract) => [contract.id, contract]));
  const all = possibleShifts(team.zone, team.shiftTemplates, datesFrom(from, days));
  const known = new Map<string, number>();
  const workHours = ({ contract, availability, unavailable, daysOff }: Employee): number => {
    const key = JSON.stringify([contract, availability, unavailable, daysOff]);
    const found =
      known.get(key) ??
      mostWorkMinutes(
        possibleFor(team.zone, all, { availability, unavailable, daysOff }),
        contracts.get(contract) as Contract,
      ) / 60;
    known.set(key, found);
    return found;
  };
  const groups = new Map<string, { skills: readonly string[]; contract: number; work: number }>();
  for (const employee of team.employees) {
    const key = [...employee.skills].sort().join(' ');
    const group = groups.get(key) ?? { skills: employee.skills, contract: 0, work: 0 };
    group.contract += contracts.get(employee.contract)?.maxHoursPerWeek ?? 168;
    group.work += workHours(employee);
    groups.set(key, group);
  }
  const supplies = [...groups.values()];
  const demands = [...required.values()];
  const requiredHours = demands.reduce((sum, each) => sum + each, 0);
  const joined = (group: number, skill: number): boolean =>
    supplies[group]?.skills.includes(skills[skill] as string) === true;
  const missing = (hours: readonly number[]): number => Math.max(0, requiredHours - mostFlow(hours, demands, joined));
  return {
    requiredHours,
    contractHours: supplies.reduce((sum, { contract }) => sum + contract, 0),
    byContractHours: missing(supplies.map(({ contract }) => contract)),
    byWorkHours: missing(supplies.map(({ work }) => work)),
  };
}
