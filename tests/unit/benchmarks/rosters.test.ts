import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readInstance } from '../../benchmarks/rosters/instance-file.ts';
import { problemOf } from '../../benchmarks/rosters/problem-of.ts';
import { readResults } from '../../benchmarks/rosters/results.ts';
import { countSolution, type FileRoster, readSolution, solutionText } from '../../benchmarks/rosters/solution-file.ts';
import { numbersFrom } from '../../fixtures/small-problems.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { plannedInstant, addDays } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { auditTaskOf, makeAudit } from '../../../src/planning/audit.ts';

/** Two weeks, three people with terms of their own, an early and a late: small enough to be proven at once. */
const TEXT = `# comment
SECTION_HORIZON
14

SECTION_SHIFTS
E,480,
L,600,E

SECTION_STAFF
# ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutiveShifts, MinConsecutiveShifts, MinConsecutiveDaysOff, MaxWeekends
A,E=14|L=0,3840,2400,4,2,2,1
B,E=14|L=3,4320,2880,5,2,2,1
C,E=6|L=14,4800,2880,5,2,3,2

SECTION_DAYS_OFF
A,0,9
B,5

SECTION_SHIFT_ON_REQUESTS
B,3,L,2
C,1,E,3

SECTION_SHIFT_OFF_REQUESTS
C,6,L,4
A,8,E,5

SECTION_COVER
${Array.from({ length: 14 }, (_, day) => `${day},E,1,100,1\n${day},L,${day % 7 < 5 ? 1 : 0},${day === 4 ? 150 : 100},1`).join('\n')}
`.replaceAll('\n', '\r\n');

const FILE = readInstance(TEXT);

/** One week of two people: a proof takes a moment on any machine. */
const WEEK = `SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
L,600,E

SECTION_STAFF
A,E=7|L=0,2400,960,5,2,2,1
B,E=7|L=2,2400,960,5,2,2,0

SECTION_DAYS_OFF
A,2

SECTION_SHIFT_ON_REQUESTS
B,3,L,2

SECTION_SHIFT_OFF_REQUESTS
A,5,E,4

SECTION_COVER
${Array.from({ length: 7 }, (_, day) => `${day},E,1,100,1\n${day},L,${day % 2},100,1`).join('\n')}
`;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rosters-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Any roster of the instance, most of them far from its rules. */
function drawnRoster(seed: number): FileRoster {
  const below = numbersFrom(seed);
  let works = false;
  return FILE.staff.map(({ id }) =>
    Array.from({ length: FILE.days }, () => {
      works = below(3) === 0 ? !works : works;
      return works ? (id === 'A' || below(2) === 0 ? 'E' : 'L') : undefined;
    }),
  );
}

function shiftsOf(roster: FileRoster): readonly Shift[] {
  const problem = problemOf(FILE);
  return roster.flatMap((row, index) =>
    row.flatMap((template, day): Shift[] => {
      if (template === undefined) return [];
      const start = plannedInstant('UTC', addDays(problem.from, day), 0);
      const end = start + 60 * (FILE.shifts.find(({ id }) => id === template)?.minutes ?? 0);
      const employeeId = FILE.staff[index]?.id ?? '';
      return [{ id: `${employeeId} ${day}`, employeeId, start, end, template, activity: 'work', breaks: [] }];
    }),
  );
}

function runBench(...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const run = join(ROOT, 'tests/benchmarks/rosters/run.ts');
  return spawnSync(process.execPath, [run, ...words], { encoding: 'utf8', cwd: ROOT });
}

