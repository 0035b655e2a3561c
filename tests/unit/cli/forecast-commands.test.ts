import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { forecastSchema } from '../../../src/contract/forecast.ts';
import { requirementSchema } from '../../../src/contract/requirement.ts';
import { codesOf, pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const HISTORY = 'examples/call-centre-week/history.csv';

describe('forecast', () => {
  it('tells people the days, and machines the document', async () => {
    const told = await runInProcess(['forecast', HISTORY, '--zone', 'Europe/Berlin', '--from', '2026-03-16']);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Mon 03-16 {2}08:00-20:00 /m);
    expect(told.out).toMatch(/^Sun 03-22 {2}closed /m);
    expect(told.out).toContain('WAPE');
    expect(told.out).toMatch(/95 % range {2}AHT s$/m);
    expect(told.out).toMatch(/^Mon 03-16 .* 235$/m);
    expect(told.out).toContain('Handle times on the past, weighted by contacts: WAPE ');
    const json = await runInProcess(['forecast', HISTORY, '--zone', 'Europe/Berlin', '--from', '2026-03-16', '--json']);
    const forecast = forecastSchema.parse(JSON.parse(json.out));
    expect(forecast.points).toHaveLength(7 * 48);
    expect(json.error).toBe('');
  });

  it('reads no row at or after the day given', async () => {
    const rows = readFileSync(HISTORY, 'utf8').split('\n');
    const cut = write('cut.csv', rows.filter((row) => row < '2026-03-06' || row.startsWith('timestamp')).join('\n'));
    const options = ['--zone', 'Europe/Berlin', '--absent', 'closed', '--from', '2026-03-06', '--json'];
    const whole = await runInProcess(['forecast', HISTORY, ...options]);
    const short = await runInProcess(['forecast', cut, ...options]);
    const pointsOf = (out: string): unknown => forecastSchema.parse(JSON.parse(out)).points;
    expect(pointsOf(whole.out)).toEqual(pointsOf(short.out));
  });

  it('takes models by name, or none beside the own ones, and refuses a name that there is not', async () => {
    const options = ['--zone', 'Europe/Berlin', '--from', '2026-03-16', '--json'];
    const modelsOf = async (...members: string[]) => {
      const made = await runInProcess(['forecast', HISTORY, ...options, ...members]);
      return forecastSchema.parse(JSON.parse(made.out)).models.map(({ model }) => model);
    };
    const own = await modelsOf('--members', 'none');
    expect(own).not.toContain('MSTL+ETS');
    expect(await modelsOf()).toEqual([...own, 'MSTL+ETS']);
    const wrong = await runInProcess(['backtest', HISTORY, ...options.slice(0, 2), '--members', 'mstl-ets,arima']);
    expect(wrong.code).toBe(2);
    expect(wrong.error).toContain('--members cannot be "mstl-ets,arima"');
    expect(wrong.error).toContain('some of mstl-ets, prophet');
  });

  it('takes special days, opening hours and holidays from files and options', async () => {
    const special = write('special.csv', 'date,name,kind\n2026-03-17,Fair,local\n');
    const hours = write('hours.json', { mon: [{ from: '10:00', to: '12:00' }] });
    const options = [
      '--zone',
      'Europe/Berlin',
      '--country',
      'de',
      '--region',
      'BE',
      '--special',
      special,
      '--hours',
      hours,
    ];
    const told = await runInProcess([
      'forecast',
      HISTORY,
      ...options,
      '--interval',
      '60m',
      '--out',
      inFolder('forecast.csv'),
    ]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Tue 03-17 {2}closed .* Fair$/m);
    const rows = readFileSync(inFolder('forecast.csv'), 'utf8').trimEnd().split('\n');
    expect(rows[0]).toBe(
      'start,end,open,expected,lower80,upper80,lower95,upper95,ahtSeconds,ahtLower80,ahtUpper80,ahtLower95,ahtUpper95',
    );
    expect(rows).toHaveLength(1 + 7 * 24);
    expect(rows.filter((row) => row.includes(',true,')).map((row) => row.slice(0, 16))).toEqual([
      '2026-03-16T10:00',
      '2026-03-16T11:00',
    ]);
  });

  it('reads a history from JSON, with its own zone', async () => {
    const rows = Array.from({ length: 28 }, (_, day) => ({
      timestamp: new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10),
      count: 100 + day,
    }));
    const file = write('history.json', { kind: 'history', zone: 'Asia/Kolkata', rows });
    const told = await runInProcess(['forecast', file, '--json']);
    const forecast = forecastSchema.parse(JSON.parse(told.out));
    expect([forecast.zone, forecast.from, forecast.interval]).toEqual(['Asia/Kolkata', '2026-02-02', '1d']);
  });

  it('tells everything wrong with options and files at once', async () => {
    const args = [
      '--zone',
      'Europe/Bern',
      '--horizon',
      '99d',
      '--from',
      'soon',
      '--interval',
      '7m',
      '--absent',
      'never',
      '--region',
      'BE',
    ];
    const files = [
      '--special',
      inFolder('none.csv'),
      '--hours',
      inFolder('none.json'),
      '--out',
      inFolder('none/x.pdf'),
    ];
    const told = await runInProcess(['forecast', inFolder('none.csv'), ...args, ...files, '--json']);
    expect(told.code).toBe(2);
    expect(pathsOf(told.out)).toEqual([
      '--horizon',
      '--from',
      '--out',
      '--out',
      '--zone',
      '--interval',
      '--absent',
      '--country',
      '--special',
      '--hours',
      'HISTORY',
    ]);
  });

  it('tells a country that is not known together with all else', async () => {
    const args = ['--zone', 'Europe/Berlin', '--country', 'XX', '--horizon', '92d', '--json'];
    const told = await runInProcess(['forecast', HISTORY, ...args]);
    expect([told.code, pathsOf(told.out)]).toEqual([2, ['--horizon', '--country']]);
  });

  it('names the option that a country or a day is wrong in', async () => {
    const country = await runInProcess(['forecast', HISTORY, '--zone', 'Europe/Berlin', '--country', 'XX', '--json']);
    expect([country.code, pathsOf(country.out)]).toEqual([2, ['--country']]);
    const from = await runInProcess(['forecast', HISTORY, '--zone', 'Europe/Berlin', '--from', '2026-01-06', '--json']);
    expect([from.code, pathsOf(from.out)]).toEqual([2, ['--from']]);
  });

  it('names file, line and column of wrong rows, in English and Chinese', async () => {
    const file = write('wrong.csv', 'timestamp,count\n2026-01-05,ten\n2026-01-06,-1\n');
    const told = await runInProcess(['forecast', file, '--zone', 'Europe/Berlin', '--lang', 'zh']);
    expect(told.code).toBe(2);
    expect(told.error).toContain('个问题');
    expect(told.error).toContain(`${file} line 2, column 2`);
    expect(told.error).toContain(`${file} line 3, column 2`);
  });
});

