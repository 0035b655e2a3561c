import type { BoundPrices } from '../../domain/bound-prices.ts';
import type { Issue, Outcome } from '../../domain/issue.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Roster, SolveLimits } from '../../domain/roster.ts';

/** How rosters are solved; the same that the use cases of planning are given. */
export type Solve = (problem: Problem, limits: SolveLimits) => Promise<Outcome<Roster>>;

/** What reasons are found with: how rosters are solved, and what the prices of a bound are; undefined where none was found within the limits. */
export type ReasonSteps = {
  readonly solve: Solve;
  readonly boundPrices: (problem: Problem, limits: SolveLimits) => Promise<BoundPrices | undefined>;
};

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
  /** One solve, within `share` of the time of all of them: equal shares are equal limits. It ends at a gap of `gap`; absent: at a proof of the best. */
  readonly solve: (problem: Problem, share?: number, gap?: number) => Promise<Roster>;
  /** The prices of a bound, within `share` of the time. */
  readonly boundPrices: (problem: Problem, share: number) => Promise<BoundPrices | undefined>;
  /** Whether there is time for more. */
  readonly hasTime: () => boolean;
  /** Share of the limits that is used up. */
  readonly used: () => number;
  readonly count: () => number;
  readonly seconds: () => number;
};

/** Seconds of all solves together where nothing limits them. */
const USUAL_SECONDS = 60;
/** Solves at most where iterations limit each of them. */
const MOST_SOLVES = 5000;
/** No solve gets less: below it even a small model is not built. */
const LEAST_SECONDS = 0.2;

export function solverWithin({ solve: run, boundPrices }: ReasonSteps, limits: SolveLimits): Solver {
  const total = limits.iterations === undefined ? (limits.seconds ?? USUAL_SECONDS) : undefined;
  let used = 0;
  let solves = 0;
  const secondsOf = (share: number): number | undefined =>
    total === undefined ? undefined : Math.max(LEAST_SECONDS, Math.min(share * total, total - used));
  return {
    solve: async (problem, share = 0.25, gap = limits.gap) => {
      solves++;
      const made = await run(problem, { ...limits, seconds: secondsOf(share), gap });
      if (!made.ok) throw new UnsolvableProblem(made.issues);
      used += made.value.seconds;
      return made.value;
    },
    boundPrices: async (problem, share) => {
      const found = await boundPrices(problem, { ...limits, seconds: secondsOf(share) });
      used += found?.seconds ?? 0;
      return found;
    },
    hasTime: () => solves < MOST_SOLVES && (total === undefined || used < total),
    used: () => (total === undefined ? solves / MOST_SOLVES : used / total),
    count: () => solves,
    seconds: () => used,
  };
}
