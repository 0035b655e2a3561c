import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbersFrom, tinyProblem } from '../../fixtures/small-problems.ts';
import { breachIdentity } from '../../../src/audit/audit-difference.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { coverOf } from '../../../src/audit/cover.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Audit } from '../../../src/domain/breach.ts';
import type { Edit } from '../../../src/domain/draft.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { applyEdits } from '../../../src/planning/drafts/apply-edits.ts';
import { editDifference } from '../../../src/planning/drafts/edit-difference.ts';
import { changesBetween, withChanges } from '../../../src/planning/drafts/shift-changes.ts';

type Below = (below: number) => number;
type Case = { readonly problem: Problem; readonly shifts: readonly Shift[]; readonly edits: readonly Edit[] };

/** A shift somewhere in the horizon; templates and skills as the numbers say. */
function drawn(problem: Problem, below: Below, id: string): Shift {
  const { team, from, days } = problem;
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const start = plannedInstant(team.zone, addDays(from, below(days)), below(48) * 30);
  const end = start + (1 + below(20)) * 1800;
  const breaks = below(2) === 0 ? [] : [{ start, end: start + 900, paid: below(2) === 0 }];
  return {
    id,
    employeeId: pick(team.employees).id,
    start,
    end,
    template: pick(['early', 'late', 'night', undefined]),
    skill: pick(['a', 'b', undefined]),
    activity: pick(['work', 'work', 'training']),
    breaks,
    ...(below(4) === 0 ? { locked: true } : {}),
  };
}

function caseOf(seed: number): Case {
  const problem = tinyProblem(seed);
  const below = numbersFrom(seed + 77);
  const shifts = Array.from({ length: 1 + below(8) }, (_, index) => drawn(problem, below, `s${index}`));
  const edits = Array.from({ length: 1 + below(5) }, (_, index): Edit => {
    const shift = shifts[below(shifts.length)] as Shift;
    const other = drawn(problem, below, `n${index}`);
    const shiftId = shift.id;
    const kinds: readonly Edit[] = [
      { op: 'add', shift: other },
      { op: 'move', shiftId, start: other.start },
      { op: 'resize', shiftId, end: shift.end + 1800 * below(5) },
      { op: 'reassign', shiftId, employeeId: other.employeeId },
      { op: 'remove', shiftId },
      { op: 'lock', shiftId, locked: false },
    ];
    return kinds[below(kinds.length)] as Edit;
  });
  return { problem, shifts, edits };
}

function audited({ team, from, days, past, future }: Problem, shifts: readonly Shift[]): Audit {
  const audit = auditRoster({ team, from, days, shifts, past, future });
  if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
  return audit.value;
}

const sorted = (list: readonly unknown[]): readonly string[] => list.map((entry) => JSON.stringify(entry)).sort();

/** A list without some of its entries, each once. */
function without(list: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...list];
  for (const entry of taken) {
    const index = left.indexOf(entry);
    expect(index, `${entry} is not there to go`).toBeGreaterThanOrEqual(0);
    left.splice(index, 1);
  }
  return left;
}

test('the difference of an edit is the difference of two full audits, covers and scores', () => {
  let told = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const { problem, shifts, edits } = caseOf(seed);
      const applied = applyEdits({ team: problem.team, days: problem, shifts }, edits);
      if (!applied.ok) return;
      const after = withChanges(shifts, applied.value);
      const found = editDifference(problem, shifts, applied.value);
      const [old, now] = [audited(problem, shifts), audited(problem, after)];

      const { gone, added, changed } = found.audit.breaches;
      const less = without(sorted(old.breaches), sorted([...gone, ...changed.map(({ before }) => before)]));
      expect([...less, ...sorted([...added, ...changed.map((pair) => pair.after)])].sort()).toEqual(
        sorted(now.breaches),
      );
      for (const pair of changed) expect(breachIdentity(pair.before)).toBe(breachIdentity(pair.after));
      const kept = without(sorted(old.unknowns), sorted(found.audit.unknowns.gone));
      expect([...kept, ...sorted(found.audit.unknowns.added)].sort()).toEqual(sorted(now.unknowns));
      const weeks = without(sorted(old.ledger), sorted(found.audit.ledger.map(({ before }) => before)));
      expect([...weeks, ...sorted(found.audit.ledger.map((pair) => pair.after))].sort()).toEqual(sorted(now.ledger));

      const parts = [scoreRoster(problem, shifts), scoreRoster(problem, after)] as const;
      expect(found.objective.parts.map((part) => part.before.points)).toEqual(parts[0].map(({ points }) => points));
      expect(found.objective.parts.map((part) => part.after.points)).toEqual(parts[1].map(({ points }) => points));
      told += gone.length + added.length + changed.length + found.cover.length;
    }),
    { numRuns: 400 },
  );
  expect(told).toBeGreaterThan(400);
});

test('the stretches told are all those, and only those, in which other people are there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const { problem, shifts, edits } = caseOf(seed);
      const applied = applyEdits({ team: problem.team, days: problem, shifts }, edits);
      if (!applied.ok) return;
      const after = withChanges(shifts, applied.value);
      const found = editDifference(problem, shifts, applied.value).cover;
      // Quarter by quarter through each demand: a demand of its own has one number of people.
      for (const demand of problem.intervalDemands) {
        for (let start = demand.start; start < demand.end; start += 900) {
          const slot = { ...problem, intervalDemands: [{ ...demand, start, end: start + 900 }], templateDemands: [] };
          const [before, now] = [coverOf(slot, shifts)[0]?.least, coverOf(slot, after)[0]?.least];
          const told = found.filter(
            (one) => one.template === undefined && one.skill === demand.skill && one.start <= start && one.end > start,
          );
          const rows = told.map((one) => [one.before, one.after, one.target]);
          expect(rows).toEqual(before === now ? [] : [[before, now, demand.target]]);
        }
      }
      for (const demand of problem.templateDemands) {
        const one = { ...problem, intervalDemands: [], templateDemands: [demand] };
        const [before, now] = [coverOf(one, shifts)[0]?.least, coverOf(one, after)[0]?.least];
        const told = found.filter(
          ({ template, date, skill }) => template === demand.template && date === demand.date && skill === demand.skill,
        );
        // Two demands for one template and skill on one date are possible here.
        const rows = new Set(told.map((change) => `${change.before} ${change.after}`));
        expect([...rows]).toEqual(before === now ? [] : [`${before} ${now}`]);
      }
    }),
    { numRuns: 200 },
  );
});

test('the change between two states makes the second of the first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const { problem, shifts } = caseOf(seed);
      const below = numbersFrom(seed + 5);
      const other = Array.from({ length: below(8) }, (_, index) => drawn(problem, below, `s${index}`));
      expect(sorted(withChanges(shifts, changesBetween(shifts, other)))).toEqual(sorted(other));
      expect(changesBetween(other, other)).toEqual({ put: [], removed: [] });
    }),
  );
});
