import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const cli = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));

let child: ChildProcess | undefined;

type Started = { readonly process: ChildProcess; readonly out: () => string; readonly error: () => string };

function serve(env: Readonly<Record<string, string>>): Started {
  const started = spawn(process.execPath, [cli, 'serve'], {
    env: { ...process.env, THREADS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  const texts = { out: '', error: '' };
  started.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  started.stderr.on('data', (chunk: Buffer) => (texts.error += chunk.toString()));
  return { process: started, out: () => texts.out, error: () => texts.error };
}

async function exitCode({ process: started }: Started): Promise<number | null> {
  if (started.exitCode !== null) return started.exitCode;
  const [code] = (await once(started, 'exit')) as [number | null];
  return code;
}

afterEach(() => {
  child?.kill('SIGKILL');
});

it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, drains and leaves with 0', async (signal) => {
  const started = serve({ PORT: '0' });
  await expect.poll(started.out, { timeout: 20_000 }).toContain('ready\n');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(started.out())?.[0] ?? '';
  expect((await fetch(`${url}/healthz/live`)).status).toBe(200);
  started.process.kill(signal);
  expect(await exitCode(started)).toBe(0);
});

it('a taken port is a clear error and exit code 2', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const started = serve({ PORT: String(port) });
  expect(await exitCode(started)).toBe(2);
  expect(started.error()).toContain(`Port ${port} of 127.0.0.1 is taken.`);
  holder.close();
});

it('an address that others could reach is refused with exit code 2', async () => {
  const started = serve({ HOST: '0.0.0.0', PORT: 'eighty' });
  expect(await exitCode(started)).toBe(2);
  expect(started.error()).toContain('HOST cannot be "0.0.0.0"');
  expect(started.error()).toContain('PORT cannot be "eighty"');
});
