import { HOUR_RECORDS, leastDays, RETENTION_KINDS, type GivenDays, type RetentionKind } from '../domain/retention.ts';
import { hourRecordFloor, type HourRecordFloor } from '../rules/packs/record-keeping.ts';
import type { RetentionLine, RetentionPlan, RetentionRun, StoredRetention } from './retention-store.ts';
import type { Store, Tables } from './store.ts';
import type { Scope } from './stored.ts';

/** Hours between two looks at what is past its time. */
const HOURS_BETWEEN = 23;

/** A law, and for how many of the teams it decides. */
export type LawOfTeams = HourRecordFloor & { readonly teams: number };

/** The periods of an organisation, with the laws that bound them from below. */
export type RetentionView = StoredRetention & { readonly laws: readonly LawOfTeams[] };

type Laws = { readonly floors: ReadonlyMap<string, number>; readonly laws: readonly LawOfTeams[] };

async function lawsOf({ retention }: Pick<Tables, 'retention'>): Promise<Laws> {
  const teams = (await retention.laws()).map(({ team, packs }) => ({ team, floor: hourRecordFloor(packs) }));
  const groups = Map.groupBy(teams, ({ floor }) => floor.pack ?? '');
  const laws = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first.floor, teams: group.length }];
  });
  return {
    floors: new Map(teams.map(({ team, floor }) => [team, floor.days])),
    laws: laws.toSorted((one, other) => one.days - other.days || (one.pack ?? '').localeCompare(other.pack ?? '')),
  };
}

/** The periods in force and what bounds them. */
export async function retentionView(tables: Pick<Tables, 'retention'>): Promise<RetentionView> {
  return { ...(await tables.retention.get()), laws: (await lawsOf(tables)).laws };
}

/** A period that is shorter than it may be. */
export type ShortPeriod = {
  readonly kind: RetentionKind;
  readonly days: number;
  readonly least: number;
  /** The law that wants it for longer; undefined where the product does. */
  readonly law: LawOfTeams | undefined;
};

/**
 * Periods that are shorter than any team of the organisation allows. Where teams are under several laws, a period must be enough for one of them, and hours
 * of each team are kept for as long as its own law wants.
 */
export function shortPeriods(given: GivenDays, laws: readonly LawOfTeams[]): readonly ShortPeriod[] {
  const [shortest] = laws;
  return RETENTION_KINDS.flatMap((kind): readonly ShortPeriod[] => {
    const days = given[kind];
    if (days === null || days === undefined) return [];
    const law =
      HOUR_RECORDS.has(kind) && shortest !== undefined && shortest.days > leastDays(kind) ? shortest : undefined;
    const least = law?.days ?? leastDays(kind);
    return days < least ? [{ kind, days, least, law }] : [];
  });
}

async function planOf(store: Store, scope: Scope, now: Date): Promise<RetentionPlan> {
  return store.read(scope, async (tables) => {
    const { days } = await tables.retention.get();
    return { days, floors: (await lawsOf(tables)).floors, now };
  });
}

/** What would go at a point in time. */
export async function previewRetention(
  store: Store,
  scope: Scope,
  now = new Date(),
): Promise<readonly RetentionLine[]> {
  return store.retention.preview(scope, await planOf(store, scope, now));
}

/** Removes what is past its time. */
export async function runRetention(
  store: Store,
  scope: Scope,
  { now = new Date(), signal }: { readonly now?: Date | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<RetentionRun | 'busy'> {
  return store.retention.clear(scope, await planOf(store, scope, now), signal);
}

/** Removes what is past its time of every organisation that was not looked through today; gives how many rows went. */
export async function runDueRetention(store: Store, signal: AbortSignal): Promise<number> {
  let removed = 0;
  for (const organisation of await store.retention.due(HOURS_BETWEEN)) {
    if (signal.aborted) break;
    const origin = { operation: 'retention', via: 'service', address: '' };
    const run = await runRetention(store, { organisation, actor: 'shiftcast', origin }, { signal });
    if (run !== 'busy') for (const { rows } of run.lines) for (const count of Object.values(rows)) removed += count;
  }
  return removed;
}
