import { RESULT_COUNTS } from '../domain/team-measures.ts';
import { type CsvRecord, csvRecords, textOfCell } from './csv-cells.ts';
import type { Issue } from '../domain/issue.ts';
import { issue } from './messages/render.ts';

const COLUMNS: readonly string[] = ['employee', 'date', ...RESULT_COUNTS];

/** Rows as a body has them, and the place of each of their values in the table. */
export type ResultTable = {
  readonly rows: readonly unknown[];
  readonly issues: readonly Issue[];
  /** The place of `/rows/INDEX/COLUMN`: `line 3, column 2`. */
  readonly placeOf: (index: number, column: string) => string;
};

/** What is no number stays text, for the schema to refuse. */
function numberOr(cell: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
}

function rowOf({ record }: CsvRecord, columns: readonly string[]): Readonly<Record<string, unknown>> {
  const cells = columns.flatMap((name, index): readonly (readonly [string, unknown])[] => {
    const cell = textOfCell(record[index] ?? '');
    if (name === 'employee' || name === 'date') return [[name, cell]];
    return cell === '' ? [] : [[name, numberOr(cell)]];
  });
  return Object.fromEntries(cells);
}

/** Reads a CSV of results: `employee`, `date` and any of the counts, in any order and case; an empty cell is not known. */
export function readResultsCsv(csv: string): ResultTable {
  const none = { rows: [], placeOf: () => '' };
  const table = csvRecords(csv);
  if (!table.ok) return { ...none, issues: table.issues };
  const [head, ...records] = table.value;
  const written = head?.record ?? [];
  const columns = written.map((name) => COLUMNS.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name);
  const line = `line ${head?.info.lines ?? 1}`;
  const issues: Issue[] = [];
  columns.forEach((name, index) => {
    if (COLUMNS.includes(name) && columns.indexOf(name) === index) return;
    const facts = { received: name.slice(0, 60), columns: COLUMNS.join(', ') };
    issues.push(issue('results-column', `${line}, column ${index + 1}`, facts));
  });
  for (const column of ['employee', 'date']) {
    if (!columns.includes(column)) issues.push(issue('results-column-missing', line, { column }));
  }
  if (issues.length > 0) return { ...none, issues };
  const whole = records.filter(({ record, info }) => {
    if (record.length === columns.length) return true;
    issues.push(issue('csv-fields', `line ${info.lines}`, { count: record.length, expected: columns.length }));
    return false;
  });
  return {
    rows: whole.map((record) => rowOf(record, columns)),
    issues,
    placeOf: (index, column) => {
      const at = columns.indexOf(column);
      return `line ${whole[index]?.info.lines ?? 0}${at < 0 ? '' : `, column ${at + 1}`}`;
    },
  };
}
