import type { Cell, Sheet } from '../contract/sheet.ts';
import { columnName, durationText, SECONDS_PER_DAY, serialOf } from './cell.ts';
import { zip } from './zip.ts';

/** Places in `cellXfs` of the styles below. */
const STYLES = {
  plain: 0,
  head: 1,
  date: 2,
  time: 3,
  timeWithSeconds: 4,
  duration: 5,
  durationWithSeconds: 6,
} as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const FORMATS = ['yyyy-mm-dd', 'yyyy-mm-dd hh:mm', 'yyyy-mm-dd hh:mm:ss', '[h]:mm', '[h]:mm:ss'];

const STYLE_SHEET =
  `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="${FORMATS.length}">` +
  FORMATS.map((format, index) => `<numFmt numFmtId="${164 + index}" formatCode="${format}"/>`).join('') +
  '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${2 + FORMATS.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  FORMATS.map(
    (_, index) => `<xf numFmtId="${164 + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  ).join('') +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot hold as they are, and the carriage return, which it would turn into a line feed. */
function isUnwritable(code: number): boolean {
  return (code < 0x20 && code !== 0x09 && code !== 0x0a) || code === 0xfffe || code === 0xffff;
}

/** Text inside XML: what XML cannot hold, and what would be read as its code, is written as its code `_x001F_`. */
function xmlText(text: string): string {
  const coded = text.replaceAll(/_(?=x[\da-f]{4}_)/gi, '_x005F_').replaceAll(/[^ -\uFFFD]/g, (one) => {
    const code = one.charCodeAt(0);
    return isUnwritable(code) ? `_x${code.toString(16).padStart(4, '0').toUpperCase()}_` : one;
  });
  return coded.toWellFormed().replaceAll(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
}

function numberCell(place: string, value: number, style: number): string {
  return `<c r="${place}"${style === STYLES.plain ? '' : ` s="${style}"`}><v>${value}</v></c>`;
}

function textCell(place: string, text: string, style: number): string {
  if (text === '') return '';
  const styled = style === STYLES.plain ? '' : ` s="${style}"`;
  return `<c r="${place}"${styled} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

function timeCell(place: string, time: string, style: number): string {
  const serial = serialOf(time);
  return serial === undefined ? textCell(place, time, STYLES.plain) : numberCell(place, serial, style);
}

function cellXml(place: string, cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return textCell(place, cell, STYLES.plain);
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? numberCell(place, cell, STYLES.plain) : textCell(place, String(cell), STYLES.plain);
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('date' in cell) return timeCell(place, cell.date, STYLES.date);
  if ('time' in cell)
    return timeCell(place, cell.time, /:\d\d:(?!00)\d\d/.test(cell.time) ? STYLES.timeWithSeconds : STYLES.time);
  const { durationSeconds: seconds } = cell;
  if (seconds < 0) return textCell(place, durationText(seconds), STYLES.plain);
  return numberCell(
    place,
    seconds / SECONDS_PER_DAY,
    seconds % 60 === 0 ? STYLES.duration : STYLES.durationWithSeconds,
  );
}

/** Characters that a cell takes to show, roughly. */
function widthOf(cell: Cell): number {
  if (typeof cell === 'string') return cell.length;
  if (typeof cell === 'object' && cell !== null) return 'time' in cell ? 19 : 11;
  return String(cell ?? '').length;
}

function columnsXml({ header, rows }: Sheet): string {
  const columns = header.map((head, index) => {
    const widest = rows.slice(0, 200).reduce((most, row) => Math.max(most, widthOf(row[index])), head.length);
    return `<col min="${index + 1}" max="${index + 1}" width="${Math.min(60, widest + 2)}" customWidth="1"/>`;
  });
  return columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`;
}

function sheetXml(sheet: Sheet): string {
  const { header, rows } = sheet;
  const most = rows.reduce((widest, row) => Math.max(widest, row.length), header.length);
  const columns = Array.from({ length: most }, (_, index) => columnName(index));
  const head = header.map((text, index) => textCell(`${columns[index]}1`, text, STYLES.head)).join('');
  const lines = rows.map((row, index) => {
    const cells = row.map((cell, column) => cellXml(`${columns[column]}${index + 2}`, cell)).join('');
    return `<row r="${index + 2}">${cells}</row>`;
  });
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  return `${DECLARATION}<worksheet xmlns="${MAIN}">${frozen}${columnsXml(sheet)}<sheetData><row r="1">${head}</row>${lines.join('')}</sheetData></worksheet>`;
}

/** A text without the blanks and apostrophes that it begins and ends with. */
function withoutEdges(text: string): string {
  const isEdge = (at: number): boolean => /^['\s]/.test(text.charAt(at));
  let [from, end] = [0, text.length];
  while (from < end && isEdge(from)) from += 1;
  while (from < end && isEdge(end - 1)) end -= 1;
  return text.slice(from, end);
}

/** Names of sheets as spreadsheets take them: at most 31 characters, without some signs, each once in any case. */
function sheetNames(sheets: readonly Sheet[]): readonly string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }, index) => {
    const plain = withoutEdges(name.replaceAll(/[[\]:*?/\\]/g, ' '));
    const base = plain === '' ? `Sheet${index + 1}` : plain;
    let free = base.slice(0, 31);
    for (let next = 2; taken.has(free.toLowerCase()); next += 1) free = `${base.slice(0, 27)} ${next}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

function relationsXml(relations: readonly (readonly [kind: string, target: string])[]): string {
  const entries = relations.map(
    ([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

/**
 * A workbook (.xlsx, ECMA-376) of sheets, each with its header in bold and fixed. The same sheets are always the same bytes. At least one sheet,
 * with at most 1048575 rows.
 */
export function writeWorkbook(sheets: readonly Sheet[]): Uint8Array {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = sheets.map((_, index) => `worksheets/sheet${index + 1}.xml`);
  const types = [
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>`,
    ...parts.map((part) => `<Override PartName="/xl/${part}" ContentType="${kind}.worksheet+xml"/>`),
  ];
  const listed = sheetNames(sheets).map(
    (name, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return zip([
    ['[Content_Types].xml', `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">${types.join('')}</Types>`],
    ['_rels/.rels', relationsXml([['officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relationsXml([...parts.map((part) => ['worksheet', part] as const), ['styles', 'styles.xml']]),
    ],
    ['xl/styles.xml', STYLE_SHEET],
    ...sheets.map((sheet, index) => [`xl/${parts[index]}`, sheetXml(sheet)] as const),
  ]);
}
