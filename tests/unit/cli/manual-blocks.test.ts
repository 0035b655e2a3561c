import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT } from '../../e2e/command.ts';
import { runInProcess } from './in-process.ts';

const manual = readFileSync(`${ROOT}src/MANUAL.md`, 'utf8');
const shown = [...manual.matchAll(/```console\n([^]*?)```/g)]
  .flatMap(([, block = '']) => block.split(/^(?=\$ )/m))
  .map((one) => {
    const [line = '', ...printed] = one.split('\n');
    const [command = '', ...filters] = line.replace(/^\$ shiftcast /, '').split(' | ');
    return { command, filter: filters.join(' | '), printed: printed.join('\n') };
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

/** Commands that take less than a second and whose answer the manual shows whole, or as a filter gives it. */
const QUICK = ['intraday', 'accuracy', 'service-miss', 'queues', 'transient', 'patience', 'risk', 'outbound'];

it.each(shown.filter(({ command }) => QUICK.includes(command.split(' ')[0] ?? '')))(
  'shows what `shiftcast $command` prints',
  async ({ command, filter, printed }) => {
    const { out, error } = await runInProcess(command.split(' '));
    const told = filter === '' ? out : execFileSync('bash', ['-c', filter], { input: out, encoding: 'utf8' });
    expect(`${told}${error}`).toBe(printed);
  },
);
