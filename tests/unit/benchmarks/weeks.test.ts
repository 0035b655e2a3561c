import { describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { datesFrom } from '../../../src/domain/calendar.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { auditTaskOf, makeAudit } from '../../../src/planning/audit.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { possibleFor, possibleShifts } from '../../benchmarks/weeks/people.ts';
import { makeWeek } from '../../benchmarks/weeks/week.ts';
import { historyCsv, office } from '../../fixtures/weekly-history.ts';

const zone = 'America/New_York';

/** Five weeks round the clock; the clocks of New York go back on the Sunday of the last one, 2025-11-02. */
const roundTheClock = historyCsv('2025-09-29', 35, 30, (day, minutes) =>
  Math.round(6 + (day % 5) + 20 * Math.max(0, Math.sin(((minutes - 360) / 1440) * 2 * Math.PI))),
);
const officeHours = historyCsv('2025-09-29', 35, 30, office);

describe('the weeks of the benchmark', () => {
  it('are the same for the same seed and differ for another', () => {
    const week = (seed: number) => makeWeek({ csv: officeHours, zone, employees: 25, seed });
    expect(week(7)).toEqual(week(7));
    expect(week(8).problem).not.toEqual(week(7).problem);
  });

  it('bring the contracts to 0.97 of the hours to schedule, whatever the size', () => {
    for (const employees of [25, 120, 400]) {
      const { facts, problem } = makeWeek({ csv: officeHours, zone, employees, seed: 3 });
      const targets = (problem.demands?.intervals ?? []).reduce((sum, { target }) => sum + target, 0);
      expect(targets / 4).toBe(facts.requiredHours);
      expect(Math.abs(facts.contractHours / facts.requiredHours - 0.97)).toBeLessThan(0.01);
    }
  });

  it('hold every quarter of a week in which the clocks go back, and nights that end on the next day', () => {
    const { facts, problem } = makeWeek({ csv: roundTheClock, zone, employees: 40, seed: 1 });
    expect(facts.from).toBe('2025-10-27');
    const intervals = problem.demands?.intervals ?? [];
    expect(intervals.filter(({ skill }) => skill === 'voice')).toHaveLength(4 * (7 * 24 + 1));
    expect(intervals.map(({ start }) => start)).toContain('2025-11-02T01:30:00-04:00');
    expect(intervals.map(({ start }) => start)).toContain('2025-11-02T01:30:00-05:00');
    const templates = problem.team.shiftTemplates ?? [];
    expect(templates.map(({ id }) => id)).toContain('night');
    const read = parseProblem(problem);
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    const nights = possibleShifts(zone, read.value.team.shiftTemplates, ['2025-11-01']).filter(
      ({ template }) => template === 'night',
    );
    // Nine hours on the wall from 23:00 to 8:00 are ten in this night.
    expect(Math.max(...nights.map(({ start, end }) => end - start))).toBe(10 * 3600);
  });

  it('wish for nothing that cannot come true', () => {
    const { problem } = makeWeek({ csv: roundTheClock, zone, employees: 200, seed: 2 });
    const read = parseProblem(problem);
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    const { team, from } = read.value;
    const all = possibleShifts(zone, team.shiftTemplates, datesFrom(from, 7));
    for (const employee of team.employees) {
      const own = possibleFor(zone, all, employee);
      expect(employee.requests?.length).toBeGreaterThanOrEqual(1);
      for (const request of employee.requests ?? []) {
        const onDate = own.filter(({ date }) => date === request.date);
        const wished = 'template' in request ? onDate.filter(({ template }) => template === request.template) : onDate;
        expect(wished.length).toBeGreaterThan(0);
      }
    }
  });

  it('divide many people over sites, and a few work for two', () => {
    const { problem, facts } = makeWeek({ csv: officeHours, zone, employees: 300, seed: 4, sites: 3 });
    expect(facts.sites).toBe(3);
    const siteOf = (skill: string): string => skill.split('@')[1] as string;
    const sites = problem.team.employees.map(({ skills = [] }) => new Set(skills.map(siteOf)).size);
    expect(problem.team.skills).toHaveLength(6);
    expect(sites.filter((count) => count === 2).length).toBeGreaterThan(0);
    expect(sites.filter((count) => count === 2).length).toBeLessThan(30);
    expect(Math.max(...sites)).toBe(2);
  });

  it('say what a history lacks', () => {
    const days = historyCsv('2025-09-29', 35, 1440, () => 500);
    expect(() => makeWeek({ csv: days, zone, employees: 5, seed: 1 })).toThrow(/whole days/);
    const short = historyCsv('2025-10-01', 4, 30, office);
    expect(() => makeWeek({ csv: short, zone, employees: 5, seed: 1 })).toThrow(/no full week/);
    expect(() => makeWeek({ csv: officeHours, zone, employees: 5, seed: 1, from: '2026-01-05' })).toThrow(
      /no full week from/,
    );
  });

  it('are rostered without a breach', async () => {
    const { problem } = makeWeek({ csv: officeHours, zone, employees: 4, seed: 5 });
    const read = parseProblem(problem);
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
    const made = await makeRoster(read.value, { seconds: 2, seed: 1, engine: 'lines' }, control, await rosterEngines());
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    expect(made.value.shifts.length).toBeGreaterThan(0);
    const audit = makeAudit(auditTaskOf(made.value));
    if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
    expect(audit.value.breaches).toEqual([]);
  });
});
