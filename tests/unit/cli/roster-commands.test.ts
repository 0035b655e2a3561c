import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditSchema } from '../../../src/contract/breach.ts';
import { planResultSchema } from '../../../src/contract/plan.ts';
import { rosterSchema } from '../../../src/contract/roster.ts';
import { codesOf, pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const HISTORY = 'examples/call-centre-week/history.csv';
const SHOP = 'examples/two-shift-shop/problem.json';

describe('roster', () => {
  it('tells who works when, cover, and how good it is; its document has the shape of the contract', async () => {
    const told = await runInProcess(['roster', SHOP, '--iterations', '100000', '--out', inFolder('roster.json')]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('optimal (nothing better exists)');
    expect(told.out).toMatch(/^Lin .* 40$/m);
    expect(told.out).toContain('Everything wanted is covered.');
    expect(told.out).toContain('gap 0.00 %');
    const roster = rosterSchema.parse(JSON.parse(readFileSync(inFolder('roster.json'), 'utf8')));
    expect(roster.shifts).toHaveLength(30);
  });

  it('leaves with 1 where no line keeps the hard rules, and says for whom', async () => {
    const problem = JSON.parse(readFileSync(SHOP, 'utf8')) as { team: { employees: Record<string, unknown>[] } };
    const lin = problem.team.employees[0];
    if (lin !== undefined) lin['daysOff'] = ['2026-03-02', '2026-03-03', '2026-03-04'];
    const told = await runInProcess(['roster', write('impossible.json', problem), '--iterations', '100000']);
    expect(told.code).toBe(1);
    expect(told.out).toContain('infeasible');
    expect(told.out).toMatch(/Conflicts\n {2}lin cannot be given .*\(2026-03-02, 2026-03-03, 2026-03-04\)/);
  });

  it('shows what is short where people are missing, and leaves with 0', async () => {
    const problem = JSON.parse(readFileSync(SHOP, 'utf8')) as { team: { employees: unknown[] } };
    problem.team.employees.splice(1, 2);
    const told = await runInProcess(['roster', write('short.json', problem), '--iterations', '100000']);
    expect(told.code).toBe(0);
    expect(told.out).toContain('0/1!');
    expect(told.out).toMatch(/^Uncovered: 9 attendances$/m);
  });

  it('shows progress only where somebody watches', async () => {
    const threads = () => ({
      run: (
        _task: string,
        _input: unknown,
        { onProgress }: { readonly onProgress?: ((state: object) => void) | undefined },
      ) => {
        onProgress?.({ seconds: 3, iterations: 5, objective: 12, bound: 9, gap: 0.25 });
        return Promise.resolve({
          ok: false,
          issues: [{ code: 'no-cover', path: '', message: '', facts: {}, hint: '' }],
        });
      },
      ready: () => true,
      close: () => Promise.resolve(),
    });
    const session = { threads: threads as never };
    const watched = await runInProcess(['roster', SHOP], { ...session, watched: true });
    expect(watched.error).toContain('solving 3 s: objective 12.0, gap 25.00 %');
    expect(watched.code).toBe(2);
    const unwatched = await runInProcess(['roster', SHOP], session);
    expect(unwatched.error).not.toContain('solving');
  });

  it('refuses a problem with every place that is wrong', async () => {
    const file = write('wrong-problem.json', {
      team: { zone: 'Mars/Olympus' },
      horizon: { from: '2026-03-02', dayz: 7 },
    });
    const told = await runInProcess(['roster', file, '--seconds', '0', '--seed', '-1', '--json']);
    expect(told.code).toBe(2);
    expect(pathsOf(told.out)).toEqual(
      expect.arrayContaining(['--seconds', '--seed', `${file} /team/zone`, `${file} /horizon/dayz`]),
    );
  });

  it('says where a file stops being JSON', async () => {
    const file = write('broken.json', '{\n  "team": {,\n');
    const told = await runInProcess(['roster', file]);
    expect(told.code).toBe(2);
    expect(told.error).toContain('[malformed-json]');
    expect(told.error).toMatch(/line 2/);
  });
});

describe('audit', () => {
  const teamOf = (): string =>
    write('team.json', (JSON.parse(readFileSync(SHOP, 'utf8')) as { readonly team: unknown }).team);

  beforeAll(async () => {
    await runInProcess(['roster', SHOP, '--iterations', '100000', '--out', inFolder('shop.json')]);
    await runInProcess(['roster', SHOP, '--iterations', '100000', '--out', inFolder('shop.csv')]);
  });

  it('finds the same in a roster from JSON and from CSV', async () => {
    const fromJson = await runInProcess(['audit', inFolder('shop.json'), '--json']);
    expect(fromJson.code).toBe(0);
    const csv = ['audit', inFolder('shop.csv'), '--team', teamOf(), '--past', write('none.json', []), '--json'];
    const fromCsv = await runInProcess(csv);
    const [one, other] = [fromJson, fromCsv].map(({ out }) => auditSchema.parse(JSON.parse(out)));
    expect(one?.clean).toBe(true);
    expect(other?.ledger).toEqual(one?.ledger);
    expect(one?.ledger.map(({ workHours }) => workHours)).toEqual([40, 40, 40, 40, 40, 40]);
  });

  it('leaves with 1 for a breach and names who, when and by how much', async () => {
    const csv = write(
      'breach.csv',
      'employee,start,end\nlin,2026-03-02T09:00,2026-03-02T18:00\nlin,2026-03-02T20:00,2026-03-02T22:00\n',
    );
    const told = await runInProcess(['audit', csv, '--team', teamOf(), '--out', inFolder('ledger.csv')]);
    expect(told.code).toBe(1);
    expect(told.out).toContain('Not clean');
    expect(told.out).toMatch(/block +.*[Ll]in/);
    expect(readFileSync(inFolder('ledger.csv'), 'utf8')).toMatch(/^lin,2026-03-02,2,1,11,11,0,0,40,40,[1-9]/m);
  });

  it('takes the past from a file: what was unknown is then judged', async () => {
    const csv = write('monday.csv', 'employee,start,end\nlin,2026-03-02T09:00,2026-03-02T17:00\n');
    const past = write('past.csv', 'employee,start,end\nlin,2026-03-01T20:00,2026-03-02T10:00\n');
    const audit = async (...more: readonly string[]) =>
      auditSchema.parse(JSON.parse((await runInProcess(['audit', csv, '--team', teamOf(), '--json', ...more])).out));
    const without = await audit();
    expect(without.unknowns.some(({ rule }) => rule === 'one-shift-a-day')).toBe(true);
    const known = await audit('--past', past);
    expect(known.unknowns.some(({ reason }) => reason === 'past-missing')).toBe(false);
    expect(known.breaches.map(({ rule }) => rule)).toContain('one-shift-a-day');
  });

  it('judges by a legal pack too, and says what it does not judge', async () => {
    const told = await runInProcess(['audit', inFolder('shop.json'), '--pack', 'cn']);
    expect(told.out).toContain('maximum-overtime-month');
    expect(told.out).toContain('Not checked');
  });

  it('refuses a CSV without its team, an unknown pack and wrong rows', async () => {
    const bare = await runInProcess(['audit', inFolder('shop.csv'), '--json']);
    expect([bare.code, codesOf(bare.out)]).toEqual([2, ['option-missing']]);
    const pack = await runInProcess(['audit', inFolder('shop.json'), '--pack', 'xx', '--json']);
    expect([pack.code, codesOf(pack.out), pathsOf(pack.out)]).toEqual([2, ['unknown-pack'], ['--pack']]);
    const rows = write(
      'rows.csv',
      'employee,start,end\nlin,yesterday,2026-03-02T17:00\nlin,2026-03-02T17:00,2026-03-02T09:00\n',
    );
    const wrong = await runInProcess(['audit', rows, '--team', teamOf(), '--json']);
    expect(codesOf(wrong.out)).toEqual(['wrong-timestamp', 'span-not-positive']);
    expect(pathsOf(wrong.out)[0]).toBe(`${rows} line 2, column 2`);
    const stranger = write('stranger.csv', 'employee,start,end\nnobody,2026-03-02T09:00,2026-03-02T17:00\n');
    const told = await runInProcess(['audit', stranger, '--team', teamOf(), '--json']);
    expect(codesOf(told.out)).toEqual(['unknown-employee']);
    expect(pathsOf(told.out)[0]).toBe(`${stranger} line 2, column 1`);
  });

  it('names line and column of shifts that a CSV puts on the wrong side of the horizon, and what to do in an audit', async () => {
    const csv = write('tuesday.csv', 'employee,start,end\nlin,2026-03-03T09:00,2026-03-03T17:00\n');
    const past = write(
      'late.csv',
      'employee,start,end\nmei,2026-03-01T09:00,2026-03-01T17:00\nlin,2026-03-04T09:00,2026-03-04T17:00\n',
    );
    const told = await runInProcess(['audit', csv, '--team', teamOf(), '--past', past, '--json']);
    expect([codesOf(told.out), pathsOf(told.out)]).toEqual([['past-not-before'], [`${past} line 3`]]);
    expect(told.out).toContain('\\"shifts\\" of an audit');
  });

  it('tells all that is wrong with options and files at once', async () => {
    const options = ['--pack', 'xx', '--zone', 'Mars', '--from', 'soon', '--horizon', '401d'];
    const files = ['--team', inFolder('no-team.json'), '--past', inFolder('no-past.csv')];
    const told = await runInProcess(['audit', inFolder('no.csv'), ...options, ...files, '--json']);
    expect(told.code).toBe(2);
    expect(pathsOf(told.out).toSorted()).toEqual(
      ['--pack', '--zone', '--from', '--horizon', '--team', '--past', 'ROSTER'].toSorted(),
    );
    const stranger = write('stranger.csv', 'employee,start,end\nnobody,2026-03-02T09:00,2026-03-02T17:00\n');
    const both = await runInProcess(['audit', stranger, '--team', teamOf(), '--pack', 'xx', '--json']);
    expect(codesOf(both.out)).toEqual(['unknown-pack', 'unknown-employee']);
  });
});

describe('plan', () => {
  const small = (): Record<string, unknown> => ({
    kind: 'plan',
    queues: [
      {
        history: { kind: 'history', file: 'days.csv', zone: 'Asia/Kolkata' },
        forecast: { hours: { mon: [{ from: '09:00', to: '17:00' }], tue: [{ from: '09:00', to: '17:00' }] } },
        requirement: { target: { kind: 'asa', asaSeconds: 40 }, ahtSeconds: 240 },
      },
    ],
    horizon: { days: 2 },
    team: {
      zone: 'Asia/Kolkata',
      contracts: [{ id: 'full', maxHoursPerWeek: 40 }],
      employees: ['a', 'b', 'c'].map((id) => ({ id, contract: 'full' })),
      shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
      rules: [{ rule: 'one-shift-a-day' }],
    },
    past: [],
    solve: { iterations: 1000 },
  });

  beforeAll(() => {
    const rows = [0, 1, 2, 3].flatMap((week) =>
      [0, 1].flatMap((day) =>
        Array.from({ length: 8 }, (_, hour) => {
          const date = new Date(Date.UTC(2026, 0, 5 + 7 * week + day)).toISOString().slice(0, 10);
          return `${date}T${String(9 + hour).padStart(2, '0')}:00,${5 + hour}`;
        }),
      ),
    );
    write('days.csv', `timestamp,count\n${rows.join('\n')}\n`);
  });

  it('reads histories beside the plan, writes every step into the folder and tells all of it', async () => {
    const plan = write('plan.json', { ...small(), horizon: { from: '2026-02-02', days: 2 } });
    const out = inFolder('planned');
    const told = await runInProcess(['plan', plan, '--out', out]);
    expect([told.code, told.error]).toEqual([0, expect.stringContaining('roster.csv')]);
    expect(readdirSync(out).sort()).toEqual([
      'audit.json',
      'forecast.json',
      'requirement.json',
      'roster.csv',
      'roster.json',
    ]);
    for (const part of ['Forecast\n=', 'Requirement\n=', 'Roster\n=', 'Audit\n=']) expect(told.out).toContain(part);
    const json = await runInProcess(['plan', plan, '--json']);
    expect(planResultSchema.parse(JSON.parse(json.out)).roster.status).toBe('optimal');
  });

  it('refuses a history that is not there, or given twice, at its place in the plan', async () => {
    const plan = small();
    plan['queues'] = [
      { ...(plan['queues'] as object[])[0], history: { file: 'gone.csv', zone: 'Asia/Kolkata' } },
      { ...(plan['queues'] as object[])[0], history: { file: 'days.csv', zone: 'Asia/Kolkata', csv: 'x' } },
    ];
    const file = write('gone.json', plan);
    const told = await runInProcess(['plan', file, '--json']);
    expect(told.code).toBe(2);
    expect(codesOf(told.out)).toEqual(['file-missing', 'history-in-file-and-body']);
    expect(pathsOf(told.out)).toEqual([`${file} /queues/0/history/file`, `${file} /queues/1/history`]);
  });

  it('lets no clock end a solve for which iterations are asked, whatever the plan says', async () => {
    const asked: unknown[] = [];
    const threads = (() => ({
      run: (_task: string, { limits }: { readonly limits: unknown }) => {
        asked.push(limits);
        return Promise.resolve({ ok: false, issues: [] });
      },
      ready: () => true,
      close: () => Promise.resolve(),
    })) as never;
    const plan = write('limits.json', { ...small(), solve: { seconds: 5, seed: 3, gap: 0.1 } });
    await runInProcess(['plan', plan], { threads });
    await runInProcess(['plan', plan, '--iterations', '10', '--engine', 'lines'], { threads });
    await runInProcess(['plan', plan, '--iterations', '10', '--seconds', '2', '--gap', '0', '--seed', '4'], {
      threads,
    });
    await runInProcess(['plan', write('no-limits.json', { ...small(), solve: {} })], { threads });
    expect(asked).toEqual([
      { seconds: 5, seed: 3, gap: 0.1 },
      { seconds: undefined, iterations: 10, seed: 3, gap: 0.1, engine: 'lines' },
      { seconds: 2, iterations: 10, seed: 4, gap: 0 },
      { seconds: 60, seed: 1 },
    ]);
  });

  it('makes no folder in one that does not exist', async () => {
    const told = await runInProcess(['plan', write('plan2.json', small()), '--out', inFolder('no/where'), '--json']);
    expect([told.code, codesOf(told.out)]).toEqual([2, ['folder-missing']]);
    expect(existsSync(inFolder('no'))).toBe(false);
  });
});

describe('a result that cannot be written once the work is done', () => {
  it('is refused, and nothing is told as if it were there', async () => {
    const out = inFolder('taken.json');
    // A folder takes the name between the check and the writing.
    const holidays = () => {
      mkdirSync(out, { recursive: true });
      return { ok: true as const, value: [] };
    };
    const told = await runInProcess(['forecast', HISTORY, '--zone', 'Europe/Berlin', '--country', 'DE', '--out', out], {
      holidays,
    });
    expect([told.code, told.out]).toEqual([2, '']);
    expect(told.error).toContain('[out-unwritable]');
    expect(readdirSync(out)).toEqual([]);
  });
});

describe('the program', () => {
  it('hands serve its flag and leaves with its code', async () => {
    const asked: unknown[] = [];
    const serve = (options: unknown) => {
      asked.push(options);
      return Promise.resolve(2 as const);
    };
    expect((await runInProcess(['serve', '--example'], { serve })).code).toBe(2);
    expect((await runInProcess(['serve'], { serve })).code).toBe(2);
    expect(asked).toEqual([{ example: true }, { example: false }]);
  });

  it.each([[['fly']], [['roster']], [['roster', SHOP, '--secnds', '3']], [['forecast', HISTORY, '--lang', 'fr']]])(
    'answers %j with 2 and a way to help',
    async (args) => {
      const told = await runInProcess(args);
      expect(told.code).toBe(2);
      expect(told.error).toMatch(/error: [^]*--help/);
      expect(told.out).toBe('');
    },
  );

  it('tells its version and its help', async () => {
    expect(await runInProcess(['--version'])).toEqual({ code: 0, out: '1.2.3\n', error: '' });
    const help = await runInProcess(['--help']);
    expect(help.code).toBe(0);
    for (const name of ['forecast', 'backtest', 'requirement', 'roster', 'audit', 'plan', 'serve'])
      expect(help.out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  it('lets a defect through, for the process to tell', async () => {
    const broken = () => {
      throw new Error('lost');
    };
    await expect(runInProcess(['roster', SHOP], { threads: broken })).rejects.toThrow('lost');
  });
});
