import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { teamMeasuresSchema } from '../../../src/contract/team-measures.ts';
import { codesOf, pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const FILES = ['examples/measures/results.csv', '--seasons', 'examples/measures/seasons.json'];

describe('measures', () => {
  it('tells seasons, targets and proficiency in both languages, and writes each table', async () => {
    const told = await runInProcess(['measures', ...FILES]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Peak season \(10 days\)$/m);
    expect(told.out).toMatch(/^Next target +\d/m);
    expect((await runInProcess(['measures', ...FILES, '--lang', 'zh'])).out).toMatch(/^旺季（10 天）$/m);
    for (const [name, head] of [
      ['measures', 'season,employee,measure,numerator,denominator,value'],
      ['targets', 'season,measure,best,bestValue,target'],
      ['proficiency', 'employee,cases,measured,weight,proficiency,bounded'],
    ] as const) {
      await runInProcess(['measures', ...FILES, '--table', name, '--out', inFolder(`${name}.csv`)]);
      expect(readFileSync(inFolder(`${name}.csv`), 'utf8').split('\n')[0]).toBe(head);
    }
  });

  it('gives what requirement takes for its crew', async () => {
    const answer = await runInProcess(['measures', ...FILES, '--json']);
    const { proficiency } = teamMeasuresSchema.parse(JSON.parse(answer.out));
    const point = { start: '2026-06-22T09:00:00+08:00', end: '2026-06-22T09:30:00+08:00', expected: 100 };
    const forecast = write('forecast.json', {
      zone: 'Asia/Shanghai',
      interval: '30m',
      points: [point],
    });
    const common = ['requirement', forecast, '--target', '0.8/20', '--aht', '180', '--json'];
    const whole = await runInProcess([...common, '--crew', write('measures.json', answer.out)]);
    expect(whole.code).toBe(0);
    expect(whole.out).toContain('"proficiency"');
    expect((await runInProcess([...common, '--crew', write('crew.json', proficiency?.crew)])).out).toBe(whole.out);
  });

  it('tells mistakes of a table by line and column, and those of seasons in their file', async () => {
    const rows = [
      'Employee;date;enquiries;converted;replied',
      'anna;2026-06-01;100;20;1',
      'bo;2026-06-31;many;20;-1',
      '',
      'anna;2026-06-01;;;5',
      'chen;2026-06-02;10;11;',
      'dora;2026-06-02;10',
    ];
    const bad = write('bad.csv', rows.join('\n'));
    const seasons = write('seasons.json', [{ season: 'summer', from: '2026-06-01', to: '2026-06-30' }]);
    const answer = await runInProcess(['measures', bad, '--seasons', seasons, '--json']);
    expect(answer.code).toBe(2);
    expect(codesOf(answer.out).map((code, index) => `${code} ${pathsOf(answer.out)[index]}`)).toEqual([
      `csv-fields ${bad} line 7`,
      `wrong-date ${bad} line 3, column 2`,
      `wrong-type ${bad} line 3, column 3`,
      `too-small ${bad} line 3, column 5`,
      `not-one-of ${seasons} /0/season`,
      `result-twice ${bad} line 5`,
      `result-above-whole ${bad} line 6, column 4`,
    ]);
    expect(answer.error).toContain('line 2');
    const header = await runInProcess(['measures', write('head.csv', 'name,date,date\n'), '--json']);
    expect(codesOf(header.out)).toEqual(['results-column', 'results-column', 'results-column-missing']);
    expect(codesOf((await runInProcess(['measures', write('none.csv', 'employee,date\n'), '--json'])).out)).toEqual([
      'too-few',
    ]);
  });
});
