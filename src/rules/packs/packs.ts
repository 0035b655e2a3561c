import { auContactCentre } from './au.ts';
import { brContactCentre } from './br.ts';
import { cn, cnComprehensive, cnPartTime } from './cn.ts';
import { de } from './de.ts';
import { esContactCentre } from './es.ts';
import { eu } from './eu.ts';
import { fr } from './fr.ts';
import { jp } from './jp.ts';
import { uk } from './uk.ts';
import { us, usCalifornia } from './us.ts';
import { addDays } from '../../domain/calendar.ts';
import type { Pack } from '../../domain/pack.ts';
import type { Contract, Team } from '../../domain/team.ts';
import type { LocalDate } from '../../domain/units.ts';

/** All packs that the product holds, every version of each. */
export const packs: readonly Pack[] = [
  cn,
  ...cnComprehensive,
  cnPartTime,
  eu,
  uk,
  de,
  fr,
  esContactCentre,
  jp,
  us,
  usCalifornia,
  brContactCentre,
  auContactCentre,
];

/** A version of a pack with the dates that it holds for; absent ends are open. */
export type DatedPack = { readonly pack: Pack; readonly from: LocalDate; readonly to?: LocalDate | undefined };

/** The versions of a pack in order of their dates, of the team's own packs or else of the product's; none for an id that no pack has. */
export function packVersions(id: string, own: readonly Pack[] = []): readonly DatedPack[] {
  const mine = own.filter((pack) => pack.id === id);
  const versions = (mine.length > 0 ? mine : packs.filter((pack) => pack.id === id)).toSorted((a, b) =>
    a.validFrom < b.validFrom ? -1 : 1,
  );
  return versions.map((pack, index) => {
    const next = versions[index + 1]?.validFrom;
    const last = next === undefined ? undefined : addDays(next, -1);
    const { validTo } = pack;
    const to = last === undefined || (validTo !== undefined && validTo < last) ? validTo : last;
    return { pack, from: pack.validFrom, ...(to === undefined ? {} : { to }) };
  });
}

/** The packs that hold for the employees of a contract: its own where it names any, else the team's. */
export function packsFor({ packs: ids }: Pick<Team, 'packs'>, contract: Contract): readonly string[] {
  return [...new Set(contract.packs ?? ids)];
}

/** The packs that hold for anybody of a team. */
export function packsOfTeam(team: Pick<Team, 'packs' | 'contracts'>): readonly string[] {
  return [...new Set([...team.packs, ...team.contracts.flatMap((contract) => contract.packs ?? [])])];
}

/** Days that are judged. */
type Days = { readonly from: LocalDate; readonly days: number };

/** The versions of some packs in force on any of the days, in order of the ids and their dates. */
export function packsInForce(
  ids: readonly string[],
  own: readonly Pack[] | undefined,
  { from, days }: Days,
): readonly DatedPack[] {
  const last = addDays(from, days - 1);
  return ids
    .flatMap((id) => packVersions(id, own))
    .filter((one) => one.from <= last && (one.to === undefined || one.to >= from));
}
