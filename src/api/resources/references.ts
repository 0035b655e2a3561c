import { issue } from '../../contract/messages/render.ts';
import { nearest } from '../../contract/nearest.ts';
import type { StoredTeam, Tables } from '../../planning/store.ts';
import { invalid } from './refusals.ts';

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
