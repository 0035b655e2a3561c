import { breakItemsOf, templateLimits } from '../domain/break-items.ts';
import type { BreakItem, BreakLimits, BreakPlan, PlacedBreak } from '../domain/break-plan.ts';
import { compileBreakPlan } from '../domain/break-plan.ts';
import { type Gap, gapsOf, splitItems, withGap } from '../domain/split-shift.ts';
import type { Problem } from '../domain/problem.ts';
import type { PauseKind } from '../domain/shift.ts';
import type { ShiftTemplate } from '../domain/team.ts';
import type { Seconds } from '../domain/units.ts';
import { bindRules } from '../rules/binding.ts';
import { type BreakDemand, breakDemandOf, placementLimits } from '../rules/break-demand.ts';
import { isHard } from '../rules/compile.ts';

/** A demand on breaks with whether a roster must keep it. */
export type ProfiledDemand = { readonly demand: BreakDemand; readonly hard: boolean };

/** What the rules of each employee ask of breaks; employees with the same demands share a profile. */
export type BreakProfiles = {
  readonly demands: readonly (readonly ProfiledDemand[])[];
  readonly profileOf: ReadonlyMap<string, number>;
};

export function breakProfiles({ team }: Pick<Problem, 'team'>): BreakProfiles {
  const known = new Map<string, number>();
  const demands: (readonly ProfiledDemand[])[] = [];
  const profileOf = new Map<string, number>();
  for (const employee of team.employees) {
    const own = bindRules(team, employee)
      .filter(({ rule }) => rule.id === 'breaks')
      .map(({ values, severity }) => ({ demand: breakDemandOf(values), hard: isHard(severity) }));
    const key = JSON.stringify(own.map(({ demand, hard }) => [Object.values(demand).map(String), hard]));
    const profile = known.get(key) ?? demands.length;
    if (profile === demands.length) {
      known.set(key, profile);
      demands.push(own);
    }
    profileOf.set(employee.id, profile);
  }
  return { demands, profileOf };
}

/** The part of a shape that its breaks are. */
export type ShapeBreaks = {
  readonly workSeconds: Seconds;
  readonly mealSeconds: Seconds;
  readonly mealPaid: boolean;
  /** Elapsed seconds from the start to each possible beginning of the meal; empty without a meal. */
  readonly mealOffsets: readonly Seconds[];
  readonly mealKind?: PauseKind | undefined;
  /** Set where there are two breaks or more; `mealOffsets` is empty then. */
  readonly plan?: BreakPlan | undefined;
  /** Where a split shift has its gap, which is one of its breaks too. */
  readonly gap?: Gap | undefined;
  /** The profiles of rules of breaks whose employees may work it; absent: everybody. */
  readonly profiles?: ReadonlySet<number> | undefined;
};

/** The plan that has one placement alone. */
function onlyPlacement(spanSeconds: Seconds, breaks: readonly PlacedBreak[]): BreakPlan | undefined {
  return compileBreakPlan(
    spanSeconds,
    breaks.map(({ offset, ...pause }) => ({ ...pause, count: 1, starts: [offset] })),
  );
}

function allLimits(
  template: ShiftTemplate,
  spanSeconds: Seconds,
  items: readonly BreakItem[],
  demands: readonly ProfiledDemand[],
): BreakLimits {
  const own = templateLimits(template);
  const asked = demands.map(({ demand }) => placementLimits(demand, spanSeconds, items));
  return {
    ...own,
    quotas: asked.flatMap(({ quotas }) => quotas),
    stretches: [...(own.stretches ?? []), ...asked.flatMap(({ stretches }) => stretches)],
  };
}

/** Grid of starts where nothing else is left: a shift cut short by the clocks that its windows were not made for. */
const LAST_RESORT_SECONDS = 300;

/**
 * The places of the breaks of a shift of a template under demands of rules. Where no placement keeps them all there is but one, which keeps the hard ones,
 * or the template's own limits, or lies inside the shift: so the rules say the same of every placement of a plan. Undefined where the
 * breaks are longer than the shift, and where those of a split shift leave the template's own windows.
 */
