import type { ConflictSet } from '../../domain/explanation.ts';
import type { Feasibility } from './hard-part.ts';
import type { Member } from './member.ts';

/** Whether a roster keeps all of these members, and whatever cannot be taken out; `exact` asks for a solve of just these. */
export type Keeps = (members: readonly Member[], exact?: boolean) => Promise<Feasibility>;

/**
 * A conflict that no smaller one is part of, by QuickXplain (Junker 2004): halves the candidates as long as the rest is infeasible alone. Members
 * later in the list are kept in preference. What a solve could not decide counts as feasible, so that nothing is left out unproven.
 */
async function quickXplain(
  background: readonly Member[],
  isNew: boolean,
  candidates: readonly Member[],
  keeps: Keeps,
): Promise<readonly Member[]> {
  if (isNew && (await keeps(background)) === 'infeasible') return [];
  if (candidates.length <= 1) return candidates;
  const half = candidates.length >> 1;
  const [first, second] = [candidates.slice(0, half), candidates.slice(half)];
  const fromSecond = await quickXplain([...background, ...first], true, second, keeps);
  const fromFirst = await quickXplain([...background, ...fromSecond], fromSecond.length > 0, first, keeps);
  return [...fromFirst, ...fromSecond];
}

/** Orders in which the candidates are tried: each may end in another conflict. */
function ordersOf(members: readonly Member[]): readonly (readonly Member[])[] {
  const byKind = members.toSorted((a, b) => (a.note.code < b.note.code ? -1 : a.note.code > b.note.code ? 1 : 0));
  const byPerson = members.toSorted((a, b) => {
    const [one, other] = [a.employeeId ?? '', b.employeeId ?? ''];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  return [members, members.toReversed(), byKind, byKind.toReversed(), byPerson, byPerson.toReversed()];
}

export type FoundConflict = ConflictSet & { readonly found: readonly Member[] };

/**
 * The smallest of the conflicts that several orders of the members lead to. `likely` are parts of the members: the first that is infeasible by itself is
 * searched in place of all of them. Where the time ends before the first, all members are told, as not irreducible. Undefined where the members
 * together are not proven infeasible.
 */
export async function smallestConflict(
  members: readonly Member[],
  likely: readonly (readonly Member[])[],
  keeps: Keeps,
  hasTime: () => boolean,
): Promise<FoundConflict | undefined> {
  const within = await firstInfeasible([...likely, members], keeps);
  if (within === undefined) return undefined;
  let best: FoundConflict | undefined;
  for (const order of ordersOf(within)) {
    if (best !== undefined && (!hasTime() || best.members.length <= 1)) break;
    const found = await quickXplain([], true, order, keeps);
    if (best !== undefined && best.irreducible && found.length >= best.found.length) continue;
    const irreducible = await isIrreducible(found, keeps);
    if (best === undefined || (irreducible && (!best.irreducible || found.length < best.found.length))) {
      const proven = (await keeps(found, true)) === 'infeasible';
      best = { found, members: found.map(({ note }) => ({ ...note, proven })), irreducible };
    }
  }
  return best;
}

async function firstInfeasible(
  sets: readonly (readonly Member[])[],
  keeps: Keeps,
): Promise<readonly Member[] | undefined> {
  for (const set of sets) {
    if ((await keeps(set)) === 'infeasible') return set;
  }
  return undefined;
}

/** With all of them there is no roster, and without any one of them there is one. */
async function isIrreducible(members: readonly Member[], keeps: Keeps): Promise<boolean> {
  if ((await keeps(members, true)) !== 'infeasible') return false;
  for (const member of members) {
    if (
      (await keeps(
        members.filter((one) => one !== member),
        true,
      )) !== 'feasible'
    )
      return false;
  }
  return true;
}
