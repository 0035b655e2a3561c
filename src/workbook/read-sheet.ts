import { durationText, SECONDS_PER_DAY, timeOfSerial } from './cell.ts';
import type { NumberKind } from './number-format.ts';
import { walkXml, XmlError } from './xml-events.ts';

/** A row that has values: its number as the spreadsheet shows it, from 1, and its cells as texts from column A on. */
export type ReadRow = { readonly row: number; readonly cells: readonly string[] };

export type SheetLimits = { readonly maxColumns: number; readonly maxCells: number };

/** What cells refer to: texts that are stored once, and what numbers mean by the style of their cell. */
export type SharedParts = {
  readonly texts: readonly string[];
  readonly kinds: readonly NumberKind[];
  readonly is1904: boolean;
};

/** A cell that cannot be read, with the code of the issue about it. */
export type CellFault = { readonly code: string; readonly cell: string; readonly value: string };

export type SheetReading = { readonly rows: readonly ReadRow[]; readonly faults: readonly CellFault[] };

/** The last row of the format. */
const LAST_ROW = 1_048_576;
/** Faults that are told of a sheet; whoever has more mends these first. */
const MOST_FAULTS = 50;

/** Texts hold what XML cannot as `_x000D_`. */
export function plainText(text: string): string {
  return text.includes('_x')
    ? text.replaceAll(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

function placeOf(reference: string): { readonly row: number; readonly column: number } {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference);
  if (match === null) throw new XmlError(`no cell is called ${reference.slice(0, 20)}`);
  const [, letters = '', row] = match;
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64;
  return { row: Number(row), column: column - 1 };
}

/** A number as the text that a CSV would have. Times come to the second, without those where they are 0. */
function numberText(value: number, kind: NumberKind, is1904: boolean): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (kind === 'number') return String(value);
  if (kind === 'duration' || (kind === 'clock' && value >= 0 && value < 1)) {
    const text = durationText(value * SECONDS_PER_DAY);
    return kind === 'clock' ? text.padStart(text.length === 4 || text.length === 7 ? text.length + 1 : 0, '0') : text;
  }
  const time = timeOfSerial(value, is1904);
  if (time === undefined) return undefined;
  if (kind === 'date' && time.endsWith('T00:00:00')) return time.slice(0, 10);
  return time.endsWith(':00') ? time.slice(0, 16) : time;
}

/** The cell that is being read. */
type OpenCell = {
  readonly place: { readonly row: number; readonly column: number };
  readonly name: string;
  readonly type: string;
  readonly style: number;
  value: string;
  hasFormula: boolean;
};

/**
 * Reads the cells of a sheet; of a formula what it came to when the file was saved. A row or a cell that stands behind a later one, or beyond
 * the format, is no sheet that a spreadsheet wrote: it throws an XmlError. So does a sheet with more cells than the limit.
 */
export function readSheet(xml: string, { texts, kinds, is1904 }: SharedParts, limits: SheetLimits): SheetReading {
  const rows: ReadRow[] = [];
  const faults: CellFault[] = [];
  let cells: string[] = [];
  let row = 0;
  let column = -1;
  let count = 0;
  let cell: OpenCell | undefined;
  let heard = '';
  let listening = false;
  let inReading = false;
  const refuse = (code: string, name: string, value: string): string => {
    if (faults.length < MOST_FAULTS) faults.push({ code, cell: name, value: value.slice(0, 60) });
    return '';
  };
  const textOf = ({ type, value, style, name, hasFormula }: OpenCell): string => {
    if (type === 'inlineStr' || type === 'str') return plainText(value);
    if (value === '') return hasFormula ? refuse('workbook-formula', name, '') : '';
    if (type === 's') return texts[Number(value)] ?? refuse('workbook-cell', name, value);
    if (type === 'b') return value === '1' ? 'true' : 'false';
    if (type === 'e') return refuse('workbook-error', name, value);
    if (type === 'd') return value.trim().replace(/Z$/, '').replace(/\.0+$/, '');
    return numberText(Number(value), kinds[style] ?? 'number', is1904) ?? refuse('workbook-cell', name, value);
  };
  const put = (done: OpenCell): void => {
    const text = textOf(done);
    if (text === '') return;
    count += 1;
    if (count > limits.maxCells) throw new XmlError('too-many-cells');
    if (done.place.column >= limits.maxColumns) {
      refuse('workbook-column', done.name, text);
      return;
    }
    while (cells.length < done.place.column) cells.push('');
    cells.push(text);
  };
  walkXml(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        const given = attributes()['r'];
        const next = given === undefined ? row + 1 : Number(given);
        if (!Number.isInteger(next) || next <= row || next > LAST_ROW)
          throw new XmlError(`row ${given} is out of order`);
        row = next;
        column = -1;
        cells = [];
      } else if (name === 'c') {
        const { r, t = 'n', s = '0' } = attributes();
        const place = r === undefined ? { row, column: column + 1 } : placeOf(r);
        if (place.row !== row || place.column <= column) throw new XmlError(`cell ${r} is out of order`);
        column = place.column;
        cell = { place, name: r ?? `row ${row}`, type: t, style: Number(s), value: '', hasFormula: false };
      } else if (name === 'f' && cell !== undefined) cell.hasFormula = true;
      // How a Japanese text is pronounced stands beside it, and is no part of it.
      else if (name === 'rPh') inReading = true;
      listening = name === 'v' || (name === 't' && !inReading);
      heard = '';
    },
    text: (text) => {
      if (listening) heard += text;
    },
    close: (name) => {
      if (listening && cell !== undefined) cell.value += heard;
      listening = false;
      if (name === 'rPh') inReading = false;
      if (name === 'c' && cell !== undefined) {
        put(cell);
        cell = undefined;
      } else if (name === 'row' && cells.length > 0) rows.push({ row, cells });
    },
  });
  return { rows, faults };
}
