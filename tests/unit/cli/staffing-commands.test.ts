import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headCountSchema } from '../../../src/contract/head-count.ts';
import { hiringPlanSchema } from '../../../src/contract/hiring-plan.ts';
import { codesOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const HIRING = 'examples/hiring-plan/request.json';

type Json = Record<string, unknown>;
const example = (file: string): Json => JSON.parse(readFileSync(file, 'utf8')) as Json;

/** The head-count of the examples on one day, so that it is solved at once. */
function oneDay(): Json {
  const request = example('examples/head-count/request.json');
  return { ...request, problem: { ...(request['problem'] as Json), horizon: { from: '2026-03-02', days: 1 } } };
}

describe('head-count', () => {
  it('tells people, cover and lines, and writes its groups as CSV', async () => {
    const file = write('request.json', oneDay());
    const told = await runInProcess([
      'head-count',
      file,
      '--iterations',
      '20',
      '--lines',
      '--out',
      inFolder('groups.csv'),
    ]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('One more agent-hour');
    expect(told.out).toMatch(/full-time #1 .*Mon 03-02/);
    const [head = '', ...rows] = readFileSync(inFolder('groups.csv'), 'utf8').trim().split('\n');
    expect(head).toBe('contract,skills,count,relaxed,paidHours,cost');
    expect(rows).toHaveLength(4);
  });

  it('leaves with 1 and the cause where it is impossible, in Chinese too', async () => {
    const groups = [{ contract: 'full-time', skills: ['sales'] }];
    const file = write('request.json', { ...oneDay(), groups });
    const told = await runInProcess(['head-count', file, '--iterations', '20', '--lang', 'zh', '--json']);
    expect(told.code).toBe(1);
    expect(headCountSchema.parse(JSON.parse(told.out)).causes.map(({ code }) => code)).toEqual(['no-one-with-skill']);
    const text = await runInProcess(['head-count', file, '--iterations', '20', '--lang', 'zh']);
    expect(text.out).toContain('需要技能 technical');
  });

  it('leaves with 2 and the place of what is wrong', async () => {
    const file = write('request.json', { ...oneDay(), groups: [{ contract: 'full' }] });
    const told = await runInProcess(['head-count', file, '--json']);
    expect(told.code).toBe(2);
    expect(codesOf(told.out)).toEqual(['unknown-contract']);
    expect(told.error).toContain('/groups/0/contract');
  });
});

describe('hiring-plan', () => {
  it('tells hires, hours and money, and writes its months as CSV', async () => {
    const told = await runInProcess(['hiring-plan', HIRING, '--iterations', '10000', '--out', inFolder('months.csv')]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('hires, the best there is');
    const rows = readFileSync(inFolder('months.csv'), 'utf8').trim().split('\n');
    expect(rows).toHaveLength(1 + 2 * 12);
    // Sums of parts of people have digits that mean nothing.
    expect(rows.join(' ')).toMatch(/,\d+\.\d+,/);
    expect(rows.join(' ')).not.toMatch(/\.\d{4}/);
  });

  it('is the same again, and as JSON the document', async () => {
    const asked = async () => (await runInProcess(['hiring-plan', HIRING, '--iterations', '10000', '--json'])).out;
    const [first, second] = [await asked(), await asked()].map((text) => hiringPlanSchema.parse(JSON.parse(text)));
    expect({ ...second, seconds: 0 }).toEqual({ ...first, seconds: 0 });
  });

  it('says in words what stands in the way, and leaves with 1', async () => {
    const { shortHour: _shortHour, ...request } = example(HIRING);
    const file = write('request.json', request);
    const told = await runInProcess(['hiring-plan', file, '--lang', 'zh']);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/2026-\d\d 技能 [a-z]+ 至少有/);
  });
});

describe('queues and patience', () => {
  it('tell service and reach in a table and as CSV, and a patience in a sentence', async () => {
    const told = await runInProcess(['queues', 'examples/queues/queues.json', '--out', inFolder('queues.csv')]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^morning +10 +12 +14 /m);
    const most = { loadErlang: 1e6, ahtSeconds: 180, agents: 1_200_000, targets: [{ kind: 'asa', asaSeconds: 20 }] };
    const beyond = await runInProcess(['queues', write('most.json', { queues: [{ ...most, id: 'most' }] })]);
    expect(beyond.out).toMatch(/^most +1000000 +1200000 +\d+ +> 1000000 /m);
    expect(readFileSync(inFolder('queues.csv'), 'utf8').trim().split('\n')).toHaveLength(3);
    const patience = await runInProcess(['patience', 'examples/queues/patience.json', '--lang', 'zh']);
    expect(patience.out).toContain('平均耐心 188.2 秒');
  });

  it('follow a queue in time, as a table, as CSV and in Chinese', async () => {
    const request = 'examples/queues/transient.json';
    const told = await runInProcess(['transient', request, '--lang', 'zh', '--out', inFolder('transient.csv')]);
    expect([told.code, told.out]).toEqual([0, expect.stringMatching(/^ +2 +110 +12 [^]*稳态水平/m)]);
    expect(readFileSync(inFolder('transient.csv'), 'utf8').trim().split('\n')).toHaveLength(5);
    const interval = { contacts: 9, agents: 2 };
    const short = {
      intervalMinutes: 1,
      ahtSeconds: 60,
      patienceSeconds: 60,
      thresholdSeconds: 90,
      intervals: [interval],
    };
    const refused = await runInProcess(['transient', write('t.json', short), '--json', '--lang', 'zh']);
    expect([refused.code, ...codesOf(refused.out)]).toEqual([2, 'threshold-too-long']);
    expect(refused.error).toContain('阈值 90 秒');
  });

  it('leave with 2 and the place of what is wrong', async () => {
    const queues = await runInProcess([
      'queues',
      write('q.json', { queues: [{ ahtSeconds: 60, agents: 1 }] }),
      '--json',
    ]);
    expect([queues.code, ...codesOf(queues.out)]).toEqual([2, 'one-needed']);
    const data = { kind: 'waits', waits: [{ seconds: 9, abandoned: false }] };
    const patience = await runInProcess(['patience', write('p.json', { data }), '--json', '--lang', 'zh']);
    expect([patience.code, ...codesOf(patience.out)]).toEqual([2, 'no-hang-ups']);
    expect(patience.error).toContain('无人等待后放弃');
  });
});

describe('requirement', () => {
  const forecast = {
    zone: 'Europe/Berlin',
    interval: '30m',
    points: [
      { start: '2026-03-02T09:00:00+01:00', end: '2026-03-02T09:30:00+01:00', expected: 60 },
      { start: '2026-03-02T09:30:00+01:00', end: '2026-03-02T10:00:00+01:00', expected: 90 },
    ],
  };

  it('takes several targets, a load that is carried over, shrinkage by part and a crew from files', async () => {
    const parts = write('parts.json', [
      { kind: 'sickness', share: 0.06 },
      { kind: 'meetings', share: 0.04 },
    ]);
    const crew = write('crew.json', [{ count: 8 }, { employee: 'bo', proficiency: 0.5 }]);
    const given = ['--aht', '200', '--patience', '90', '--load', 'modified-offered-load', '--crew', crew];
    const targets = ['--target', '0.8/20', '--abandonment', '0.02'];
    const file = write('forecast.json', forecast);
    const out = inFolder('requirement.csv');
    const told = await runInProcess([
      'requirement',
      file,
      ...targets,
      ...given,
      '--shrinkage-parts',
      parts,
      '--out',
      out,
    ]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('80 % of offered within 20 s and 2.0 % abandoned at most');
    expect(told.out).toMatch(/^sickness +no +people to schedule +\d/m);
    expect(readFileSync(out, 'utf8').split('\n')[0]).toMatch(/,shrinkage sickness,shrinkage meetings$/);
    const both = [
      'requirement',
      file,
      '--asa',
      '20',
      ...given,
      '--shrinkage-parts',
      parts,
      '--shrinkage',
      '0.1',
      '--json',
    ];
    expect(codesOf((await runInProcess(both)).out)).toEqual(['option-wrong']);
  });
});

describe('workload', () => {
  it('tells work and days, writes its intervals as CSV, and refuses with the place of what is wrong', async () => {
    const request = example('examples/workload/request.json');
    const requirement = request['requirement'] as { readonly intervals: readonly object[] };
    const oneDay = { ...request, requirement: { ...requirement, intervals: requirement.intervals.slice(0, 16) } };
    const args = ['--iterations', '100', '--lang', 'zh', '--out', inFolder('work.csv')];
    const told = await runInProcess(['workload', write('work.json', oneDay), ...args]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('已把可等待的工作排入空闲时段');
    const [head = '', ...rows] = readFileSync(inFolder('work.csv'), 'utf8').trim().split('\n');
    expect(head).toMatch(/,idleHoursUsed,hours e-mail,hours complaint call-back,/);
    expect(rows).toHaveLength(16);
    const wrong = await runInProcess(['workload', write('bad.json', { ...oneDay, idleShare: 2 }), '--json']);
    expect([wrong.code, ...codesOf(wrong.out)]).toEqual([2, 'too-big']);
  });
});

describe('outbound', () => {
  it('tells days, lists, hours and cases, writes its hours as CSV, and leaves with 1 where a goal is missed', async () => {
    const request = {
      ...example('examples/outbound/direct.json'),
      days: 2,
      cases: [{ id: 'slower', timeFactor: 1.2 }],
    };
    const goal = { ...request, method: { kind: 'goal', successes: 5000 }, pacing: { kind: 'progressive' } };
    const told = await runInProcess(['outbound', write('goal.json', goal), '--out', inFolder('hours.csv')]);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^slower +\d+/m);
    expect(told.out).toContain('successes are missing to the goal');
    expect(readFileSync(inFolder('hours.csv'), 'utf8').split('\n')[0]).toBe('start,agents,dials,contacts');
    const zh = await runInProcess(['outbound', write('direct.json', { ...request, cases: [] }), '--lang', 'zh']);
    expect(zh.out).toContain('在放弃率上限之内');
    const wrong = await runInProcess(['outbound', write('bad.json', { ...request, zone: 'Mars' }), '--json']);
    expect([wrong.code, ...codesOf(wrong.out)]).toEqual([2, 'wrong-zone']);
  });
});
