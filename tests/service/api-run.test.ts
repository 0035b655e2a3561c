import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { planExampleWeek } from '../../src/main/example-week.ts';
import { runService } from '../../src/main/serve.ts';
import { startService } from './api-service.ts';

type Heard = { out: string; error: string };

function run(environment: Readonly<Record<string, string>>, example: boolean, signal: AbortSignal) {
  const heard: Heard = { out: '', error: '' };
  const terminal = {
    out: (text: string): void => void (heard.out += text),
    error: (text: string): void => void (heard.error += text),
    watched: false,
  };
  const code = runService({
    environment: { THREADS: '1', LOG_LEVEL: 'silent', ...environment },
    example,
    terminal,
    signal,
  });
  return { heard, code };
}

it('says where it serves, plans the example week through its own API, and ends when told', async () => {
  const stop = new AbortController();
  const { heard, code } = run({ PORT: '0', REQUEST_SECONDS: '2' }, true, stop.signal);
  await expect.poll(() => heard.out, { timeout: 30_000 }).toContain('ready\n');
  expect(heard.out).toMatch(/example week from 2026-03-16, 60 employees[^]*forecast[^]*requirement[^]*roster[^]*audit/);
  expect(heard.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/docs/);
  stop.abort();
  expect(await code).toBe(0);
});

it('a stop before the example is planned ends the service at once', async () => {
  const { heard, code } = run({ PORT: '0' }, true, AbortSignal.abort());
  expect(await code).toBe(0);
  expect(heard.out).not.toContain('example week');
});

it('wrong settings and a taken port are told, with exit code 2', async () => {
  const wrong = run({ HOST: '0.0.0.0' }, false, AbortSignal.abort());
  expect(await wrong.code).toBe(2);
  expect(wrong.heard.error).toContain('HOST');
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = run({ PORT: String(port) }, false, AbortSignal.abort());
  expect(await taken.code).toBe(2);
  expect(taken.heard.error).toContain('taken');
  holder.close();
});

it('an example that is refused is a failure with the answer', async () => {
  const { url, service } = await startService({ MAX_BODY_BYTES: '1024' });
  await expect(planExampleWeek(url)).rejects.toThrow('the example week was answered with 413');
  await service.close();
});
