import { breakItemsOf, templateLimits } from '../../domain/break-items.ts';
import { type BreakItem, type BreakPlan, compileBreakPlan, type PlacedBreak } from '../../domain/break-plan.ts';
import { type Gap, gapsOf, splitItems, withGap } from '../../domain/split-shift.ts';
import type { ShiftTemplate } from '../../domain/team.ts';
import type { Seconds } from '../../domain/units.ts';
import { type BreakDemand, breakDemandOf, placementLimits } from '../../rules/break-demand.ts';
import { isHard } from '../../rules/compile.ts';
import type { BoundRule } from '../../rules/rule.ts';

/** What the rules of an employee ask of breaks. */
export type AskedBreaks = readonly { readonly demand: BreakDemand; readonly hard: boolean }[];

export function askedBreaks(rules: readonly BoundRule[]): AskedBreaks {
  return rules
    .filter(({ rule }) => rule.id === 'breaks')
    .map(({ values, severity }) => ({ demand: breakDemandOf(values), hard: isHard(severity) }));
}

/** One way to have the breaks of a shift: all their places, and one that stands for all. */
export type ShiftBreaks = { readonly plan: BreakPlan | undefined; readonly usual: readonly PlacedBreak[] };

/** Grid on which breaks are put where their windows leave no place at all. */
const ANYWHERE_SECONDS = 300;

function only(spanSeconds: Seconds, breaks: readonly PlacedBreak[]): BreakPlan | undefined {
  const items = breaks.map(({ offset, ...pause }) => ({ ...pause, count: 1, starts: [offset] }));
  return compileBreakPlan(spanSeconds, items);
}

/** Every place that keeps what is asked; where none does the one that the product then plans with: it keeps what forbids, or the template's own, or lies inside the shift. */
function placesOf(
  template: ShiftTemplate,
  spanSeconds: Seconds,
  items: readonly BreakItem[],
  asked: AskedBreaks,
): BreakPlan | undefined {
  const keeping = (kept: AskedBreaks): BreakPlan | undefined => {
    const own = templateLimits(template);
    const more = kept.map(({ demand }) => placementLimits(demand, spanSeconds, items));
    return compileBreakPlan(spanSeconds, items, {
      ...own,
      quotas: more.flatMap(({ quotas }) => quotas),
      stretches: [...(own.stretches ?? []), ...more.flatMap(({ stretches }) => stretches)],
    });
  };
  const all = keeping(asked);
  if (all !== undefined) return all;
  const some = keeping(asked.filter(({ hard }) => hard)) ?? keeping([]);
  if (some !== undefined) return only(spanSeconds, some.placement(0));
  if (items.some(({ kind }) => kind === 'gap')) return undefined;
  const anywhere = items.map((item) => {
    const starts: Seconds[] = [];
    for (let start = 0; start + item.lengthSeconds <= spanSeconds; start += ANYWHERE_SECONDS) starts.push(start);
    return { ...item, starts };
  });
  const next = compileBreakPlan(spanSeconds, anywhere);
  return next === undefined ? undefined : only(spanSeconds, next.placement(0));
}

/** The single break in the middle of its places, or of several those that are spread most evenly. */
function usualOf(plan: BreakPlan): readonly PlacedBreak[] {
  const first = plan.placement(0);
  if (first.length !== 1) return first;
  const places = plan
    .all()
    .map((index) => plan.placement(index))
    .toSorted(([a], [b]) => (a?.offset ?? 0) - (b?.offset ?? 0));
  return places[places.length >> 1] ?? first;
}

/**
 * The breaks of shifts of a template and length, one entry for each gap of a split shift. `isAttendance`: no demand looks at moments, so that one place stands for all.
 */
export function shiftBreaksOf(
  template: ShiftTemplate,
  minutes: number,
  spanSeconds: Seconds,
  asked: AskedBreaks,
  isAttendance: boolean,
): readonly ShiftBreaks[] {
  const gaps: readonly (Gap | undefined)[] =
    template.split === undefined ? [undefined] : gapsOf(template.split, spanSeconds);
  return gaps.flatMap((gap): readonly ShiftBreaks[] => {
    const items =
      gap === undefined
        ? breakItemsOf(template, minutes, spanSeconds)
        : splitItems(template, minutes, spanSeconds, gap);
    const isNone = items.every(({ count }) => count === 0);
    const attended = spanSeconds - (gap?.lengthSeconds ?? 0);
    const inside = isNone ? undefined : placesOf(template, attended, items, asked);
    if (gap !== undefined && inside === undefined) return [];
    if (inside === undefined) return [{ plan: undefined, usual: [] }];
    const plan = gap === undefined ? inside : withGap(inside, gap);
    const usual = usualOf(plan);
    return [{ plan: isAttendance ? only(spanSeconds, usual) : plan, usual }];
  });
}
