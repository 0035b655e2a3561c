import type { HeadCountTask } from '../domain/head-count.ts';
import { linePricer } from './best-line.ts';
import { counted, type HeadCountRun, shiftsFor, staffedInstance, type Staffing } from './head-count-staffing.ts';
import { firstLines } from './first-roster.ts';
import { solveByLines } from './lines-engine.ts';
import { startLines } from './start-lines.ts';

/** Share of the time kept for decoding. */
export const LAST_SHARE = 0.97;
/** Share of what is left that one try with fewer people may take. */
const TRY_SHARE = 0.34;
/** Tries where iterations limit, and iterations for each of them: a roster takes far longer than a move of its search. */
const MOST_TRIES = 8;
const ITERATIONS_A_TRY = 100;
const LEAST_TRY_SECONDS = 0.2;

/**
 * Changes of the counts that may cost less: one less of a group, one of another in place of one where that is cheaper or hours have a price, and where
 * shortage or hours have one, one more. Those that save the least first, since they are the likeliest to be possible.
 */
function changesOf(
  { groups, shortHour, surplusHour }: HeadCountTask,
  counts: readonly number[],
): readonly (readonly number[])[] {
  const changes: { readonly counts: readonly number[]; readonly saved: number }[] = [];
  const hasPrices = shortHour > 0 || surplusHour > 0 || groups.some(({ costPerHour }) => costPerHour > 0);
  const by = (from: readonly number[], at: number, step: number): readonly number[] =>
    from.map((count, index) => (index === at ? count + step : count));
  const hasRoom = (at: number): boolean => (counts[at] as number) < (groups[at]?.to ?? Number.POSITIVE_INFINITY);
  groups.forEach((less, at) => {
    if (hasPrices && hasRoom(at)) changes.push({ counts: by(counts, at, 1), saved: -less.costEach });
    if ((counts[at] as number) <= less.from) return;
    const fewer = by(counts, at, -1);
    changes.push({ counts: fewer, saved: less.costEach });
    groups.forEach((more, to) => {
      const isWorth = hasPrices || more.costEach < less.costEach;
      if (to !== at && isWorth && hasRoom(to)) {
        changes.push({ counts: by(fewer, to, 1), saved: less.costEach - more.costEach });
      }
    });
  });
  return changes.sort((a, b) => Math.abs(a.saved) - Math.abs(b.saved)).map((change) => change.counts);
}

/** Rosters of cheaper people, from the shifts at hand on, as long as one is found or there is time for the next try. */
export function tryFewer(
  run: HeadCountRun,
  first: Staffing,
  offer: (staffing: Staffing) => boolean,
  isClosed: () => boolean,
  past: (share: number) => boolean,
): number {
  const { task, control, elapsed, seconds, highs } = run;
  const { iterations } = task.limits;
  const mostTries = Math.min(MOST_TRIES, Math.ceil((iterations ?? 0) / ITERATIONS_A_TRY));
  let best = first;
  let moves = 0;
  let open: readonly (readonly number[])[] = [best.counts, ...changesOf(task, best.counts)];
  const tried = new Set<string>();
  let round = 0;
  let tries = 0;
  for (;;) {
    let counts = open.find((one) => !tried.has(one.join(',')));
    if (counts === undefined && seconds !== undefined) {
      // All failed: once more with other random numbers, as long as there is time.
      tried.clear();
      round++;
      [counts] = open;
    }
    if (counts === undefined || past(LAST_SHARE) || isClosed()) return moves;
    if (seconds === undefined && tries >= mostTries) return moves;
    tries++;
    tried.add(counts.join(','));
    const from = elapsed();
    const left =
      seconds === undefined ? undefined : Math.max(LEAST_TRY_SECONDS, TRY_SHARE * (LAST_SHARE * seconds - from));
    const instance = staffedInstance(run, counts, shiftsFor(task, best, counts));
    const pricer = linePricer();
    const begin = startLines(instance, pricer);
    const lines = firstLines(instance, pricer, task.limits.seed + round, control.stopRequested);
    if (lines === undefined) continue;
    const answer = solveByLines(highs, instance, {
      elapsed: () => elapsed() - from,
      seconds: left,
      iterations,
      seed: task.limits.seed + round,
      gap: 0,
      pricer,
      first: lines,
      begin,
      stopRequested: control.stopRequested,
      report: () => undefined,
    });
    moves += answer.iterations;
    if (answer.lines === undefined) continue;
    const staffing = counted(task, instance, answer.lines, counts);
    if (offer(staffing)) {
      best = staffing;
      open = changesOf(task, best.counts);
    }
  }
}