describe('backtest', () => {
  it('writes a row per row of the weeks judged, with the times of the file, and tells the scores', async () => {
    const out = inFolder('backtest.csv');
    const told = await runInProcess([
      'backtest',
      HISTORY,
      '--zone',
      'Europe/Berlin',
      '--origins',
      '2',
      '--horizon',
      '7d',
      '--out',
      out,
    ]);
    expect(told.code).toBe(0);
    expect(told.error).toBe(`wrote ${out}\n`);
    const [head, ...rows] = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(head).toBe(
      'origin,timestamp,actual,forecast,lower80,upper80,lower95,upper95,actualAhtSeconds,forecastAhtSeconds',
    );
    expect(rows).toHaveLength(2 * (5 * 24 + 16));
    expect(rows[0]?.startsWith('2026-03-01,2026-03-02T08:00,')).toBe(true);
    const cells = rows.map((row) => row.split(',').slice(2, 4).map(Number));
    const sum = (of: (actual: number, forecast: number) => number): number =>
      cells.reduce((all, [actual = 0, forecast = 0]) => all + of(actual, forecast), 0);
    const wape = (100 * sum((actual, forecast) => Math.abs(forecast - actual))) / sum((actual) => actual);
    expect(told.out).toContain(`Over all rows: WAPE ${wape.toFixed(2)} %`);
    const times = rows.map((row) => row.split(',').map(Number));
    const missed = times.reduce((all, row) => all + (row[2] ?? 0) * Math.abs((row[9] ?? 0) - (row[8] ?? 0)), 0);
    const spent = times.reduce((all, row) => all + (row[2] ?? 0) * (row[8] ?? 0), 0);
    expect(told.out).toContain(`weighted by contacts: WAPE ${((100 * missed) / spent).toFixed(2)} %`);
  });

  it('refuses a history that is shorter than its origins', async () => {
    const told = await runInProcess(['backtest', HISTORY, '--zone', 'Europe/Berlin', '--origins', '50', '--json']);
    expect(told.code).toBe(2);
    expect(codesOf(told.out)).toEqual(['history-too-short']);
    expect(pathsOf(told.out)).toEqual(['--origins']);
  });
});

