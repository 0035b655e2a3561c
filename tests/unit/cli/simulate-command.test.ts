import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulationSchema } from '../../../src/contract/simulation.ts';
import { codesOf, testFolder } from './folder.ts';
import { ownThread, runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const REQUEST = 'examples/simulation/request.json';
const QUICK = ['--replications', '4'];

const TABLE = [
  'start,end,open,contacts,ahtSeconds,positions,boundBy',
  '2026-03-02T09:00,2026-03-02T09:30,true,30,240,6,target',
  '2026-03-02T09:30,2026-03-02T10:00,true,36,240,7,target',
  '2026-03-02T10:00,2026-03-02T10:30,false,0,,0,closed',
  '',
].join('\n');

describe('simulate', () => {
  it('tells queues by day, groups, promises and the difference of two rosters, and writes intervals as CSV', async () => {
    const told = await runInProcess(['simulate', REQUEST, ...QUICK, '--out', inFolder('intervals.csv')]);
    expect(told.error).toContain('intervals.csv');
    expect(told.out).toMatch(/^4 replications, /);
    expect(told.out).toMatch(/calls-back +Total/);
    expect(told.out).toMatch(/sales \+ service +\d/);
    expect(told.out).toMatch(/(Kept|Missed): service level at least 80\.0 % on every day, calls/);
    expect(told.out).toContain('First less second');
    const [head = '', ...rows] = readFileSync(inFolder('intervals.csv'), 'utf8').trim().split('\n');
    expect(head).toMatch(/^queue,start,end,offered,/);
    expect(rows).toHaveLength(60);
  });

  it('reads a requirement as CSV, with its positions on the work', async () => {
    const file = write('requirement.csv', TABLE);
    const args = [
      'simulate',
      file,
      '--zone',
      'Europe/Berlin',
      ...QUICK,
      '--handling',
      'lognormal:1.2',
      '--patience',
      '90',
    ];
    const told = await runInProcess([...args, '--promise', '0.001/interval/0.5', '--promise', 'asa:9000', '--json']);
    expect([told.code, told.error]).toEqual([0, '']);
    const { all, everybody, promises } = simulationSchema.parse(JSON.parse(told.out));
    expect(all.intervals).toHaveLength(2);
    expect(everybody.intervals.map(({ staffedHours }) => Math.round(2 * (staffedHours.value ?? 0)))).toEqual([6, 7]);
    expect(promises.map(({ promise }) => [promise.measure, promise.scope, promise.chance])).toEqual([
      ['service-level', 'interval', 0.5],
      ['asa', 'week', 0.9],
    ]);
  });

  it('takes the proficiency of the people of a roster', async () => {
    const file = write('crew-requirement.csv', TABLE);
    const roster = write('crew-roster.csv', 'employee,start,end\nanna,2026-03-02T09:00,2026-03-02T10:00\n');
    const team = { zone: 'Europe/Berlin', contracts: [{ id: 'a' }], employees: [{ id: 'anna', contract: 'a' }] };
    const options = [
      '--zone',
      'Europe/Berlin',
      '--team',
      write('crew-team.json', JSON.stringify(team)),
      ...QUICK,
      '--json',
    ];
    const staff = ['--roster', roster];
    const handled = async (args: readonly string[]): Promise<number> => {
      const told = await runInProcess(['simulate', file, ...options, ...staff, '--handling', 'fixed', ...args]);
      return simulationSchema.parse(JSON.parse(told.out)).everybody.horizon.handled.value ?? 0;
    };
    const crew = write('crew.json', JSON.stringify([{ employee: 'anna', proficiency: 0.5 }]));
    expect((await handled([])) / (await handled(['--crew', crew]))).toBeGreaterThan(1.6);
    const alone = await runInProcess(['simulate', file, '--zone', 'Europe/Berlin', '--crew', crew, '--json']);
    expect(codesOf(alone.out)).toEqual(['option-wrong']);
  });

  it('asks for the threads that it is told to have, and tells how far it is', async () => {
    const asked: (number | undefined)[] = [];
    const run = (args: readonly string[], more: object = {}) =>
      runInProcess(['simulate', REQUEST, ...QUICK, '--json', ...args], more);
    const session = {
      threads: (threads?: number) => {
        asked.push(threads);
        return ownThread();
      },
    };
    const one = await run(['--threads', '1'], session);
    const three = await run(['--threads', '3'], { ...session, watched: true });
    expect(three.out).toBe(one.out);
    expect(asked).toEqual([1, 3]);
    expect(three.error).toMatch(/simulating 0 s: 8 replications, service level known to [\d.]+ %/);
    const wrong = await run(['--threads', '0']);
    expect(wrong.code).not.toBe(0);
    expect(codesOf(wrong.out)).toEqual(['option-wrong']);
  });

  it('leaves with 1 where a promise is missed, in Chinese too', async () => {
    const file = write('requirement.csv', TABLE);
    const told = await runInProcess([
      'simulate',
      file,
      '--zone',
      'Europe/Berlin',
      ...QUICK,
      '--promise',
      '0.99999/day/1',
      '--lang',
      'zh',
    ]);
    expect(told.code).toBe(1);
    expect(told.out).toContain('未守住：每天服务水平不低于');
  });

  it('leaves with 2 and the place of each mistake of options and files', async () => {
    const wrong = await runInProcess([
      'simulate',
      write('bad.csv', 'start,end,contacts,positions\na,b,x,2\n'),
      '--zone',
      'Europe/Berlin',
      '--handling',
      'gamma',
      '--promise',
      'often',
      '--roster',
      write('roster.csv', 'employee,start,end\n'),
      '--json',
    ]);
    expect(wrong.code).toBe(2);
    expect([...codesOf(wrong.out)].sort()).toEqual(
      ['csv-empty', 'option-missing', 'option-wrong', 'option-wrong', 'requirement-csv-number'].sort(),
    );
    const zoneless = await runInProcess(['simulate', write('requirement.csv', TABLE), '--json']);
    expect(codesOf(zoneless.out)).toContain('option-missing');
    const request = await runInProcess(['simulate', REQUEST, '--patience', '90', '--json']);
    expect(codesOf(request.out)).toEqual(['option-wrong']);
    const alone = write('alone.csv', TABLE.replace('30,240', '30,'));
    const placed = await runInProcess(['simulate', alone, '--zone', 'Europe/Berlin', '--json']);
    expect(codesOf(placed.out)).toEqual(['simulation-without-aht']);
    expect(placed.error).toContain('alone.csv');
  });
});
