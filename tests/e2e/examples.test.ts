import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateHistory, generatePlan, generateTeam } from '../../examples/call-centre-week/generate.ts';
import { auditSchema } from '../../src/contract/breach.ts';
import { forecastSchema } from '../../src/contract/forecast.ts';
import { placementSchema } from '../../src/contract/placement.ts';
import { requirementSchema } from '../../src/contract/requirement.ts';
import type { RosterDocument } from '../../src/contract/roster.ts';
import { rosterSchema } from '../../src/contract/roster.ts';
import { ROOT, shiftcast } from './command.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-examples-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const example = (path: string): string => `${ROOT}examples/${path}`;

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

/** Sums by a key. */
function sums<T>(
  rows: readonly T[],
  key: (row: T) => string,
  value: (row: T) => number,
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const row of rows) found[key(row)] = (found[key(row)] ?? 0) + value(row);
  return found;
}

const hoursOf = ({ shifts }: RosterDocument): readonly number[] =>
  Object.values(
    sums(
      shifts,
      ({ employee }) => employee,
      ({ paidHours }) => paidHours ?? 0,
    ),
  ).sort((a, b) => b - a);

async function audited(name: string): Promise<ReturnType<typeof auditSchema.parse>> {
  const told = await shiftcast(['audit', name, '--json'], folder);
  return auditSchema.parse(JSON.parse(told.out));
}

describe('three-agents', () => {
  it('covers 98 hours with the least paid time, shared as evenly as it goes, and proves it', async () => {
    const told = await shiftcast(
      ['roster', example('three-agents/problem.json'), '--iterations', '1000000', '--out', 'three.json'],
      folder,
    );
    expect([told.code, told.error]).toEqual([0, 'wrote three.json\n']);
    const roster = rosterSchema.parse(read('three.json'));
    expect([roster.status, roster.endedBy, roster.gap, roster.boundKind]).toEqual(['optimal', 'proof', 0, 'integer']);
    expect(hoursOf(roster)).toEqual([33, 33, 32]);
    expect(roster.uncovered).toEqual([]);
    expect(roster.objective).toBe(98 * 10 + 1);
    const audit = await audited('three.json');
    expect(audit.breaches).toEqual([]);
    expect(audit.checked.rules).toEqual(
      expect.arrayContaining(['minimum-rest', 'maximum-days-week', 'maximum-hours-week']),
    );
  });
});

describe('two-shift-shop', () => {
  it('has one of each kind on every shift of every day, and five days of 8 h for everybody', async () => {
    const told = await shiftcast(
      ['roster', example('two-shift-shop/problem.json'), '--iterations', '1000000', '--out', 'shop.json'],
      folder,
    );
    expect(told.code).toBe(0);
    const roster = rosterSchema.parse(read('shop.json'));
    expect(roster.status).toBe('optimal');
    expect(roster.uncovered).toEqual([]);
    const attending = sums(
      roster.shifts,
      ({ start, template, skill }) => `${start.slice(0, 10)} ${template} ${skill}`,
      () => 1,
    );
    expect(Object.keys(attending)).toHaveLength(7 * 2 * 2);
    expect(hoursOf(roster)).toEqual([40, 40, 40, 40, 40, 40]);
    expect(
      Object.values(
        sums(
          roster.shifts,
          ({ employee }) => employee,
          () => 1,
        ),
      ),
    ).toEqual([5, 5, 5, 5, 5, 5]);
    const skillOf = new Map(roster.team.employees.map(({ id, skills }) => [id, skills[0]]));
    const dates = Array.from({ length: 7 }, (_, day) => `2026-03-0${2 + day}`);
    for (const date of dates) {
      const working = new Set(
        roster.shifts.filter(({ start }) => start.startsWith(date)).map(({ employee }) => employee),
      );
      const off = [...skillOf].filter(([id]) => !working.has(id)).map(([, skill]) => skill);
      expect(new Set(off).size).toBe(off.length);
    }
    const late = new Set(
      roster.shifts
        .filter(({ template }) => template === 'late')
        .map(({ employee, start }) => `${employee} ${start.slice(0, 10)}`),
    );
    const dayAfter = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
    const day = roster.shifts.filter(({ template }) => template === 'day');
    expect(day.filter(({ employee, start }) => late.has(`${employee} ${dayAfter(start.slice(0, 10))}`))).toEqual([]);
    expect((await audited('shop.json')).breaches).toEqual([]);
  });
});

