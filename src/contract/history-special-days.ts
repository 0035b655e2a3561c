import { isLocalDate } from '../domain/calendar.ts';
import type { SpecialDay } from '../domain/history.ts';
import type { Outcome } from '../domain/issue.ts';
import { readTable } from './history-csv.ts';
import { csvPlace, issueList } from './history-issues.ts';

const COLUMNS: readonly string[] = ['date', 'name', 'kind'];

/**
 * Reads special days from CSV: a header with `date`, `name` and optionally `kind` in any order and case, then a row per day.
 * Several may share a date; the same date, name and kind twice counts once. Separators, quotes and blank lines as in a
 * history. In order of date.
 */
export function readSpecialDaysCsv(text: string): Outcome<readonly SpecialDay[]> {
  const issues = issueList();
  const table = readTable(text, issues);
  if (table === undefined) return { ok: false, issues: issues.all() };
  const [header, ...records] = table.records;
  const names = header?.record.map((name) => name.toLowerCase()) ?? [];
  const line = header?.info.lines ?? 1;
  for (const column of COLUMNS.filter((each) => each !== 'kind' && !names.includes(each))) {
    const hint = 'The header is date,name,kind.';
    issues.add('header-column-missing', csvPlace(line, 0), `Column ${column} is missing.`, { column }, hint);
  }
  names.forEach((name, index) => {
    if (COLUMNS.includes(name) && names.indexOf(name) === index) return;
    const hint = 'Only date, name and kind are read, each once.';
    issues.add(
      'header-unknown-column',
      csvPlace(line, index + 1),
      `Column "${name}" is not known.`,
      { value: name },
      hint,
    );
  });
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  const at = { date: names.indexOf('date'), name: names.indexOf('name'), kind: names.indexOf('kind') };
  const days = new Map<string, SpecialDay>();
  for (const { record, info } of records) {
    const date = record[at.date] ?? '';
    const name = record[at.name] ?? '';
    if (record.length !== names.length) {
      const facts = { fields: record.length, expected: names.length };
      const message = `The row has ${facts.fields} fields, the header ${facts.expected}.`;
      issues.add('row-length', csvPlace(info.lines, 0), message, facts, 'Quote a name that holds the separator.');
    } else if (!isLocalDate(date)) {
      const place = csvPlace(info.lines, at.date + 1);
      issues.add('date-invalid', place, `"${date}" is not a date.`, { value: date }, 'Write dates as 2026-12-24.');
    } else if (name === '') {
      const hint = 'Give the day a name: days of one name share what is learned of them.';
      issues.add('name-empty', csvPlace(info.lines, at.name + 1), 'The name is empty.', {}, hint);
    } else {
      const kind = record[at.kind] ?? '';
      days.set(`${date} ${name} ${kind}`, { date, name, kind: kind === '' ? 'special' : kind });
    }
  }
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  return { ok: true, value: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)) };
}
