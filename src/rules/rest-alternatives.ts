import { SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';

/** So many rests of so many hours in so many days: one way to keep a weekly rest. */
export type RestAlternative = {
  readonly text: string;
  readonly count: number;
  readonly spanSeconds: Seconds;
  readonly days: number;
};

const FORM = /^([1-9]\d?)x(\d{1,3}(?:\.\d{1,2})?)h\/([1-9]\d?)d$/;

/**
 * An alternative written as COUNTxHOURSh/DAYSd, for example `1x35h/7d` or `2x24h/14d`; undefined for another text, for days that are not whole weeks and for
 * rests that cannot fit into them.
 */
export function restAlternativeOf(text: unknown): RestAlternative | undefined {
  const match = typeof text === 'string' ? FORM.exec(text) : null;
  if (match === null) return undefined;
  const [count, hours, days] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hours <= 0 || days % 7 !== 0 || days > 28 || count * hours > 24 * days) return undefined;
  return { text: match[0], count, spanSeconds: Math.round(hours * SECONDS_PER_HOUR), days };
}
