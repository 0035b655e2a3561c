import { describe, expect, it } from 'vitest';
import { PRICES } from '../../fixtures/small-problems.ts';
import { fromRoster } from '../../../src/contract/roster-mapping.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import type { Employee } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const FROM = '2026-03-02';

/** A team with a shift from seven to half past three, wanted once a day, and somebody beside one who can work it. */
function problemOf(other: Partial<Employee>): Problem {
  const employees: readonly Employee[] = [
    { id: 'eva', contract: 'c', skills: [] },
    { id: 'jun', contract: 'c', skills: [], ...other },
  ];
  return {
    team: {
      id: 'team',
      zone: 'Asia/Shanghai',
      weekStart: 'mon',
      skills: [],
      contracts: [{ id: 'c' }],
      employees,
      shiftTemplates: [{ id: 'early', start: '07:00', length: 510 }],
      rules: [],
      packs: [],
      holidays: [],
    },
    from: FROM,
    days: 2,
    intervalDemands: [],
    templateDemands: [{ date: FROM, template: 'early', floor: 0, target: 1 }],
    prices: { ...PRICES, paidHour: 1 },
    locks: [],
    past: [],
    future: [],
  };
}

async function solved(other: Partial<Employee>): Promise<Roster> {
  const made = await makeRoster(problemOf(other), { seed: 1, iterations: 20 }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
  return made.value;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const until = (to: string): Partial<Employee> => ({ availability: [{ days: [...DAYS], from: '07:00', to }] });
const fits = ({ notes }: Roster): readonly unknown[] =>
  notes.filter(({ code }) => code === 'no-template-fits').map(({ facts }) => facts);

describe('somebody whom no template fits', () => {
  it('is named with the rule in the way', async () => {
    const roster = await solved(until('15:00'));
    expect(fits(roster)).toEqual([{ employees: 'jun', count: 1, rules: 'availability' }]);
    expect(
      fromRoster(roster)
        .notes.map(({ message }) => message)
        .join(' '),
    ).toContain('jun');
  });

  it.each([
    ['can work one', until('15:30')],
    ['has leave on all days', { ...until('15:00'), leave: [{ from: FROM, to: '2026-03-03' }] }],
    ['has them all off', { ...until('15:00'), daysOff: [FROM, '2026-03-03'] }],
  ])('is nobody who %s', async (_, other) => {
    expect(fits(await solved(other))).toEqual([]);
  });
});
