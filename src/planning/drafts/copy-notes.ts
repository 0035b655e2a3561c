import { addDays, datesFrom, daysBetween, weekdayOf } from '../../domain/calendar.ts';
import type { Note } from '../../domain/forecast.ts';
import { allPages } from '../all-pages.ts';
import type { Tables } from '../store.ts';
import type { CopiedDays, CopiedWeek } from './copy-week.ts';

export type Copy = {
  readonly team: string;
  readonly days: CopiedDays;
  /** Whether the schedule was copied, and not a draft. */
  readonly published: boolean;
  readonly copied: CopiedWeek;
};

/** How many of the days from `from` on are in a publication of the team. */
async function publishedDays(
  tables: Pick<Tables, 'publications'>,
  team: string,
  { from, days }: CopiedDays,
): Promise<number> {
  const to = addDays(from, days - 1);
  const heads = await allPages((page) => tables.publications.list({ team, from, to }, page));
  return datesFrom(from, days).filter((date) => heads.some((head) => head.from <= date && date <= head.to)).length;
}

/** What is told of a copy: what was left out of it, days that were never published, and weekdays that fall on others. */
export async function copyNotes(
  tables: Pick<Tables, 'publications'>,
  { team, days: copiedDays, published, copied }: Copy,
): Promise<readonly Note[]> {
  const { from, to, days } = copiedDays;
  const { shifts, leftOut, unnamed } = copied;
  const known = published ? await publishedDays(tables, team, copiedDays) : days;
  return [
    ...(known < days || shifts.length === 0
      ? [
          {
            code: published ? 'copy-part-published' : 'copy-empty',
            facts: { from, days, published: known, shifts: shifts.length },
          },
        ]
      : []),
    ...(daysBetween(from, to) % 7 === 0
      ? []
      : [{ code: 'copy-other-weekday', facts: { from, fromWeekday: weekdayOf(from), to, toWeekday: weekdayOf(to) } }]),
    ...leftOut.map(({ employeeId, shifts: count }) => ({
      code: 'copy-left-out',
      facts: { employee: employeeId, shifts: count },
    })),
    ...unnamed.templates.map((id) => ({ code: 'copy-without-template', facts: { template: id } })),
    ...unnamed.skills.map((id) => ({ code: 'copy-without-skill', facts: { skill: id } })),
  ];
}
