import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { backtestDocumentSchema } from '../../../src/contract/backtest.ts';
import { codesOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const HISTORY = ['examples/call-centre-week/history.csv', '--zone', 'Europe/Berlin'];

const { inFolder, write } = testFolder();

it('a backtest is a document of its schema, on stdout and in its file, and holds its notes', async () => {
  const out = inFolder('backtest.json');
  const told = await runInProcess(['backtest', ...HISTORY, '--origins', '2', '--out', out, '--json']);
  const document = backtestDocumentSchema.parse(JSON.parse(told.out));
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(document);
  expect(document).toMatchObject({ origins: 2, horizonDays: 7, absent: 'closed', absentDecidedBy: 'rule' });
  expect(new Set(document.rows.map(({ origin }) => origin))).toEqual(new Set([document.from, '2026-03-08']));
  expect(document.notes.map(({ code }) => code)).toEqual(['absent-decided', 'history-read']);
});

it.each([
  ['options', ['forecast', ...HISTORY, '--horizon', 'soon']],
  ['rows of a table', ['forecast', 'broken.csv', '--zone', 'UTC']],
  ['parts of a document', ['roster', 'broken.json']],
])('mistakes in %s are a document of their schema', async (_, args) => {
  write('broken.csv', 'timestamp,count\n2026-03-02,x\n');
  write('broken.json', '{}');
  const placed = args.map((arg) => (arg.startsWith('broken') ? inFolder(arg) : arg));
  const told = await runInProcess([...placed, '--json']);
  expect(told.code).toBe(2);
  expect(codesOf(told.out).length).toBeGreaterThan(0);
});
