import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  BANK_EMPLOYEES,
  BANK_HISTORY,
  BANK_REQUIREMENT,
  BANK_WEEK,
  BANK_ZONE,
  bankTeam,
  hasBankHistory,
} from '../fixtures/bank-week.ts';
import { ended, type Service, startService } from '../faults/service.ts';
import { ROOT, run } from './command.ts';

let folder: string;
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-tour-'));
  service = await startService(join(folder, 'data'), 0);
}, 60_000);

afterAll(async () => {
  service.process.kill('SIGTERM');
  await ended(service.process);
  rmSync(folder, { recursive: true, force: true });
});

const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');

it.skipIf(!hasBankHistory())(
  'goes from the bank history to the printed roster and the calendar by curl alone',
  async () => {
    writeFileSync(join(folder, 'team.json'), JSON.stringify(bankTeam()));
    const told = await run('bash', [`${ROOT}examples/api-tour.sh`, join(folder, 'out')], folder, {
      SHIFTCAST_URL: service.url,
      TEAM: join(folder, 'team.json'),
      HISTORY: BANK_HISTORY,
      ZONE: BANK_ZONE,
      FROM: BANK_WEEK,
      REQUIREMENT: JSON.stringify(BANK_REQUIREMENT),
      SECONDS_TO_SOLVE: '12',
    });
    expect([told.code, told.error]).toEqual([0, '']);
    expect(told.out).toMatch(/running: objective \d/);
    expect(told.out).toMatch(/^publication 1 of team \S+: [\w-]{36}$/m);
    expect(told.out).toMatch(/format=csv -> 304/);

    const rows = read('schedule.csv').trimEnd().split('\n');
    expect(rows.length).toBeGreaterThan(1000);
    for (const name of ['roster.html', 'roster-zh.html']) {
      const page = read(name);
      for (let agent = 1; agent <= BANK_EMPLOYEES; agent++)
        expect(page).toContain(`agent-${String(agent).padStart(3, '0')}`);
      expect(page).toContain('<svg');
    }
    expect(read('roster-zh.html')).toMatch(/lang="zh/);

    const events = new ICAL.Component(ICAL.parse(read('agent.ics')) as [string, [], []]).getAllSubcomponents('vevent');
    const uids = events.map((event) => new ICAL.Event(event).uid);
    expect(uids.length).toBeGreaterThan(0);
    expect(new Set(uids).size).toBe(uids.length);
    const agent = /agent-\d{3}/.exec(uids[0] ?? '')?.[0];
    expect(rows.filter((row) => row.includes(`,${agent},`))).toHaveLength(events.length);
  },
  120_000,
);
