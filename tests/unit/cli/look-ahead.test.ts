import { beforeAll, expect, it } from 'vitest';
import { FROM, OFFICE } from '../../fixtures/office-history.ts';
import { testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();

beforeAll(() => {
  for (const [name, text] of Object.entries(OFFICE)) write(`${name}.csv`, text);
});

const run = (command: string, name: string, ...more: readonly string[]) =>
  runInProcess([command, inFolder(`${name}.csv`), '--zone', 'Europe/Berlin', ...more]);

it.each([['--json'], []])('rows at or after --from change nothing that a forecast says (%s)', async (...json) => {
  const [cut, whole] = [
    await run('forecast', 'cut', '--from', FROM, ...json),
    await run('forecast', 'whole', '--from', FROM, ...json),
  ];
  expect(cut.code).toBe(0);
  expect(whole).toEqual(cut);
});

it('a weekend before --from on which there never was a row is no gap', async () => {
  const { out } = await run('forecast', 'cut', '--from', FROM, '--json');
  const { absent, notes } = JSON.parse(out) as { absent: string; notes: readonly { code: string }[] };
  expect(absent).toBe('closed');
  expect(notes.map(({ code }) => code)).not.toContain('gap-before-forecast');
});

it('a broken row after --from is refused all the same', async () => {
  const told = await run('forecast', 'broken', '--from', FROM);
  expect(told.code).toBe(2);
  expect(told.error).toContain('count-negative');
  expect(told.error).toContain('timestamp-off-grid');
});

it('the weeks that a backtest forecasts decide neither the interval nor what an absent row means', async () => {
  const told = await run('backtest', 'whole', '--origins', '7', '--json');
  expect(told.code).toBe(0);
  const { rows } = JSON.parse(told.out) as { rows: readonly { origin: string; timestamp: string; forecast: number }[] };
  const first = rows.filter(({ origin }) => origin === FROM);
  // At night and on weekends nothing was ever known before: closed, where the later rows would say missing.
  expect(first.filter(({ timestamp }) => timestamp.endsWith('T03:00')).map(({ forecast }) => forecast)).toEqual(
    Array.from({ length: 7 }, () => 0),
  );
});
