import { coverPieces, coverSteps } from '../../audit/cover-steps.ts';
import { addDays, datesFrom, startOfDate } from '../../domain/calendar.ts';
import { completeDemands } from '../../domain/demand.ts';
import type { DraftDays, DraftFrame } from '../../domain/draft.ts';
import type { Prices } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import type { Interval, LocalDate } from '../../domain/units.ts';
import type { PublicationHead, Tables } from '../store.ts';

/** What is wanted on some days, and what it costs to miss it. */
export type Wanted = Pick<DraftFrame, 'intervalDemands' | 'templateDemands'> & { readonly prices: Prices | undefined };

function spanOf({ zone }: Team, { from, days }: DraftDays): Interval {
  return { start: startOfDate(zone, from), end: startOfDate(zone, addDays(from, days)) };
}

/** Demands of a frame on one date. */
function onDate(team: Team, frame: DraftFrame, date: LocalDate): Omit<Wanted, 'prices'> {
  const span = spanOf(team, { from: date, days: 1 });
  const intervals = frame.intervalDemands.filter(({ start, end }) => start < span.end && end > span.start);
  return {
    intervalDemands: intervals.map((one) => ({
      ...one,
      start: Math.max(one.start, span.start),
      end: Math.min(one.end, span.end),
    })),
    templateDemands: frame.templateDemands.filter((one) => one.date === date),
  };
}

/**
 * What was wanted on days of a team's schedule: each day by the draft that it was published from last and that is still there. `unknown`: the dates that have
 * none.
 */
export async function wantedOnSchedule(
  { publications, drafts }: Pick<Tables, 'publications' | 'drafts'>,
  team: Team,
  { from, days }: DraftDays,
): Promise<Wanted & { readonly unknown: readonly LocalDate[] }> {
  const open = new Set(datesFrom(from, days));
  const found: Omit<Wanted, 'prices'>[] = [];
  let prices: Prices | undefined;
  const frames = new Map<string, DraftFrame | undefined>();
  const take = async (head: PublicationHead): Promise<void> => {
    const dates = [...open].filter((date) => date >= head.from && date <= head.to);
    if (dates.length === 0) return;
    if (!frames.has(head.draft)) frames.set(head.draft, await drafts.frame(head.draft));
    const frame = frames.get(head.draft);
    if (frame === undefined) return;
    prices ??= frame.prices;
    for (const date of dates) {
      open.delete(date);
      found.push(onDate(team, frame, date));
    }
  };
  const filter = { team: team.id, from, to: addDays(from, days - 1) };
  for (let after: readonly string[] | undefined; open.size > 0; ) {
    const page = await publications.list(filter, { limit: 50, after });
    for (const head of page.items) await take(head);
    if (page.next === null) break;
    after = page.next;
  }
  return {
    intervalDemands: found.flatMap(({ intervalDemands }) => intervalDemands),
    templateDemands: found.flatMap(({ templateDemands }) => templateDemands),
    prices,
    unknown: [...open].sort(),
  };
}

/** Where nobody has said what is wanted: at each moment as many people as a roster has, by skill where all of its shifts have one. */
export function wantedAsRostered(
  team: Team,
  days: DraftDays,
  shifts: readonly Shift[],
): Pick<DraftFrame, 'intervalDemands'> {
  const horizon = spanOf(team, days);
  const skills = new Set(shifts.flatMap(({ skill }) => skill ?? []));
  const isSkilled = shifts.every(({ skill }) => skill !== undefined);
  const counted = isSkilled ? [...skills].sort() : [undefined];
  const demands = counted.flatMap((skill) =>
    coverPieces(coverSteps(shifts, skill), horizon).map(({ start, end, people }) => ({
      start,
      end,
      floor: 0,
      target: people,
      ...(skill === undefined ? {} : { skill }),
    })),
  );
  const whole = { ...horizon, floor: 0, target: 0 };
  return { intervalDemands: completeDemands(demands.length === 0 ? [whole] : demands, horizon) };
}
