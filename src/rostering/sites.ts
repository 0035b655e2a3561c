import { hardPrice } from '../domain/hard-price.ts';
import type { CoverLevels, Problem } from '../domain/problem.ts';

/** Demands of some skills, with the employees whom nobody else has a use for. */
export type Site = {
  /** Skills that its demands name. */
  readonly skills: readonly string[];
  /** Employees, by index, who can serve no other site. */
  readonly own: readonly number[];
  /** Shared employees who begin here. */
  readonly guests: readonly number[];
};

/** A problem that falls apart into sites once those who can serve several of them are taken out. */
export type Division = {
  readonly sites: readonly Site[];
  /** Employees, by index, who can serve several sites; empty where the sites are problems of their own. */
  readonly shared: readonly number[];
};

export type DivisionLimits = {
  /** Two skills belong together where more than this part of those who have the rarer one have both. */
  readonly loose: number;
  /** The most of all employees that may be shared. */
  readonly shared: number;
};

const LIMITS: DivisionLimits = { loose: 0.15, shared: 0.1 };

type LevelsOfSkill = CoverLevels & { readonly skill?: string | undefined };

/** Whether a demand wants nobody of any skill, as where all are closed: each person there costs the same, so that each site counts its own. */
function isOfNobody({ skill, floor, target, ceiling = 0, steps = [] }: LevelsOfSkill): boolean {
  return skill === undefined && floor === 0 && target === 0 && ceiling === 0 && steps.length === 0;
}

/** Whether something beside cover joins everybody: rules of the team, shares, or the spread of hours. */
function joinsAll({ team, prices, intervalDemands, templateDemands }: Problem): boolean {
  const demands = [...intervalDemands, ...templateDemands];
  if (demands.some((demand) => demand.skill === undefined && !isOfNobody(demand))) return true;
  return prices.hoursSpread !== 0 || (team.teamRules ?? []).length > 0 || (team.fairness ?? []).length > 0;
}

/**
 * The sites of a problem: skills are joined by the employees who have both, first leaving out those that few have, then by all of them. Undefined where it is one site, as
 * it is with a demand for people of any skill and with whatever else counts everybody together.
 */
export function divide(problem: Problem, limits: DivisionLimits = LIMITS): Division | undefined {
  if (joinsAll(problem)) return undefined;
  const demands = [...problem.intervalDemands, ...problem.templateDemands];
  const skills = [...new Set(demands.flatMap(({ skill }) => skill ?? []))];
  const at = new Map(skills.map((skill, index) => [skill, index]));
  const locked = new Map<string, Set<string>>();
  for (const { employeeId, skill } of problem.locks) {
    if (skill !== undefined) locked.set(employeeId, (locked.get(employeeId) ?? new Set()).add(skill));
  }
  const skillsOf = problem.team.employees.map(({ id, skills: had }) =>
    [...new Set([...had, ...(locked.get(id) ?? [])])].flatMap((skill) => at.get(skill) ?? []),
  );
  const division =
    dividedBy(problem, skills, skillsOf, limits) ?? dividedBy(problem, skills, skillsOf, { ...limits, loose: 0 });
  // Hours in which all are closed have one row for all sites: values of several sites would meet in it.
  return division !== undefined && division.shared.length > 0 && demands.some(isOfNobody) ? undefined : division;
}

/** Binaries of the compact model up to which a problem is solved as a whole: proven, or else, where sites would share people, searched with HiGHS behind. */
const MOST_WHOLE = 2_600;
const MOST_WHOLE_SHARED = 30_000;

/** The sites that a problem is solved by, given the engine that was asked for and the binaries of the compact model. */
export function divisionFor(problem: Problem, engine: string, binaries: number): Division | undefined {
  if ((engine !== 'auto' && engine !== 'lines') || binaries <= MOST_WHOLE) return undefined;
  const division = divide(problem);
  return division === undefined || division.shared.length === 0 || binaries > MOST_WHOLE_SHARED ? division : undefined;
}

