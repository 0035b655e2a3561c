import { addDays } from '../../domain/calendar.ts';
import type { Surroundings } from '../../domain/problem.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { Reach } from '../../rules/rule.ts';
import type { Tables } from '../store.ts';

/** Local dates of a team's zone, both included. */
export type Dates = { readonly from: LocalDate; readonly to: LocalDate };

/** How far what is published around some dates is all there is. */
export type KnownDays = Required<Pick<Surroundings, 'pastFrom' | 'futureTo'>>;

/**
 * The days around some dates for which a team has published, day by day without a gap from the dates on, as far as its rules look: undefined where
 * that is all that anybody asks for. An empty day that was published is known to be empty; one that was not may still be filled.
 */
function knownAround(published: readonly Dates[], { from, to }: Dates, { daysBefore, daysAfter }: Reach): KnownDays {
  const isKnown = (date: LocalDate): boolean => published.some((span) => date >= span.from && date <= span.to);
  const [first, last] = [addDays(from, -daysBefore), addDays(to, daysAfter)];
  let pastFrom = from;
  while (pastFrom > first && isKnown(addDays(pastFrom, -1))) pastFrom = addDays(pastFrom, -1);
  let futureTo = to;
  while (futureTo < last && isKnown(addDays(futureTo, 1))) futureTo = addDays(futureTo, 1);
  return { pastFrom: pastFrom <= first ? undefined : pastFrom, futureTo: futureTo >= last ? undefined : futureTo };
}

/** The same for a stored team. */
export async function knownOfTeam(
  { schedules }: Pick<Tables, 'schedules'>,
  team: string,
  dates: Dates,
  reach: Reach,
): Promise<KnownDays> {
  const { daysBefore, daysAfter } = reach;
  const spans = await schedules.publishedSpans(team, addDays(dates.from, -daysBefore), addDays(dates.to, daysAfter));
  return knownAround(spans, dates, reach);
}