export function breakPlanOf(
  template: ShiftTemplate,
  spanSeconds: Seconds,
  items: readonly BreakItem[],
  demands: readonly ProfiledDemand[],
): BreakPlan | undefined {
  const under = (kept: readonly ProfiledDemand[]): BreakPlan | undefined =>
    compileBreakPlan(spanSeconds, items, allLimits(template, spanSeconds, items, kept));
  const whole = under(demands);
  if (whole !== undefined) return whole;
  const milder = under(demands.filter(({ hard }) => hard)) ?? under([]);
  if (milder !== undefined) return onlyPlacement(spanSeconds, milder.placement(0));
  if (items.some(({ kind }) => kind === 'gap')) return undefined;
  const anywhere = items.map((item) => ({
    ...item,
    starts: Array.from(
      { length: Math.max(0, Math.floor((spanSeconds - item.lengthSeconds) / LAST_RESORT_SECONDS) + 1) },
      (_, at) => at * LAST_RESORT_SECONDS,
    ),
  }));
  const next = compileBreakPlan(spanSeconds, anywhere);
  return next === undefined ? undefined : onlyPlacement(spanSeconds, next.placement(0));
}

/**
 * The breaks of shapes by template and length, for every profile: equal ones are one entry. `single`: of several places one is enough. What
 * was made is remembered.
 */
export function shapeBreaks(
  profiles: readonly (readonly ProfiledDemand[])[],
  single: boolean,
): (template: ShiftTemplate, shiftMinutes: number, spanSeconds: Seconds) => readonly ShapeBreaks[] {
  const known = new Map<string, readonly ShapeBreaks[]>();
  const madeWith = (
    template: ShiftTemplate,
    shiftMinutes: number,
    spanSeconds: Seconds,
    gap: Gap | undefined,
  ): readonly ShapeBreaks[] => {
    const items =
      gap === undefined
        ? breakItemsOf(template, shiftMinutes, spanSeconds)
        : splitItems(template, shiftMinutes, spanSeconds, gap);
    const attended = spanSeconds - (gap?.lengthSeconds ?? 0);
    const count = items.reduce((sum, item) => sum + item.count, 0);
    const found = new Map<string, { readonly breaks: Omit<ShapeBreaks, 'profiles'>; readonly profiles: Set<number> }>();
    profiles.forEach((demands, profile) => {
      const inside = count === 0 ? undefined : breakPlanOf(template, attended, items, demands);
      if (gap !== undefined && inside === undefined) return;
      const plan = gap === undefined || inside === undefined ? inside : withGap(inside, gap);
      const breaks = { ...breaksOfPlan(spanSeconds, plan, single), ...(gap === undefined ? {} : { gap }) };
      // Plans of several breaks are told apart by the profile: two of them are seldom alike.
      const key = breaks.plan === undefined ? breaks.mealOffsets.join() : `profile ${profile}`;
      const same = found.get(key);
      if (same === undefined) found.set(key, { breaks, profiles: new Set([profile]) });
      else same.profiles.add(profile);
    });
    const all = [...found.values()];
    const isForAll = all[0]?.profiles.size === profiles.length;
    return all.map((one) => (isForAll ? one.breaks : { ...one.breaks, profiles: one.profiles }));
  };
  const made = (template: ShiftTemplate, shiftMinutes: number, spanSeconds: Seconds): readonly ShapeBreaks[] => {
    const gaps = template.split === undefined ? [undefined] : gapsOf(template.split, spanSeconds);
    return gaps.flatMap((gap) => madeWith(template, shiftMinutes, spanSeconds, gap));
  };
  return (template, shiftMinutes, spanSeconds) => {
    const key = `${template.id} ${shiftMinutes} ${spanSeconds}`;
    const entry = known.get(key) ?? made(template, shiftMinutes, spanSeconds);
    known.set(key, entry);
    return entry;
  };
}

function breaksOfPlan(
  spanSeconds: Seconds,
  plan: BreakPlan | undefined,
  single: boolean,
): Omit<ShapeBreaks, 'profiles'> {
  if (plan === undefined) {
    return { workSeconds: spanSeconds, mealSeconds: 0, mealPaid: false, mealOffsets: [] };
  }
  const breaks = plan.placement(0);
  const unpaid = breaks.reduce((sum, { paid, lengthSeconds }) => sum + (paid ? 0 : lengthSeconds), 0);
  const workSeconds = spanSeconds - unpaid;
  const [first] = breaks;
  if (breaks.length > 1 || first === undefined) {
    const own = single ? onlyPlacement(spanSeconds, breaks) : plan;
    return { workSeconds, mealSeconds: 0, mealPaid: false, mealOffsets: [], plan: own };
  }
  const places = plan
    .all()
    .map((place) => plan.placement(place)[0]?.offset ?? 0)
    .sort((a, b) => a - b);
  const middle = places.length >> 1;
  return {
    workSeconds,
    mealSeconds: first.lengthSeconds,
    mealPaid: first.paid,
    mealOffsets: single ? places.slice(middle, middle + 1) : places,
    ...(first.kind === undefined ? {} : { mealKind: first.kind }),
  };
}
