import type { Issue, Outcome } from '../domain/issue.ts';
import { issue } from '../contract/messages/render.ts';
import { kindOfFormat, type NumberKind } from './number-format.ts';
import { plainText, type ReadRow, readSheet, type SharedParts } from './read-sheet.ts';
import { walkXml, XmlError } from './xml-events.ts';
import { unzip, type ZipEntry, zipEntries, ZipError } from './zip.ts';

/** What a workbook may hold. Bytes are counted as they are inflated, and what is beyond a limit is never in memory. */
export type WorkbookLimits = {
  /** Of all parts that are read, inflated. */
  readonly maxBytes: number;
  /** Inflated bytes per packed one, of a part above a MiB. */
  readonly maxRatio: number;
  readonly maxParts: number;
  readonly maxColumns: number;
  /** Cells with values, of all sheets. */
  readonly maxCells: number;
};

/**
 * Ten years of quarter-hours with three columns are 350,000 rows and some 40 MB inflated. Sheets that people keep inflate to 8 to 20 times
 * their packed size, and one value repeated through 100,000 rows to some 100 times; deflate itself ends at 1032.
 */
export const WORKBOOK_LIMITS: WorkbookLimits = {
  maxBytes: 128 * 1024 * 1024,
  maxRatio: 400,
  maxParts: 1000,
  maxColumns: 256,
  maxCells: 2_000_000,
};

/** A sheet as it was read: rows without a value are left out. */
export type WorkbookSheet = { readonly name: string; readonly rows: readonly ReadRow[] };

/** Parts up to this may be packed as well as deflate can. */
const SMALL_BYTES = 1024 * 1024;

type Listed = { readonly name: string; readonly relation: string; readonly isHidden: boolean };

class TooLarge extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, number>>;

  constructor(code: string, facts: Readonly<Record<string, number>>) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** Reads parts of an archive by name, within the limits of all of them together. */
function partsOf(bytes: Uint8Array, limits: WorkbookLimits): (name: string) => string | undefined {
  const entries = new Map<string, ZipEntry>();
  for (const entry of zipEntries(bytes, limits.maxParts)) {
    // Two parts of one name are two readings of one file.
    if (entries.has(entry.name.toLowerCase())) throw new ZipError('damaged');
    entries.set(entry.name.toLowerCase(), entry);
  }
  let left = limits.maxBytes;
  return (name) => {
    const entry = entries.get(name.toLowerCase());
    if (entry === undefined) return undefined;
    const most = Math.max(SMALL_BYTES, entry.packedBytes * limits.maxRatio);
    try {
      const plain = unzip(bytes, entry, Math.min(left, most));
      left -= plain.length;
      return new TextDecoder('utf-8', { fatal: true }).decode(plain);
    } catch (error) {
      if (!(error instanceof ZipError) || error.reason !== 'too-large') throw error;
      if (left <= most) throw new TooLarge('workbook-too-large', { maximum: limits.maxBytes });
      throw new TooLarge('workbook-ratio', { maximum: limits.maxRatio });
    }
  };
}

/** Where a part's relations lead, by id, and the first of each kind. */
function relationsOf(text: string | undefined, folder: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  if (text === undefined) return targets;
  walkXml(text, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const { Id = '', Type = '', Target = '', TargetMode } = attributes();
      if (TargetMode === 'External') return;
      const path = Target.startsWith('/') ? Target.slice(1) : `${folder}${Target}`;
      targets.set(Id, path);
      const kind = `kind ${Type.slice(Type.lastIndexOf('/') + 1)}`;
      if (!targets.has(kind)) targets.set(kind, path);
    },
  });
  return targets;
}

function listedSheets(text: string): { readonly sheets: readonly Listed[]; readonly is1904: boolean } {
  const sheets: Listed[] = [];
  let is1904 = false;
  walkXml(text, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes()['date1904'] ?? '');
      if (name !== 'sheet') return;
      const { name: title = '', state, ...others } = attributes();
      const relation = Object.entries(others).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: title, relation, isHidden: state === 'hidden' || state === 'veryHidden' });
    },
  });
  return { sheets, is1904 };
}

