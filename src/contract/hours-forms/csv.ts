import { csvCell } from '../csv-cells.ts';
import type { HoursDocument } from '../hours.ts';
import { hoursTables, type HoursTable } from './tables.ts';

/** The tables of a ledger that a CSV may hold. */
export const HOURS_TABLES = ['hours', 'totals', 'limits', 'breaches'] as const satisfies readonly HoursTable['id'][];

/** One table of a ledger as CSV in UTF-8, the header in stable names; a cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function hoursCsv(hours: HoursDocument, id: HoursTable['id'] = 'hours'): string {
  const table = hoursTables('en', hours).find((one) => one.id === id);
  if (table === undefined) throw new Error(`there is no table ${id}`);
  const lines = table.rows.map((row) =>
    row.map((cell) => (cell === undefined ? '' : typeof cell === 'number' ? String(cell) : csvCell(cell))).join(','),
  );
  return `${[table.columns.map(({ key }) => csvCell(key)).join(','), ...lines].join('\n')}\n`;
}
