import { issue } from '../../contract/messages/render.ts';
import { nearest } from '../../contract/nearest.ts';
import { zonesOf } from '../../planning/absences.ts';
import type { HistoryHead, StoredTeam, Tables } from '../../planning/store.ts';
import { absent, found, invalid } from './refusals.ts';

/** Names that are looked through for the one that a mistyped one was meant for. */
const COMPARED = 500;

/** The team that a document names; refused at its place where there is none. */
export async function teamNamed(tables: Tables, id: string, path: string): Promise<StoredTeam> {
  const team = await tables.teams.get(id);
  if (team !== undefined) return team;
  const { items } = await tables.teams.list({}, { limit: COMPARED });
  const near = nearest(
    id,
    items.map((known) => known.id),
  );
  throw invalid([issue('unknown-team', path, { id, ...(near === undefined ? {} : { nearest: near }) })]);
}

/** A history that rows may be entered into and forecasts be made from: one that was removed is there to be read alone. */
export async function historyInUse(tables: Tables, id: string): Promise<HistoryHead> {
  const history = found(await tables.histories.get(id), 'history', id);
  if (history.removed !== undefined) throw absent('history', id);
  return history;
}

/** Teams whose people are looked through for the one that a mistyped id was meant for. */
const SEARCHED_TEAMS = 20;

/** Zones of the teams of an employee that a document names; refused at its place where no team has such an employee. */
export async function employeeZones(tables: Tables, id: string, path: string): Promise<readonly string[]> {
  const zones = await zonesOf(tables, id);
  if (zones.length > 0) return zones;
  const { items } = await tables.teams.list({}, { limit: SEARCHED_TEAMS });
  const known: string[] = [];
  for (const team of items) {
    const stored = await tables.teams.get(team.id);
    known.push(...(stored?.team.employees.map((employee) => employee.id) ?? []));
  }
  const near = nearest(id, known.slice(0, 1000));
  throw invalid([issue('unknown-employee', path, { id, ...(near === undefined ? {} : { nearest: near }) })]);
}