function sharedTexts(text: string | undefined): readonly string[] {
  const texts: string[] = [];
  if (text === undefined) return texts;
  let current = '';
  let listening = false;
  let inReading = false;
  walkXml(text, {
    open: (name) => {
      if (name === 'si') current = '';
      // How a Japanese text is pronounced stands beside it, and is no part of it.
      if (name === 'rPh') inReading = true;
      listening = name === 't' && !inReading;
    },
    text: (one) => {
      if (listening) current += one;
    },
    close: (name) => {
      listening = false;
      if (name === 'rPh') inReading = false;
      if (name === 'si') texts.push(plainText(current));
    },
  });
  return texts;
}

function numberKinds(text: string | undefined): readonly NumberKind[] {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  if (text === undefined) return kinds;
  let inCells = false;
  walkXml(text, {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        const { numFmtId, formatCode = '' } = attributes();
        codes.set(Number(numFmtId), formatCode);
      } else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) kinds.push(kindOfFormat(Number(attributes()['numFmtId'] ?? 0), codes));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

function readSheets(bytes: Uint8Array, limits: WorkbookLimits): Outcome<readonly WorkbookSheet[]> {
  const part = partsOf(bytes, limits);
  const book = relationsOf(part('_rels/.rels'), '').get('kind officeDocument') ?? 'xl/workbook.xml';
  const text = part(book);
  if (text === undefined)
    return { ok: false, issues: [issue('workbook-malformed', '', { reason: 'no workbook.xml' })] };
  const slash = book.lastIndexOf('/') + 1;
  const relations = relationsOf(part(`${book.slice(0, slash)}_rels/${book.slice(slash)}.rels`), book.slice(0, slash));
  const { sheets, is1904 } = listedSheets(text);
  const shared: SharedParts = {
    texts: sharedTexts(part(relations.get('kind sharedStrings') ?? '')),
    kinds: numberKinds(part(relations.get('kind styles') ?? '')),
    is1904,
  };
  const issues: Issue[] = [];
  let left = limits.maxCells;
  const read = sheets.flatMap(({ name, relation, isHidden }): readonly WorkbookSheet[] => {
    const target = relations.get(relation);
    const xml = isHidden || target === undefined ? undefined : part(target);
    if (xml === undefined) return [];
    const { rows, faults } = readSheet(xml, shared, { maxColumns: limits.maxColumns, maxCells: left });
    left -= rows.reduce((sum, { cells }) => sum + cells.length, 0);
    for (const { code, cell, value } of faults)
      issues.push(issue(code, `sheet ${name}, cell ${cell}`, { cell, value, maximum: limits.maxColumns }));
    return [{ name, rows }];
  });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: read };
}

/**
 * The visible sheets of a workbook (.xlsx), all cells as the texts that a CSV would have: numbers with a point, dates as `2026-03-02`, times as
 * `2026-03-02T09:00`. What a formula came to counts. Never throws on bytes of whatever kind.
 */
export function readWorkbook(
  bytes: Uint8Array,
  limits: WorkbookLimits = WORKBOOK_LIMITS,
): Outcome<readonly WorkbookSheet[]> {
  const refuse = (code: string, facts: Readonly<Record<string, string | number>>): Outcome<never> => ({
    ok: false,
    issues: [issue(code, '', facts)],
  });
  try {
    return readSheets(bytes, limits);
  } catch (error) {
    if (error instanceof TooLarge) return refuse(error.code, error.facts);
    if (error instanceof XmlError && error.message === 'too-many-cells')
      return refuse('workbook-cells', { maximum: limits.maxCells });
    if (error instanceof ZipError && error.reason === 'too-large')
      return refuse('workbook-too-large', { maximum: limits.maxBytes });
    if (error instanceof XmlError || error instanceof ZipError)
      return refuse('workbook-malformed', { reason: error.message.slice(0, 120) });
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return refuse('workbook-malformed', { reason: 'a part is not UTF-8' });
    throw error;
  }
}
