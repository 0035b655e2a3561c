import type { GivenDays, RetentionDays, RetentionKind } from '../domain/retention.ts';
import type { LocalDate } from '../domain/units.ts';
import type { Scope, WriteOutcome, Written } from './stored.ts';

/** How long what is stored is kept, and how it goes when its time is over. */

/** What an organisation says of its periods. */
export type StoredRetention = {
  /** Periods in force: those given, and the usual ones. */
  readonly days: RetentionDays;
  /** Kinds whose period was given. */
  readonly given: GivenDays;
  /** 1 where nothing was ever given. */
  readonly version: number;
  /** Who gave them last. */
  readonly updated: Written | undefined;
  /** End of the last run that came to its end; UTC. */
  readonly ranAt: string | undefined;
};

export type RetentionTable = {
  readonly get: () => Promise<StoredRetention>;
  /** Kinds that are not given have their usual periods from now on. */
  readonly replace: (given: GivenDays, version: number) => Promise<WriteOutcome<StoredRetention>>;
  /** Packs that each team names for itself or for a contract; removed teams too, whose hours are there still. */
  readonly laws: () => Promise<readonly { readonly team: string; readonly packs: readonly string[] }[]>;
};

/** What is to go. */
export type RetentionPlan = {
  readonly days: RetentionDays;
  /** Days for which hours of each team are to be kept at least. */
  readonly floors: ReadonlyMap<string, number>;
  /** Point in time from which the days are counted back. */
  readonly now: Date;
};

/** What of a kind goes, or went. */
export type RetentionLine = {
  readonly kind: RetentionKind;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Dates that the oldest and the newest of them are counted from; absent where there are none. */
  readonly oldest?: LocalDate | undefined;
  readonly newest?: LocalDate | undefined;
};

export type RetentionRun = {
  readonly lines: readonly RetentionLine[];
  /** False where it was stopped: the next run goes on. */
  readonly complete: boolean;
};

/** Removes what is past its time. It is done in small transactions, each of which leaves the store whole. */
export type RetentionWork = {
  /** What would go, without removing anything. */
  readonly preview: (scope: Scope, plan: RetentionPlan) => Promise<readonly RetentionLine[]>;
  /** 'busy' where another process is at it for the organisation. An abort ends it behind the transaction under way. */
  readonly clear: (scope: Scope, plan: RetentionPlan, signal?: AbortSignal) => Promise<RetentionRun | 'busy'>;
  /** Organisations of which nothing was looked through for so many hours. */
  readonly due: (hours: number) => Promise<readonly string[]>;
};
