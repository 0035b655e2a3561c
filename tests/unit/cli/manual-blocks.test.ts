import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from '../../e2e/command.ts';
import { runInProcess } from './in-process.ts';

const manual = readFileSync(`${ROOT}src/MANUAL.md`, 'utf8');
const shown = [...manual.matchAll(/```console\n([^]*?)```/g)]
  .flatMap(([, block = '']) => block.split(/^(?=\$ )/m))
  .map((one) => {
    const [line = '', ...printed] = one.split('\n');
    const [command = '', ...filters] = line.replace(/^\$ shiftcast /, '').split(' | ');
    return { line, command, filter: filters.join(' | '), printed: printed.join('\n') };
  });

it('shows commands', () => {
  expect(shown.length).toBeGreaterThan(10);
});

it('shows commands whose files are there and whose options exist', async () => {
  for (const { command } of shown) {
    const [name = '', ...args] = command.split(' ');
    const { out } = await runInProcess([name, '--help']);
    const options = args.filter((arg) => arg.startsWith('--'));
    expect(
      options.filter((option) => !out.includes(`${option} `)),
      command,
    ).toEqual([]);
    const files = args.filter((arg) => arg.startsWith('examples/'));
    expect(files.filter((file) => !existsSync(`${ROOT}${file}`))).toEqual([]);
  }
});

/** Commands that take some seconds each: held to what they print where ALL_BLOCKS is set (`npm run -s check:manual`), and by no other test. */
const SLOW = ['skills', 'plan', 'head-count'];
const isUpdate = process.env['UPDATE_DOCUMENTS'] === '1';
const isAll = isUpdate || process.env['ALL_BLOCKS'] === '1';
const now = new Map<string, string>();

afterAll(() => {
  if (!isUpdate) return;
  const text = shown.reduce((whole, { line, printed }) => {
    return whole.replace(`${line}\n${printed}`, () => `${line}\n${now.get(line) ?? printed}`);
  }, manual);
  writeFileSync(`${ROOT}src/MANUAL.md`, text);
});

it.each(shown.filter(({ command }) => isAll || !SLOW.includes(command.split(' ')[0] ?? '')))(
  'shows what `shiftcast $command` prints',
  { timeout: 240_000 },
  async ({ line, command, filter, printed }) => {
    const { out, error } = await runInProcess(command.split(' '));
    const told = filter === '' ? out : execFileSync('bash', ['-c', filter], { input: out, encoding: 'utf8' });
    now.set(line, `${told}${error}`);
    expect(isUpdate ? printed : now.get(line)).toBe(printed);
  },
);
