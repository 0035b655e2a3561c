import { describe, expect, it } from 'vitest';
import { type Sheet, sheetOfCsv } from '../../../src/contract/sheet.ts';
import { columnName, durationText, serialOf, timeOfSerial } from '../../../src/workbook/cell.ts';
import { kindOfCode, kindOfFormat } from '../../../src/workbook/number-format.ts';
import { readWorkbook, WORKBOOK_LIMITS } from '../../../src/workbook/read-workbook.ts';
import { csvOfWorkbook, isArchive } from '../../../src/workbook/workbook-csv.ts';
import { writeWorkbook } from '../../../src/workbook/write-workbook.ts';
import { unzip, zip, zipEntries } from '../../../src/workbook/zip.ts';

const sheet: Sheet = {
  name: 'Hours [March]: "all"?',
  header: ['employee', 'date', 'start', 'worked', 'count', 'paid', 'note'],
  rows: [
    [
      '=1+1',
      { date: '2026-03-29' },
      { time: '2026-03-29T09:15' },
      { durationSeconds: 136_800 },
      0.1,
      true,
      'a & <b> "c"',
    ],
    ['+49 30', { date: '1899-01-01' }, { time: '2026-12-31T23:59:59' }, { durationSeconds: -5400 }, -7, false, null],
    [
      '李雷 🙂',
      undefined,
      { time: '2026-03-29T00:00' },
      { durationSeconds: 61 },
      1e21,
      '',
      ' tab\tline\nend\r_x000D_ ',
    ],
  ],
};

