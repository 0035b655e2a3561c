import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codesOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const REQUEST = 'examples/risk/request.json';
type Request = { readonly forecast: Record<string, unknown> };
const { forecast } = JSON.parse(readFileSync(REQUEST, 'utf8')) as Request;
const OPTIONS = ['--target', '0.8/20', '--aht', '300', '--patience', '120', '--shrinkage', '0.3'];

describe('risk', () => {
  it('tells periods, the trial and the usual rules, and writes the people as CSV', async () => {
    const args = ['--replications', '20', '--rounds', '0', '--out', inFolder('people.csv')];
    const told = await runInProcess(['risk', REQUEST, ...args]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('Promised: 80/20 over each day in 90 % of futures, and never below 60 % in an hour.');
    expect(told.out).toMatch(/^80.0 % quantile of each interval/m);
    const [head = '', ...rows] = readFileSync(inFolder('people.csv'), 'utf8').trim().split('\n');
    expect(head).toMatch(/^start,end,open,contacts/);
    expect(rows).toHaveLength(20);
  });

  it('takes a forecast with options as it takes a request', async () => {
    const options = [...OPTIONS, '--promise', 'day/0.9', '--never-below', '0.6/hour', '--replications', '5', '--json'];
    const own = await runInProcess(['risk', write('forecast.json', forecast), ...options]);
    const asked = await runInProcess(['risk', REQUEST, '--replications', '5', '--json']);
    expect(JSON.parse(own.out)).toEqual(JSON.parse(asked.out));
  });

  it('leaves with 1 where the promise is out of reach, in Chinese too', async () => {
    const file = write('forecast.json', forecast);
    const told = await runInProcess([
      'risk',
      file,
      ...OPTIONS,
      '--ceiling',
      '3',
      '--replications',
      '2',
      '--lang',
      'zh',
    ]);
    expect(told.code).toBe(1);
    expect(told.out).toContain('无法达到');
  });

  it('refuses a promise and floors that it cannot read, and a forecast without futures', async () => {
    const { samplePaths: _paths, ...bare } = forecast;
    const args = ['--promise', 'month/0.9', '--never-below', '0.6/year', '--json'];
    const wrong = await runInProcess(['risk', write('forecast.json', forecast), ...OPTIONS, ...args]);
    expect([wrong.code, ...codesOf(wrong.out)]).toEqual([2, 'option-wrong', 'option-wrong']);
    const none = await runInProcess(['risk', write('bare.json', bare), ...OPTIONS, '--json']);
    expect([none.code, ...codesOf(none.out)]).toEqual([2, 'paths-needed']);
  });
});
