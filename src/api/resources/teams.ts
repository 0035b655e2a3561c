import { detail } from '../../contract/messages/problem-texts.ts';
import { issue } from '../../contract/messages/render.ts';
import { fromTeam, toTeam } from '../../contract/problem-mapping.ts';
import { type View, withKeptRecords } from '../../contract/protected-view.ts';
import { teamOperations, teamSummarySchema } from '../../contract/resources/teams.ts';
import { seesProtected } from '../../planning/access.ts';
import type { StoredTeam, Tables, TeamSummary } from '../../planning/store.ts';
import { ProblemError } from '../problem.ts';
import { type Answer, type Bound, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { changed, found, invalid, versionFrom } from './refusals.ts';

type Team = StoredTeam['team'];

function documentOf({ team, ...stored }: StoredTeam, view: View): object {
  return { id: team.id, ...stored, team: fromTeam(team, view) };
}

function summaryOf({ name, site, ...summary }: TeamSummary): object {
  return { ...summary, ...(name === undefined ? {} : { name }), ...(site === undefined ? {} : { site }) };
}

function answerWith(status: number, stored: StoredTeam, view: View = 'everybody'): Answer {
  const headers = status === 201 ? { Location: `/v1/teams/${encodeURIComponent(stored.team.id)}` } : undefined;
  return { status, headers, etag: String(stored.version), body: documentOf(stored, view) };
}

/** Refuses external ids that belong to other employees. */
async function checkExternalIds(tables: Tables, team: Team): Promise<void> {
  const clashes = await tables.teams.externalIdClashes(team);
  if (clashes.length === 0) return;
  throw invalid(
    clashes.map(({ system, externalId, employee, other }) => {
      const index = team.employees.findIndex(({ id }) => id === employee);
      const path = `/employees/${index}/externalIds/${system}`;
      return issue('external-id-taken', path, { system, id: externalId, employee, other });
    }),
  );
}

/** Published shifts have the dates and clocks of the zone that they were published in, so the team stays in it while there are any. */
async function checkZone(tables: Tables, { id, zone }: Team, published: string): Promise<void> {
  const { items } = await tables.schedules.list({ team: id }, { limit: 1 });
  if (items.length > 0) throw invalid([issue('zone-published', '/zone', { received: zone, published })]);
}

export const teams: readonly Bound[] = [
  writing(teamOperations.createTeam, async (tables, { body }) => {
    const team = toTeam(body);
    await checkExternalIds(tables, team);
    const stored = await tables.teams.create(team);
    if (stored === 'exists') throw new ProblemError('conflict', detail('team-exists', { id: team.id }));
    return answerWith(201, stored);
  }),
  reading(teamOperations.listTeams, async (tables, { query }) => {
    const { site, employee, text } = query;
    const page = await tables.teams.list({ site, employee, text }, pageOf(query));
    return { status: 200, body: listBody(query, page, teamSummarySchema, summaryOf) };
  }),
  reading(teamOperations.getTeam, async (tables, { parameters: { team }, query: { view } }) =>
    answerWith(200, found(await tables.teams.get(team), 'team', team), view),
  ),
  writing(
    teamOperations.replaceTeam,
    async (tables, { parameters, body, ifMatch, access }) => {
      if (!seesProtected(access) && body.employees.some((employee) => employee.protected !== undefined))
        throw new ProblemError('forbidden', detail('records-of-hr'));
      const present = found(await tables.teams.get(parameters.team), 'team', parameters.team);
      const version = versionFrom(ifMatch, present, 'team', parameters.team);
      const team = withKeptRecords(toTeam(body), present.team);
      if (team.id !== parameters.team)
        throw invalid([issue('id-differs', '/id', { received: team.id, expected: parameters.team })]);
      await checkExternalIds(tables, team);
      if (team.zone !== present.team.zone) await checkZone(tables, team, present.team.zone);
      return answerWith(200, changed(await tables.teams.replace(team, version), 'team', team.id));
    },
    { locksSchedule: true },
  ),
  writing(
    teamOperations.removeTeam,
    async (tables, { parameters: { team }, ifMatch }) => {
      const present = found(await tables.teams.get(team), 'team', team);
      const version = versionFrom(ifMatch, present, 'team', team);
      const published = await tables.schedules.list({ team }, { limit: 1 });
      if (published.items.length > 0) throw new ProblemError('conflict', detail('team-published', { id: team }));
      changed(await tables.teams.remove(team, version), 'team', team);
      return { status: 204 };
    },
    { locksSchedule: true },
  ),
];
