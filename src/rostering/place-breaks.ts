import { breakItemsOf } from '../domain/break-items.ts';
import { type Gap, splitItems, withGap } from '../domain/split-shift.ts';
import type { BreakItem, BreakPlan, PlacedBreak } from '../domain/break-plan.ts';
import { offsetSecondsAt, startOfDate } from '../domain/calendar.ts';
import type { Problem } from '../domain/problem.ts';
import { type Break, type Shift, WORK } from '../domain/shift.ts';
import type { ShiftTemplate } from '../domain/team.ts';
import { SECONDS_PER_MINUTE, type Seconds, type Zone } from '../domain/units.ts';
import { coverState } from './cover-state.ts';
import { randomFrom } from './random.ts';
import { breakPlanOf, breakProfiles, type ProfiledDemand } from './shape-breaks.ts';
import { settleBreaks } from './settle-breaks.ts';

/** A roster with its breaks placed, and the shifts whose breaks could not be, in the order of the roster. */
export type PlacedBreaks = { readonly shifts: readonly Shift[]; readonly kept: readonly string[] };

/** Places that no piece of the shift touches. */
function besidePieces(shift: Shift, item: BreakItem): BreakItem {
  const isFree = (start: Seconds): boolean =>
    (shift.pieces ?? []).every(
      (piece) => shift.start + start + item.lengthSeconds <= piece.start || shift.start + start >= piece.end,
    );
  return { ...item, starts: item.starts.filter(isFree) };
}

function offsetsOf(shift: Shift, breaks: readonly Break[]): readonly PlacedBreak[] {
  return breaks.map(({ start, end, paid, kind }) => ({
    offset: start - shift.start,
    lengthSeconds: end - start,
    paid,
    kind,
  }));
}

/** The items with each locked break at its place: it is one of those of its length and pay, or else comes besides. */
function withLocked(items: readonly BreakItem[], locked: readonly PlacedBreak[]): readonly BreakItem[] {
  let left = [...items];
  const fixed: BreakItem[] = [];
  for (const { offset, ...pause } of locked) {
    const own = left.findIndex(
      ({ lengthSeconds, paid, kind, count }) =>
        count > 0 &&
        lengthSeconds === pause.lengthSeconds &&
        paid === pause.paid &&
        (kind === undefined || pause.kind === undefined || kind === pause.kind),
    );
    left = left.map((item, index) => (index === own ? { ...item, count: item.count - 1 } : item));
    fixed.push({ ...pause, kind: pause.kind ?? left[own]?.kind, count: 1, starts: [offset] });
  }
  return [...left.filter(({ count }) => count > 0), ...fixed];
}

/** The gap of a shift, and whether nothing else of it has a place that must stay. */
function gapIn({ start, breaks, pieces = [] }: Shift): readonly [Gap | undefined, boolean] {
  const gaps = breaks.filter(({ kind }) => kind === 'gap');
  const [own] = gaps;
  if (own === undefined) return [undefined, false];
  const isOnly = gaps.length === 1 && pieces.length === 0;
  const isFree = breaks.every(({ kind, locked }) => kind === 'gap' || locked !== true);
  return [{ offset: own.start - start, lengthSeconds: own.end - own.start }, isOnly && isFree];
}

/** The plan of a given shift's breaks; undefined where it has none to place, or no place for them. */
function planOf(
  zone: Zone,
  shift: Shift,
  template: ShiftTemplate,
  demands: readonly ProfiledDemand[],
): BreakPlan | 'none' | undefined {
  const span = shift.end - shift.start;
  const turned = offsetSecondsAt(zone, shift.end) - offsetSecondsAt(zone, shift.start);
  const [gap, isOnlySplit] = gapIn(shift);
  if (gap !== undefined && isOnlySplit) {
    const own = splitItems(template, (span + turned) / SECONDS_PER_MINUTE, span, gap);
    const found = breakPlanOf(template, span - gap.lengthSeconds, own, demands);
    return own.length === 1 ? 'none' : found && withGap(found, gap);
  }
  // A break that stays beside a gap, or a second gap: nothing says where the others may lie then.
  if (gap !== undefined) return undefined;
  const asked = breakItemsOf(template, (span + turned) / SECONDS_PER_MINUTE, span);
  const locked = shift.breaks.filter((pause) => pause.locked === true);
  const items = withLocked(asked, offsetsOf(shift, locked)).map((item) => besidePieces(shift, item));
  if (asked.length === 0) return 'none';
  if (items.some(({ starts }) => starts.length === 0)) return undefined;
  const plan = breakPlanOf(template, span, items, demands);
  // A last resort may lie anywhere, also where it must not.
  const places = plan?.placement(0) ?? [];
  const isInside = places.every(({ offset, lengthSeconds }) =>
    items.some((item) => item.lengthSeconds === lengthSeconds && item.starts.includes(offset)),
  );
  return isInside ? plan : undefined;
}

/**
 * Places the breaks of a given roster for its cover: those that the templates ask for, in place of those that the shifts have, within the rules of each
 * employee. Locked shifts, locked breaks, other activities and shifts without a template stay as they are. The same seed gives the same places.
 */
export function placeBreaks(problem: Problem, shifts: readonly Shift[], seed: number): PlacedBreaks {
  const { team, from } = problem;
  const profiles = breakProfiles(problem);
  const begin = startOfDate(team.zone, from);
  const templates = new Map(team.shiftTemplates.map((template) => [template.id, template]));
  const plans = new Map<Shift, BreakPlan>();
  const kept: string[] = [];
  for (const shift of shifts) {
    const template = templates.get(shift.template ?? '');
    if (shift.locked === true || shift.activity !== WORK || template === undefined || shift.start < begin) continue;
    const demands = profiles.demands[profiles.profileOf.get(shift.employeeId) ?? -1] ?? [];
    const plan = planOf(team.zone, shift, template, demands);
    if (plan === undefined) kept.push(shift.id);
    else if (plan !== 'none') plans.set(shift, plan);
  }
  const breaksOf = (shift: Shift, plan: BreakPlan, place: number): readonly Break[] =>
    plan.placement(place).map(({ offset, lengthSeconds, paid, kind }) => {
      const start = shift.start + offset;
      const isLocked = shift.breaks.some((pause) => pause.locked === true && pause.start === start);
      return {
        start,
        end: start + lengthSeconds,
        paid,
        ...(kind === undefined ? {} : { kind }),
        ...(isLocked ? { locked: true } : {}),
      };
    });
  const placesOf = new Map(
    [...plans].map(([shift, plan]) => [shift, plan.find(offsetsOf(shift, shift.breaks)) ?? 0] as const),
  );
  const begun = shifts.map((shift) => {
    const plan = plans.get(shift);
    return plan === undefined ? shift : { ...shift, breaks: breaksOf(shift, plan, placesOf.get(shift) ?? 0) };
  });
  const steps = new Set(
    [...plans.values()].flatMap(({ options }) => options.flatMap(({ start, end }) => [start, end])),
  );
  const cover = coverState(problem, begun, [...steps]);
  const movable = [...plans].map(([shift, plan]) => ({
    shift,
    start: shift.start,
    end: shift.end,
    skill: shift.skill === undefined ? -1 : cover.set.skills.indexOf(shift.skill),
    plan,
    place: placesOf.get(shift) ?? 0,
  }));
  settleBreaks(cover, movable, randomFrom(seed), () => false);
  const settled = new Map(movable.map(({ shift, plan, place }) => [shift, breaksOf(shift, plan, place)]));
  return { shifts: shifts.map((shift) => ({ ...shift, breaks: settled.get(shift) ?? shift.breaks })), kept };
}
