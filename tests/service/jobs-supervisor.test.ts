import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import type { JobLog } from '../../src/jobs/log.ts';
import { residentMiB } from '../../src/jobs/resident-memory.ts';
import { type SolverProcess, startSolver } from '../../src/jobs/solver-process.ts';

const file = new URL('../fixtures/solver-child.ts', import.meta.url);

type Line = { readonly message: string; readonly facts: Readonly<Record<string, unknown>> };

let solver: SolverProcess | undefined;
let parent: ChildProcess | undefined;

function start(threads: number, memoryMiB = 4000): { readonly solver: SolverProcess; readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const settings = {
    databaseUrl: 'postgres://nowhere',
    masterKey: '',
    threads,
    solveThreads: 1,
    threadMemoryMiB: 512,
    logLevel: 'silent',
  };
  const log: JobLog = (_level, message, facts = {}) => void lines.push({ message, facts });
  solver = startSolver({ file, start: settings, memoryMiB, log });
  return { solver, lines };
}

const isAlive = (pid: number): boolean => residentMiB(pid) !== undefined;
const messages = (lines: readonly Line[]): readonly string[] => lines.map(({ message }) => message);

afterEach(async () => {
  await solver?.close();
  solver = undefined;
  parent?.kill('SIGKILL');
});

it('a process measures as large as it is', () => {
  expect(residentMiB(process.pid)).toBeGreaterThan(20);
  expect(residentMiB(0)).toBeUndefined();
});

it('closing ends the process', async () => {
  const started = start(1);
  await started.solver.ready;
  const pid = started.solver.pid() ?? 0;
  expect(isAlive(pid)).toBe(true);
  await started.solver.close();
  expect(isAlive(pid)).toBe(false);
  expect(started.solver.pid()).toBeUndefined();
});

it('a process that dies is started again', async () => {
  const { lines } = start(2);
  await expect
    .poll(() => messages(lines).filter((text) => text === 'solver takes jobs').length, { timeout: 10_000 })
    .toBe(2);
  expect(lines.find(({ message }) => message.includes('unasked'))?.facts).toMatchObject({ how: 'exit code 7' });
});

it('a process that is killed from outside is started again', async () => {
  const { solver: one, lines } = start(1);
  await one.ready;
  // It says that it took a job just after it is ready.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const first = one.pid() ?? 0;
  process.kill(first, 'SIGKILL');
  await expect
    .poll(() => messages(lines).filter((text) => text === 'solver takes jobs').length, { timeout: 10_000 })
    .toBe(2);
  const deaths = (): readonly unknown[] =>
    lines.filter(({ message }) => message.includes('unasked')).map(({ facts }) => facts);
  // Its job goes to the next process, which settles it: another death leaves nothing to give back.
  expect(deaths()).toEqual([{ how: 'signal SIGKILL', jobs: [`job-${first}`] }]);
  process.kill(one.pid() ?? 0, 'SIGKILL');
  await expect.poll(deaths, { timeout: 10_000 }).toContainEqual({ how: 'signal SIGKILL', jobs: [] });
});

it('a process near its limit of memory is asked to end its jobs, and a new one takes over', async () => {
  const { lines } = start(3, 250);
  await expect
    .poll(() => messages(lines), { timeout: 20_000 })
    .toEqual(['solver takes jobs', 'solver nears its limit of memory and ends its jobs', 'solver takes jobs']);
});

it('one that does not hear is killed above the limit, and the next one ends its job', async () => {
  const { lines } = start(4, 250);
  await expect
    .poll(() => messages(lines).filter((text) => text === 'solver takes jobs').length, { timeout: 20_000 })
    .toBe(2);
  const kill = lines.find(({ message }) => message === 'solver is killed for its memory');
  expect(kill?.facts).toMatchObject({ limitMiB: 250, jobs: [expect.stringMatching(/^job-\d+$/)] });
  expect(messages(lines)).not.toContain('solver ended unasked and is started again');
});

it('a limit that is too small to begin with is told', async () => {
  const { lines } = start(5, 200);
  await expect
    .poll(() => messages(lines), { timeout: 10_000 })
    .toContain('solver needs more memory than its limit to begin');
});

it('a process ends by itself when its parent is killed', async () => {
  const source = new URL('../../src/jobs/solver-process.ts', import.meta.url).href;
  const settings = {
    databaseUrl: '',
    masterKey: '',
    threads: 1,
    solveThreads: 1,
    threadMemoryMiB: 512,
    logLevel: 'silent',
  };
  const code = `
    import { startSolver } from ${JSON.stringify(source)};
    const options = { file: new URL(${JSON.stringify(file.href)}), start: ${JSON.stringify(settings)}, memoryMiB: 4000, log: () => undefined };
    const solver = startSolver(options);
    await solver.ready;
    process.stdout.write(String(solver.pid()) + '\\n');`;
  parent = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(parent.stdout as NodeJS.EventEmitter, 'data')) as [Buffer];
  const pid = Number(chunk.toString());
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});
