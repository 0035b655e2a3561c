import { type RawBuilder, type Selectable, sql, type SqlBool } from 'kysely';
import {
  type EmployeeResult,
  type MeasureSettings,
  RESULT_COUNTS,
  type TargetSeason,
  type TeamMeasure,
  USUAL_MEASURES,
} from '../../domain/team-measures.ts';
import type { ResultsTable, StoredMeasureSettings, TargetState, TeamTarget } from '../../planning/results-store.ts';
import type { Database, TargetFigures } from '../database.ts';
import { missed, openedPageOf, writtenOf } from '../pages.ts';
import { sealDocument, valueOf } from '../people/document-seal.ts';
import { type Counts, type CountsRow, openCounts, sealCounts } from '../people/result-seal.ts';
import { newIds, type Session } from '../session.ts';
import { byEmployee } from '../trail/change.ts';

type SettingsRow = Selectable<Database['result_settings']>;
type TargetRow = Selectable<Database['result_targets']>;

/** Rows of a statement at a time: their texts are its parameters. */
const AT_ONCE = 5000;

const STATE: RawBuilder<TargetState> = sql`case when replaced_at is not null then 'replaced'
  when accepted_at is not null then 'accepted' else 'proposed' end`;

/** What is known, in the order in which it is counted: the same results are the same text. */
function countsOf(row: EmployeeResult): Counts {
  return Object.fromEntries(RESULT_COUNTS.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

function written(at: Date | null, by: string | null) {
  return at === null || by === null ? undefined : writtenOf(at, by);
}

const FIGURES = 'result_targets.figures';

/** Who was best and what follows, which lies sealed. */
async function figuresOf(session: Session, { id, figures, sealed_figures: sealed }: TargetRow): Promise<TargetFigures> {
  const found = await valueOf(session, FIGURES, id, figures, sealed);
  if (found === undefined) throw new Error(`the target ${id} has no figures`);
  return found;
}

const sealFigures = (session: Session, id: string, figures: TargetFigures): Promise<Buffer> =>
  sealDocument(session, FIGURES, id, JSON.stringify(figures));

async function openTarget(session: Session, row: TargetRow): Promise<TeamTarget> {
  const { id, team, season, measure, first_date: from, last_date: to } = row;
  const { employee: best, bestValue, proposed, target } = await figuresOf(session, row);
  const accepted = written(row.accepted_at, row.accepted_by);
  const replaced = written(row.replaced_at, row.replaced_by);
  return {
    id,
    team,
    season: season as TargetSeason,
    measure: measure as TeamMeasure,
    from,
    to,
    best,
    bestValue,
    proposed,
    state: replaced !== undefined ? 'replaced' : accepted !== undefined ? 'accepted' : 'proposed',
    created: writtenOf(row.created_at, row.created_by),
    target: target ?? undefined,
    accepted,
    replaced,
  };
}

async function openTargets(session: Session, rows: readonly TargetRow[]): Promise<readonly TeamTarget[]> {
  const targets: TeamTarget[] = [];
  for (const row of rows) targets.push(await openTarget(session, row));
  return targets;
}

export function resultsTable(session: Session): ResultsTable {
  const { organisation, actor } = session.scope;

  const add = async (team: string, rows: readonly EmployeeResult[]) => {
    const places = rows.map((row) => ({ team, employee: row.employeeId, date: row.date, counts: countsOf(row) }));
    await session.count(sql`
      insert into results (organisation, team, employee, date, sealed_counts, created_by)
      select ${organisation}, ${team}, given.employee, given.date, given.sealed, ${actor}
      from unnest(${places.map(({ employee }) => employee)}::text[], ${places.map(({ date }) => date)}::text[],
        ${await sealCounts(session, places)}::bytea[]) as given (employee, date, sealed)`);
  };

  const take = (team: string, rows: readonly EmployeeResult[]) =>
    session.count(sql`
      delete from results r
      using unnest(${rows.map(({ employeeId }) => employeeId)}::text[], ${rows.map(({ date }) => date)}::text[])
        as given (employee, date)
      where r.organisation = ${organisation} and r.team = ${team} and r.employee = given.employee and r.date = given.date`);

  const settingsOf = (row: SettingsRow | undefined): StoredMeasureSettings => ({
    settings: row?.settings ?? USUAL_MEASURES,
    version: row?.version ?? 1,
    updated: row === undefined ? undefined : writtenOf(row.updated_at, row.updated_by),
  });

  const settings = async (team: string): Promise<StoredMeasureSettings> =>
    settingsOf(await session.first(session.select('result_settings').where('team', '=', team).selectAll()));

  const lock = async (team: string): Promise<void> => {
    await session.count(sql`select id from teams where organisation = ${organisation} and id = ${team} for update`);
  };

  const ofTeam = (team: string, condition: RawBuilder<SqlBool>) => sql<TargetRow>`
    select * from result_targets where organisation = ${organisation} and team = ${team} and ${condition}`;

  /** Ends those of the seasons and measures of which a condition holds. */
  const replaceTargets = (
    team: string,
    of: readonly Pick<TeamTarget, 'season' | 'measure'>[],
    when: RawBuilder<SqlBool>,
  ) =>
    session.count(sql`
      update result_targets t set replaced_at = clock_timestamp(), replaced_by = ${actor}
      from unnest(${of.map(({ season }) => season)}::text[], ${of.map(({ measure }) => measure)}::text[])
        as given (season, measure)
      where t.organisation = ${organisation} and t.team = ${team} and t.season = given.season
        and t.measure = given.measure and t.replaced_at is null and ${when}`);

  const recordTargets = (action: 'create' | 'change', team: string, after: readonly TeamTarget[]) =>
    session.record({
      action,
      kind: 'target',
      thing: team,
      parts: [
        { after: after.map(({ best: _best, ...target }) => target) },
        ...byEmployee(
          ({ best }) => best,
          [],
          after.map(({ id, season, measure, best, bestValue }) => ({ id, season, measure, best, bestValue })),
        ),
      ],
    });

  return {
    rows: async (team, { from, to, employees, limit }) => {
      const rows = await session.rows(sql<CountsRow>`
        select team, employee, date, counts, sealed_counts from results
        where organisation = ${organisation} and team = ${team}
          and (${from ?? null}::text is null or date >= ${from ?? null}) and (${to ?? null}::text is null or date <= ${to ?? null})
          and (${employees ?? null}::text[] is null or employee = any (${employees ?? null}::text[]))
        order by employee, date limit ${limit}`);
      const counts = await openCounts(session, rows);
      return rows.map(({ employee, date }, index) => ({ employeeId: employee, date, ...counts[index] }));
    },

    lock,

    enter: async (team, { from, to }, { added, replaced }) => {
      for (let at = 0; at < replaced.length; at += AT_ONCE) await take(team, replaced.slice(at, at + AT_ONCE));
      for (let at = 0; at < added.length; at += AT_ONCE) await add(team, added.slice(at, at + AT_ONCE));
      session.record({
        action: 'change',
        kind: 'results',
        thing: team,
        parts: [
          { after: { from, to, added: added.length, replaced: replaced.length } },
          ...byEmployee(({ employeeId }) => employeeId, replaced, added),
        ],
      });
    },

    settings,

    replaceSettings: async (team, given: MeasureSettings, version) => {
      const before = await settings(team);
      const row = await session.first(sql<SettingsRow>`
        insert into result_settings (organisation, team, settings, version, created_by, updated_by)
        select ${organisation}, ${team}, ${JSON.stringify(given)}::json, 2, ${actor}, ${actor}
        where ${version}::int = 1
          or exists (select from result_settings where organisation = ${organisation} and team = ${team})
        on conflict (organisation, team) do update set settings = excluded.settings,
          version = result_settings.version + 1, updated_at = now(), updated_by = ${actor}
        where result_settings.version = ${version}
        returning *`);
      if (row === undefined) return missed((await settings(team)).version);
      session.record({
        action: 'change',
        kind: 'measure-settings',
        thing: team,
        parts: [{ before: before.settings, after: given }],
      });
      return { ok: true, value: settingsOf(row) };
    },

    propose: async (team, proposals) => {
      await replaceTargets(team, proposals, sql`t.accepted_at is null`);
      const ids = await newIds(session, proposals.length);
      const sealed: Buffer[] = [];
      for (const [index, { best: employee, bestValue, proposed }] of proposals.entries())
        sealed.push(await sealFigures(session, ids[index] ?? '', { employee, bestValue, proposed, target: null }));
      const rows = await session.rows(sql<TargetRow>`
        insert into result_targets (organisation, id, team, season, measure, first_date, last_date, sealed_figures, created_by)
        select ${organisation}, given.id, ${team}, given.season, given.measure, given.first_date, given.last_date, given.sealed,
          ${actor}
        from unnest(${ids}::text[], ${proposals.map(({ season }) => season)}::text[],
          ${proposals.map(({ measure }) => measure)}::text[], ${proposals.map(({ from }) => from)}::text[],
          ${proposals.map(({ to }) => to)}::text[], ${sealed}::bytea[])
          as given (id, season, measure, first_date, last_date, sealed)
        returning *`);
      const targets = await openTargets(session, rows);
      recordTargets('create', team, targets);
      return targets;
    },

    targets: async (team, { season, state }, page) => {
      const after = page.after?.[0];
      const rows = await session.rows(sql<TargetRow>`
        ${ofTeam(
          team,
          sql`(${season ?? null}::text is null or season = ${season ?? null})
          and (${state ?? null}::text is null or ${STATE} = ${state ?? null})
          and (${after ?? null}::text is null or id < ${after ?? null})`,
        )}
        order by id desc limit ${page.limit + 1}`);
      return openedPageOf(
        rows,
        page,
        (row) => openTarget(session, row),
        ({ id }) => [id],
      );
    },

    named: async (team, ids) => openTargets(session, await session.rows(ofTeam(team, sql`id = any (${ids}::text[])`))),

    accept: async (team, wanted) => {
      const ids = wanted.map(({ id }) => id);
      const found = await session.rows(ofTeam(team, sql`id = any (${ids}::text[])`));
      const before = await openTargets(session, found);
      await replaceTargets(team, before, sql`t.accepted_at is not null`);
      const targetOf = new Map(wanted.map(({ id, target }) => [id, target]));
      const sealed: Buffer[] = [];
      for (const row of found) {
        const figures = await figuresOf(session, row);
        const target = targetOf.get(row.id) ?? figures.proposed;
        sealed.push(await sealFigures(session, row.id, { ...figures, target }));
      }
      const rows = await session.rows(sql<TargetRow>`
        update result_targets t set figures = null, sealed_figures = given.sealed, accepted_at = clock_timestamp(),
          accepted_by = ${actor}
        from unnest(${found.map(({ id }) => id)}::text[], ${sealed}::bytea[]) as given (id, sealed)
        where t.organisation = ${organisation} and t.team = ${team} and t.id = given.id
        returning t.*`);
      const accepted = await openTargets(session, rows);
      recordTargets('change', team, accepted);
      return accepted;
    },
  };
}
