import { describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { fromRoster } from '../../../src/contract/roster-mapping.ts';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const control = { clock: () => 0, stopRequested: () => false, report: () => undefined };

async function solved(employee: object, more: object = {}, engine: 'highs' | 'lines' = 'highs'): Promise<Roster> {
  const problem = parseProblem({
    kind: 'problem',
    team: {
      zone: 'Asia/Shanghai',
      contracts: [{ id: 'full' }],
      employees: [{ id: 'anna', contract: 'full', ...employee }],
      shiftTemplates: [
        { id: 'day', start: '09:00', length: 480 },
        { id: 'night', start: '22:00', length: 480 },
      ],
      rules: [
        { rule: 'forbidden-window', protected: ['pregnant'], source: 'Letter of the clinic' },
        { rule: 'minimum-rest', values: { minimumHours: 11 } },
      ],
    },
    horizon: { from: '2026-06-01', days: 3 },
    cover: { templates: [{ template: 'night', floor: 1, target: 1 }] },
    past: [],
    future: [],
    ...more,
  });
  if (!problem.ok) throw new Error(JSON.stringify(problem.issues));
  const made = await makeRoster(problem.value, { seed: 1, iterations: 20, engine }, control, await rosterEngines());
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

const nights = ({ shifts }: Roster): number => shifts.filter(({ template }) => template === 'night').length;
const pregnant = { protected: [{ kind: 'pregnant', from: '2026-05-01' }] };

describe('a solve', () => {
  it('plans no night for whom a record protects, and three for anybody else', async () => {
    for (const engine of ['highs', 'lines'] as const) {
      expect(nights(await solved({}, {}, engine))).toBe(3);
      expect(nights(await solved({ protected: [{ kind: 'minor', from: '2026-05-01' }] }, {}, engine))).toBe(3);
      expect(nights(await solved(pregnant, {}, engine))).toBe(0);
    }
  });

  it('plans nights again from the day after the record on', async () => {
    const ending = { protected: [{ kind: 'pregnant', from: '2026-05-01', to: '2026-06-02' }] };
    for (const engine of ['highs', 'lines'] as const) {
      const { shifts } = await solved(ending, {}, engine);
      expect(shifts.map(({ start }) => start)).toEqual([plannedInstant('Asia/Shanghai', '2026-06-03', 22 * 60)]);
    }
  });

  it('tells of the conflict of a lock with such a rule nothing but that there is one', async () => {
    const lock = { employee: 'anna', start: '2026-06-02T22:00', end: '2026-06-03T06:00', template: 'night' };
    const roster = await solved(pregnant, { locks: [lock] });
    expect(roster.status).toBe('infeasible');
    const document = fromRoster(roster);
    expect(document.conflicts).toMatchObject([{ employee: 'anna', rules: ['protected-rule', 'locked-shifts'] }]);
    expect(JSON.stringify(document)).not.toMatch(/"kind":"pregnant"|Forbidden|no work in a daily window/);
    expect(document.conflicts[0]?.message).toContain('a protected rule');
  });

  it('leaves rest before and after work for another employer', async () => {
    const otherWork = [{ from: '2026-06-02T18:00', to: '2026-06-02T21:00' }];
    const roster = await solved({ otherWork });
    // The night of the 1st ends at 06:00, twelve hours before it; on its own date it is the one shift.
    expect(roster.shifts.map(({ start }) => start)).toHaveLength(2);
    expect(nights(roster)).toBe(2);
    expect(roster.problem.elsewhere).toMatchObject([{ activity: 'other-employer' }]);
  });
});
