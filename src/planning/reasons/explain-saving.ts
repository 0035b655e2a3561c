import type { ProblemChange, Saving, SolveFigures, Statement } from '../../domain/explanation.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ObjectivePart, Roster } from '../../domain/roster.ts';
import { withChanges } from './make-changes.ts';
import type { Solver } from './solving.ts';

/** The figures of a solve that a difference is made of. */
function figuresOf({ status, objective, bound, boundKind }: Roster): SolveFigures {
  return { status, objective, bound, boundKind };
}

/** Sums that differ by less than this, as a share of what they are sums of, differ by rounding. */
const ROUNDING = 1e-6;

/** Parts of one roster less those of another, without those that are alike. Throws where they do not add up to `points`, the difference that is told. */
export function partsDifference(
  after: readonly ObjectivePart[],
  before: readonly ObjectivePart[],
  points: number,
): readonly ObjectivePart[] {
  const parts = differentParts(after, before);
  const sum = parts.reduce((total, part) => total + part.points, 0);
  const size = [...after, ...before].reduce((total, part) => total + Math.abs(part.points), 1);
  if (Math.abs(sum - points) > ROUNDING * size)
    throw new Error(`the parts are ${sum} points, the difference ${points}`);
  return parts;
}

function differentParts(after: readonly ObjectivePart[], before: readonly ObjectivePart[]): readonly ObjectivePart[] {
  // There may be a part for each rule, and for each unit of it.
  const keyOf = ({ part, unit, rule }: ObjectivePart): string => JSON.stringify([part, rule ?? null, unit]);
  const earlier = new Map(before.map((part) => [keyOf(part), part]));
  const later = new Map(after.map((part) => [keyOf(part), part]));
  return [...new Map([...earlier, ...later]).keys()].flatMap((key) => {
    const [one, other] = [earlier.get(key), later.get(key)];
    const any = other ?? one;
    if (any === undefined) return [];
    const count = (other?.count ?? 0) - (one?.count ?? 0);
    const points = (other?.points ?? 0) - (one?.points ?? 0);
    return Math.abs(count) < 1e-9 && Math.abs(points) < 1e-9 ? [] : [{ ...any, count, points }];
  });
}

/** People missing below floor and target together, in one unit. */
function missing(parts: readonly ObjectivePart[], unit: 'agent-hours' | 'people'): number {
  return parts
    .filter((part) => part.unit === unit && (part.part === 'below-floor' || part.part === 'below-target'))
    .reduce((sum, { count }) => sum + count, 0);
}

function isProven({ status }: Roster): boolean {
  return status === 'optimal' || status === 'infeasible';
}

/** Points of a roster that keeps what must be; null where there is none. */
export function objectiveOf({ status, objective }: Roster): number | null {
  return status === 'optimal' || status === 'feasible' ? objective : null;
}

/** How far the interval of a saving may reach to the other side of 0, as a share of the saving, before it says nothing. */
const OPEN_SHARE = 0.1;

/**
 * The difference of two solves with the same seed and limits. What the best rosters of both differ by lies between `least` and `most`, since
 * each is somewhere from its bound to its objective.
 */
export function savingOf(before: Roster, after: Roster, facts: Statement['facts']): Saving {
  const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);
  const [had, has] = [objectiveOf(before), objectiveOf(after)];
  const points = difference(had, has);
  const proven = isProven(before) && isProven(after);
  const parts = points === null ? [] : partsDifference(after.objectiveParts, before.objectiveParts, -points);
  const least = had === null ? null : difference(before.bound, has);
  const most = has === null ? null : difference(had, after.bound);
  const hours = -missing(parts, 'agent-hours');
  const people = -missing(parts, 'people');
  const isOpen =
    points !== null && least !== null && most !== null && Math.min(-least, most) > OPEN_SHARE * Math.abs(points) + 1e-4;
  const code =
    points === null
      ? 'saving-without-roster'
      : isOpen
        ? 'saving-open'
        : points > 1e-6
          ? 'saving'
          : points < -1e-6
            ? 'saving-costs'
            : 'saving-nothing';
  const statement: Statement = {
    code,
    facts: {
      ...facts,
      ...(points === null
        ? { before: before.status, after: after.status }
        : {
            points: isOpen ? points : Math.abs(points),
            hours,
            people,
            ...(least === null || most === null ? {} : { least, most }),
          }),
    },
    proven,
  };
  return { statement, before: figuresOf(before), after: figuresOf(after), points, least, most, parts };
}

/** What was asked about, as facts of its sentence. */
function changeText(change: ProblemChange): string {
  const on = 'dates' in change && change.dates !== undefined ? ` (${change.dates.join(', ')})` : '';
  switch (change.change) {
    case 'rule': {
      const who = change.employees === undefined ? '' : ` (${change.employees.join(', ')})`;
      return `${change.value === undefined ? `- ${change.rule}` : `${change.rule} = ${change.value}`}${who}${on}`;
    }
    case 'team-rule':
      return change.value === undefined ? `- ${change.rule}` : `${change.rule} = ${change.value}`;
    case 'fairness':
      return change.weight === undefined ? `- ${change.id}` : `${change.id} = ${change.weight}`;
    case 'activity':
      return `- ${change.id}`;
    case 'demand': {
      const what = change.template ?? `${change.from ?? '00:00'}-${change.to ?? '24:00'}`;
      return `${change.add > 0 ? '+' : ''}${change.add} ${what}${change.skill === undefined ? '' : ` ${change.skill}`}${on}`;
    }
    case 'hire':
      return `+${change.people} ${change.contract}${change.skills.length === 0 ? '' : ` ${change.skills.join('+')}`}`;
    case 'available':
      return `${change.employee}${on}`;
    case 'length':
      return `${change.template} ${change.minutes} min${on}`;
  }
}

/** What the changes save together. */
export async function explainSaving(
  problem: Problem,
  changes: readonly ProblemChange[],
  solver: Solver,
): Promise<{ readonly savings: readonly Saving[]; readonly statements: readonly Statement[] }> {
  const { problem: other, touched } = withChanges(problem, changes);
  const idle = changes.filter((_, index) => touched[index] === 0);
  const statements: Statement[] = idle.map((change) => ({
    code: 'change-without-effect',
    facts: { change: changeText(change) },
    proven: true,
  }));
  const before = await solver.solve(problem, 0.5);
  const after = await solver.solve(other, 0.5);
  const saving = savingOf(before, after, { change: changes.map(changeText).join('; ') });
  return { savings: [saving], statements: [saving.statement, ...statements] };
}
