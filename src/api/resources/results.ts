import { issue } from '../../contract/messages/render.ts';
import { acceptanceIssues, ofEmployee, resultIssues, seasonsOf } from '../../contract/resources/results-mapping.ts';
import { newResultsSchema, resultOperations, targetSchema } from '../../contract/resources/results.ts';
import { fromResults, fromTeamMeasures, readResults, resultPlaces, toResults } from '../../contract/team-measures.ts';
import { allPages } from '../../planning/all-pages.ts';
import {
  acceptTargets,
  datesOfResults,
  enterResults,
  proposalsFrom,
  reachedTargets,
  targetsInForce,
} from '../../planning/results.ts';
import type { StoredMeasureSettings, TeamTarget } from '../../planning/results-store.ts';
import { employeeNamed } from '../../planning/schedules/schedule-question.ts';
import type { Tables } from '../../planning/store.ts';
import { makeTeamMeasures } from '../../planning/team-measures.ts';
import { type Answer, type Bound, computing, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { absent, changed, found, invalid, versionFrom } from './refusals.ts';
import { checkOpenSpan, measuresOf, resultsOf } from './stored-measures.ts';
import { storeOf } from './thread-text.ts';

/** A team that is there, or the refusal. */
async function teamOf(tables: Tables, id: string) {
  return found(await tables.teams.get(id), 'team', id).team;
}

function settingsAnswer(team: string, { settings, version, updated }: StoredMeasureSettings): Answer {
  return {
    status: 200,
    etag: String(version),
    body: { team, settings, version, ...(updated === undefined ? {} : { updated }) },
  };
}

/** A target as a document: what is not known yet is left out. */
function targetDocument(target: TeamTarget): object {
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined));
}

const answered = (_tables: Tables, _context: unknown, answer: Answer): Promise<Answer> => Promise.resolve(answer);

export const results: readonly Bound[] = [
  writing(resultOperations.enterResults, async (tables, { parameters, written }) => {
    const team = await teamOf(tables, parameters.team);
    const read = readResults(newResultsSchema, written, []);
    if (!read.ok) throw invalid(read.issues);
    const rows = toResults(read.value.rows);
    if (rows.length === 0 && (read.value.from === undefined || read.value.to === undefined))
      throw invalid([issue('results-empty', '/rows', {})]);
    const dates = datesOfResults(read.value, rows);
    checkOpenSpan(dates, '/');
    const entered = await enterResults(tables, team, dates, rows);
    if (!entered.ok)
      throw invalid(resultIssues(rows, entered, dates, resultPlaces(written as { csv?: string })).slice(0, 200));
    const { ok: _ok, ...counted } = entered;
    return { status: 201, body: { team: team.id, ...dates, ...counted } };
  }),
  reading(resultOperations.listResults, async (tables, { parameters, query }) => {
    const { id } = await teamOf(tables, parameters.team);
    const employees = query.employee === undefined ? undefined : [query.employee];
    const { rows } = await resultsOf(tables, id, query, '?', employees);
    return { status: 200, body: { team: id, items: fromResults(rows) } };
  }),
  computing(
    resultOperations.getMeasures,
    async (context): Promise<Answer> => {
      const { parameters, query } = context;
      const read = await storeOf(context).read(context.scope, async (tables) => {
        const { id } = await teamOf(tables, parameters.team);
        return { stored: await resultsOf(tables, id, query, '?'), targets: await targetsInForce(tables, id) };
      });
      const measures = await measuresOf(context, read.stored);
      const accepted = reachedTargets(read.targets, seasonsOf(measures));
      const told = measures === null ? null : ofEmployee(measures, query.employee);
      return {
        status: 200,
        body: { team: parameters.team, rows: read.stored.rows.length, measures: told, accepted },
      };
    },
    answered,
  ),
  reading(resultOperations.getEmployeeMeasures, async (tables, { parameters, query }) => {
    const employee = found(await employeeNamed(tables, parameters.employee), 'employee', parameters.employee);
    const teams = await allPages((page) => tables.teams.list({ employee }, page));
    const team = query.team === undefined ? teams[0] : teams.find(({ id }) => id === query.team);
    if (team === undefined) {
      if (query.team === undefined) throw absent('employee', parameters.employee);
      throw invalid([issue('unknown-team', '?team', { id: query.team })]);
    }
    const { rows, settings } = await resultsOf(tables, team.id, query, '?', [employee]);
    const measures = rows.length === 0 ? null : fromTeamMeasures(makeTeamMeasures({ ...settings, rows }));
    // The rows are of one employee alone, so that the team of these measures is nobody else.
    const accepted = reachedTargets(await targetsInForce(tables, team.id), seasonsOf(measures));
    const seasons = seasonsOf(measures).map(({ season, team: values }) => ({
      season,
      days: measures?.seasons.find((one) => one.season === season)?.days ?? 0,
      values,
    }));
    const span = measures === null ? {} : { from: measures.from, to: measures.to };
    return { status: 200, body: { employee, team: team.id, rows: rows.length, ...span, seasons, accepted } };
  }),
  reading(resultOperations.getMeasureSettings, async (tables, { parameters }) => {
    const { id } = await teamOf(tables, parameters.team);
    return settingsAnswer(id, await tables.results.settings(id));
  }),
  writing(resultOperations.replaceMeasureSettings, async (tables, { parameters, body, ifMatch }) => {
    const { id } = await teamOf(tables, parameters.team);
    const version = versionFrom(ifMatch, await tables.results.settings(id), 'measure settings', id);
    return settingsAnswer(id, changed(await tables.results.replaceSettings(id, body, version), 'measure settings', id));
  }),
  computing(
    resultOperations.proposeTargets,
    async (context) => {
      const { parameters, body } = context;
      const stored = await storeOf(context).read(context.scope, async (tables) => {
        const { id } = await teamOf(tables, parameters.team);
        return resultsOf(tables, id, body, '/');
      });
      const measures = await measuresOf(context, stored);
      const proposals = measures === null ? [] : proposalsFrom(measures, body);
      if (proposals.length === 0) throw invalid([issue('no-target', '', { leastCases: stored.settings.leastCases })]);
      return proposals;
    },
    async (tables, { parameters }, proposals) => {
      const { id } = await teamOf(tables, parameters.team);
      await tables.results.lock(id);
      const items = (await tables.results.propose(id, proposals)).map(targetDocument);
      return { status: 201, body: { items } };
    },
  ),
  reading(resultOperations.listTargets, async (tables, { parameters, query }) => {
    const { id } = await teamOf(tables, parameters.team);
    const { season, state } = query;
    const page = await tables.results.targets(id, { season, state }, pageOf(query));
    return { status: 200, body: listBody(query, page, targetSchema, targetDocument) };
  }),
  writing(resultOperations.acceptTargets, async (tables, { parameters, body }) => {
    const { id } = await teamOf(tables, parameters.team);
    const wanted = body.targets.map((one) => ({ id: one.id, target: one.target }));
    const accepted = await acceptTargets(tables, id, wanted);
    if (!accepted.ok) {
      throw invalid(
        acceptanceIssues(
          accepted.wrong,
          (index) => wanted[index]?.id ?? '',
          (index) => `/targets/${index}/id`,
        ),
      );
    }
    return { status: 201, body: { items: accepted.targets.map(targetDocument) } };
  }),
];
