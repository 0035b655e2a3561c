import { instantOfIso, instantsOf, isLocalDate } from '../domain/calendar.ts';
import type { Zone } from '../domain/units.ts';
import { csvRecords, textOfCell } from './csv-cells.ts';

/** Tables with typed cells, as a spreadsheet shows them. What bytes they become is decided elsewhere. */

export const CSV_TYPE = 'text/csv';
/** Media type of a workbook. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A cell to write. A text is always a text, whatever it begins with: no formula is ever made of it. `date` is a calendar date, `time` a time on
 * the wall clock as `2026-03-02T09:00` or with seconds, `durationSeconds` a length, shown in hours and minutes; spreadsheets show no negative length,
 * so that one becomes a text.
 */
export type Cell =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly date: string }
  | { readonly time: string }
  | { readonly durationSeconds: number };

/** A sheet to write: a header and rows of as many cells or fewer. */
export type Sheet = {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** A time with an offset as one on the wall clock, where the clocks of the zone show it once and at that offset; the text as it is otherwise. */
function timeCell(text: string, zone: Zone | undefined): Cell {
  if (zone === undefined) return text;
  const [, date = '', hour = '', minute = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(text) ?? [];
  const shown = instantsOf(zone, date, Number(hour) * 60 + Number(minute));
  const seconds = Number(text.slice(17, 19));
  const isPlain = shown.length === 1 && (shown[0] ?? 0) + seconds === instantOfIso(text);
  return isPlain ? { time: text.slice(0, 19) } : text;
}

function cellOf(text: string, zone: Zone | undefined): Cell {
  if (text === '') return null;
  if (isLocalDate(text)) return { date: text };
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return timeCell(text, zone);
  // An id such as 007 is no number.
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : textOfCell(text);
}

/**
 * The sheet of a CSV that was written here: what is a number or a date becomes one, and times become times on the clocks of the zone, where there is one. Read back as
 * a CSV it says the same.
 */
export function sheetOfCsv(name: string, csv: string, zone?: Zone): Sheet {
  const read = csvRecords(csv);
  if (!read.ok) throw new Error(`a CSV that was written here cannot be read: ${read.issues[0]?.message}`);
  const [head, ...rows] = read.value;
  return {
    name,
    header: head?.record ?? [],
    rows: rows.map(({ record }) => record.map((text) => cellOf(text, zone))),
  };
}
