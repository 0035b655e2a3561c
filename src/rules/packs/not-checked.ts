import { packsInForce, packsOfTeam } from './packs.ts';
import type { NotChecked } from '../../domain/breach.ts';
import { datesFrom } from '../../domain/calendar.ts';
import type { Team } from '../../domain/team.ts';
import type { LocalDate } from '../../domain/units.ts';

const WITHHELD: NotChecked = {
  pack: 'team',
  topic: 'protected-records',
  reason:
    "The records of protected employees were left out of this document; give the team's own document to have their rules judged.",
};

/** What the packs of a team leave to their readers on some days: the gaps of the versions in force, and dates on which no version is. */
export function notCheckedBy(
  team: Pick<Team, 'packs' | 'contracts' | 'ownPacks' | 'protectedWithheld'>,
  { from, days }: { readonly from: LocalDate; readonly days: number },
): readonly NotChecked[] {
  const packs = packsOfTeam(team).flatMap((id) => {
    const inForce = packsInForce([id], team.ownPacks, { from, days });
    const bare = datesFrom(from, days).filter(
      (date) => !inForce.some((one) => one.from <= date && (one.to === undefined || one.to >= date)),
    );
    const [first, last] = [bare[0], bare.at(-1)];
    const unjudged =
      first === undefined || last === undefined
        ? []
        : [
            {
              pack: id,
              topic: 'not-in-force',
              reason: `No version of the pack is in force on ${spanText(first, last)}.`,
            },
          ];
    return [
      ...unjudged,
      ...distinct(inForce.flatMap(({ pack }) => pack.notChecked.map((gap) => ({ pack: id, ...gap })))),
    ];
  });
  return team.protectedWithheld === true ? [WITHHELD, ...packs] : packs;
}

function spanText(first: LocalDate, last: LocalDate): string {
  return first === last ? first : `dates from ${first} to ${last}`;
}

/** Each gap once, though several versions have it. */
function distinct(gaps: readonly NotChecked[]): readonly NotChecked[] {
  const known = new Set<string>();
  return gaps.filter(({ pack, topic, reason }) => {
    const key = JSON.stringify([pack, topic, reason]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
