import type { IntervalDemand } from './problem.ts';
import type { RequirementInterval } from './requirement.ts';
import type { Interval } from './units.ts';

/** Which number of a requirement is the target of a roster. */
export type CoverFrom = 'toSchedule' | 'positions';

type Needed = Interval & Pick<RequirementInterval, 'open' | CoverFrom>;

/**
 * The demand of a requirement's intervals, cut to the horizon. In a closed interval nobody is wanted, which a ceiling of 0 says: a
 * demand that was merely left out would make people there cost nothing.
 */
export function demandOfRequirement(
  intervals: readonly Needed[],
  coverFrom: CoverFrom,
  skill: string | undefined,
  horizon: Interval,
): readonly IntervalDemand[] {
  return intervals.flatMap((needed) => {
    const start = Math.max(horizon.start, needed.start);
    const end = Math.min(horizon.end, needed.end);
    if (end <= start) return [];
    const levels = needed.open ? { floor: 0, target: needed[coverFrom] } : { floor: 0, target: 0, ceiling: 0 };
    return [{ start, end, ...levels, ...(skill === undefined ? {} : { skill }) }];
  });
}

/**
 * The demands with what they leave unsaid of the horizon: at a moment when nothing is demanded at all nobody is wanted, and where some
 * skills are, nobody in the others. Without these rows people there would cost nothing and be seen nowhere. Demands without a skill want
 * people of any, so they leave nothing unsaid; a problem without interval demands says nothing of moments, and nothing is added.
 */
export function completeDemands(demands: readonly IntervalDemand[], horizon: Interval): readonly IntervalDemand[] {
  if (demands.length === 0) return demands;
  const skills = [...new Set(demands.flatMap(({ skill }) => (skill === undefined ? [] : [skill])))];
  const changes = new Map<number, { readonly skill: string | undefined; readonly by: number }[]>();
  const change = (at: number, skill: string | undefined, by: number): void => {
    const clipped = Math.min(horizon.end, Math.max(horizon.start, at));
    const list = changes.get(clipped) ?? [];
    list.push({ skill, by });
    changes.set(clipped, list);
  };
  for (const { start, end, skill } of demands) {
    change(start, skill, 1);
    change(end, skill, -1);
  }
  const times = [...new Set([horizon.start, ...changes.keys(), horizon.end])].sort((a, b) => a - b);
  const active = new Map<string | undefined, number>();
  const open = new Map<string | undefined, number>();
  const unsaid: IntervalDemand[] = [];
  for (const time of times) {
    for (const { skill, by } of changes.get(time) ?? []) active.set(skill, (active.get(skill) ?? 0) + by);
    const isActive = (skill: string | undefined): boolean => (active.get(skill) ?? 0) > 0;
    const said = skills.filter(isActive);
    const missing: readonly (string | undefined)[] =
      time === horizon.end || isActive(undefined)
        ? []
        : said.length === 0
          ? [undefined]
          : skills.filter((skill) => !isActive(skill));
    for (const [skill, start] of open) {
      if (missing.includes(skill)) continue;
      unsaid.push({ start, end: time, floor: 0, target: 0, ...(skill === undefined ? {} : { skill }) });
      open.delete(skill);
    }
    for (const skill of missing) if (!open.has(skill)) open.set(skill, time);
  }
  return [...demands, ...unsaid.sort((a, b) => a.start - b.start)];
}
