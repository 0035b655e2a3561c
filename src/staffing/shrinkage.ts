/**
 * Paid time that is not work, by part. Parts of paid time (leave, sickness) take people out of the day; parts of attended time (breaks, meetings, training,
 * coaching) take them off the work while they are there, so that the two kinds multiply:
 * work = paid time x (1 - sum of the first) x (1 - sum of the second).
 */
import { localOf, minutesOfDay, weekdayOf } from '../domain/calendar.ts';
import type { ShrinkagePart, ShrinkagePeople, ShrinkageWindow } from '../domain/requirement.ts';
import type { Instant, LocalDate, Zone } from '../domain/units.ts';

const MINUTES_PER_DAY = 1440;

/** The share of a part at a time of the site's clocks: of the first window that holds it, else the part's own. */
function shareAt(part: ShrinkagePart, date: LocalDate, minutes: number): number {
  return part.windows.find((window) => holds(window, date, minutes))?.share ?? part.share;
}

function holds({ days, from, to }: ShrinkageWindow, date: LocalDate, minutes: number): boolean {
  if (days !== undefined && !days.includes(weekdayOf(date))) return false;
  const start = from === undefined ? 0 : minutesOfDay(from);
  const end = to === undefined ? MINUTES_PER_DAY : minutesOfDay(to);
  return minutes >= start && minutes < end;
}

/** What keeps people from the work in one interval. */
export type IntervalShrinkage = {
  /** Share of the people to schedule who are at work: 1 less the parts that the roster does not place. Not above 0 where the parts leave no time. */
  readonly available: number;
  /** The same with what the roster places. */
  readonly availableOfAll: number;
  /** Shares of the people of whom they are parts: all who are paid. */
  readonly shares: readonly { readonly part: string; readonly share: number; readonly placed: boolean }[];
};

/** Parts of shrinkage at the start of an interval. */
export function shrinkageAt(parts: readonly ShrinkagePart[], zone: Zone, start: Instant): IntervalShrinkage {
  const { date, minutes } = localOf(zone, start);
  const sum = (of: ShrinkagePart['of'], isCounted: (part: ShrinkagePart) => boolean): number =>
    parts.reduce((all, part) => (part.of === of && isCounted(part) ? all + shareAt(part, date, minutes) : all), 0);
  const left = (isCounted: (part: ShrinkagePart) => boolean): number => {
    const attended = 1 - sum('paid', isCounted);
    const atWork = 1 - sum('attended', isCounted);
    // Two parts that leave nothing must not make something by their product.
    return attended > 0 && atWork > 0 ? attended * atWork : 0;
  };
  const unplaced = (part: ShrinkagePart): boolean => !part.placedByRoster;
  const attendedOfAll = 1 - sum('paid', () => true);
  const attended = 1 - sum('paid', unplaced);
  return {
    available: left(unplaced),
    availableOfAll: left(() => true),
    shares: parts.map((part) => {
      const base = part.of === 'paid' ? 1 : part.placedByRoster ? attendedOfAll : attended;
      return { part: part.id, share: shareAt(part, date, minutes) * base, placed: part.placedByRoster };
    }),
  };
}

/**
 * People of each part beside so many positions. Those of the counted parts are `toScheduleExact` less the positions in all; those that the roster places
 * are what comes on top, divided by their shares.
 */
export function shrinkagePeople(
  { available, availableOfAll, shares }: IntervalShrinkage,
  positions: number,
): { readonly parts: readonly ShrinkagePeople[]; readonly withPlacedExact: number } {
  const toSchedule = positions / available;
  const withPlacedExact = positions / availableOfAll;
  const placedShare = shares.reduce((sum, { share, placed }) => (placed ? sum + share : sum), 0);
  const perPlaced = placedShare === 0 ? 0 : (withPlacedExact - toSchedule) / placedShare;
  return {
    parts: shares.map(({ part, share, placed }) => ({ part, people: share * (placed ? perPlaced : toSchedule) })),
    withPlacedExact,
  };
}