describe('call-centre-week', () => {
  it('is what its generator writes, byte for byte', () => {
    expect(readFileSync(example('call-centre-week/history.csv'), 'utf8')).toBe(generateHistory());
    expect(readFileSync(example('call-centre-week/plan.json'), 'utf8')).toBe(generatePlan());
    expect(readFileSync(example('call-centre-week/team.json'), 'utf8')).toBe(generateTeam());
  });

  it('goes from the calls of ten weeks to a clean roster of 60 people', async () => {
    const told = await shiftcast(
      ['plan', example('call-centre-week/plan.json'), '--iterations', '300', '--out', 'week'],
      folder,
    );
    expect(told.code).toBe(0);
    expect(forecastSchema.parse(read('week/forecast.json')).backtest?.wape).toBeLessThan(0.12);
    const { intervals, summary } = requirementSchema.parse(read('week/requirement.json'));
    expect(intervals.filter(({ open }) => open)).toHaveLength(5 * 24 + 16);
    expect(summary?.serviceLevel).toBeGreaterThan(0.8);
    const roster = rosterSchema.parse(read('week/roster.json'));
    const uncovered = roster.objectiveParts.find(({ part }) => part === 'below-target')?.count ?? 0;
    expect(uncovered / (summary?.scheduledHours ?? 0)).toBeLessThan(0.02);
    expect(auditSchema.parse(read('week/audit.json')).clean).toBe(true);
    const rows = readFileSync(join(folder, 'week/roster.csv'), 'utf8').trimEnd().split('\n');
    expect(rows[0]).toBe('employee,start,end,activity,skill');
    expect(rows.filter((row) => row.includes(',meal,')).length).toBe(
      roster.shifts.filter(({ breaks }) => breaks.length > 0).length,
    );
  });
});

describe('shanghai-week', () => {
  it('gives everybody her hours, shares late shifts out, places all breaks, and keeps the protected from late work', async () => {
    const problem = example('shanghai-week/problem.json');
    const told = await shiftcast(['roster', problem, '--iterations', '60', '--out', 'shanghai.json'], folder);
    expect(told.code).toBe(0);
    const roster = rosterSchema.parse(read('shanghai.json'));
    expect([roster.breaches, hoursOf(roster).every((hours) => hours <= 40)]).toEqual([[], true]);
    expect(roster.shifts.every(({ breaks }) => breaks.length === 3)).toBe(true);
    expect(roster.shifts.filter(({ employee, template }) => employee === 'liu' && template === 'late')).toEqual([]);
    expect(roster.fairness?.map(({ id }) => id)).toEqual(['晚班']);
    const judged = await shiftcast(['audit', 'shanghai.json', '--team', problem, '--view', 'hr', '--json'], folder);
    const audit = auditSchema.parse(JSON.parse(judged.out));
    expect([audit.clean, audit.checked.rules.includes('protected-rule')]).toEqual([true, true]);
    expect(audit.pay?.length).toBe(10);
  }, 60_000);
});

describe('service-desk', () => {
  it('holds its meeting, briefings and coaching, by the solve and by a command of their own alike', async () => {
    const problem = example('service-desk/problem.json');
    const solve = ['roster', problem, '--iterations', '20000', '--out', 'desk.json'];
    expect((await shiftcast(solve, folder)).code).toBe(0);
    const roster = rosterSchema.parse(read('desk.json'));
    expect(roster.missingActivities).toEqual([]);
    const held = sums(
      roster.shifts.flatMap(({ pieces = [] }) => pieces),
      ({ activity = '' }) => activity,
      () => 1,
    );
    expect(held).toMatchObject({ briefing: 35, coaching: 6 });
    expect(held['team-meeting']).toBeGreaterThanOrEqual(7);

    const bare = roster.shifts.map(({ pieces: _pieces, ...shift }) => shift);
    writeFileSync(join(folder, 'bare.json'), JSON.stringify(bare));
    const told = await shiftcast(['activities', problem, '--roster', 'bare.json', '--json'], folder);
    const placed = placementSchema.parse(JSON.parse(told.out));
    expect([told.code, placed.objective]).toEqual([0, roster.objective]);
    expect((await shiftcast(['activities', problem], folder)).code).toBe(2);
  }, 30_000);
});
