import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditSchema } from '../../../src/contract/breach.ts';
import { issuesDocumentSchema } from '../../../src/contract/issues.ts';
import { forecastSchema } from '../../../src/contract/forecast.ts';
import { planResultSchema } from '../../../src/contract/plan.ts';
import { requirementSchema } from '../../../src/contract/requirement.ts';
import { rosterSchema } from '../../../src/contract/roster.ts';
import { runInProcess } from './in-process.ts';

let folder: string;
const HISTORY = 'examples/call-centre-week/history.csv';
const SHOP = 'examples/two-shift-shop/problem.json';

const codesOf = (out: string): readonly string[] =>
  issuesDocumentSchema.parse(JSON.parse(out)).issues.map(({ code }) => code);
const pathsOf = (out: string): readonly string[] =>
  issuesDocumentSchema.parse(JSON.parse(out)).issues.map(({ path }) => path);
const inFolder = (name: string): string => join(folder, name);
const write = (name: string, content: unknown): string => {
  writeFileSync(inFolder(name), typeof content === 'string' ? content : JSON.stringify(content));
  return inFolder(name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-cli-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('forecast', () => {
  it('tells people the days, and machines the document', async () => {
    const told = await runInProcess(['forecast', HISTORY, '--zone', 'Europe/Berlin', '--from', '2026-03-16']);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^Mon 03-16 {2}08:00-20:00 /m);
    expect(told.out).toMatch(/^Sun 03-22 {2}closed /m);
    expect(told.out).toContain('WAPE');
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
    const rows = readFileSync(inFolder('forecast.csv'), 'utf8').trimEnd().split('\n');
    expect(rows[0]).toBe('start,end,open,expected,lower80,upper80,lower95,upper95,ahtSeconds');
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
    expect(head).toBe('origin,timestamp,actual,forecast,lower80,upper80,lower95,upper95');
    expect(rows).toHaveLength(2 * (5 * 24 + 16));
    expect(rows[0]?.startsWith('2026-03-01,2026-03-02T08:00,')).toBe(true);
    const cells = rows.map((row) => row.split(',').slice(2, 4).map(Number));
    const sum = (of: (actual: number, forecast: number) => number): number =>
      cells.reduce((all, [actual = 0, forecast = 0]) => all + of(actual, forecast), 0);
    const wape = (100 * sum((actual, forecast) => Math.abs(forecast - actual))) / sum((actual) => actual);
    expect(told.out).toContain(`Over all rows: WAPE ${wape.toFixed(2)} %`);
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
    expect(await codes('--aht', '180', '--asa', '40', '--target', '0.8/20')).toEqual(['options-exclude']);
    expect(await codes('--aht', '180', '--target', '80/20')).toEqual(['option-wrong']);
    expect(await codes('--aht', '180', '--target', '0.8')).toEqual(['option-wrong']);
    expect(await codes('--aht', '180', '--asa', '40', '--level-of', 'offered')).toEqual(['option-missing']);
    expect(await codes('--aht', '180', '--abandonment', '0.05')).toEqual(['patience-required']);
  });
});

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
    expect(told.out).toMatch(/Conflicts\n.*[Ll]in/);
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
    expect(pathsOf(told.out)[0]).toBe(`${stranger} /shifts/0/employee`);
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
      mkdirSync(out);
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
