import { csvOf } from '../../contract/csv-of.ts';
import { readDocument } from '../../contract/documents.ts';
import { issue } from '../../contract/messages/render.ts';
import { acceptanceIssues, ofEmployee, resultIssues, seasonsOf } from '../../contract/resources/results-mapping.ts';
import { newResultsSchema } from '../../contract/resources/results.ts';
import {
  checkSeasons,
  fromResults,
  fromTeamMeasures,
  measureSettingsSchema,
  readResults,
  resultPlaces,
  type TeamMeasuresDocument,
  toResults,
} from '../../contract/team-measures.ts';
import { allPages } from '../../planning/all-pages.ts';
import {
  acceptTargets,
  datesOfResults,
  enterResults,
  MOST_RESULTS,
  RESULT_COUNTS,
  TARGET_SEASONS,
  proposalsFrom,
  type ReachedTarget,
  reachedTargets,
  type StoredResults,
  storedResults,
  targetsInForce,
} from '../../planning/results.ts';
import { type OpenSpan, TARGET_STATES } from '../../planning/results-store.ts';
import type { Store, StoredTeam, Tables } from '../../planning/store.ts';
import type { Scope } from '../../planning/stored.ts';
import { makeTeamMeasures } from '../../planning/team-measures.ts';
import type { ExitCode } from '../exit-codes.ts';
import { isTable, readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import { commandIssue, type Issue, type Outcome } from '../messages.ts';
import { optionValues, numberIn, type OptionValues, type RawOptions } from '../option-values.ts';
import { outIssues, refuse, type Session } from '../run.ts';
import { storedScope, toldFromStore } from '../stored-command.ts';
import type { Common } from '../terminal.ts';
import { measuresText } from '../text/measures-text.ts';
import { enteredText, reachedText, settingsText, targetsText } from '../text/results-text.ts';
import { speech } from '../text/speech.ts';
import { measuresCsv, TABLES } from './measures.ts';

/** The dates that the options name. */
function spanOf(values: OptionValues): OpenSpan {
  const [from, to] = [values.date('from'), values.date('to')];
  if (from !== undefined && to !== undefined && to < from) values.add(issue('window-empty', '--to', { from, to }));
  return { from, to };
}

/** Work on a stored team, or that there is none such. */
async function withTeam<T>(
  tables: Tables,
  id: string,
  work: (team: StoredTeam['team']) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const stored = await tables.teams.get(id);
  return stored === undefined
    ? { ok: false, issues: [commandIssue('team-absent', 'TEAM', { id })] }
    : work(stored.team);
}

function reading<T>(
  scope: Scope,
  team: string,
  work: (tables: Tables, team: StoredTeam['team']) => Promise<Outcome<T>>,
): (store: Store) => Promise<Outcome<T>> {
  return (store) => store.read(scope, (tables) => withTeam(tables, team, (stored) => work(tables, stored)));
}

function writing<T>(
  scope: Scope,
  team: string,
  work: (tables: Tables, team: StoredTeam['team']) => Promise<Outcome<T>>,
): (store: Store) => Promise<Outcome<T>> {
  return (store) => store.write(scope, (tables) => withTeam(tables, team, (stored) => work(tables, stored)));
}

const failed = (issues: readonly Issue[]) => ({ ok: false, issues }) as const;

async function resultsOf(
  tables: Tables,
  team: string,
  span: OpenSpan,
  employees?: readonly string[],
): Promise<Outcome<StoredResults>> {
  const stored = await storedResults(tables, team, span, employees);
  return stored === undefined
    ? failed([issue('results-too-many', '--from', { maximum: MOST_RESULTS })])
    : { ok: true, value: stored };
}

/** `shiftcast results enter TEAM RESULTS`: results in place of those that are stored of the dates. */
export async function enterResultsCommand(
  session: Session,
  common: Common,
  team: string,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const span = spanOf(values);
  values.add(...outIssues(session, common, ['json'], [file]));
  const given: Outcome<unknown> = isTable(file)
    ? readText(session.folder, file, 'RESULTS')
    : readJson(session.folder, file, 'RESULTS');
  const issues = [...values.issues(), ...(given.ok ? [] : given.issues)];
  if (issues.length > 0 || !given.ok) return refuse(session, common, file, issues);
  const base: unknown = typeof given.value === 'string' ? { csv: given.value } : given.value;
  const dates = Object.fromEntries(Object.entries(span).filter(([, date]) => date !== undefined));
  const body: unknown =
    typeof base === 'object' && base !== null && !Array.isArray(base) ? { ...base, ...dates } : base;
  const placed = (one: Issue): Issue => ({ ...one, path: `${file} ${one.path.replace(/^\/csv ?/, '')}`.trimEnd() });
  const read = readResults(newResultsSchema, body, []);
  if (!read.ok) return refuse(session, common, file, read.issues.map(placed));
  const rows = toResults(read.value.rows);
  if (rows.length === 0 && (read.value.from === undefined || read.value.to === undefined))
    return refuse(session, common, file, [issue('results-empty', file, {})]);
  const all = datesOfResults(read.value, rows);
  const scope = storedScope(raw, 'results enter');
  return toldFromStore(
    session,
    common,
    file,
    scope,
    writing(scope, team, async (tables, stored) => {
      const entered = await enterResults(tables, stored, all, rows);
      if (!entered.ok)
        return failed(resultIssues(rows, entered, all, resultPlaces(body as { csv?: string })).map(placed));
      const { ok: _ok, ...counted } = entered;
      return { ok: true, value: { team, ...all, ...counted } };
    }),
    (entered) => ({ kind: 'entered-results', ...entered }),
    (entered) => enteredText(common.language, entered),
  );
}

/** `shiftcast results list TEAM`: results as they are stored. */
export async function listResultsCommand(
  session: Session,
  common: Common,
  team: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast results list';
  const values = optionValues(raw);
  const span = spanOf(values);
  const employee = values.text('employee');
  values.add(...outIssues(session, common, ['json', 'csv'], []));
  if (values.issues().length > 0) return refuse(session, common, subject, values.issues());
  const scope = storedScope(raw, 'results list');
  type Rows = ReturnType<typeof fromResults>;
  const csv = (rows: Rows): string =>
    csvOf<Rows[number]>(
      [
        ['employee', (row) => row.employee],
        ['date', (row) => row.date],
        ...RESULT_COUNTS.map((name) => [name, (row: Rows[number]) => row[name]] as const),
      ],
      rows,
    );
  return toldFromStore(
    session,
    common,
    subject,
    scope,
    reading(scope, team, async (tables) => {
      const stored = await resultsOf(tables, team, span, employee === undefined ? undefined : [employee]);
      return stored.ok ? { ok: true, value: fromResults(stored.value.rows) } : stored;
    }),
    (rows) => ({ kind: 'results', team, rows }),
    csv,
    csv,
  );
}

type Measured = {
  readonly team: string;
  readonly measures: TeamMeasuresDocument;
  readonly accepted: readonly ReachedTarget[];
};

/** `shiftcast results measures TEAM`: measures by season from what is stored, beside the targets in force. */
export async function storedMeasuresCommand(
  session: Session,
  common: Common,
  team: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast results measures';
  const values = optionValues(raw);
  const span = spanOf(values);
  const employee = values.text('employee');
  const chosen = values.choice('table', TABLES) ?? 'measures';
  values.add(...outIssues(session, common, ['json', 'csv'], []));
  if (values.issues().length > 0) return refuse(session, common, subject, values.issues());
  const scope = storedScope(raw, 'results measures');
  return toldFromStore<Measured>(
    session,
    common,
    subject,
    scope,
    reading(scope, team, async (tables) => {
      const stored = await resultsOf(tables, team, span);
      if (!stored.ok) return stored;
      const { rows, settings } = stored.value;
      if (rows.length === 0) return failed([commandIssue('results-absent', 'TEAM', { team })]);
      const measures = fromTeamMeasures(makeTeamMeasures({ ...settings, rows }));
      const accepted = reachedTargets(await targetsInForce(tables, team), seasonsOf(measures));
      return { ok: true, value: { team, measures: ofEmployee(measures, employee), accepted } };
    }),
    // As the stateless command writes it, so that a requirement takes it for its crew.
    ({ measures }) => measures,
    ({ measures, accepted }) =>
      `${measuresText(measures, speech(common.language))}${reachedText(common.language, accepted)}`,
    ({ measures }) => measuresCsv(measures, chosen),
  );
}

/** `shiftcast results settings TEAM [--set FILE]`: how the measures of a team are made. */
export async function measureSettingsCommand(
  session: Session,
  common: Common,
  team: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast results settings';
  const values = optionValues(raw);
  const file = values.text('set');
  values.add(...outIssues(session, common, ['json'], file === undefined ? [] : [file]));
  const given = file === undefined ? undefined : readJson(session.folder, file, '--set');
  const issues = [...values.issues(), ...(given?.ok === false ? given.issues : [])];
  if (issues.length > 0) return refuse(session, common, subject, issues);
  const wanted = given?.ok === true ? readDocument(measureSettingsSchema, given.value, [checkSeasons]) : undefined;
  if (wanted?.ok === false) {
    const placed = wanted.issues.map((one) => ({ ...one, path: `${file ?? ''} ${one.path}`.trimEnd() }));
    return refuse(session, common, subject, placed);
  }
  const scope = storedScope(raw, 'results settings');
  return toldFromStore(
    session,
    common,
    subject,
    scope,
    writing(scope, team, async ({ results }) => {
      if (wanted !== undefined) {
        // Whoever comes second finds what the first one wrote.
        await results.lock(team);
        const { version } = await results.settings(team);
        await results.replaceSettings(team, wanted.value, version);
      }
      return { ok: true, value: await results.settings(team) };
    }),
    ({ settings, version }) => ({ kind: 'measure-settings', team, settings, version }),
    ({ settings }) => settingsText(common.language, settings),
  );
}

/** `shiftcast results propose TEAM`: the next targets by season. */
export async function proposeTargetsCommand(
  session: Session,
  common: Common,
  team: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast results propose';
  const values = optionValues(raw);
  const span = spanOf(values);
  const seasons = values.list('seasons', TARGET_SEASONS);
  values.add(...outIssues(session, common, ['json'], []));
  if (values.issues().length > 0) return refuse(session, common, subject, values.issues());
  const scope = storedScope(raw, 'results propose');
  return toldFromStore(
    session,
    common,
    subject,
    scope,
    writing(scope, team, async (tables) => {
      const stored = await resultsOf(tables, team, span);
      if (!stored.ok) return stored;
      const { rows, settings } = stored.value;
      const measures = rows.length === 0 ? undefined : fromTeamMeasures(makeTeamMeasures({ ...settings, rows }));
      const proposals = measures === undefined ? [] : proposalsFrom(measures, { seasons });
      if (proposals.length === 0) return failed([issue('no-target', 'TEAM', { leastCases: settings.leastCases })]);
      await tables.results.lock(team);
      return { ok: true, value: await tables.results.propose(team, proposals) };
    }),
    (targets) => ({ kind: 'targets', team, items: targets }),
    (targets) => targetsText(common.language, targets),
  );
}

/** `shiftcast results targets TEAM`: targets with who proposed and accepted them. */
export async function targetsCommand(
  session: Session,
  common: Common,
  team: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast results targets';
  const values = optionValues(raw);
  const season = values.choice('season', TARGET_SEASONS);
  const state = values.choice('state', TARGET_STATES);
  values.add(...outIssues(session, common, ['json'], []));
  if (values.issues().length > 0) return refuse(session, common, subject, values.issues());
  const scope = storedScope(raw, 'results targets');
  return toldFromStore(
    session,
    common,
    subject,
    scope,
    reading(scope, team, async ({ results }) => ({
      ok: true,
      value: await allPages((page) => results.targets(team, { season, state }, page)),
    })),
    (targets) => ({ kind: 'targets', team, items: targets }),
    (targets) => targetsText(common.language, targets),
  );
}

/** `ID` or `ID=VALUE`. */
function wantedOf(written: string): { readonly id: string; readonly target: number | undefined } | Issue {
  const [id = '', value, ...more] = written.split('=');
  const target = value === undefined ? undefined : numberIn(value, { least: 0, most: 1e12 });
  if (id !== '' && more.length === 0 && (value === undefined || target !== undefined)) return { id, target };
  const facts = { option: 'TARGET', received: written.slice(0, 60), expected: 'an id, or ID=VALUE' };
  return commandIssue('option-wrong', 'TARGET', facts);
}

/** `shiftcast results accept TEAM ID[=VALUE]...`: puts proposed targets in force. */
export async function acceptTargetsCommand(
  session: Session,
  common: Common,
  team: string,
  written: readonly string[],
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast results accept';
  const read = written.map(wantedOf);
  const wrong = read.flatMap((one) => ('code' in one ? [one] : []));
  wrong.push(...outIssues(session, common, ['json'], []));
  if (wrong.length > 0) return refuse(session, common, subject, wrong);
  const wanted = read.flatMap((one) => ('code' in one ? [] : [one]));
  const scope = storedScope(raw, 'results accept');
  return toldFromStore(
    session,
    common,
    subject,
    scope,
    writing(scope, team, async (tables) => {
      const accepted = await acceptTargets(tables, team, wanted);
      if (accepted.ok) return { ok: true, value: accepted.targets };
      return failed(
        acceptanceIssues(
          accepted.wrong,
          (index) => wanted[index]?.id ?? '',
          () => 'TARGET',
        ),
      );
    }),
    (targets) => ({ kind: 'targets', team, items: targets }),
    (targets) => targetsText(common.language, targets),
  );
}
