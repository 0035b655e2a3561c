import type { ScheduledShift } from '../../domain/schedule.ts';
import { compareShifts } from '../../domain/shift.ts';
import { csvCell } from '../csv-cells.ts';
import { type Sheet, sheetOfCsv } from '../sheet.ts';
import { breaksText, piecesText } from './breaks-text.ts';
import { fromScheduledShift, scheduledShiftSchema, type ScheduledShiftDocument } from './scheduled-shift.ts';

/** Columns of a published schedule: the fields of a scheduled shift, in their order. */
export const SCHEDULE_COLUMNS = Object.keys(scheduledShiftSchema.shape) as readonly (keyof ScheduledShiftDocument)[];

function cellOf(shift: ScheduledShift, written: ScheduledShiftDocument, column: keyof ScheduledShiftDocument): string {
  const value = written[column];
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return csvCell(value);
  const { zone, start, breaks, pieces = [] } = shift;
  return csvCell(column === 'pieces' ? piecesText(zone, start, pieces) : breaksText(zone, start, breaks));
}

/**
 * Published shifts as CSV in UTF-8, lines ended by LF: a row per shift in order of start, the header in the names of the fields. Breaks stand
 * in one cell (`breaksText`), and so do pieces. `readRosterCsv` reads it back as a roster, without the cancelled ones. A cell that a spreadsheet would run as a
 * formula begins with an apostrophe, which the reader takes off.
 */
export function writeScheduleCsv(shifts: readonly ScheduledShift[]): string {
  const lines = shifts.toSorted(compareShifts).map((shift) => {
    const written = fromScheduledShift(shift);
    return SCHEDULE_COLUMNS.map((column) => cellOf(shift, written, column)).join(',');
  });
  return `${[SCHEDULE_COLUMNS.join(','), ...lines].join('\n')}\n`;
}

/** The same as a sheet, times as times on the clocks of each shift's own zone. */
export function scheduleSheet(shifts: readonly ScheduledShift[]): Sheet {
  const byZone = Map.groupBy(shifts.toSorted(compareShifts), ({ zone }) => zone);
  const sheets = [...byZone].map(([zone, own]) => ({
    own,
    sheet: sheetOfCsv('schedule', writeScheduleCsv(own), zone),
  }));
  const rows = sheets.flatMap(({ own, sheet }) => own.map((shift, index) => ({ shift, row: sheet.rows[index] ?? [] })));
  const ordered = rows.toSorted((a, b) => compareShifts(a.shift, b.shift));
  return { name: 'schedule', header: SCHEDULE_COLUMNS, rows: ordered.map(({ row }) => row) };
}
