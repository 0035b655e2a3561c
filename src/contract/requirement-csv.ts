import type { Issue, Outcome } from '../domain/issue.ts';
import { csvRecords } from './csv-cells.ts';
import { listed } from './documents.ts';
import { issue } from './messages/render.ts';

const NEEDED = ['start', 'end', 'contacts', 'positions'] as const;

/**
 * The intervals of a requirement as CSV: `start,end,contacts,positions` and, where they are there, `ahtSeconds`, `open` and `toSchedule`; other columns
 * are passed over, so that what `shiftcast requirement` writes can be read. The rows become those of a REQUIREMENT, whose schema looks at the values.
 */
export function readRequirementCsv(text: string): Outcome<readonly object[]> {
  const table = csvRecords(text);
  if (!table.ok) return table;
  const [header, ...body] = table.value;
  const columns = header?.record ?? [];
  if (NEEDED.some((name) => !columns.includes(name)) || new Set(columns).size !== columns.length) {
    return {
      ok: false,
      issues: [issue('requirement-csv-header', 'line 1', { received: columns.join(',').slice(0, 200) })],
    };
  }
  if (body.length === 0) return { ok: false, issues: [issue('requirement-csv-empty', '', {})] };
  const issues: Issue[] = [];
  const rows = body.flatMap(({ record, info }) => {
    const line = `line ${info.lines}`;
    if (record.length !== columns.length) {
      issues.push(issue('csv-fields', line, { count: record.length, expected: columns.length }));
      return [];
    }
    const field = (name: string): string => record[columns.indexOf(name)] ?? '';
    const number = (name: string): number | undefined => {
      const value = field(name);
      if (value === '') return undefined;
      if (/^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value)) return Number(value);
      issues.push(
        issue('requirement-csv-number', `${line}, column ${columns.indexOf(name) + 1}`, {
          received: value.slice(0, 60),
        }),
      );
      return undefined;
    };
    const positions = number('positions');
    const values = {
      open: field('open') === 'false' ? false : undefined,
      contacts: number('contacts'),
      ahtSeconds: number('ahtSeconds'),
      positions,
      toSchedule: number('toSchedule') ?? positions,
    };
    const there = Object.entries(values).filter(([, value]) => value !== undefined);
    return [{ start: field('start'), end: field('end'), ...Object.fromEntries(there) }];
  });
  return issues.length > 0 ? { ok: false, issues: listed(issues) } : { ok: true, value: rows };
}
