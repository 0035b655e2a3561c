import type { Campaign } from '../domain/history.ts';
import type { Outcome } from '../domain/issue.ts';
import { byDate, readDatedRows } from './dated-rows.ts';
import { issueList } from './history-issues.ts';
import { LIMITS } from './limits.ts';

const COLUMNS: readonly string[] = ['date', 'name', 'size', 'kind'];

/**
 * Reads campaigns from CSV: a header with `date`, `name`, `size` and optionally `kind` in any order and case, then a row per campaign. Separators,
 * quotes and blank lines as in a history; sizes with a decimal point. In order of date.
 */
export function readCampaignsCsv(text: string): Outcome<readonly Campaign[]> {
  const issues = issueList();
  const found: Campaign[] = [];
  for (const { field, place } of readDatedRows(text, COLUMNS, 'Give the campaign a name.', issues) ?? []) {
    const size = Number(field('size'));
    if (field('size') === '' || !(size > 0 && size <= LIMITS.contacts)) {
      const value = field('size');
      const hint = 'Write how many letters or messages were sent, such as 20000.';
      issues.add('size-not-a-number', place('size'), `"${value}" is no number above 0.`, { value }, hint);
    }
    const kind = field('kind');
    found.push({ date: field('date'), name: field('name'), kind: kind === '' ? 'campaign' : kind, size });
  }
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  return { ok: true, value: found.sort(byDate) };
}
