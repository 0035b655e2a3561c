import { expect, it } from 'vitest';
import { exampleOf } from '../../../src/contract/example.ts';
import { rosterSchema } from '../../../src/contract/roster.ts';
import { solvedRosterOf } from '../../../src/contract/solved-roster.ts';

const roster = rosterSchema.parse(exampleOf(rosterSchema));

it('a roster comes back into the domain with its shifts and its numbers', () => {
  expect(solvedRosterOf(JSON.stringify(roster))).toMatchObject({
    zone: 'Asia/Shanghai',
    days: { from: '2026-03-02', days: 1 },
    solve: { status: 'optimal', endedBy: 'proof', objective: 0, bound: 0, boundKind: 'integer', gap: 0, seed: 1 },
    shifts: [
      {
        id: 'anna@2026-03-02T09:00:00+08:00',
        employeeId: 'anna',
        start: Date.UTC(2026, 2, 2, 1) / 1000,
        end: Date.UTC(2026, 2, 2, 10) / 1000,
      },
    ],
  });
});

it('so does the roster of a plan', () => {
  const plan = { kind: 'plan-result', forecasts: [], requirements: [], roster, audit: {} };
  expect(solvedRosterOf(JSON.stringify(plan))).toEqual(solvedRosterOf(JSON.stringify(roster)));
});
