import type { HeadCountTask } from '../domain/head-count.ts';
import type { CountLimits, HeadCountMaster } from './head-count-master.ts';

/** Numbers of people of the groups between limits, with what they cost at least. */
type Branch = { readonly limits: ReadonlyMap<number, CountLimits>; readonly bound: number };

/** A number of people nearer than this to a whole one is whole. */
const WHOLE = 1e-5;

/**
 * A bound over whole numbers of people: the branch with the least bound is cut where the linear program has a part of a person, until that branch has
 * none, is as dear as what was found, or `expired`. People are whole in it, their lines are not. Never below `root`.
 */
export function branchOnCounts(
  { groups }: HeadCountTask,
  master: HeadCountMaster,
  root: number,
  raised: (bound: number) => number,
  best: number,
  expired: (nodes: number) => boolean,
): number {
  const whole = new Map(groups.map(({ from, to = Number.POSITIVE_INFINITY }, index) => [index, { from, to }]));
  let open: readonly Branch[] = [{ limits: whole, bound: root }];
  for (let nodes = 0; ; nodes++) {
    const [first, ...others] = open;
    if (first === undefined) return best;
    if (first.bound >= best || expired(nodes)) return Math.min(best, first.bound);
    master.branch(first.limits, first.bound);
    master.converge(
      (rounds) => expired(nodes) || rounds >= ROUNDS,
      () => undefined,
    );
    const bound = Math.max(first.bound, raised(master.bound()));
    const parts = [...master.relaxed()].filter(([, people]) => Math.abs(people - Math.round(people)) > WHOLE);
    // The part nearest to a half says most.
    const [cut] = parts.sort((a, b) => distance(a[1]) - distance(b[1]) || a[0] - b[0]);
    if (bound > first.bound) {
      open = sorted([...others, { limits: first.limits, bound }]);
      if (open[0]?.limits !== first.limits) continue;
    }
    if (cut === undefined) return Math.min(best, bound);
    const [group, people] = cut;
    const own = first.limits.get(group) as CountLimits;
    const below = new Map(first.limits).set(group, { from: own.from, to: Math.floor(people) });
    const above = new Map(first.limits).set(group, { from: Math.ceil(people), to: own.to });
    open = sorted([...others, { limits: below, bound }, { limits: above, bound }]);
  }
}

/** Rounds of column generation in one branch. */
const ROUNDS = 60;

const distance = (people: number): number => Math.abs(people - Math.floor(people) - 0.5);

function sorted(branches: readonly Branch[]): readonly Branch[] {
  return [...branches].sort((a, b) => a.bound - b.bound);
}
