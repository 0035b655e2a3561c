import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planResultSchema } from '../../src/contract/plan.ts';
import { rosterSchema } from '../../src/contract/roster.ts';
import { createService, type Service } from '../../src/main/serve.ts';
import { ROOT, run } from './command.ts';

let service: Service;
let url: string;

beforeAll(async () => {
  const created = createService({ env: { PORT: '0', LOG_LEVEL: 'silent', THREADS: '1' } });
  if (!created.ok) throw new Error(JSON.stringify(created.issues));
  service = created.value;
  const listening = await service.listen();
  if (!listening.ok) throw new Error(JSON.stringify(listening.issues));
  ({ url } = listening.value);
});

afterAll(async () => {
  await service.close();
});

const script = (name: string, more: Readonly<Record<string, string>> = {}) =>
  run('bash', [`${ROOT}examples/${name}.sh`], '/', { SHIFTCAST_URL: url, ...more });

describe('the curl scripts', () => {
  it('solve three-agents and two-shift-shop to proven optima', async () => {
    for (const [name, hours] of [
      ['three-agents', 98],
      ['two-shift-shop', 240],
    ] as const) {
      const told = await script(name);
      expect([told.code, told.error]).toEqual([0, '']);
      const roster = rosterSchema.parse(JSON.parse(told.out));
      expect(roster.status).toBe('optimal');
      expect(roster.shifts.reduce((sum, { paidHours }) => sum + (paidHours ?? 0), 0)).toBe(hours);
    }
  });

  it('plan the call-centre week from its history', async () => {
    const told = await script('call-centre-week', { SOLVE_SECONDS: '2' });
    expect([told.code, told.error]).toEqual([0, '']);
    const result = planResultSchema.parse(JSON.parse(told.out));
    expect(result.audit.clean).toBe(true);
    expect(result.roster.team.employees).toHaveLength(60);
  });
});
