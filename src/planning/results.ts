import { allPages } from './all-pages.ts';
import type { AcceptedTarget, OpenSpan, TargetProposal, TeamTarget } from './results-store.ts';
import type { Tables } from './store.ts';
import type { DateSpan } from '../domain/hours.ts';
import {
  type EmployeeResult,
  MEASURE_FORMULAS,
  type MeasureSettings,
  type MeasureTarget,
  type MeasureValue,
  RESULT_COUNTS,
  TARGET_SEASONS,
  type SeasonMeasures,
  type TargetSeason,
  type TeamMeasure,
} from '../domain/team-measures.ts';
import type { Team } from '../domain/team.ts';

/** What there is to count and to name, for whoever tells of it. */
export { MEASURE_FORMULAS, RESULT_COUNTS, TARGET_SEASONS };

/** Rows of one question, at most. */
export const MOST_RESULTS = 200_000;

/** What came of an import, in rows; or which of the given rows are of somebody unknown, or on none of the dates. */
export type EnteredResults =
  | {
      readonly ok: true;
      readonly added: number;
      readonly same: number;
      readonly changed: number;
      readonly removed: number;
    }
  | { readonly ok: false; readonly unknown: readonly number[]; readonly outside: readonly number[] };

const keyOf = ({ employeeId, date }: EmployeeResult): string => JSON.stringify([employeeId, date]);
const countsOf = (row: EmployeeResult): string => JSON.stringify(RESULT_COUNTS.map((name) => row[name] ?? null));

/** The dates of results: those that are given, or else from their first row to their last. Throws where neither tells. */
export function datesOfResults({ from, to }: OpenSpan, rows: readonly EmployeeResult[]): DateSpan {
  let [least, most] = [from ?? rows[0]?.date, to ?? rows[0]?.date];
  if (least === undefined || most === undefined) throw new Error('results without rows and dates');
  for (const { date } of rows) {
    if (from === undefined && date < least) least = date;
    if (to === undefined && date > most) most = date;
  }
  return { from: least, to: most };
}

/**
 * Enters the results of some dates of a team in place of all that are stored of them; of several imports at a time one waits for the other. Whoever has
 * left the team is known as long as results of hers in it are stored. Rows name each employee and date once.
 */
export async function enterResults(
  { results }: Pick<Tables, 'results'>,
  team: Pick<Team, 'id' | 'employees'>,
  dates: DateSpan,
  given: readonly EmployeeResult[],
): Promise<EnteredResults> {
  await results.lock(team.id);
  const known = new Set(team.employees.map(({ id }) => id));
  const strangers = [...new Set(given.map(({ employeeId }) => employeeId))].filter((id) => !known.has(id));
  for (const id of strangers) {
    if ((await results.rows(team.id, { employees: [id], limit: 1 })).length > 0) known.add(id);
  }
  const indexes = (isWrong: (row: EmployeeResult) => boolean): readonly number[] =>
    given.flatMap((row, index) => (isWrong(row) ? [index] : []));
  const unknown = indexes(({ employeeId }) => !known.has(employeeId));
  const outside = indexes(({ date }) => date < dates.from || date > dates.to);
  if (unknown.length > 0 || outside.length > 0) return { ok: false, unknown, outside };
  const stored = await results.rows(team.id, { ...dates, limit: Number.MAX_SAFE_INTEGER });
  const before = new Map(stored.map((row) => [keyOf(row), countsOf(row)]));
  const now = new Map(given.map((row) => [keyOf(row), countsOf(row)]));
  const replaced = stored.filter((row) => now.get(keyOf(row)) !== countsOf(row));
  const added = given.filter((row) => before.get(keyOf(row)) !== countsOf(row));
  const changed = added.filter((row) => before.has(keyOf(row))).length;
  if (added.length > 0 || replaced.length > 0) await results.enter(team.id, dates, { added, replaced });
  return {
    ok: true,
    added: added.length - changed,
    same: given.length - added.length,
    changed,
    removed: replaced.length - changed,
  };
}

/** What is stored for the measures of a team; undefined where there are more rows than one question takes. */
export type StoredResults = { readonly rows: readonly EmployeeResult[]; readonly settings: MeasureSettings };

