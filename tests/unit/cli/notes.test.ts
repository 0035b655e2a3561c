import { beforeAll, expect, it } from 'vitest';
import { forecastSchema } from '../../../src/contract/forecast.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();

beforeAll(() => {
  const rows = Array.from({ length: 70 }, (_, day) => `${addDays('2026-01-05', day)},${300 + (day % 7) * 11}`);
  const textOf = (kept: readonly string[]): string => `timestamp,count\n${kept.join('\n')}\n`;
  write('whole.csv', textOf(rows));
  write('gap.csv', textOf(rows.toSpliced(30, 1)));
});

const forecast = (name: string, ...more: readonly string[]) =>
  runInProcess(['forecast', inFolder(`${name}.csv`), '--zone', 'UTC', ...more]);

it('nothing is warned of where nothing is absent, and the document still says who decided', async () => {
  const told = await forecast('whole');
  expect(told.out).not.toContain('note:');
  expect(told.out).toContain('read: 70 rows of 1 day from 2026-01-05 to the day before 2026-03-16, used at 1 day.');
  const document = forecastSchema.parse(JSON.parse((await forecast('whole', '--json')).out));
  expect(document).toMatchObject({ absent: 'missing', absentDecidedBy: 'rule' });
});

it('a single one is told as one, with what to do about it', async () => {
  const { out } = await forecast('gap', '--from', '2026-03-17');
  expect(out).toContain('note: 1 interval without a row was taken as missing, since the counts around them');
  expect(out).toContain('say what they mean with "absent" (--absent).');
  expect(out).toContain('note: Nothing is known of the 1 day between the history and the first day forecast');
});

it('shares and times of a requirement are told as people write them, and its document keeps them exact', async () => {
  const file = inFolder('forecast.json');
  await forecast('whole', '--out', file);
  const options = ['--target', '0.5/20', '--aht', '9000', '--patience', '60'];
  const told = await runInProcess(['requirement', file, ...options]);
  const notes = told.out.split('\n').filter((line) => line.startsWith('note:'));
  expect(notes.join('\n')).toMatch(
    /more than 5 % of them in 7 intervals, at worst \d+(\.\d)? % at 2026-03-\d\d 00:00\./,
  );
  expect(notes.filter((line) => /\d\.\d{4,}|T\d\d:\d\d/.test(line))).toEqual([]);
  const document = JSON.parse((await runInProcess(['requirement', file, ...options, '--json'])).out) as {
    readonly notes: readonly { readonly code: string; readonly facts: Readonly<Record<string, unknown>> }[];
  };
  const high = document.notes.find(({ code }) => code === 'abandonment-high');
  expect(String(high?.facts['worstAbandonment']).length).toBeGreaterThan(8);
  expect(high?.facts['worstStart']).toMatch(/T00:00:00/);
});
