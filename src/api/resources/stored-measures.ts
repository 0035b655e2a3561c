import { issue } from '../../contract/messages/render.ts';
import { measuresBodyOf } from '../../contract/resources/results-mapping.ts';
import type { TeamMeasuresDocument } from '../../contract/team-measures.ts';
import { MOST_RESULTS, type StoredResults, storedResults } from '../../planning/results.ts';
import type { OpenSpan } from '../../planning/results-store.ts';
import type { Tables } from '../../planning/store.ts';
import type { Context } from './handler.ts';
import { invalid } from './refusals.ts';
import { madeText } from './thread-text.ts';

/** Refuses dates that end before they begin; places begin with `at`. */
export function checkOpenSpan({ from, to }: OpenSpan, at: string): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw invalid([issue('window-empty', `${at}to`, { from, to })]);
}

/** What is stored of the dates, or the refusal of dates with too much. */
export async function resultsOf(
  tables: Pick<Tables, 'results'>,
  team: string,
  span: OpenSpan,
  at: string,
  employees?: readonly string[],
): Promise<StoredResults> {
  checkOpenSpan(span, at);
  const stored = await storedResults(tables, team, span, employees);
  if (stored === undefined) throw invalid([issue('results-too-many', `${at}from`, { maximum: MOST_RESULTS })]);
  return stored;
}

/** The measures of stored results, made in a thread; null where there are none. */
export async function measuresOf(
  context: Pick<Context, 'service' | 'signal'>,
  { rows, settings }: StoredResults,
): Promise<TeamMeasuresDocument | null> {
  if (rows.length === 0) return null;
  const body = JSON.stringify(measuresBodyOf(rows, settings));
  return JSON.parse(await madeText(context, 'team-measures', body, () => '')) as TeamMeasuresDocument;
}

/** The proficiency of each employee by stored results; undefined where they tell of none. */
export async function proficiencyOf(
  context: Pick<Context, 'service' | 'signal'>,
  results: StoredResults,
): Promise<Readonly<Record<string, number>> | undefined> {
  const proficiency = (await measuresOf(context, results))?.proficiency ?? null;
  if (proficiency === null) return undefined;
  return Object.fromEntries(proficiency.employees.map((one) => [one.employee, one.proficiency]));
}
