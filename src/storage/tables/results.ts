import { type RawBuilder, type Selectable, sql, type SqlBool } from 'kysely';
import {
  type EmployeeResult,
  type MeasureSettings,
  RESULT_COUNTS,
  type ResultCount,
  type TargetSeason,
  type TeamMeasure,
  USUAL_MEASURES,
} from '../../domain/team-measures.ts';
import type { ResultsTable, StoredMeasureSettings, TargetState, TeamTarget } from '../../planning/results-store.ts';
import type { Database } from '../database.ts';
import { missed, pageOf, writtenOf } from '../pages.ts';
import type { Session } from '../session.ts';
import { byEmployee } from '../trail/change.ts';

type Row = {
  readonly employee: string;
  readonly date: string;
  readonly counts: Readonly<Partial<Record<ResultCount, number>>>;
};

type SettingsRow = Selectable<Database['result_settings']>;
type TargetRow = Selectable<Database['result_targets']>;

/** Rows of a statement at a time: their texts are its parameters. */
const AT_ONCE = 5000;

const STATE: RawBuilder<TargetState> = sql`case when replaced_at is not null then 'replaced'
  when accepted_at is not null then 'accepted' else 'proposed' end`;

/** What is known, in the order in which it is counted: the same results are the same text. */
function countsOf(row: EmployeeResult): Row['counts'] {
  return Object.fromEntries(RESULT_COUNTS.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

function written(at: Date | null, by: string | null) {
  return at === null || by === null ? undefined : writtenOf(at, by);
}

function targetOf(row: TargetRow): TeamTarget {
  const {
    id,
    team,
    season,
    measure,
    first_date: from,
    last_date: to,
    best_employee: best,
    best_value: bestValue,
  } = row;
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
    proposed: row.proposed,
    state: replaced !== undefined ? 'replaced' : accepted !== undefined ? 'accepted' : 'proposed',
    created: writtenOf(row.created_at, row.created_by),
    target: row.target ?? undefined,
    accepted,
    replaced,
  };
}

export function resultsTable(session: Session): ResultsTable {
  const { organisation, actor } = session.scope;

  const add = (team: string, rows: readonly EmployeeResult[]) =>
    session.count(sql`
      insert into results (organisation, team, employee, date, counts, created_by)
      select ${organisation}, ${team}, given.employee, given.date, given.counts::json, ${actor}
      from unnest(${rows.map(({ employeeId }) => employeeId)}::text[], ${rows.map(({ date }) => date)}::text[],
        ${rows.map((row) => JSON.stringify(countsOf(row)))}::text[]) as given (employee, date, counts)`);

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
      const rows = await session.rows(sql<Row>`
        select employee, date, counts from results
        where organisation = ${organisation} and team = ${team}
          and (${from ?? null}::text is null or date >= ${from ?? null}) and (${to ?? null}::text is null or date <= ${to ?? null})
          and (${employees ?? null}::text[] is null or employee = any (${employees ?? null}::text[]))
        order by employee, date limit ${limit}`);
      return rows.map(({ employee, date, counts }) => ({ employeeId: employee, date, ...counts }));
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
      const rows = await session.rows(sql<TargetRow>`
        insert into result_targets (organisation, team, season, measure, first_date, last_date, best_employee, best_value,
          proposed, created_by)
        select ${organisation}, ${team}, given.season, given.measure, given.first_date, given.last_date, given.best, given.best_value,
          given.proposed, ${actor}
        from unnest(${proposals.map(({ season }) => season)}::text[], ${proposals.map(({ measure }) => measure)}::text[],
          ${proposals.map(({ from }) => from)}::text[], ${proposals.map(({ to }) => to)}::text[],
          ${proposals.map(({ best }) => best)}::text[], ${proposals.map(({ bestValue }) => bestValue)}::float8[],
          ${proposals.map(({ proposed }) => proposed)}::float8[])
          as given (season, measure, first_date, last_date, best, best_value, proposed)
        returning *`);
      const targets = rows.map(targetOf);
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
      return pageOf(rows, page, targetOf, ({ id }) => [id]);
    },

    named: async (team, ids) => (await session.rows(ofTeam(team, sql`id = any (${ids}::text[])`))).map(targetOf),

    accept: async (team, wanted) => {
      const ids = wanted.map(({ id }) => id);
      const before = (await session.rows(ofTeam(team, sql`id = any (${ids}::text[])`))).map(targetOf);
      await replaceTargets(team, before, sql`t.accepted_at is not null`);
      const rows = await session.rows(sql<TargetRow>`
        update result_targets t set target = coalesce(given.target, t.proposed), accepted_at = clock_timestamp(),
          accepted_by = ${actor}
        from unnest(${ids}::text[], ${wanted.map(({ target }) => target ?? null)}::float8[]) as given (id, target)
        where t.organisation = ${organisation} and t.team = ${team} and t.id = given.id
        returning t.*`);
      const accepted = rows.map(targetOf);
      recordTargets('change', team, accepted);
      return accepted;
    },
  };
}
