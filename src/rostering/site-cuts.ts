import type { Problem } from '../domain/problem.ts';
import { buildDemand } from './demand.ts';
import type { Instance } from './instance.ts';
import { enumerateShapes } from './shapes.ts';
import { rowsInWhole, type SiteTask } from './site-task.ts';
import { type Division, siteProblem } from './sites.ts';

/** People of a circle, and how many of them are shared at most. */
const CIRCLE = 70;
const CIRCLE_SHARED = 10;
/** Circles take so many times the part of the time behind the first round that their people are of all, and at most so much of it. */
const CIRCLE_TIMES = 1;
const MOST_CIRCLES = 0.4;

/** A part of a problem with some of its employees. */
export type Cut = Pick<SiteTask, 'problem' | 'slotSeconds'> & {
  /** Rows of the whole problem by row of the site. */
  readonly rows: Int32Array;
};

/** The sites, with their guests or without. */
export function cutsOf(instance: Instance, division: Division, withGuests: boolean): readonly Cut[] {
  return division.sites.map((site) => cutBy(instance, siteProblem(instance.problem, site, withGuests)));
}

/** Some employees with all demands. */
export function cutOf(instance: Instance, members: readonly number[]): Cut {
  const { intervalDemands, templateDemands } = instance.problem;
  const skills = [...intervalDemands, ...templateDemands].flatMap(({ skill }) => skill ?? []);
  return cutBy(
    instance,
    siteProblem(instance.problem, { skills: [...new Set(skills)], own: members, guests: [] }, false),
  );
}

function cutBy(instance: Instance, problem: Problem): Cut {
  const { slotSeconds } = instance.table;
  const set = enumerateShapes(problem);
  return {
    problem,
    slotSeconds,
    rows: rowsInWhole(instance, { set, table: buildDemand(problem, set, [slotSeconds]) }),
  };
}

/**
 * Employees who are solved anew over all sites: everybody, or some of the shared each time with people of each site who have a skill in common with one of them.
 */
export function circlesOf(
  { problem }: Instance,
  { sites, shared }: Division,
  isTogether: boolean,
): readonly (readonly number[])[] {
  const { employees } = problem.team;
  if (isTogether) return [[...employees.keys()]];
  return Array.from({ length: Math.ceil(shared.length / CIRCLE_SHARED) }, (_, place) => {
    const some = shared.slice(place * CIRCLE_SHARED, (place + 1) * CIRCLE_SHARED);
    const skills = new Set(some.flatMap((employee) => employees[employee]?.skills ?? []));
    const near = sites
      .map(({ own }) => own.filter((employee) => employees[employee]?.skills.some((skill) => skills.has(skill))))
      .filter((own) => own.length > 0);
    const each = Math.floor((CIRCLE - some.length) / Math.max(1, near.length));
    // Others of each site in each circle.
    const colleagues = near.flatMap((own) =>
      Array.from({ length: Math.min(each, own.length) }, (__, at) => own[(place * each + at) % own.length] as number),
    );
    return [...some, ...colleagues].sort((a, b) => a - b);
  });
}

/** The part of the time behind the first round that circles take. */
export function partOfCircles({ kindOf }: Instance, circles: readonly (readonly number[])[]): number {
  const people = circles.reduce((sum, members) => sum + members.length, 0);
  return Math.min(MOST_CIRCLES, (CIRCLE_TIMES * people) / kindOf.length);
}

/** Employees who are not among some. */
export function others({ kindOf }: Instance, members: readonly number[]): readonly number[] {
  const inside = new Set(members);
  return [...kindOf.keys()].filter((employee) => !inside.has(employee));
}
