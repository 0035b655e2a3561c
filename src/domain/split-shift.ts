import { breakItemsOf } from './break-items.ts';
import type { BreakItem, BreakPlan } from './break-plan.ts';
import type { LengthRange, ShiftTemplate, SplitSetting } from './team.ts';
import { SECONDS_PER_MINUTE, type Seconds } from './units.ts';

/** Least time on either side of a gap where the template names none. */
const LEAST_PART_MINUTES = 120;
/** Grid of a gap's start where none is named. */
const GAP_STEP_MINUTES = 30;

/** The gap of a split shift, in elapsed seconds from the shift's start. */
export type Gap = { readonly offset: Seconds; readonly lengthSeconds: Seconds };

function gapLengths(gap: number | LengthRange): readonly number[] {
  if (typeof gap === 'number') return [gap];
  const lengths: number[] = [];
  for (let length = gap.minMinutes; length <= gap.maxMinutes; length += gap.stepMinutes) lengths.push(length);
  return lengths;
}

/** Every gap that a shift of so many elapsed seconds may have, the shorter ones first. */
export function gapsOf(
  { gapMinutes, leastPartMinutes = LEAST_PART_MINUTES, stepMinutes = GAP_STEP_MINUTES }: SplitSetting,
  spanSeconds: Seconds,
): readonly Gap[] {
  const least = leastPartMinutes * SECONDS_PER_MINUTE;
  const step = stepMinutes * SECONDS_PER_MINUTE;
  return gapLengths(gapMinutes).flatMap((minutes) => {
    const lengthSeconds = minutes * SECONDS_PER_MINUTE;
    const gaps: Gap[] = [];
    const first = Math.max(step, Math.ceil(least / step) * step);
    for (let offset = first; offset + lengthSeconds + least <= spanSeconds; offset += step) {
      if (offset + lengthSeconds < spanSeconds) gaps.push({ offset, lengthSeconds });
    }
    return gaps;
  });
}

/**
 * Breaks of a split shift, in attendance: elapsed time from the shift's start with the gap taken out, as rules of breaks see it. The gap is an item without
 * length that every other one lies before or behind.
 */
export function splitItems(
  template: Pick<ShiftTemplate, 'meal' | 'breaks'>,
  shiftMinutes: number,
  spanSeconds: Seconds,
  { offset, lengthSeconds }: Gap,
): readonly BreakItem[] {
  const attended = shiftMinutes - lengthSeconds / SECONDS_PER_MINUTE;
  const items = breakItemsOf(template, attended, spanSeconds - lengthSeconds).map((item) => ({
    ...item,
    starts: item.starts.filter((start) => start + item.lengthSeconds <= offset || start >= offset),
  }));
  return [...items, { kind: 'gap', lengthSeconds: 0, paid: false, count: 1, starts: [offset] }];
}

/** A plan of breaks in attendance as one in elapsed time: the gap has its length, and what lies behind it is later by that. */
export function withGap(plan: BreakPlan, { offset, lengthSeconds }: Gap): BreakPlan {
  const isGap = (item: number): boolean => plan.items[item]?.kind === 'gap';
  const later = (start: Seconds): Seconds => (start >= offset ? start + lengthSeconds : start);
  return {
    ...plan,
    items: plan.items.map((item, index) =>
      isGap(index) ? { ...item, lengthSeconds } : { ...item, starts: item.starts.map(later) },
    ),
    options: plan.options.map(({ item, start, end }) =>
      isGap(item)
        ? { item, start, end: start + lengthSeconds }
        : { item, start: later(start), end: later(start) + end - start },
    ),
    placement: (index) =>
      plan
        .placement(index)
        .map((pause) =>
          pause.kind === 'gap' ? { ...pause, lengthSeconds } : { ...pause, offset: later(pause.offset) },
        ),
    find: (breaks) => {
      const own = breaks.findIndex((pause) => pause.offset === offset && pause.lengthSeconds === lengthSeconds);
      if (own < 0) return undefined;
      return plan.find(
        breaks.map((pause, index) => {
          if (index === own) return { ...pause, lengthSeconds: 0 };
          return index > own ? { ...pause, offset: pause.offset - lengthSeconds } : pause;
        }),
      );
    },
  };
}
