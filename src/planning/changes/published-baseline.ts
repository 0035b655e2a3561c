import { addDays } from '../../domain/calendar.ts';
import type { Baseline } from '../../domain/changes.ts';
import type { DraftDays } from '../../domain/draft.ts';
import type { Team } from '../../domain/team.ts';
import { shiftsOnDates } from '../schedules/schedule-question.ts';
import type { Tables } from '../store.ts';

/** How differences from what is published are to be counted. */
export type Against = Omit<Baseline, 'shifts'>;

/** What the team has published on some days, with the price of every difference; people who are gone are told nothing any more. */
export async function publishedBaseline(
  tables: Tables,
  team: Team,
  { from, days }: DraftDays,
  { asOf, prices }: Against,
): Promise<Baseline> {
  const shifts = await shiftsOnDates(tables, { team: team.id }, { from, to: addDays(from, days - 1) });
  if (shifts === 'too-many') throw new Error('more shifts are published than a draft may have days for');
  const members = new Set(team.employees.map(({ id }) => id));
  return { shifts: shifts.filter(({ employeeId }) => members.has(employeeId)), asOf, prices };
}
