import type { BoundKind } from './roster.ts';
import type { Instant } from './units.ts';

/** What one more person in a stretch of demand is worth by a bound: a template's stretch is its date. */
export type CoverPrice = {
  readonly start: Instant;
  readonly end: Instant;
  readonly skill?: string | undefined;
  readonly template?: string | undefined;
  /** Points for one more person throughout. */
  readonly points: number;
  /** Points for each hour of it; null for a template, which is attended as a whole. */
  readonly perHour: number | null;
};

/** What one unit more of a limit of a rule of the team, such as an hour of a budget, is worth by a bound. */
export type LimitPrice = {
  readonly rule: string;
  readonly unit: 'people' | 'hours' | 'money';
  readonly start: Instant;
  readonly end: Instant;
  /** Points for each unit by which the limit gives way; of people over time: for each hour besides. */
  readonly points: number;
};

/**
 * Prices that a lower bound of the objective is made of. The bound is the least, over all rosters at once, of their points with cover and limits bought
 * and sold at these prices. So the best roster of the problem with one person more in a stretch has at least `bound` less that stretch's `points`, and with
 * several persons at least that many times as much less: the prices say how much a change can save at most, never how much it will. What a roster has above
 * the bound comes on top. Only what has a price is told.
 */
export type BoundPrices = {
  readonly bound: number;
  readonly boundKind: BoundKind;
  readonly seconds: number;
  readonly cover: readonly CoverPrice[];
  readonly limits: readonly LimitPrice[];
};