export async function storedResults(
  { results }: Pick<Tables, 'results'>,
  team: string,
  span: OpenSpan,
  employees?: readonly string[],
): Promise<StoredResults | undefined> {
  const rows = await results.rows(team, { ...span, employees, limit: MOST_RESULTS + 1 });
  return rows.length > MOST_RESULTS ? undefined : { rows, settings: (await results.settings(team)).settings };
}

/** Targets of a team that are in force. */
export function targetsInForce({ results }: Pick<Tables, 'results'>, team: string): Promise<readonly TeamTarget[]> {
  return allPages((page) => results.targets(team, { state: 'accepted' }, page));
}

/** Measures as far as targets need them. */
type Measured = Pick<SeasonMeasures, 'season'> & { readonly team: readonly MeasureValue[] };

export type ReachedTarget = {
  readonly season: TargetSeason;
  readonly measure: TeamMeasure;
  readonly target: number;
  readonly accepted: NonNullable<TeamTarget['accepted']>;
  readonly value: number | null;
  readonly reached: boolean | null;
};

/** Targets in force beside what was measured of their seasons, in order of season and measure. */
export function reachedTargets(targets: readonly TeamTarget[], seasons: readonly Measured[]): readonly ReachedTarget[] {
  const inForce = targets.flatMap(({ season, measure, target, accepted }): readonly ReachedTarget[] => {
    if (target === undefined || accepted === undefined) return [];
    const values = seasons.find((one) => one.season === season)?.team;
    const value = values?.find((one) => one.measure === measure)?.value ?? null;
    const isHigher = MEASURE_FORMULAS[measure].better === 'higher';
    const reached = value === null ? null : isHigher ? value >= target : value <= target;
    return [{ season, measure, target, accepted, value, reached }];
  });
  const keyOfTarget = ({ season, measure }: ReachedTarget): string => `${season} ${measure}`;
  return inForce.toSorted((a, b) => (keyOfTarget(a) < keyOfTarget(b) ? -1 : 1));
}

/** What proposals are made from: measures with the targets that they give. */
type Targeted = {
  readonly from: string;
  readonly to: string;
  readonly seasons: readonly { readonly season: TargetSeason; readonly targets: readonly MeasureTarget[] }[];
};

/** The targets that measures propose: of the seasons wanted or else of those that are named, and of all dates where none is. */
export function proposalsFrom(
  { from, to, seasons }: Targeted,
  wanted: {
    readonly seasons?: readonly TargetSeason[] | undefined;
    readonly measures?: readonly TeamMeasure[] | undefined;
  },
): readonly TargetProposal[] {
  const named = seasons.filter(({ season }) => season !== 'all');
  const usual = named.length > 0 ? named : seasons;
  const of = wanted.seasons === undefined ? usual : seasons.filter(({ season }) => wanted.seasons?.includes(season));
  return of.flatMap(({ season, targets }) =>
    targets.flatMap(({ measure, best, bestValue, target }) => {
      if (best === null || bestValue === null || target === null) return [];
      if (wanted.measures !== undefined && !wanted.measures.includes(measure)) return [];
      return [{ season, measure, from, to, best, bestValue, proposed: target }];
    }),
  );
}

/** Why a target cannot be accepted: there is none such, somebody has accepted or replaced it, or it is named twice. */
export type NotAcceptable = {
  readonly index: number;
  readonly reason: 'absent' | 'accepted' | 'replaced' | 'twice';
};

/** Puts proposed targets in force, all or none. */
export async function acceptTargets(
  { results }: Pick<Tables, 'results'>,
  team: string,
  wanted: readonly AcceptedTarget[],
): Promise<
  | { readonly ok: true; readonly targets: readonly TeamTarget[] }
  | { readonly ok: false; readonly wrong: readonly NotAcceptable[] }
> {
  await results.lock(team);
  const ids = wanted.map(({ id }) => id);
  const stored = new Map((await results.named(team, ids)).map((target) => [target.id, target]));
  const wrong = ids.flatMap((id, index): readonly NotAcceptable[] => {
    const state = stored.get(id)?.state;
    if (ids.indexOf(id) < index) return [{ index, reason: 'twice' }];
    return state === 'proposed' ? [] : [{ index, reason: state ?? 'absent' }];
  });
  if (wrong.length > 0) return { ok: false, wrong };
  const accepted = await results.accept(team, wanted);
  const place = ({ id }: TeamTarget): number => ids.indexOf(id);
  return { ok: true, targets: accepted.toSorted((a, b) => place(a) - place(b)) };
}
