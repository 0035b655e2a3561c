import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { issuesDocumentSchema } from '../../../src/contract/issues.ts';

/** A folder of this file's tests alone, removed behind them. */
export function testFolder() {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shiftcast-cli-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const inFolder = (name: string): string => join(folder, name);
  /** Writes a text, or anything else as JSON, and gives its path. */
  const write = (name: string, content: unknown): string => {
    writeFileSync(inFolder(name), typeof content === 'string' ? content : JSON.stringify(content));
    return inFolder(name);
  };
  return { inFolder, write };
}

const issuesOf = (out: string) => issuesDocumentSchema.parse(JSON.parse(out)).issues;

/** Codes and places of the issues that a command gave as JSON. */
export const codesOf = (out: string): readonly string[] => issuesOf(out).map(({ code }) => code);
export const pathsOf = (out: string): readonly string[] => issuesOf(out).map(({ path }) => path);
