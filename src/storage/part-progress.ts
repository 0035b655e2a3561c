import type { JobProgress, PartsAsked, SolveJobProgress } from '../planning/job-store.ts';

/** What is kept of a round beside its parts. */
export type KeptRound = Pick<PartsAsked, 'points' | 'addsUp' | 'seconds'>;

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
const most = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** Where a whole stands by its parts: times and moves add up, points once every part has some, and bounds where they do. It never gets worse. */
export function sumOfParts(
  before: SolveJobProgress | null,
  parts: readonly (SolveJobProgress | null)[],
  { points, addsUp, seconds }: KeptRound,
): SolveJobProgress {
  const sum = (of: (part: SolveJobProgress) => number): number =>
    parts.reduce((total, part) => total + (part === null ? 0 : of(part)), 0);
  const isKnown = parts.every((part) => part !== null && part.objective !== null);
  const objective = least(before?.objective ?? null, isKnown ? points + sum((part) => part.objective ?? 0) : null);
  const bound = most(before?.bound ?? null, addsUp ? sum((part) => part.bound ?? 0) : null);
  const isBounded = objective !== null && bound !== null;
  return {
    seconds: seconds + sum((part) => part.seconds),
    iterations: sum((part) => part.iterations),
    objective,
    bound,
    gap: !isBounded ? null : objective <= bound ? 0 : (objective - bound) / objective,
    firstFeasibleSeconds: before?.firstFeasibleSeconds ?? null,
  };
}

export const isOfSolve = (progress: JobProgress | null): progress is SolveJobProgress =>
  progress !== null && !('replications' in progress);
