import { cn } from './cn.ts';
import type { Pack } from './pack.ts';

/** All packs that the product holds. */
export const packs: readonly Pack[] = [cn];

/** A pack by its id; undefined for an id that no pack has. */
export function packOf(id: string): Pack | undefined {
  return packs.find((pack) => pack.id === id);
}
