import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { HOUR_RECORDS, RETENTION_KINDS, type RetentionKind } from '../../domain/retention.ts';
import type { RetentionPlan } from '../../planning/retention-store.ts';

/** From when on something stays, as parts of statements. */
export type Limits = {
  /** Whether the kind has a period at all. */
  readonly has: (kind: RetentionKind) => boolean;
  /** What happened before goes. */
  readonly before: (kind: RetentionKind) => RawBuilder<Date>;
  /** What is of a date before goes. */
  readonly dateBefore: (kind: RetentionKind) => RawBuilder<string>;
  /** The same for what belongs to a team, whose law may want it for longer. */
  readonly teamBefore: (kind: RetentionKind, team: string) => RawBuilder<string>;
  /** Instant in seconds from which on nothing of any team goes, whatever clock it has. */
  readonly latestStart: (kind: RetentionKind) => number;
};

export const never = sql<SqlBool>`false`;

const DAY_MS = 86_400_000;

/** A date that is before everything. */
const EARLIEST = '0001-01-01';

export function limitsOf({ days, floors, now }: RetentionPlan): Limits {
  const dateAgo = (count: number): string => new Date(now.getTime() - count * DAY_MS).toISOString().slice(0, 10);
  const periodOf = (kind: RetentionKind): number => {
    const period = days[kind];
    if (period === null) throw new Error(`${kind} has no period`);
    return period;
  };
  const datesOf = (kind: RetentionKind): Readonly<Record<string, string>> => {
    const period = periodOf(kind);
    return Object.fromEntries([...floors].map(([team, floor]) => [team, dateAgo(Math.max(period, floor))]));
  };
  const teams = new Map(
    RETENTION_KINDS.filter((kind) => HOUR_RECORDS.has(kind) && days[kind] !== null).map((kind) => [
      kind,
      datesOf(kind),
    ]),
  );
  return {
    has: (kind) => days[kind] !== null,
    before: (kind) => {
      const period = days[kind];
      // A kind without a period is asked for in parts that are left out then.
      return period === null
        ? sql`'-infinity'::timestamptz`
        : sql`${new Date(now.getTime() - period * DAY_MS).toISOString()}::timestamptz`;
    },
    dateBefore: (kind) => (days[kind] === null ? sql`${EARLIEST}` : sql`${dateAgo(periodOf(kind))}`),
    // Of a team that is not known nothing goes.
    teamBefore: (kind, team) => sql`(${JSON.stringify(teams.get(kind) ?? {})}::jsonb ->> ${sql.ref(team)})`,
    latestStart: (kind) => {
      const dates = Object.values(teams.get(kind) ?? {});
      const latest = dates.reduce((one, other) => (other > one ? other : one), EARLIEST);
      return Date.parse(`${latest}T00:00:00Z`) / 1000 + 86_400;
    },
  };
}
