import type { HoursDocument } from '../hours.ts';
import type { Language } from '../messages/catalog.ts';
import type { Sheet } from '../sheet.ts';
import { translateDocument } from '../translate-document.ts';
import { hoursTables, namesIn } from './tables.ts';

/** Columns that hold dates. */
const DATES: ReadonlySet<string> = new Set(['from', 'to']);

/** The ledger as sheets of a workbook: totals, hours, limits and breaches, in a language, numbers and dates as such. */
export function hoursSheets(language: Language, given: HoursDocument): readonly Sheet[] {
  const same = (id: string): string => id;
  const names = { employee: namesIn(given), template: same, skill: same, activity: same };
  const hours = translateDocument(language, given, names) as HoursDocument;
  return hoursTables(language, hours).map(({ title, columns, rows }) => ({
    name: title,
    header: columns.map(({ head }) => head),
    rows: rows.map((row) =>
      row.map((cell, index) =>
        typeof cell === 'string' && DATES.has(columns[index]?.key ?? '') ? { date: cell } : cell,
      ),
    ),
  }));
}
