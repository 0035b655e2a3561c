import type { Outcome } from '../domain/issue.ts';
import { csvRecords } from './csv-cells.ts';
import { issue } from './messages/render.ts';

/** Rows of actuals as a body has them, with the line of each; what is no number stays text, for the schema to refuse. */
export type ActualRows = { readonly rows: readonly unknown[]; readonly lines: readonly number[] };

const NEEDED: readonly string[] = ['timestamp', 'count'];
const KNOWN: readonly string[] = [...NEEDED, 'ahtSeconds'];

/** Reads a CSV `timestamp,count[,ahtSeconds]` of actuals, columns in any order; an empty handle time is none. */
export function readActualsCsv(text: string): Outcome<ActualRows> {
  const read = csvRecords(text);
  if (!read.ok) return read;
  const [head, ...records] = read.value;
  const names = head?.record ?? [];
  const missing = NEEDED.filter((name) => !names.includes(name));
  const strange = names.filter((name) => !KNOWN.includes(name));
  if (missing.length > 0 || strange.length > 0) {
    const facts = { received: names.join(','), expected: 'timestamp,count[,ahtSeconds]' };
    return { ok: false, issues: [issue('actuals-header', 'line 1', facts)] };
  }
  const rows = records.map(({ record }) => {
    const cell = (name: string): string => record[names.indexOf(name)] ?? '';
    const aht = names.includes('ahtSeconds') ? cell('ahtSeconds') : '';
    return {
      timestamp: cell('timestamp').replace(' ', 'T'),
      count: numberOr(cell('count')),
      ...(aht === '' ? {} : { ahtSeconds: numberOr(aht) }),
    };
  });
  return { ok: true, value: { rows, lines: records.map(({ info }) => info.lines) } };
}

function numberOr(cell: string): number | string {
  const value = Number(cell);
  return cell === '' || !Number.isFinite(value) ? cell : value;
}
