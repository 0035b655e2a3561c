import type { Issue, Outcome } from '../../domain/issue.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Roster, SolveLimits } from '../../domain/roster.ts';

/** How rosters are solved; the same that the use cases of planning are given. */
export type Solve = (problem: Problem, limits: SolveLimits) => Promise<Outcome<Roster>>;

/** The issues of a problem that could not be solved at all, carried out of the loops. */
export class UnsolvableProblem extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(({ message }) => message).join(' '));
    this.issues = issues;
  }
}

/**
 * Many solves within one limit. In seconds, the time of all of them together is limited, counted as the solves tell it; with a limit in iterations each
 * solve has as many, and their number is limited, so that the answer is the same on every machine.
 */
export type Solver = {
  /** One solve, within `share` of the time of all of them: equal shares are equal limits. */
  readonly solve: (problem: Problem, share?: number) => Promise<Roster>;
  /** Whether there is time for more. */
  readonly hasTime: () => boolean;
  readonly count: () => number;
  readonly seconds: () => number;
};

/** Seconds of all solves together where nothing limits them. */
const USUAL_SECONDS = 60;
/** Solves at most where iterations limit each of them. */
const MOST_SOLVES = 5000;
/** No solve gets less: below it even a small model is not built. */
const LEAST_SECONDS = 0.2;

export function solverWithin(run: Solve, limits: SolveLimits): Solver {
  const total = limits.iterations === undefined ? (limits.seconds ?? USUAL_SECONDS) : undefined;
  let used = 0;
  let solves = 0;
  return {
    solve: async (problem, share = 0.25) => {
      solves++;
      const seconds = total === undefined ? undefined : Math.max(LEAST_SECONDS, Math.min(share * total, total - used));
      const made = await run(problem, { ...limits, seconds });
      if (!made.ok) throw new UnsolvableProblem(made.issues);
      used += made.value.seconds;
      return made.value;
    },
    hasTime: () => solves < MOST_SOLVES && (total === undefined || used < total),
    count: () => solves,
    seconds: () => used,
  };
}