/** A workbook of one sheet with this XML inside its rows. */
function workbookOf(rows: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts = {
    '_rels/.rels':
      '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="Data" sheetId="1" r:id="s1"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>' +
      '<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="x/styles" Target="styles.xml"/></Relationships>',
    'xl/sharedStrings.xml':
      '<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r><rPh><t>no</t></rPh></si></sst>',
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd.mm.yyyy\\ hh:mm"/></numFmts>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="20"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  };
  return zip(Object.entries(parts));
}

function codesOf(bytes: Uint8Array, limits = WORKBOOK_LIMITS): readonly string[] {
  const read = readWorkbook(bytes, limits);
  return read.ok ? [] : read.issues.map(({ code }) => code);
}

describe('a workbook', () => {
  it('gives back what was written, and no cell is a formula', () => {
    const bytes = writeWorkbook([sheet]);
    const read = readWorkbook(bytes);
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    expect(read.value).toEqual([
      {
        name: 'Hours  March   "all"',
        rows: [
          { row: 1, cells: sheet.header },
          { row: 2, cells: ['=1+1', '2026-03-29', '2026-03-29T09:15', '38:00', '0.1', 'true', 'a & <b> "c"'] },
          { row: 3, cells: ['+49 30', '1899-01-01', '2026-12-31T23:59:59', '-1:30', '-7', 'false'] },
          { row: 4, cells: ['李雷 🙂', '', '2026-03-29T00:00', '0:01:01', '1e+21', '', ' tab\tline\nend\r_x000D_ '] },
        ],
      },
    ]);
    const parts = zipEntries(bytes, 10).map((entry) => new TextDecoder().decode(unzip(bytes, entry, 1e6)));
    expect(parts.join('')).not.toContain('<f>');
  });

  it('is the same bytes each time, with sheets of distinct names', () => {
    const bytes = writeWorkbook([sheet, sheet, { ...sheet, name: '' }]);
    expect(writeWorkbook([sheet, sheet, { ...sheet, name: '' }])).toEqual(bytes);
    const read = readWorkbook(bytes);
    expect(read.ok && read.value.map(({ name }) => name)).toEqual([
      'Hours  March   "all"',
      'Hours  March   "all" 2',
      'Sheet3',
    ]);
    expect(isArchive(bytes)).toBe(true);
  });

  it('reads what other programs write: shared and rich texts, results of formulas, dates by their format, gaps', () => {
    const rows =
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>' +
      '<row r="5"><c r="A5" s="1"><v>46083</v></c><c r="B5" s="2"><v>46083.38541666667</v></c><c r="C5" s="3"><v>0.5</v></c>' +
      '<c r="D5" t="str"><f>A1&amp;"x"</f><v>a,x</v></c><c r="E5"><f>1+1</f><v>2</v></c><c r="F5" t="d"><v>2026-03-02T00:00:00Z</v></c></row>';
    const csv = csvOfWorkbook(workbookOf(rows));
    expect(csv).toEqual({
      ok: true,
      value: '\none,,two\n\n\n2026-03-02,2026-03-02T09:15,12:00,"a,x",2,2026-03-02T00:00:00\n',
    });
  });

  it('counts days from 1904 where the workbook does', () => {
    const book =
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="D" sheetId="1" r:id="s1"/><sheet name="H" sheetId="2" state="hidden" r:id="s2"/></sheets></workbook>';
    const bytes = workbookOf('<row><c s="1"><v>44621</v></c></row>', { 'xl/workbook.xml': book });
    expect(csvOfWorkbook(bytes)).toEqual({ ok: true, value: '2026-03-02\n' });
  });

  it('refuses cells that have no value, all at once and by place', () => {
    const rows =
      '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>A1</f></c><c r="C1" t="s"><v>9</v></c><c r="D1" s="1"><v>3</v></c><c r="XFD1"><v>1</v></c></row>';
    const read = readWorkbook(workbookOf(rows));
    expect(read.ok ? [] : read.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'workbook-error sheet Data, cell A1',
      'workbook-formula sheet Data, cell B1',
      'workbook-cell sheet Data, cell C1',
      'workbook-cell sheet Data, cell D1',
      'workbook-column sheet Data, cell XFD1',
    ]);
  });

  it.each([
    ['a cell beyond the format', '<row r="1"><c r="XFDA1"><v>1</v></c></row>'],
    ['a row beyond the format', '<row r="1048577"><c><v>1</v></c></row>'],
    ['a row twice', '<row r="1"/><row r="1"/>'],
    ['a cell before another', '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]>'],
    ['a tag that is open', '<row><c>'],
  ])('refuses %s', (_, rows) => {
    expect(codesOf(workbookOf(rows))).toEqual(['workbook-malformed']);
  });

  it('refuses no bytes, other archives, and every cut and every damaged byte without an exception', () => {
    const bytes = writeWorkbook([{ name: 'a', header: ['a'], rows: [[1]] }]);
    expect(codesOf(new Uint8Array())).toEqual(['workbook-malformed']);
    expect(codesOf(zip([['a.txt', 'text']]))).toEqual(['workbook-malformed']);
    for (let length = 0; length < bytes.length; length += 37)
      expect(codesOf(bytes.subarray(0, length))).toEqual(['workbook-malformed']);
    for (let at = 0; at < bytes.length; at += 11)
      readWorkbook(bytes.map((byte, place) => (place === at ? byte ^ 0x5a : byte)));
  });

  it('refuses several sheets with values, and none', () => {
    const codes = (sheets: readonly Sheet[]): readonly string[] => {
      const read = csvOfWorkbook(writeWorkbook(sheets));
      return read.ok ? [] : read.issues.map(({ code }) => code);
    };
    expect(codes([sheet, { ...sheet, name: 'b' }])).toEqual(['workbook-sheets']);
    expect(codes([{ name: 'a', header: [], rows: [] }])).toEqual(['workbook-empty']);
    expect(codes([sheet, { name: 'notes', header: [], rows: [] }])).toEqual([]);
  });
});

describe('the sheet of a CSV', () => {
  it('says the same when it is read back, the repeated hour too', () => {
    const csv =
      'id,name,date,start,count\n007,\'=x,2026-10-25,2026-10-25T02:30:00+02:00,1.5\n7,"a, b",,2026-10-25T02:30:00+01:00,-2\nx,Infinity,,2026-03-02T08:00:30+01:00,\n';
    const sheet = sheetOfCsv('rows', csv, 'Europe/Berlin');
    expect(sheet.rows).toEqual([
      ['007', '=x', { date: '2026-10-25' }, '2026-10-25T02:30:00+02:00', 1.5],
      [7, 'a, b', null, '2026-10-25T02:30:00+01:00', -2],
      ['x', 'Infinity', null, { time: '2026-03-02T08:00:30' }, null],
    ]);
    expect(csvOfWorkbook(writeWorkbook([sheet]))).toEqual({
      ok: true,
      value: csv.replace("'=x", '=x').replace('08:00:30+01:00', '08:00:30'),
    });
  });
});

