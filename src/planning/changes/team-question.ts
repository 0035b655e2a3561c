import { teamFindings } from '../../audit/team-rules.ts';
import type { TeamBreach } from '../../domain/breach.ts';
import type { Problem } from '../../domain/problem.ts';
import { isOnCall, type Shift } from '../../domain/shift.ts';
import { bindTeamRules } from '../../rules/team/binding.ts';

/** Amounts that differ by less differ by rounding. */
const ROUNDING = 1e-9;

function amountOf(findings: readonly TeamBreach[]): number {
  return findings.reduce((sum, { amount }) => sum + amount, 0);
}

function keyOf({ span, template, measured, excess }: TeamBreach): string {
  return JSON.stringify([span, template ?? null, measured, excess]);
}

/**
 * Asks the rules of the team as a whole about other rosters than one: the answer has the findings that come or grow, of the settings that are broken by more
 * than in the roster before. What a change mends elsewhere in the same setting counts for it.
 */
export function teamQuestion(
  problem: Problem,
  before: readonly Shift[],
): (after: readonly Shift[]) => readonly TeamBreach[] {
  const { team, from, days } = problem;
  // As in the objective: who is on call counts for none of these rules.
  const working = (shifts: readonly Shift[]): readonly Shift[] => shifts.filter((shift) => !isOnCall(shift));
  const settings = bindTeamRules(team, from, days).map((bound, index) => ({
    bound,
    index,
    known: teamFindings(problem, bound, index, working(before)),
  }));
  return (after) =>
    settings.flatMap(({ bound, index, known }) => {
      const found = teamFindings(problem, bound, index, working(after));
      if (amountOf(found) <= amountOf(known) + ROUNDING) return [];
      const old = new Set(known.map(keyOf));
      return found.filter((one) => !old.has(keyOf(one)));
    });
}
