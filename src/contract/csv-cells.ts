import { parse } from 'csv-parse/sync';
import type { Outcome } from '../domain/issue.ts';
import { issue } from './messages/render.ts';

/**
 * Programs that open a CSV run cells that begin so as formulas: the ASCII signs and, in Chinese and Japanese settings, their wide forms. An
 * apostrophe in front makes them text. Texts that have apostrophes in front of such a sign get one more, so that taking one off gives
 * every text back.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** A text as a cell of RFC 4180: kept from running as a formula, and quoted where a separator, a quote or a blank at an end needs it. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that was made a cell, after its quotes are gone. */
export function textOfCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

export type CsvRecord = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** The records of a text with their lines; separated by what the first line holds of comma, semicolon and tab, in this order. */
export function csvRecords(text: string): Outcome<readonly CsvRecord[]> {
  const plain = text.replace(/^\uFEFF/, '');
  const firstLine = /^[^\r\n]*/.exec(plain)?.[0] ?? '';
  const delimiter = [',', ';', '\t'].find((candidate) => firstLine.includes(candidate)) ?? ',';
  try {
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const;
    return { ok: true, value: parse(plain, options) as unknown as readonly CsvRecord[] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const line = (error as { readonly lines?: unknown }).lines;
    const path = typeof line === 'number' ? `line ${line}` : '';
    return { ok: false, issues: [issue('csv-malformed', path, { reason: error.message })] };
  }
}
