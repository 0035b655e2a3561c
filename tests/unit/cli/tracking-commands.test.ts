import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accuracySchema } from '../../../src/contract/accuracy.ts';
import { forecastSchema } from '../../../src/contract/forecast.ts';
import { codesOf, pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const ROOT = new URL('../../../', import.meta.url);
const HISTORY = 'examples/call-centre-week/history.csv';
const REQUEST = 'examples/intraday/request.json';

type Request = { readonly forecast: object; readonly actuals: readonly object[] };

describe('intraday', () => {
  const request = JSON.parse(readFileSync(new URL(REQUEST, ROOT), 'utf8')) as Request;

  it('tells the rest of the day and the days after, and writes the forecast of them', async () => {
    const told = await runInProcess(['intraday', REQUEST, '--out', inFolder('rest.csv')]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Mon 03-09 +1408 +1526 +3479 +3\d{3} /m);
    expect(told.out).toMatch(/^12:00 +\d+\.\d +\d+-\d+ +\d{3}$/m);
    expect(readFileSync(inFolder('rest.csv'), 'utf8').split('\n')[1]).toMatch(/^2026-03-09T12:00:00\+01:00,/);
    const chinese = await runInProcess(['intraday', REQUEST, '--lang', 'zh']);
    expect(chinese.out).toContain('截至');
  });

  it('takes a forecast that the command line made with a CSV or a list of actuals', async () => {
    const forecast = inFolder('forecast.json');
    await runInProcess(['forecast', HISTORY, '--zone', 'Europe/Berlin', '--from', '2026-03-09', '--out', forecast]);
    const csv = write('actuals.csv', 'timestamp;count;ahtSeconds\n2026-03-09 08:00;130;\n2026-03-09T08:30;170;240\n');
    const told = await runInProcess(['intraday', forecast, '--actuals', csv, '--json']);
    const { update, points } = forecastSchema.parse(JSON.parse(told.out));
    expect(update).toMatchObject({ asOf: '2026-03-09T09:00:00+01:00', intervals: 2, contacts: 300 });
    expect(update?.handleTime).toBeDefined();
    expect(points).toHaveLength(7 * 48 - 18);
    const list = write('actuals.json', [{ timestamp: '2026-03-09T08:00', count: 130 }]);
    const later = await runInProcess([
      'intraday',
      forecast,
      '--actuals',
      list,
      '--as-of',
      '2026-03-09T10:00',
      '--json',
    ]);
    const rest = forecastSchema.parse(JSON.parse(later.out));
    expect(rest.update?.asOf).toBe('2026-03-09T10:00:00+01:00');
    expect(rest.notes.map(({ code }) => code)).toContain('actuals-missing');
  });

  it('tells what is wrong by file, line and option', async () => {
    const forecast = write('plan.json', request.forecast);
    const csv = write('bad.csv', 'timestamp,count\n2026-03-09T09:00,x\n2026-03-09T08:00,5\n2026-03-09T12:00,5\n');
    const told = await runInProcess(['intraday', forecast, '--actuals', csv, '--as-of', '2026-03-09T11:00', '--json']);
    expect(told.code).toBe(2);
    expect(codesOf(told.out)).toEqual(['wrong-type', 'actuals-out-of-order', 'actual-in-future']);
    expect(pathsOf(told.out)).toEqual([`${csv} line 2 count`, `${csv} line 3 timestamp`, `${csv} line 4 timestamp`]);
    const when = await runInProcess(['intraday', REQUEST, '--as-of', 'noon', '--json']);
    expect(pathsOf(when.out)).toEqual(['--as-of']);
    const head = write('head.csv', 'time,calls\n');
    const header = await runInProcess(['intraday', inFolder('none.json'), '--actuals', head, '--json']);
    expect(codesOf(header.out)).toEqual(['file-missing', 'actuals-header']);
    const list = write('no-list.json', { count: 1 });
    const strange = await runInProcess(['intraday', forecast, '--actuals', list, '--json']);
    expect(pathsOf(strange.out)).toEqual([list]);
    const document = await runInProcess(['intraday', write('text.json', '"forecast"'), '--json']);
    expect(document.code).toBe(2);
  });
});

describe('accuracy', () => {
  it('tells errors by level, days ahead and day, and leaves with 1 where a forecast is biased', async () => {
    const told = await runInProcess(['accuracy', 'examples/accuracy/request.json', '--out', inFolder('days.csv')]);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^intervals +68 +18194 +16977 +8\.4 % +-6\.7 %/m);
    expect(told.out).toMatch(/^Bias: too low by/m);
    expect(readFileSync(inFolder('days.csv'), 'utf8').split('\n')[1]).toMatch(/^calls,2026-03-09,3808,/);
    const chinese = await runInProcess(['accuracy', 'examples/accuracy/request.json', '--lang', 'zh']);
    expect(chinese.out).toContain('偏低');
  });

  it('takes forecasts of several dates with a CSV of what came', async () => {
    const made = async (from: string): Promise<string> => {
      const file = inFolder(`${from}.json`);
      await runInProcess(['forecast', HISTORY, '--zone', 'Europe/Berlin', '--from', from, '--out', file]);
      return file;
    };
    const [first, second] = [await made('2026-03-02'), await made('2026-03-09')];
    const args = ['accuracy', first, '--also', second, '--actuals', HISTORY, '--false-alarms', '100000', '--json'];
    const { queues } = accuracySchema.parse(JSON.parse((await runInProcess(args)).out));
    expect(queues[0]?.forecasts.map(({ from }) => from)).toEqual(['2026-03-02', '2026-03-09']);
    expect(queues[0]?.weekTotals.points).toBe(2);
    expect(queues[0]?.bias.falseAlarmDays).toBe(100_000);
  });

  it('tells what is wrong by file and option', async () => {
    const csv = write('rows.csv', 'timestamp,count\n2026-03-09T09:00,x\n');
    const forecast = write('plan.json', { kind: 'forecast', zone: 'Europe/Berlin', interval: '60m', points: [] });
    const told = await runInProcess(['accuracy', forecast, '--actuals', csv, '--json']);
    expect(pathsOf(told.out)).toEqual([`${forecast} /points`]);
    const request = JSON.parse(readFileSync(new URL(REQUEST, ROOT), 'utf8')) as Request;
    const plan = write('good.json', request.forecast);
    const rows = await runInProcess(['accuracy', plan, '--actuals', csv, '--json']);
    expect(pathsOf(rows.out)).toEqual([`${csv} line 2, column 2`]);
    const few = await runInProcess(['accuracy', inFolder('none.json'), '--false-alarms', '1', '--json']);
    expect(pathsOf(few.out)).toEqual(['--false-alarms', 'FORECAST']);
  });
});

describe('service-miss', () => {
  it('tells the parts of a miss day by day', async () => {
    const file = 'examples/service-miss/request.json';
    const told = await runInProcess(['service-miss', file, '--out', inFolder('parts.csv')]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Mon 03-02 +84\.8 % +55\.6 % +\+29\.2 +\+11\.5/m);
    expect(readFileSync(inFolder('parts.csv'), 'utf8')).toMatch(/^date,planned,actual,miss,volume,handle-time,roster/);
    expect((await runInProcess(['service-miss', file, '--lang', 'zh'])).out).toContain('遵时');
    const wrong = await runInProcess(['service-miss', write('empty.json', {}), '--json']);
    expect(pathsOf(wrong.out)).toEqual(expect.arrayContaining([expect.stringContaining('/intervals')]));
  });
});
