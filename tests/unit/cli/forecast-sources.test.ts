import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateHistories } from '../../../examples/forecasts/generate.ts';
import { forecastSchema } from '../../../src/contract/forecast.ts';
import { codesOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { write, inFolder } = testFolder();
const FOLDER = 'examples/forecasts';
const IN_BERLIN = ['--zone', 'Europe/Berlin'];

async function documentOf(args: readonly string[]) {
  const told = await runInProcess(['forecast', ...args, ...IN_BERLIN, '--json']);
  expect(told.code).toBe(0);
  return forecastSchema.parse(JSON.parse(told.out));
}

const total = ({ points }: { readonly points: readonly { readonly expected: number }[] }) =>
  points.reduce((sum, { expected }) => sum + expected, 0);

describe('forecast with more than its history', () => {
  it('reads files that are made again byte for byte', () => {
    for (const [name, text] of Object.entries(generateHistories())) {
      expect(readFileSync(`${FOLDER}/${name}`, 'utf8')).toBe(text);
    }
  });

  it('borrows a new queue from a like one, and says so in two languages', async () => {
    const args = ['forecast', `${FOLDER}/new-queue.csv`, ...IN_BERLIN, '--like', `${FOLDER}/voice.csv`];
    const told = await runInProcess(args);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/184 days before the first of 11 own ones are those of the like queue, at 0\.3\d+ times/);
    expect((await runInProcess([...args, '--lang', 'zh'])).out).toContain('取自相似队列');
    const level = total(await documentOf(args.slice(1, 2).concat(['--like', `${FOLDER}/voice.csv`])));
    expect(level / total(await documentOf([`${FOLDER}/voice.csv`]))).toBeCloseTo(0.35, 1);
  });

  it('spreads days by a history or by shares', async () => {
    for (const [profile, code] of [
      ['voice.csv', 'days-spread'],
      ['profile.json', 'days-spread-as-given'],
    ] as const) {
      const spread = await documentOf([`${FOLDER}/days.csv`, '--profile', `${FOLDER}/${profile}`]);
      expect(spread.interval).toBe('60m');
      expect(spread.points).toHaveLength(7 * 24);
      expect(spread.notes.map((note) => note.code)).toContain(code);
      expect(total(spread)).toBeCloseTo(total(await documentOf([`${FOLDER}/days.csv`])), 4);
    }
  });

  it('learns what letters bring and adds those that are planned', async () => {
    const args = [`${FOLDER}/days.csv`, '--campaigns', `${FOLDER}/campaigns.csv`];
    const planned = await documentOf(args);
    const note = planned.notes.find(({ code }) => code === 'campaign-lift');
    expect(note?.facts).toMatchObject({ kind: 'letter', campaigns: 6 });
    expect(note?.message).toMatch(/brought \d\d\.\d+ contacts for each thousand sent/);
    expect(total(planned)).toBeGreaterThan(total(await documentOf([`${FOLDER}/days.csv`])) + 500);
    const tested = await runInProcess(['backtest', ...args, ...IN_BERLIN, '--origins', '8']);
    expect(tested.code).toBe(0);
  });

  it('takes school holidays, own days, overrides and sample paths together', async () => {
    const special = ['--special', `${FOLDER}/special-days.csv`];
    const changed = await documentOf([
      `${FOLDER}/voice.csv`,
      ...special,
      '--overrides',
      `${FOLDER}/overrides.json`,
      '--paths',
      '50',
    ]);
    const plain = await documentOf([`${FOLDER}/voice.csv`, ...special]);
    expect(changed.specialDays).toContainEqual({ date: '2026-03-16', name: 'Price change' });
    expect(changed.overrides).toMatchObject([
      { by: 'Marketing', reason: 'Advertisement in the morning programme' },
      { by: 'Operations' },
    ]);
    expect(changed.overrides?.[1]?.contactsAfter).toBeCloseTo(250, 6);
    const morning = (of: typeof plain) =>
      total({ points: of.points.filter(({ start }) => /^2026-03-17T(09|1[01])/.test(start)) });
    expect(morning(changed) / morning(plain)).toBeCloseTo(1.25, 9);
    expect(changed.samplePaths?.counts).toHaveLength(50);
    const saturday = changed.points.flatMap(({ start }, index) => (start.startsWith('2026-03-21') ? [index] : []));
    const sums = (changed.samplePaths?.counts ?? []).map((path) =>
      saturday.reduce((sum, index) => sum + (path[index] as number), 0),
    );
    expect(sums.reduce((sum, each) => sum + each, 0) / sums.length / 250).toBeCloseTo(1, 0);
  });

  it('leaves with 2 and the place of everything that is wrong', async () => {
    const campaigns = write('campaigns.csv', 'date,name,size\n2026-03-40,,none\n');
    const profile = write('profile.json', {
      interval: '60m',
      shares: [
        { from: '09:30', share: 1 },
        { from: '10:00', share: 1 },
        { days: ['mon'], from: '10:00', share: 1 },
      ],
    });
    const told = await runInProcess([
      'forecast',
      `${FOLDER}/days.csv`,
      ...IN_BERLIN,
      '--campaigns',
      campaigns,
      '--profile',
      profile,
      '--like',
      inFolder('none.csv'),
      '--json',
    ]);
    expect(told.code).toBe(2);
    expect([...codesOf(told.out)].sort()).toEqual([
      'date-invalid',
      'file-missing',
      'name-empty',
      'profile-off-grid',
      'profile-repeated',
      'size-not-a-number',
    ]);
    const header = write('header.csv', 'date,size,sort\n2026-03-04,10,x\n');
    const other = await runInProcess(['forecast', `${FOLDER}/days.csv`, ...IN_BERLIN, '--campaigns', header, '--json']);
    expect(codesOf(other.out)).toEqual(['header-column-missing', 'header-unknown-column']);
    const empty = write('empty.json', { interval: '60m', shares: [{ from: '10:00', share: 0 }] });
    const none = await runInProcess(['forecast', `${FOLDER}/days.csv`, ...IN_BERLIN, '--profile', empty, '--json']);
    expect(codesOf(none.out)).toEqual(['profile-empty']);
    const rows = write('rows.csv', 'date,name,size\n2026-03-04,A\n');
    const short = await runInProcess(['forecast', `${FOLDER}/days.csv`, ...IN_BERLIN, '--campaigns', rows, '--json']);
    expect(codesOf(short.out)).toEqual(['row-length']);
  });
});

