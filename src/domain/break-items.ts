import type { BreakItem, BreakLimits } from './break-plan.ts';
import type { BreakSetting, MealSetting, ShiftTemplate } from './team.ts';
import { SECONDS_PER_MINUTE, type Seconds } from './units.ts';

/** Grid of meal starts where the template names none and the meal is no shorter. */
const MEAL_STEP_MINUTES = 30;
/** Grid of other breaks' starts where none is named. */
const BREAK_STEP_MINUTES = 15;
/** Time free of breaks at either end of a shift where the setting names none; a quarter of the shift where that is less. */
const BREAK_MARGIN_MINUTES = 60;

/** Elapsed seconds from the shift's start at which its meal may begin; the middle of the shift where the windows leave none. */
function mealStarts(meal: MealSetting, spanSeconds: Seconds): readonly Seconds[] {
  const length = meal.lengthMinutes * 60;
  const step = (meal.stepMinutes ?? Math.min(MEAL_STEP_MINUTES, meal.lengthMinutes)) * 60;
  const rounding = (meal.stepMinutes ?? 15) * 60;
  const third = Math.floor(spanSeconds / 3 / rounding) * rounding;
  const first = meal.notBeforeMinutes === undefined ? third : meal.notBeforeMinutes * 60;
  const last = spanSeconds - (meal.notInLastMinutes === undefined ? first : meal.notInLastMinutes * 60) - length;
  const offsets: number[] = [];
  for (let offset = Math.ceil(first / step) * step; offset <= last; offset += step) offsets.push(offset);
  if (offsets.length === 0) offsets.push(Math.floor((spanSeconds - length) / 2 / 60) * 60);
  return offsets;
}

/** Grid on which a break begins, from the shift's start. */
function breakStepMinutes({ stepMinutes, lengthMinutes }: BreakSetting): number {
  return stepMinutes ?? Math.min(BREAK_STEP_MINUTES, lengthMinutes);
}

/** Number of breaks of a setting in a shift of so many minutes. */
export function breakCount(setting: BreakSetting, shiftMinutes: number): number {
  if (shiftMinutes < (setting.fromShiftMinutes ?? 0)) return 0;
  const { everyMinutes, majorFraction } = setting;
  if (everyMinutes === undefined) return setting.count ?? 1;
  const rest = shiftMinutes % everyMinutes;
  return Math.floor(shiftMinutes / everyMinutes) + (majorFraction === true && rest > everyMinutes / 2 ? 1 : 0);
}

/** Elapsed seconds from the shift's start at which a break may begin; none where the windows leave no place. */
function breakStarts(setting: BreakSetting, spanSeconds: Seconds): readonly Seconds[] {
  const step = breakStepMinutes(setting) * SECONDS_PER_MINUTE;
  const length = setting.lengthMinutes * SECONDS_PER_MINUTE;
  const margin = Math.min(BREAK_MARGIN_MINUTES * SECONDS_PER_MINUTE, spanSeconds / 4);
  const seconds = (minutes: number | undefined): number =>
    minutes === undefined ? Math.floor(margin / step) * step : minutes * SECONDS_PER_MINUTE;
  const first = Math.ceil(seconds(setting.notBeforeMinutes) / step) * step;
  const end = spanSeconds - seconds(setting.notInLastMinutes) - length;
  const latest = setting.notAfterMinutes === undefined ? end : setting.notAfterMinutes * SECONDS_PER_MINUTE;
  const starts: Seconds[] = [];
  for (let start = first; start <= Math.min(end, latest); start += step) starts.push(start);
  return starts;
}

/**
 * Breaks of a shift of a template, by its length on the wall clock and in elapsed time: the meal first, then the breaks as they are listed. Those that
 * no window has a place for come with no starts.
 */
export function breakItemsOf(
  { meal, breaks = [] }: Pick<ShiftTemplate, 'meal' | 'breaks'>,
  shiftMinutes: number,
  spanSeconds: Seconds,
): readonly BreakItem[] {
  const items: BreakItem[] = [];
  if (
    meal !== undefined &&
    shiftMinutes >= (meal.fromShiftMinutes ?? 0) &&
    spanSeconds > meal.lengthMinutes * SECONDS_PER_MINUTE
  ) {
    const lengthSeconds = meal.lengthMinutes * SECONDS_PER_MINUTE;
    items.push({ lengthSeconds, paid: meal.paid, count: 1, starts: mealStarts(meal, spanSeconds) });
  }
  for (const setting of breaks) {
    const count = breakCount(setting, shiftMinutes);
    if (count === 0) continue;
    items.push({
      kind: setting.kind,
      lengthSeconds: setting.lengthMinutes * SECONDS_PER_MINUTE,
      paid: setting.paid,
      count,
      starts: breakStarts(setting, spanSeconds),
    });
  }
  return items;
}

/** What the template asks of its breaks together. */
export function templateLimits({
  longestStretchMinutes,
  leastBetweenBreaksMinutes,
}: Pick<ShiftTemplate, 'longestStretchMinutes' | 'leastBetweenBreaksMinutes'>): BreakLimits {
  return {
    leastBetweenSeconds: (leastBetweenBreaksMinutes ?? 0) * SECONDS_PER_MINUTE,
    stretches:
      longestStretchMinutes === undefined
        ? []
        : [{ longestSeconds: longestStretchMinutes * SECONDS_PER_MINUTE, interrupts: () => true }],
  };
}