describe('requirement', () => {
  beforeAll(async () => {
    await runInProcess([
      'forecast',
      HISTORY,
      '--zone',
      'Europe/Berlin',
      '--from',
      '2026-03-16',
      '--out',
      inFolder('forecast.json'),
    ]);
  });

  it('tells people needed and the service to be expected', async () => {
    const options = [
      '--target',
      '0.8/20',
      '--level-of',
      'answered',
      '--aht',
      '235',
      '--patience',
      '120',
      '--shrinkage',
      '0.3',
      '--max-occupancy',
      '0.85',
    ];
    const told = await runInProcess(['requirement', inFolder('forecast.json'), ...options]);
    expect(told.code).toBe(0);
    expect(told.out).toContain(
      'Erlang A: 80 % of answered within 20 s, AHT 235 s, patience 120 s, shrinkage 30 %, occupancy at most 85 %.',
    );
    expect(told.out).toMatch(/^Total /m);
  });

  it.each([
    [['--asa', '40'], { kind: 'asa', asaSeconds: 40 }],
    [['--abandonment', '0.03', '--patience', '90'], { kind: 'abandonment', share: 0.03 }],
    [['--preset', 'sales-90-10'], { kind: 'service-level', share: 0.9, thresholdSeconds: 10, base: 'offered' }],
  ])('reads the target of %j', async (options, target) => {
    const told = await runInProcess(['requirement', inFolder('forecast.json'), '--aht', '235', ...options, '--json']);
    expect(requirementSchema.parse(JSON.parse(told.out)).parameters?.target).toEqual(target);
  });

  it('tells a wrong target together with what the other options do to each other', async () => {
    const options = ['--target', '80/20', '--floor', '9', '--ceiling', '5'];
    const told = await runInProcess(['requirement', inFolder('none.json'), '--aht', '235', ...options, '--json']);
    expect([told.code, pathsOf(told.out)]).toEqual([2, ['--target', '--floor', 'FORECAST']]);
    const preset = ['--preset', 'voice', '--max-occupancy', '2'];
    const wrong = await runInProcess(['requirement', inFolder('none.json'), ...preset, '--json']);
    expect(pathsOf(wrong.out)).toEqual(['--aht', '--max-occupancy', '--preset', 'FORECAST']);
  });

  it('names the presets in its help', async () => {
    expect((await runInProcess(['requirement', '--help'])).out).toMatch(/voice-80-20,\s+sales-90-10/);
  });

  it('writes a row per interval', async () => {
    const out = inFolder('requirement.csv');
    const told = await runInProcess([
      'requirement',
      inFolder('forecast.json'),
      '--aht',
      '235',
      '--asa',
      '20',
      '--out',
      out,
    ]);
    expect(told.code).toBe(0);
    expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toHaveLength(1 + 7 * 48);
  });

  it('refuses no target, two targets and targets written wrongly', async () => {
    const codes = async (...options: readonly string[]): Promise<readonly string[]> => {
      const told = await runInProcess(['requirement', inFolder('forecast.json'), '--json', ...options]);
      expect(told.code).toBe(2);
      return codesOf(told.out);
    };
    const patience = await runInProcess([
      'requirement',
      inFolder('forecast.json'),
      '--json',
      '--aht',
      '9',
      '--abandonment',
      '0.1',
    ]);
    expect(pathsOf(patience.out)).toEqual(['--patience']);
    expect(await codes()).toEqual(['options-exclude', 'option-missing']);
    expect(await codes('--aht', '180', '--asa', '40', '--preset', 'asa-40')).toEqual(['options-exclude']);
    expect(await codes('--aht', '180', '--target', '80/20')).toEqual(['option-wrong']);
    expect(await codes('--aht', '180', '--target', '0.8')).toEqual(['option-wrong']);
    expect(await codes('--aht', '180', '--asa', '40', '--level-of', 'offered')).toEqual(['option-missing']);
    expect(await codes('--aht', '180', '--abandonment', '0.05')).toEqual(['patience-required']);
  });
});
