import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOut, readText, userFolder, writeWhole } from '../../../src/cli/files.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-files-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const codes = (issues: readonly { readonly code: string }[]): readonly string[] => issues.map(({ code }) => code);

describe('reading', () => {
  it('starts relative paths where the user stands, not where npm runs', () => {
    expect(userFolder({ INIT_CWD: '/somewhere' })).toBe('/somewhere');
    expect(userFolder({})).toBe(process.cwd());
  });

  it('tells a missing file, a folder and bytes that are no text apart', () => {
    writeFileSync(join(folder, 'latin.csv'), Buffer.from([0x63, 0xe9]));
    const read = (name: string): unknown => {
      const text = readText(folder, name, 'HISTORY');
      return text.ok ? text.value : codes(text.issues);
    };
    expect(read('nothing.csv')).toEqual(['file-missing']);
    expect(read('.')).toEqual(['file-unreadable']);
    expect(read('latin.csv')).toEqual(['file-not-text']);
  });
});

describe('the path of a result', () => {
  it('is refused for its ending, its folder and for being an input, all at once', () => {
    writeFileSync(join(folder, 'in.json'), '{}');
    symlinkSync(join(folder, 'in.json'), join(folder, 'link.json'));
    expect(codes(checkOut(folder, 'result.txt', ['json', 'csv'], []))).toEqual(['extension-unknown']);
    expect(codes(checkOut(folder, 'no/result', ['json'], []))).toEqual(['extension-unknown', 'folder-missing']);
    expect(codes(checkOut(folder, 'link.json', ['json'], ['in.json']))).toEqual(['out-is-input']);
    expect(codes(checkOut(folder, './in.json', ['json'], ['in.json']))).toEqual(['out-is-input']);
    expect(codes(checkOut(folder, 'result.JSON', ['json'], ['in.json']))).toEqual([]);
  });

  it('may not be a folder', () => {
    mkdirSync(join(folder, 'result.json'));
    expect(codes(checkOut(folder, 'result.json', ['json'], []))).toEqual(['out-unwritable']);
  });
});

describe('writing', () => {
  it('puts the new text in place of the old one', () => {
    const path = join(folder, 'result.json');
    writeFileSync(path, 'old');
    expect(writeWhole(path, 'new')).toEqual({ ok: true, value: undefined });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['result.json']);
  });

  it('leaves what was there, and nothing beside it, where the name cannot be taken', () => {
    mkdirSync(join(folder, 'result.json'));
    const written = writeWhole(join(folder, 'result.json'), 'new');
    expect(written.ok ? [] : codes(written.issues)).toEqual(['out-unwritable']);
    expect(readdirSync(folder)).toEqual(['result.json']);
  });
});