describe('forecast-queues', () => {
  const REQUEST = `${FOLDER}/queues.json`;

  it('tells days of all, channels and queues with ranges, and errors alone and together', async () => {
    const told = await runInProcess(['forecast-queues', REQUEST, '--out', inFolder('queues.csv')]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Day +All +80 % range +voice +80 % range +chat +80 % range +orders /m);
    expect(told.out).toMatch(/^Mon 03-16 +\d+ +\d+-\d+ /m);
    expect(told.out).toMatch(/^Queue +Alone +Adding up\nAll +\d+\.\d\d % +\d+\.\d\d %\n/m);
    const [head = '', ...rows] = readFileSync(inFolder('queues.csv'), 'utf8').trimEnd().split('\n');
    expect(head).toBe(
      'level,id,start,end,open,expected,lower80,upper80,lower95,upper95,ahtSeconds,ahtLower80,ahtUpper80,ahtLower95,ahtUpper95',
    );
    expect(rows).toHaveLength(6 * 7 * 24);
    expect((await runInProcess(['forecast-queues', REQUEST, '--lang', 'zh'])).out).toContain('相加一致');
  });

  it('gives documents that a requirement takes', async () => {
    const told = await runInProcess(['forecast-queues', REQUEST, '--json']);
    const { queues } = JSON.parse(told.out) as { readonly queues: readonly { readonly forecast: unknown }[] };
    const forecast = write('orders.json', queues[0]?.forecast);
    expect((await runInProcess(['requirement', forecast, '--target', '0.8/20', '--aht', '240'])).code).toBe(0);
  });

  it('leaves with 2 and the place of what is wrong', async () => {
    const request = write('request.json', {
      queues: [
        { id: 'a', history: { file: 'none.csv', zone: 'Europe/Berlin' } },
        { id: 'a', history: { zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-01-05,10\n' } },
      ],
    });
    const missing = await runInProcess(['forecast-queues', request, '--json']);
    expect([missing.code, codesOf(missing.out)]).toEqual([2, ['file-missing']]);
    const twice = write('twice.json', {
      queues: ['a', 'a'].map((id) => ({
        id,
        history: { zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-01-05,10\n' },
      })),
      days: 100,
    });
    const told = await runInProcess(['forecast-queues', twice, '--json']);
    expect([told.code, codesOf(told.out)]).toEqual([2, ['too-big', 'duplicate-id']]);
  });
});