describe('an instance of Curtois and Qu', () => {
  it('is read with every section', () => {
    expect(FILE).toMatchObject({
      days: 14,
      shifts: [
        { id: 'E', minutes: 480, notFollowedBy: [] },
        { id: 'L', minutes: 600, notFollowedBy: ['E'] },
      ],
      onRequests: [
        { employee: 'B', day: 3, shift: 'L', weight: 2 },
        { employee: 'C', day: 1, shift: 'E', weight: 3 },
      ],
    });
    expect(FILE.staff[0]).toMatchObject({
      id: 'A',
      maximumMinutes: 3840,
      minimumMinutes: 2400,
      maximumConsecutiveShifts: 4,
      minimumConsecutiveShifts: 2,
      minimumConsecutiveDaysOff: 2,
      maximumWeekends: 1,
      daysOff: [0, 9],
    });
    expect(FILE.cover).toHaveLength(28);
  });

  it.each([
    ['14', '15', 'line 3: the horizon is no number of whole weeks'],
    ['C,6,L,4', 'C,6,X,4', "there is no shift 'X'"],
    ['C,6,L,4', 'D,6,L,4', "there is no employee 'D'"],
    ['C,6,L,4', 'C,14,L,4', 'the day 14 lies outside of the horizon'],
    ['A,0,9', 'A,0,-9', "the day is not a whole number: '-9'"],
    ['E=14|L=0', 'E=14|L', "'L' is no shift and its limit"],
    ['SECTION_COVER', 'SECTION_OTHER', 'there is no section SECTION_OTHER'],
  ])('with %s changed to %s is refused', (from, to, message) => {
    expect(() => readInstance(TEXT.replace(from, to))).toThrow(message);
  });

  it('has rules as the product says them: any roster breaks them where the file says so, and has the same points', () => {
    const problem = problemOf(FILE);
    let legal = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const roster = drawnRoster(seed);
      const shifts = shiftsOf(roster);
      const { broken, points } = countSolution(FILE, roster);
      const audit = makeAudit(auditTaskOf({ problem, shifts }));
      if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
      const blamed = new Set(audit.value.breaches.map(({ employeeId }) => employeeId));
      expect([...blamed].sort(), `seed ${seed}`).toEqual(
        [...new Set(broken.map((one) => one.slice(0, one.indexOf(':'))))].sort(),
      );
      expect(scoreRoster(problem, shifts).reduce((sum, part) => sum + part.points, 0)).toBe(points);
      legal += FILE.staff.length - blamed.size;
    }
    expect(legal).toBeGreaterThan(5);
  });

  it('has rosters whose text is read back', () => {
    const roster = drawnRoster(7);
    expect(readSolution(FILE, solutionText(FILE, roster))).toEqual(roster);
    expect(() => readSolution(FILE, solutionText(FILE, roster).replace('A,', 'B,'))).toThrow(
      'line 1 is of B, not of A',
    );
    expect(() => readSolution(FILE, solutionText(FILE, roster).replace(/E/, 'X'))).toThrow('which is no shift');
  });
});

describe('bench:rosters', () => {
  it('solves to the proof, writes roster and result, and does not solve again what it has', () => {
    writeFileSync(join(folder, 'Instance7.txt'), WEEK);
    const file = readInstance(WEEK);
    const out = join(folder, 'out');
    const words = ['--data', folder, '--only', '7', '--seconds', '60', '--seed', '3', '--out', out];
    expect(runBench(...words)).toMatchObject({ status: 0, stderr: '' });
    const log = join(out, 'results.jsonl');
    const [result, ...others] = readResults(log);
    expect(others).toEqual([]);
    expect(result).toMatchObject({ instance: 'Instance7', seed: 3, limitSeconds: 60 });
    expect(result?.bound).toBe(result?.objective);
    expect(result?.firstFeasibleSeconds).toBeLessThanOrEqual(result?.seconds ?? 0);
    const counted = countSolution(file, readSolution(file, readFileSync(join(out, 'Instance7.sol'), 'utf8')));
    expect(counted).toEqual({ broken: [], points: result?.objective });
    appendFileSync(log, '{"instance":"Instance7","se');
    expect(runBench(...words)).toMatchObject({ status: 0, stdout: 'Instance7: solved before\n' });
    expect(runBench(...words, '--seed', '4')).toMatchObject({ status: 0, stderr: '' });
    expect(readResults(log).map(({ seed }) => seed)).toEqual([3, 4]);
  }, 120_000);

  it('says what is missing', () => {
    expect(runBench('--data', folder)).toMatchObject({ status: 2 });
    const { status, stderr } = runBench('--data', folder, '--only', '7,8', '--out', folder);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${join(folder, 'Instance8.txt')} is not there\n` });
  });
});
