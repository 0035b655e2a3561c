import type { Pack } from '../domain/pack.ts';
import { packs, packVersions } from '../rules/packs/packs.ts';

/** Every version of the packs that the product holds, by id and then by their dates. */
export function allPackVersions(): readonly Pack[] {
  const ids = [...new Set(packs.map(({ id }) => id))].sort();
  return ids.flatMap((id) => packVersions(id).map(({ pack }) => pack));
}
