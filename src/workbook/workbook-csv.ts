import { issue } from '../contract/messages/render.ts';
import type { Outcome } from '../domain/issue.ts';
import { readWorkbook, type WorkbookLimits, type WorkbookSheet, WORKBOOK_LIMITS } from './read-workbook.ts';

/** Whether bytes begin as a workbook does, or any other archive; no text in UTF-8 does that. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 0) <= 7 && (bytes[3] ?? 0) <= 8;
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A sheet as CSV with commas: row 7 is line 7 as long as no cell has a line break, and blank rows are blank lines. */
function sheetCsv({ rows }: WorkbookSheet): string {
  // Longer rows than the header are for the reader to refuse; shorter ones are as long as it.
  const width = rows[0]?.cells.length ?? 0;
  const lines: string[] = [];
  for (const { row, cells } of rows) {
    while (lines.length < row - 1) lines.push('');
    lines.push(
      [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')].map(quoted).join(','),
    );
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/**
 * The one sheet of a workbook that has values, as the text of a CSV for whatever reads CSV. Several are refused: which of them is meant
 * nobody can tell.
 */
export function csvOfWorkbook(bytes: Uint8Array, limits: WorkbookLimits = WORKBOOK_LIMITS): Outcome<string> {
  const read = readWorkbook(bytes, limits);
  if (!read.ok) return read;
  const [sheet, ...others] = read.value.filter(({ rows }) => rows.length > 0);
  if (sheet === undefined) return { ok: false, issues: [issue('workbook-empty', '')] };
  const cells = sheet.rows.length * (sheet.rows[0]?.cells.length ?? 0);
  // A wide header over many short rows would become many commas.
  if (cells > limits.maxCells)
    return { ok: false, issues: [issue('workbook-cells', '', { maximum: limits.maxCells })] };
  if (others.length === 0) return { ok: true, value: sheetCsv(sheet) };
  const sheets = [sheet, ...others].map(({ name }) => name).join(', ');
  return {
    ok: false,
    issues: [issue('workbook-sheets', '', { count: others.length + 1, sheets: sheets.slice(0, 200) })],
  };
}
