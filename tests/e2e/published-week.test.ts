import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ended, type Service, startService } from '../faults/service.ts';
import { ROOT, run } from './command.ts';

let folder: string;
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-week-'));
  service = await startService(join(folder, 'data'), 0);
}, 60_000);

afterAll(async () => {
  service.process.kill('SIGTERM');
  await ended(service.process);
  rmSync(folder, { recursive: true, force: true });
});

it('fills a shift of somebody absent from a published week by curl alone', async () => {
  const told = await run('bash', [`${ROOT}examples/published-week.sh`], folder, {
    SHIFTCAST_URL: service.url,
    PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`,
  });
  expect([told.code, told.error]).toEqual([0, '']);
  expect(told.out).toMatch(/^\w+ 2026-03-05T\S+: [1-9]\d* could, \w+ \((take|move|lengthen)\) -/m);
  expect(told.out).toMatch(/^edits: \{"edits":\[\{"op":/m);
  expect(told.out).toMatch(/^publication 2: /m);
}, 120_000);
