import { deflateRawSync } from 'node:zlib';
import type { Random } from '../fixtures/random.ts';
import { writeWorkbook } from '../../src/workbook/write-workbook.ts';
import { zip } from '../../src/workbook/zip.ts';
import { hostileText } from './hostile.ts';

/** Tables as people and their enemies upload them: CSV and workbooks, whole, nearly right and hostile. */

export type TableFile = { readonly type: string; readonly bytes: Uint8Array; readonly kind: string };

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Rows of days and counts, or of anything else where they are nearly right. */
function rowsOf(random: Random, isNear: boolean): string[][] {
  const rows = Array.from({ length: random.whole(1, 20) }, (_, day) => [
    new Date(Date.UTC(2026, random.whole(0, 5), 1 + day)).toISOString().slice(0, 10),
    String(random.whole(0, 900)),
  ]);
  const all = [['timestamp', 'count'], ...rows];
  if (!isNear) return all;
  for (let times = random.whole(1, 3); times > 0; times--) {
    const row = random.one(all);
    row[random.whole(0, row.length)] = hostileText(random);
    if (random.chance(0.2)) row.pop();
    if (random.chance(0.1)) all.push([...row]);
  }
  return all;
}

const quoted = (cell: string): string => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Bytes with one thing wrong that no reader may stumble over. */
function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const kind = random.whole(0, 3);
  if (kind === 0) return copy.subarray(0, random.whole(0, copy.length));
  for (let times = kind === 1 ? 1 : random.whole(1, 40); times > 0; times--)
    copy[random.whole(0, copy.length - 1)] = random.whole(0, 255);
  return kind === 3 ? Buffer.concat([copy, copy]) : copy;
}

function csvFile(random: Random): TableFile {
  const isNear = random.chance(0.6);
  const mark = random.chance(0.1) ? '\ufeff' : '';
  const [between, end] = [random.one([',', ',', ';', '\t', '|']), random.one(['\n', '\n', '\r\n', '\r'])];
  const text = rowsOf(random, isNear)
    .map((row) => row.map(quoted).join(between))
    .join(end);
  const bytes = Buffer.from(mark + text.toWellFormed(), random.one(['utf8', 'utf8', 'utf8', 'utf16le', 'latin1']));
  return { type: CSV, bytes: random.chance(0.1) ? damaged(bytes, random) : bytes, kind: isNear ? 'csv-near' : 'csv' };
}

const sheetOf = (data: string): string => `<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`;

/** A workbook of parts given as text, with all others as they should be. */
function parts(given: Readonly<Record<string, string>>): Uint8Array {
  const usual = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>'),
  };
  return zip(Object.entries({ ...usual, ...given }));
}

const inSheet = (data: string): Uint8Array => parts({ 'xl/worksheets/sheet1.xml': sheetOf(data) });
const BOMB_BYTES = 64 * 1024 * 1024;

/** Made once: it takes a moment. */
let bomb: Uint8Array | undefined;

const HOSTILE: readonly (() => Uint8Array)[] = [
  // A few kilobytes that grow to 64 MiB: of blanks, and of a cell that never ends.
  () => (bomb ??= inSheet(' '.repeat(BOMB_BYTES))),
  () => inSheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(4_000_000)}</t></is></c></row>`),
  () =>
    parts({
      'xl/worksheets/sheet1.xml': `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${sheetOf('<row r="1"><c r="A1" t="str"><v>&c;&c;</v></c></row>')}`,
    }),
  () =>
    parts({
      'xl/worksheets/sheet1.xml': `<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>${sheetOf('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>')}`,
    }),
  () => inSheet('<row r="1048577"><c r="XFE1048577"><v>1</v></c></row>'),
  () => inSheet('<row r="-1"><c r="__proto__"><v>1</v></c></row><row r="1e9"><c r="A0"><v>1</v></c></row>'),
  () => inSheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
  () => inSheet('<row><c t="s"><v>99999999999</v></c><c t="s"><v>-1</v></c><c t="s"><v>1.5</v></c></row>'),
  () => inSheet('<row><c t="e"><v>#REF!</v></c><c><f>cmd|x</f><v>NaN</v></c><c s="9999"><v>1e400</v></c></row>'),
  () => inSheet('<row r="1"><c r="A1" t="d"><v>2026-02-30T99:99:99</v></c><c r="A1"><v>-99999999</v></c></row>'),
  () => inSheet('<row>'.repeat(20_000)),
  () => inSheet(`<row>${'<c><v>1</v></c>'.repeat(30_000)}</row>`),
  () => inSheet('<row><c><v>1</v>'),
  () => parts({ 'xl/workbook.xml': '<workbook/>' }),
  () => parts({ 'xl/workbook.xml': 'no XML at all' }),
  () =>
    parts({
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="../../../etc/passwd"/></Relationships>`,
    }),
  () =>
    parts({
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="http://127.0.0.1:1/" TargetMode="External"/></Relationships>`,
    }),
  () => zip([]),
  () => zip(Array.from({ length: 3000 }, (_, at) => [`../../${at}`, ''] as const)),
  () => zip([['[Content_Types].xml', '<Types/>']]),
  () => Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18, 0xff)]),
  () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]),
  () => deflateRawSync(Buffer.alloc(1_000_000)),
  () => Buffer.from('timestamp,count\n2026-03-02,1\n'),
];

function workbookFile(random: Random): TableFile {
  if (random.chance(0.4)) return { type: XLSX, bytes: random.one(HOSTILE)(), kind: 'workbook-hostile' };
  const isNear = random.chance(0.5);
  const [header = [], ...rows] = rowsOf(random, isNear).map((row) => row.map((cell) => cell.toWellFormed()));
  const bytes = writeWorkbook([
    { name: random.chance(0.2) ? hostileText(random).toWellFormed() : 'history', header, rows },
  ]);
  return random.chance(0.3)
    ? { type: XLSX, bytes: damaged(bytes, random), kind: 'workbook-damaged' }
    : { type: XLSX, bytes, kind: isNear ? 'workbook-near' : 'workbook' };
}

export function tableFile(random: Random): TableFile {
  return random.chance(0.5) ? csvFile(random) : workbookFile(random);
}
