import type { SpecialDay } from '../domain/history.ts';
import type { Outcome } from '../domain/issue.ts';
import { byDate, readDatedRows } from './dated-rows.ts';
import { issueList } from './history-issues.ts';

const COLUMNS: readonly string[] = ['date', 'name', 'kind'];

/**
 * Reads special days from CSV: a header with `date`, `name` and optionally `kind` in any order and case, then a row per day.
 * Several may share a date; the same date, name and kind twice counts once. Separators, quotes and blank lines as in a
 * history. In order of date.
 */
export function readSpecialDaysCsv(text: string): Outcome<readonly SpecialDay[]> {
  const issues = issueList();
  const hint = 'Give the day a name: days of one name share what is learned of them.';
  const days = new Map<string, SpecialDay>();
  for (const { field } of readDatedRows(text, COLUMNS, hint, issues) ?? []) {
    const [date, name, kind] = [field('date'), field('name'), field('kind')];
    days.set(`${date} ${name} ${kind}`, { date, name, kind: kind === '' ? 'special' : kind });
  }
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  return { ok: true, value: [...days.values()].sort(byDate) };
}
