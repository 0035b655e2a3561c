import { fromReplacements } from '../../contract/changed-rosters-mapping.ts';
import { fromNote } from '../../contract/notes.ts';
import { pricesSchema } from '../../contract/problem.ts';
import { fromProblem } from '../../contract/problem-mapping.ts';
import { changeOperations } from '../../contract/resources/changes.ts';
import { fromShift } from '../../contract/shift-mapping.ts';
import {
  rosterOfDraft,
  rosterOfSchedule,
  shiftsOfAbsent,
  type StoredRoster,
} from '../../planning/changes/stored-roster.ts';
import { readDraft } from '../../planning/drafts/stored-draft.ts';
import type { Tables } from '../../planning/store.ts';
import { type Answer, type Bound, computing, type Context } from './handler.ts';
import { found } from './refusals.ts';
import { madeText, storeOf } from './thread-text.ts';

/** What is asked of a stored roster besides which one. */
type Asked = Readonly<Record<string, unknown>>;

type Read = { readonly roster: StoredRoster; readonly asked: Asked; readonly version?: number | undefined };

/** The places of the composed body that the client has written, where he has written them. */
function pathOf(path: string): string {
  if (path.startsWith('/problem/baseline/prices/')) return path.replace('/problem/baseline', '/against');
  return /^\/(?:vacated|absences|give|take|to)\b/.test(path) ? path : '';
}

/** The answer of the stateless operation on a roster of the store, with the notes on that. */
async function answerOn(
  context: Context,
  operation: 'replacements' | 'swaps',
  { roster: { problem, shifts, notes }, asked }: Read,
): Promise<string> {
  const { zone } = problem.team;
  const isNothingVacant = [asked['vacated'], asked['absences']].every(
    (list) => Array.isArray(list) && list.length === 0,
  );
  const text =
    operation === 'replacements' && isNothingVacant
      ? JSON.stringify(fromReplacements(problem, { vacancies: [] }))
      : await madeText(
          context,
          operation,
          JSON.stringify({
            problem: fromProblem(problem),
            shifts: shifts.map((one) => fromShift(zone, one)),
            ...asked,
          }),
          pathOf,
        );
  return `${text.slice(0, -1)},"notes":${JSON.stringify(notes.map((note) => fromNote(zone, note)))}}`;
}

/** Reads at one state of the store, answers in a thread, and writes nothing. */
function asking<O extends (typeof changeOperations)[keyof typeof changeOperations]>(
  description: O,
  operation: 'replacements' | 'swaps',
  read: (tables: Tables, context: Context<O>) => Promise<Read>,
): Bound {
  return computing(
    description,
    async (context): Promise<Answer> => {
      const known = await storeOf(context).read(context.scope, (tables) => read(tables, context));
      const body = await answerOn(context, operation, known);
      return { status: 200, body, ...(known.version === undefined ? {} : { etag: String(known.version) }) };
    },
    (_tables, _context, answer) => Promise.resolve(answer),
  );
}

async function draftNamed(tables: Tables, id: string) {
  return found(await readDraft(tables, id), 'draft', id);
}

/** What is vacant: as asked for, or by the absences on record. */
async function vacant<T extends { readonly vacated: readonly string[]; readonly absences: readonly unknown[] }>(
  tables: Tables,
  roster: StoredRoster,
  asked: T,
): Promise<T> {
  const isSaid = asked.vacated.length + asked.absences.length > 0;
  return isSaid ? asked : { ...asked, vacated: await shiftsOfAbsent(tables, roster) };
}

async function scheduleOf(
  tables: Tables,
  id: string,
  { from, days, against }: Pick<Context<typeof changeOperations.teamSwap>['body'], 'from' | 'days' | 'against'>,
): Promise<StoredRoster> {
  const { team } = found(await tables.teams.get(id), 'team', id);
  return rosterOfSchedule(tables, team, { from, days }, { told: against, usual: pricesSchema.parse({}) });
}

export const changes: readonly Bound[] = [
  asking(changeOperations.draftReplacements, 'replacements', async (tables, { parameters, body }) => {
    const { against, ...asked } = body;
    const draft = await draftNamed(tables, parameters.roster);
    const roster = await rosterOfDraft(tables, draft, against);
    return { roster, asked: await vacant(tables, roster, asked), version: draft.version };
  }),
  asking(changeOperations.draftSwap, 'swaps', async (tables, { parameters, body }) => {
    const draft = await draftNamed(tables, parameters.roster);
    return { roster: await rosterOfDraft(tables, draft, undefined), asked: body, version: draft.version };
  }),
  asking(changeOperations.teamReplacements, 'replacements', async (tables, { parameters, body }) => {
    const { from, days, against, ...asked } = body;
    const roster = await scheduleOf(tables, parameters.team, { from, days, against });
    return { roster, asked: await vacant(tables, roster, asked) };
  }),
  asking(changeOperations.teamSwap, 'swaps', async (tables, { parameters, body }) => {
    const { from, days, against, ...asked } = body;
    return { roster: await scheduleOf(tables, parameters.team, { from, days, against }), asked };
  }),
];
