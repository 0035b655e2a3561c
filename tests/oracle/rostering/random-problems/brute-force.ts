import { bestCombination, type Choice, type Combination, improved, type JointCost } from './best-combination.ts';
import { coverSlots, type CoverSlots } from './cover-slots.ts';
import { type EmployeeLines, type EveryLine, everyLine, LINE_PARTS } from './legal-lines.ts';
import { auditRoster } from '../../../../src/audit/audit-roster.ts';
import { scoreRoster } from '../../../../src/audit/score.ts';
import type { Problem } from '../../../../src/domain/problem.ts';
import type { ObjectivePart } from '../../../../src/domain/roster.ts';
import type { Shift } from '../../../../src/domain/shift.ts';

/** The best roster of all, found by trying them. */
export type BestRoster = {
  /** Undefined where somebody has no legal line. */
  readonly points: number | undefined;
  readonly shifts: readonly Shift[];
  readonly parts: readonly ObjectivePart[];
  /** Employees without any legal line. */
  readonly without: readonly string[];
  /** Rules that, left out, leave a cheaper roster, or one at all. */
  readonly deciding: ReadonlySet<string>;
  /** Rules that forbid some line that all others allow. */
  readonly forbidding: ReadonlySet<string>;
  /** Rules whose price some line has to pay. */
  readonly priced: ReadonlySet<string>;
  readonly lines: number;
};

/** Parts that the slots say. */
const SLOT_PARTS: ReadonlySet<ObjectivePart['part']> = new Set([
  'hard-cover',
  'below-floor',
  'below-target',
  'above-target',
  'above-ceiling',
]);

const MOST_LINES = 2600;

/** The most less the least paid hours of the employees of each contract, at their price. */
function spreadCost({ team, prices }: Problem): JointCost | undefined {
  if (prices.hoursSpread === 0) return undefined;
  const contracts = team.employees.map(({ contract }) => contract);
  const spread = (chosen: readonly Choice[]): number => {
    const hours = Map.groupBy(chosen, ({ employee }) => contracts[employee] as string);
    let sum = 0;
    for (const group of hours.values()) {
      const paid = group.map(({ paidSeconds }) => paidSeconds / 3600);
      sum += Math.max(...paid) - Math.min(...paid);
    }
    return sum * prices.hoursSpread;
  };
  return { partial: spread, whole: spread };
}

/** Points of parts that are neither of lines nor of slots nor of the spread, counted from whole rosters. */
function otherCost(problem: Problem): JointCost | undefined {
  const isOther = ({ part }: ObjectivePart): boolean =>
    !LINE_PARTS.has(part) && !SLOT_PARTS.has(part) && part !== 'hours-spread';
  if (!scoreRoster(problem, []).some(isOther)) return undefined;
  return {
    partial: () => 0,
    whole: (chosen) =>
      scoreRoster(
        problem,
        chosen.flatMap(({ shifts }) => shifts),
      ).reduce((sum, part) => sum + (isOther(part) ? part.points : 0), 0),
  };
}

function bothCosts(first: JointCost | undefined, second: JointCost | undefined): JointCost | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return {
    partial: (chosen) => first.partial(chosen) + second.partial(chosen),
    whole: (chosen) => first.whole(chosen) + second.whole(chosen),
  };
}

/** Lines as choices, without one rule where it is named: neither its bans nor its price hold. */
function choicesOf(
  everybody: readonly EmployeeLines[],
  slotsOf: CoverSlots['slotsOf'],
  without?: string,
): readonly (readonly Choice[])[] {
  const choice = (employee: number, line: EveryLine): Choice => ({
    employee,
    shifts: line.shifts,
    points: line.points - (without === undefined ? 0 : (line.rulePoints.get(without) ?? 0)),
    slots: line.shifts.flatMap(slotsOf),
    paidSeconds: line.paidSeconds,
  });
  return everybody.map(({ lines }, employee) =>
    lines
      .filter(({ forbiddenBy }) => forbiddenBy === undefined || forbiddenBy === without)
      .map((line) => choice(employee, line)),
  );
}

/** The audit's word on the roster that was found: a difference is a fault of this search. */
function confirmed(problem: Problem, { points, chosen }: Combination): readonly ObjectivePart[] {
  const shifts = chosen.flatMap((choice) => choice.shifts);
  const parts = scoreRoster(problem, shifts);
  const counted = parts.reduce((sum, part) => sum + part.points, 0);
  if (Math.abs(counted - points) > 1e-6 * Math.max(1, counted)) {
    throw new Error(`brute force counted ${points} points, the audit ${counted}`);
  }
  const audit = auditRoster({ ...problem, shifts });
  if (!audit.ok) throw new Error(audit.issues.map(({ message }) => message).join(' '));
  const isHard = audit.value.breaches.some(({ severity }) => severity === 'block' || severity === 'agreement');
  if (isHard) throw new Error('the best roster of all breaks a hard rule');
  return parts;
}

/** Tries all rosters of a problem; undefined where it is too large for that. */
export function bruteForce(problem: Problem): BestRoster | undefined {
  const everybody: EmployeeLines[] = [];
  for (const employee of problem.team.employees) {
    const lines = everyLine(problem, employee, MOST_LINES);
    if (lines === undefined) return undefined;
    everybody.push(lines);
  }
  const all = everybody.flatMap(({ lines }) => lines);
  const slots = coverSlots(problem, [...new Set(all.flatMap(({ shifts }) => shifts))]);
  const other = otherCost(problem);
  const joint = bothCosts(spreadCost(problem), other);
  const lists = choicesOf(everybody, slots.slotsOf);
  const best = bestCombination(slots, lists, joint, other === undefined);
  if (best === 'too-large') return undefined;
  const forbidding = new Set(all.flatMap(({ forbiddenBy }) => forbiddenBy ?? []));
  for (const { forbidShifts } of everybody) for (const rule of forbidShifts) forbidding.add(rule);
  const priced = new Set(
    all.flatMap(({ rulePoints }) => [...rulePoints].flatMap(([rule, points]) => (points > 0 ? [rule] : []))),
  );
  const found = { forbidding, priced, lines: all.length };
  const relaxed = (rule: string): readonly (readonly Choice[])[] => choicesOf(everybody, slots.slotsOf, rule);
  const rules = [...new Set([...forbidding, ...priced])];
  if (best === undefined) {
    const without = everybody.filter((_, index) => lists[index]?.length === 0).map(({ employee }) => employee.id);
    const deciding = new Set(rules.filter((rule) => relaxed(rule).every((list) => list.length > 0)));
    return { ...found, points: undefined, shifts: [], parts: [], without, deciding };
  }
  const parts = confirmed(problem, best);
  const deciding = new Set(rules.filter((rule) => isDecided(slots, relaxed(rule), joint, best)));
  return {
    ...found,
    points: best.points,
    shifts: best.chosen.flatMap(({ shifts }) => shifts),
    parts,
    without: [],
    deciding,
  };
}

/** Whether a search from the best roster on finds a cheaper one among more lines: it finds most of those there are. */
function isDecided(
  slots: CoverSlots,
  lists: readonly (readonly Choice[])[],
  joint: JointCost | undefined,
  best: Combination,
): boolean {
  const start = best.chosen.map(
    (chosen) => (lists[chosen.employee] ?? []).find(({ shifts }) => shifts === chosen.shifts) as Choice,
  );
  return improved({ slots, lists, joint }, start).points < best.points - 1e-6;
}
