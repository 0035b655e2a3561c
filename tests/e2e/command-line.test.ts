import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditSchema } from '../../src/contract/breach.ts';
import { canonicalJson } from '../../src/contract/canonical.ts';
import { forecastSchema } from '../../src/contract/forecast.ts';
import { requirementSchema } from '../../src/contract/requirement.ts';
import { rosterSchema } from '../../src/contract/roster.ts';
import { ROOT, run, shiftcast } from './command.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-e2e-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HISTORY = `${ROOT}examples/call-centre-week/history.csv`;
const SHOP = `${ROOT}examples/two-shift-shop/problem.json`;

describe('the flow from file to file', () => {
  it('goes from a history to an audited roster by commands alone, each reading what the one before wrote', async () => {
    const forecast = await shiftcast(
      ['forecast', HISTORY, '--zone', 'Europe/Berlin', '--from', '2026-03-16', '--out', 'forecast.json'],
      folder,
    );
    expect([forecast.code, forecast.error]).toEqual([0, 'wrote forecast.json\n']);
    forecastSchema.parse(JSON.parse(readFileSync(join(folder, 'forecast.json'), 'utf8')));
    const target = ['--target', '0.8/20', '--aht', '235', '--patience', '120', '--shrinkage', '0.9'];
    const needed = await shiftcast(['requirement', 'forecast.json', ...target, '--out', 'requirement.json'], folder);
    expect([needed.code, needed.error]).toEqual([0, 'wrote requirement.json\n']);
    const requirement = requirementSchema.parse(JSON.parse(readFileSync(join(folder, 'requirement.json'), 'utf8')));
    const team = {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'full' }],
      employees: ['a', 'b', 'c', 'd'].map((id) => ({ id, contract: 'full' })),
      shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
      rules: [{ rule: 'one-shift-a-day' }],
    };
    const problem = { team, horizon: { from: '2026-03-16', days: 1 }, requirement, coverFrom: 'positions', past: [] };
    writeFileSync(join(folder, 'problem.json'), JSON.stringify(problem));
    const solved = await shiftcast(
      ['roster', 'problem.json', '--iterations', '1000', '--json', '--out', 'roster.csv'],
      folder,
    );
    expect(solved.code).toBe(0);
    const roster = rosterSchema.parse(JSON.parse(solved.out));
    expect(roster.shifts).toHaveLength(4);
    expect(roster.uncovered.length).toBeGreaterThan(0);
    writeFileSync(join(folder, 'team.json'), JSON.stringify(team));
    const audited = await shiftcast(['audit', 'roster.csv', '--team', 'team.json', '--json'], folder);
    expect(audited.code).toBe(0);
    const audit = auditSchema.parse(JSON.parse(audited.out));
    expect(audit.ledger.map(({ workHours }) => workHours)).toEqual([8, 8, 8, 8]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('solves to the same roster for the same seed and iterations, process by process', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => shiftcast(['roster', SHOP, '--iterations', '5000', '--seed', '7', '--json'])),
    );
    expect(one?.code).toBe(0);
    expect(one?.error).toBe('');
    expect(canonicalJson(JSON.parse(other?.out ?? ''))).toBe(canonicalJson(JSON.parse(one?.out ?? '')));
  });
});

describe('exit codes', () => {
  it('are 1 for breaches, and 2 for bad input with every issue on stderr', async () => {
    const { team } = JSON.parse(readFileSync(SHOP, 'utf8')) as { readonly team: unknown };
    writeFileSync(join(folder, 'shop-team.json'), JSON.stringify(team));
    writeFileSync(
      join(folder, 'late-day.csv'),
      'employee,start,end\nlin,2026-03-02T09:00,2026-03-02T17:00\nlin,2026-03-02T18:00,2026-03-02T22:00\n',
    );
    const [breaches, refused] = await Promise.all([
      shiftcast(['audit', 'late-day.csv', '--team', 'shop-team.json'], folder),
      shiftcast(['roster', 'nothing.json', '--seed', 'x'], folder),
    ]);
    expect(breaches.code).toBe(1);
    expect(breaches.out).toContain('Not clean');
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.error).toContain('2 issues');
    expect(refused.error).toContain(`it is read from ${folder}`);
  });

  it('is 3 for a defect, told as one', async () => {
    const breaking = 'data:text/javascript,process.stdout.write=()=>{throw new Error("no paper")}';
    const told = await run(process.execPath, ['--import', breaking, `${ROOT}src/main/cli.ts`, '--help']);
    expect([told.code, told.out]).toEqual([3, '']);
    expect(told.error).toContain('defect');
    expect(told.error).toContain('no paper');
  });
});

describe('in the checkout', () => {
  it('npm run shiftcast starts paths where the user stands', async () => {
    writeFileSync(join(folder, 'broken.json'), '{');
    const args = ['--prefix', ROOT, 'run', '-s', 'shiftcast', '--', 'roster', 'broken.json'];
    const told = await run('npm', args, folder);
    expect(told.code).toBe(2);
    expect(told.error).toContain('[malformed-json]');
  });

  it('a result that stdout cannot take is told, and the code says so', async () => {
    const command = `"${process.execPath}" "${ROOT}src/main/cli.ts" roster "${SHOP}" --iterations 100 > /dev/full`;
    const told = await run('bash', ['-c', command]);
    expect(told.code).toBe(2);
    expect(told.error).toContain('the result cannot be written: ENOSPC');
  });

  it('a reader that closes the pipe early is no failure', async () => {
    const command = `"${process.execPath}" "${ROOT}src/main/cli.ts" forecast "${HISTORY}" --zone Europe/Berlin --json | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const told = await run('bash', ['-c', command]);
    expect(told.out).toBe('{\n0\n');
    expect(told.error).toBe('');
  });
});
