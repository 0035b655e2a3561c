import { SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';

/** At most `count` months of a year with overtime beyond `most`: of `6x>45h` more than 45 hours, of `0x>=100h` 100 hours or more. */
export type OvertimeTier = { readonly count: number; readonly most: Seconds; readonly text: string };

const TIER = /^(\d{1,2})x(>=?)(\d{1,3}(?:\.\d{1,2})?)h$/;
const MONTHS = 12;
const MOST_HOURS = 744;

/** A tier as COUNTx>HOURSh or COUNTx>=HOURSh; undefined for other texts. */
export function overtimeTierOf(text: unknown): OvertimeTier | undefined {
  const [, count, comparison, hours] = (typeof text === 'string' ? TIER.exec(text) : null) ?? [];
  if (count === undefined || hours === undefined) return undefined;
  const seconds = Math.round(Number(hours) * SECONDS_PER_HOUR);
  if (Number(count) > MONTHS || Number(hours) > MOST_HOURS || (comparison === '>=' && seconds === 0)) return undefined;
  // Whole seconds: what must not be reached is passed a second earlier.
  return { count: Number(count), most: comparison === '>=' ? seconds - 1 : seconds, text: `${comparison} ${hours}` };
}
