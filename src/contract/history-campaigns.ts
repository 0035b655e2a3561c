import { isLocalDate } from '../domain/calendar.ts';
import type { Campaign } from '../domain/history.ts';
import type { Outcome } from '../domain/issue.ts';
import { readTable } from './history-csv.ts';
import { csvPlace, issueList } from './history-issues.ts';
import { LIMITS } from './limits.ts';

const COLUMNS: readonly string[] = ['date', 'name', 'size', 'kind'];

/**
 * Reads campaigns from CSV: a header with `date`, `name`, `size` and optionally `kind` in any order and case, then a row per campaign. Separators,
 * quotes and blank lines as in a history; sizes with a decimal point. In order of date.
 */
export function readCampaignsCsv(text: string): Outcome<readonly Campaign[]> {
  const issues = issueList();
  const table = readTable(text, issues);
  if (table === undefined) return { ok: false, issues: issues.all() };
  const [header, ...records] = table.records;
  const names = header?.record.map((name) => name.toLowerCase()) ?? [];
  const line = header?.info.lines ?? 1;
  for (const column of COLUMNS.filter((each) => each !== 'kind' && !names.includes(each))) {
    const hint = 'The header is date,name,size,kind.';
    issues.add('header-column-missing', csvPlace(line, 0), `Column ${column} is missing.`, { column }, hint);
  }
  names.forEach((name, index) => {
    if (COLUMNS.includes(name) && names.indexOf(name) === index) return;
    const hint = 'Only date, name, size and kind are read, each once.';
    const place = csvPlace(line, index + 1);
    issues.add('header-unknown-column', place, `Column "${name}" is not known.`, { value: name }, hint);
  });
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  const at = Object.fromEntries(COLUMNS.map((column) => [column, names.indexOf(column)]));
  const found: Campaign[] = [];
  for (const { record, info } of records) {
    const field = (column: string) => record[at[column] ?? -1] ?? '';
    const place = (column: string) => csvPlace(info.lines, (at[column] ?? 0) + 1);
    const size = Number(field('size'));
    if (record.length !== names.length) {
      const facts = { fields: record.length, expected: names.length };
      const message = `The row has ${facts.fields} fields, the header ${facts.expected}.`;
      issues.add('row-length', csvPlace(info.lines, 0), message, facts, 'Quote a name that holds the separator.');
      continue;
    }
    if (!isLocalDate(field('date'))) {
      const value = field('date');
      issues.add('date-invalid', place('date'), `"${value}" is not a date.`, { value }, 'Write dates as 2026-12-24.');
    }
    if (field('name') === '') {
      issues.add('name-empty', place('name'), 'The name is empty.', {}, 'Give the campaign a name.');
    }
    if (field('size') === '' || !(size > 0 && size <= LIMITS.contacts)) {
      const value = field('size');
      const hint = 'Write how many letters or messages were sent, such as 20000.';
      issues.add('size-not-a-number', place('size'), `"${value}" is no number above 0.`, { value }, hint);
    }
    const kind = field('kind');
    found.push({ date: field('date'), name: field('name'), kind: kind === '' ? 'campaign' : kind, size });
  }
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  return { ok: true, value: found.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)) };
}
