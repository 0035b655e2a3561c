import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hoursSchema } from '../../../src/contract/hours.ts';
import { readWorkbook } from '../../../src/workbook/read-workbook.ts';
import { codesOf, pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const TEAM = 'examples/hours/team.json';
const FILES = ['--shifts', 'examples/hours/schedule.csv', '--attendance', 'examples/hours/attendance.csv'];
const JUNE = ['--from', '2026-06-01', '--to', '2026-06-30'];

describe('hours', () => {
  it('tells rows, limits and breaches in both languages, and leaves with 1 where a breach is open', async () => {
    const told = await runInProcess(['hours', TEAM, ...JUNE, '--by', 'week', ...FILES]);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(
      /^anna +Anna Li +2026-06-08 +2026-06-14 +6 +6 +48 +50\.92 +50\.92 +39\.42 +11\.5 +3\.5 +8 /m,
    );
    expect(told.out).toContain('attendance of 2026-06-01 to 2026-06-15');
    expect(told.out).toMatch(
      /^anna +Anna Li +Average hours a week +2026-06-01 +2026-06-30 +189\.75 +188\.57 +-1\.18 +h +44\.28/m,
    );
    const chinese = await runInProcess(['hours', TEAM, ...JUNE, ...FILES, '--lang', 'zh']);
    expect(chinese.out).toContain('差额');
    expect(chinese.out).toContain('Anna Li 在 2026-06-09 00:00');
  });

  it('writes a document, any of its tables as CSV, and a page', async () => {
    const answer = await runInProcess(['hours', TEAM, ...JUNE, ...FILES, '--out', inFolder('hours.html'), '--json']);
    const hours = hoursSchema.parse(JSON.parse(answer.out));
    expect(hours.totals).toMatchObject([
      { employee: 'anna' },
      { employee: 'bo' },
      { employee: 'chen', contracts: ['half', 'full'] },
    ]);
    const page = readFileSync(inFolder('hours.html'), 'utf8');
    expect(page).toMatch(
      /^<!DOCTYPE html>[^]*<th scope="row">anna<\/th><td>Anna Li<\/td>[^]*Labor Law of the PRC, Art\. 41/,
    );
    await runInProcess(['hours', TEAM, ...JUNE, ...FILES, '--out', inFolder('hours.xlsx'), '--lang', 'zh']);
    const sheets = readWorkbook(readFileSync(inFolder('hours.xlsx')));
    if (!sheets.ok) throw new Error(JSON.stringify(sheets.issues));
    expect(sheets.value.map(({ name }) => name)).toEqual(['合计', '工时', '上限', '违规']);
    expect(sheets.value[0]?.rows[1]?.cells.slice(0, 4)).toEqual(['anna', 'Anna Li', '2026-06-01', '2026-06-30']);
    await runInProcess(['hours', TEAM, ...JUNE, ...FILES, '--out', inFolder('limits.csv'), '--table', 'limits']);
    expect(readFileSync(inFolder('limits.csv'), 'utf8')).toMatch(
      /^employee,name,rule,severity,from,to,measured,limit,left,unit,weeklyHours,daysUnknown,source\n/,
    );
  });

  it('keeps names from running as formulas or as markup', async () => {
    const team = JSON.parse(readFileSync(TEAM, 'utf8')) as { employees: { name: string }[] };
    for (const one of team.employees) one.name = '=<b>1';
    const named = write('team.json', team);
    await runInProcess(['hours', named, ...JUNE, ...FILES, '--out', inFolder('hours.csv')]);
    expect(readFileSync(inFolder('hours.csv'), 'utf8')).toContain(`anna,'=<b>1,`);
    await runInProcess(['hours', named, ...JUNE, ...FILES, '--out', inFolder('named.html')]);
    const page = readFileSync(inFolder('named.html'), 'utf8');
    expect(page).toContain('=&lt;b&gt;1');
    expect(page).not.toContain('<b>');
  });

  it('tells what is wrong with an attendance by line and column, clock changes too', async () => {
    const csv = write(
      'bad.csv',
      [
        'employee,start,end,activity',
        'anna,2026-06-01T09:00,2026-06-01T17:00,work',
        'anna,2026-06-01T16:00,2026-06-01T18:00,work',
        'dora,2026-06-01T09:00,2026-06-01T17:00,work',
        'bo,2026-06-01T09:00,2026-06-03T17:00,work',
        'bo,noon,2026-06-04T17:00',
        'bo,noon,2026-06-04T17:00,work',
      ].join('\n'),
    );
    const told = await runInProcess(['hours', TEAM, ...JUNE, '--attendance', csv, '--json']);
    expect(told.code).toBe(2);
    const found = codesOf(told.out).map((code, index) => `${code} ${pathsOf(told.out)[index]}`);
    expect(found.toSorted()).toEqual([
      `attendance-overlap ${csv} line 3`,
      `attendance-too-long ${csv} line 5`,
      `csv-fields ${csv} line 6`,
      `unknown-employee ${csv} line 4`,
      `wrong-timestamp ${csv} line 7, column 2`,
    ]);
    const team = JSON.parse(readFileSync(TEAM, 'utf8')) as object;
    const berlin = write('berlin.json', { ...team, zone: 'Europe/Berlin' });
    const night = write('night.csv', 'employee,start,end\nanna,2026-10-24T22:00,2026-10-25T02:30\n');
    const dates = ['--from', '2026-10-24', '--to', '2026-10-25'];
    const repeated = await runInProcess(['hours', berlin, ...dates, '--attendance', night, '--json']);
    expect([codesOf(repeated.out), pathsOf(repeated.out)]).toEqual([
      ['local-time-repeated'],
      [`${night} line 2, column 3`],
    ]);
    const header = write('header.csv', 'who,start,end\n');
    const wrong = await runInProcess([
      'hours',
      TEAM,
      '--from',
      '2026-06-30',
      '--to',
      '2026-06-01',
      '--attendance',
      header,
      '--json',
    ]);
    expect(codesOf(wrong.out)).toEqual(['window-empty', 'attendance-header']);
  });
});

describe('adherence', () => {
  it('tells adherence and conformance by employee and day, and writes intervals as CSV', async () => {
    const week = ['--from', '2026-06-01', '--to', '2026-06-07'];
    const told = await runInProcess([
      'adherence',
      TEAM,
      ...week,
      ...FILES,
      '--out',
      inFolder('intervals.csv'),
      '--table',
      'intervals',
    ]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^anna +45 +43\.67 +43 +3\.5 +97\.0 % +107\.5 %$/m);
    expect(told.out).toMatch(/^chen +2026-06-05 +4 +0 +0 +0 +0\.0 % +0\.0 %$/m);
    expect(readFileSync(inFolder('intervals.csv'), 'utf8')).toMatch(
      /^employee,start,end,scheduledHours,[^]*\nanna,2026-06-01T09:00:00\+08:00,2026-06-01T09:30:00\+08:00,0\.5,/,
    );
    const chinese = await runInProcess(['adherence', TEAM, ...week, ...FILES, '--lang', 'zh']);
    expect(chinese.out).toContain('遵时率');
    const wrong = await runInProcess(['adherence', TEAM, '--from', '2026-06-01', '--interval', '7', '--json']);
    expect(codesOf(wrong.out)).toEqual(['option-missing', 'option-missing', 'option-missing', 'option-wrong']);
  });
});