describe('a workbook that is to do harm', () => {
  const bomb = workbookOf('', { 'xl/worksheets/sheet1.xml': `<worksheet>${' '.repeat(40_000_000)}</worksheet>` });

  it('stops inflating at the ratio and at the bytes, whatever the directory claims', () => {
    expect(codesOf(bomb)).toEqual(['workbook-ratio']);
    expect(codesOf(bomb, { ...WORKBOOK_LIMITS, maxBytes: 1_000_000 })).toEqual(['workbook-too-large']);
    const lying = Buffer.from(bomb);
    for (let at = 0; at < lying.length - 4; at += 1)
      if (lying.readUInt32LE(at) === 0x02014b50) lying.writeUInt32LE(10, at + 24);
    expect(codesOf(lying)).toEqual(['workbook-ratio']);
  });

  it('counts cells, parts and the commas of short rows', () => {
    const many = workbookOf(Array.from({ length: 30 }, () => '<row><c><v>1</v></c></row>').join(''));
    expect(codesOf(many, { ...WORKBOOK_LIMITS, maxCells: 29 })).toEqual(['workbook-cells']);
    expect(codesOf(many, { ...WORKBOOK_LIMITS, maxParts: 3 })).toEqual(['workbook-too-large']);
    const wide = workbookOf(`<row><c r="Z1"><v>1</v></c></row>${'<row><c><v>1</v></c></row>'.repeat(30)}`);
    expect(csvOfWorkbook(wide, { ...WORKBOOK_LIMITS, maxCells: 100 })).toMatchObject({ ok: false });
  });

  it('refuses parts of one name, and entries with a password', () => {
    expect(
      codesOf(
        zip([
          ['xl/workbook.xml', '<a/>'],
          ['XL/workbook.xml', '<a/>'],
        ]),
      ),
    ).toEqual(['workbook-malformed']);
    const locked = Buffer.from(workbookOf(''));
    locked[locked.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 8] = 1;
    expect(codesOf(locked)).toEqual(['workbook-malformed']);
  });
});

describe('numbers and dates of cells', () => {
  it.each([
    ['General', 'number'],
    ['0.00E+00', 'number'],
    ['#,##0 "days"', 'number'],
    ['[Red]0', 'number'],
    ['yyyy-mm-dd', 'date'],
    ['mmm', 'date'],
    ['[$-407]d. mmmm yyyy', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['dd/mm/yy hh:mm', 'time'],
    ['h:mm AM/PM', 'clock'],
    ['mm:ss', 'clock'],
    ['[h]:mm', 'duration'],
    ['[mm]:ss;@', 'duration'],
  ])('know the format %s', (code, kind) => {
    expect(kindOfCode(code)).toBe(kind);
  });

  it('know the formats that have numbers alone', () => {
    const kinds = [0, 9, 14, 20, 22, 46, 49, 57, 99].map((id) => kindOfFormat(id, new Map([[99, 'yyyy']])));
    expect(kinds).toEqual(['number', 'number', 'date', 'clock', 'time', 'duration', 'number', 'date', 'date']);
  });

  it('count days as spreadsheets do', () => {
    expect(serialOf('2026-03-02T12:00')).toBe(46083.5);
    expect(timeOfSerial(46083.5, false)).toBe('2026-03-02T12:00:00');
    expect(serialOf('1900-02-28')).toBeUndefined();
    expect(timeOfSerial(1e9, false)).toBeUndefined();
    expect([durationText(-3600), durationText(0), columnName(0), columnName(702)]).toEqual([
      '-1:00',
      '0:00',
      'A',
      'AAA',
    ]);
  });
});
