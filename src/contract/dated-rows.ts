import { isLocalDate } from '../domain/calendar.ts';
import { readTable } from './history-csv.ts';
import { csvPlace, type IssueList, type Place } from './history-issues.ts';

/** A row of a table of dates and names, by column. */
export type DatedRow = { readonly field: (column: string) => string; readonly place: (column: string) => Place };

/**
 * Reads the rows of a CSV with columns `date`, `name` and others, of which `kind` may be missing, in any order and case; what is wrong with the header, a row's length, its
 * date or its name becomes an issue. Undefined where the header cannot be read; rows of another length are left out.
 */
export function readDatedRows(
  text: string,
  columns: readonly string[],
  nameHint: string,
  issues: IssueList,
): readonly DatedRow[] | undefined {
  const table = readTable(text, issues);
  if (table === undefined) return undefined;
  const [header, ...records] = table.records;
  const names = header?.record.map((name) => name.toLowerCase()) ?? [];
  const line = header?.info.lines ?? 1;
  for (const column of columns.filter((each) => each !== 'kind' && !names.includes(each))) {
    const hint = `The header is ${columns.join(',')}.`;
    issues.add('header-column-missing', csvPlace(line, 0), `Column ${column} is missing.`, { column }, hint);
  }
  names.forEach((name, index) => {
    if (columns.includes(name) && names.indexOf(name) === index) return;
    const hint = `Only ${columns.slice(0, -1).join(', ')} and ${columns.at(-1)} are read, each once.`;
    const place = csvPlace(line, index + 1);
    issues.add('header-unknown-column', place, `Column "${name}" is not known.`, { value: name }, hint);
  });
  if (issues.size() > 0) return undefined;
  return records.flatMap(({ record, info }) => {
    const at = (column: string) => names.indexOf(column);
    const row = {
      field: (column: string) => record[at(column)] ?? '',
      place: (column: string) => csvPlace(info.lines, at(column) + 1),
    };
    if (record.length !== names.length) {
      const facts = { fields: record.length, expected: names.length };
      const message = `The row has ${facts.fields} fields, the header ${facts.expected}.`;
      issues.add('row-length', csvPlace(info.lines, 0), message, facts, 'Quote a name that holds the separator.');
      return [];
    }
    const date = row.field('date');
    if (!isLocalDate(date)) {
      const hint = 'Write dates as 2026-12-24.';
      issues.add('date-invalid', row.place('date'), `"${date}" is not a date.`, { value: date }, hint);
    }
    if (row.field('name') === '') issues.add('name-empty', row.place('name'), 'The name is empty.', {}, nameHint);
    return [row];
  });
}

export function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}