function dividedBy(
  problem: Problem,
  skills: readonly string[],
  skillsOf: readonly (readonly number[])[],
  limits: DivisionLimits,
): Division | undefined {
  const component = components(skills.length, skillsOf, limits.loose);
  const sitesOf = skillsOf.map((own) => [...new Set(own.map((skill) => component[skill] as number))]);
  const shared = sitesOf.flatMap((sites, employee) => (sites.length > 1 ? [employee] : []));
  if (shared.length > limits.shared * skillsOf.length) return undefined;
  const staffed = [...new Set(component)].filter((site) => sitesOf.some((own) => own.length === 1 && own[0] === site));
  if (staffed.length < 2) return undefined;
  // What nobody has of her own, demands that nobody can serve and people without a demand, stands with the first.
  const placeOf = (site: number | undefined): number => Math.max(0, staffed.indexOf(site ?? -1));
  const bySite = staffed.map(() => ({ skills: [] as string[], own: [] as number[], guests: [] as number[] }));
  skills.forEach((skill, index) => bySite[placeOf(component[index])]?.skills.push(skill));
  sitesOf.forEach((sites, employee) => {
    if (sites.length < 2) bySite[placeOf(sites[0])]?.own.push(employee);
  });
  const wanted = bySite.map((site) => wantedHours(problem, site.skills) / site.own.length);
  for (const employee of shared) {
    const places = (skillsOf[employee] ?? []).map((skill) => placeOf(component[skill]));
    const count = (place: number): number => places.filter((one) => one === place).length;
    const [home = 0] = places.toSorted((a, b) => count(b) - count(a) || (wanted[b] ?? 0) - (wanted[a] ?? 0) || a - b);
    bySite[home]?.guests.push(employee);
  }
  return { sites: bySite, shared };
}

/** Component of each skill, where skills are joined that more than a part of those who have the rarer one have both. */
function components(count: number, skillsOf: readonly (readonly number[])[], loose: number): readonly number[] {
  const parent = Array.from({ length: count }, (_, skill) => skill);
  const rootOf = (skill: number): number => {
    let root = skill;
    while (parent[root] !== root) root = parent[root] as number;
    return root;
  };
  const holders = new Float64Array(count);
  const both = new Map<number, number>();
  for (const own of skillsOf) {
    for (const one of own) {
      holders[one] = (holders[one] as number) + 1;
      for (const other of own) {
        const pair = one * count + other;
        if (one < other) both.set(pair, (both.get(pair) ?? 0) + 1);
      }
    }
  }
  for (const [pair, people] of both) {
    const [one, other] = [Math.floor(pair / count), pair % count];
    const rarer = Math.min(holders[one] as number, holders[other] as number);
    if (people > loose * rarer) parent[rootOf(one)] = rootOf(other);
  }
  return parent.map((_, skill) => rootOf(skill));
}

/** Hours that demands of some skills ask for; a person of a shift counts as eight. */
function wantedHours({ intervalDemands, templateDemands }: Problem, skills: readonly string[]): number {
  const own = new Set<string | undefined>(skills);
  let hours = 0;
  for (const { skill, start, end, target } of intervalDemands) {
    if (own.has(skill)) hours += (target * (end - start)) / 3600;
  }
  for (const { skill, target } of templateDemands) if (own.has(skill)) hours += 8 * target;
  return hours;
}

/** A site as a problem of its own; with its guests, who then work for it alone, or without. */
export function siteProblem(problem: Problem, { skills, own, guests }: Site, withGuests: boolean): Problem {
  const demanded = new Set([...problem.intervalDemands, ...problem.templateDemands].map(({ skill }) => skill));
  const here = new Set(skills);
  const members = new Set(withGuests ? [...own, ...guests] : own);
  const employees = problem.team.employees.flatMap((employee, index) => {
    if (!members.has(index)) return [];
    return [{ ...employee, skills: employee.skills.filter((skill) => here.has(skill) || !demanded.has(skill)) }];
  });
  const ids = new Set(employees.map(({ id }) => id));
  const isHere = (demand: LevelsOfSkill): boolean => isOfNobody(demand) || here.has(demand.skill ?? '');
  const isOwn = ({ employeeId }: { readonly employeeId: string }): boolean => ids.has(employeeId);
  return {
    ...problem,
    team: { ...problem.team, employees },
    intervalDemands: problem.intervalDemands.filter((demand) => isHere(demand)),
    templateDemands: problem.templateDemands.filter((demand) => isHere(demand)),
    locks: problem.locks.filter(isOwn),
    elsewhere: problem.elsewhere?.filter(isOwn),
    start: problem.start?.filter(isOwn),
    hardPrice: hardPrice(problem),
  };
}
