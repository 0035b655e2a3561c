import { csvCell } from './csv-cells.ts';

type Cell = string | number | boolean | null | undefined;

function cellText(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  return csvCell(value);
}

/** A number with so many digits behind the point at most; what is no number, or has no digits named, as it is. */
export function rounded(value: string | number, digits: number | undefined): string | number {
  return typeof value === 'number' && digits !== undefined ? Number(value.toFixed(digits)) : value;
}

/** Rows of objects as CSV in UTF-8, the columns in the order given; an absent value is an empty cell. */
export function csvOf<T>(
  columns: readonly (readonly [head: string, of: (row: T) => Cell])[],
  rows: readonly T[],
): string {
  const lines = [columns.map(([head]) => head).join(',')];
  for (const row of rows) lines.push(columns.map(([, of]) => cellText(of(row))).join(','));
  return `${lines.join('\n')}\n`;
}
