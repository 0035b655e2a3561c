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
import { type AcceptedTarget, type OpenSpan, TARGET_STATES, type TeamTarget } from '../../planning/results-store.ts';
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

/** What a command of a stored team is asked with. */
type Asked = {
  readonly session: Session;
  readonly common: Common;
  readonly team: string;
  /** Name of the command behind `results`. */
  readonly name: string;
  readonly raw: RawOptions;
};

/** A command that reads its options, refuses all that is wrong with them at once, and tells what it reads or writes of a stored team. */
async function ofTeam<V, T>(
  { session, common, team, name, raw }: Asked,
  command: {
    readonly options: (values: OptionValues) => V;
    readonly files?: readonly string[] | undefined;
    readonly does: 'read' | 'write';
    readonly work: (tables: Tables, stored: StoredTeam['team'], wanted: V) => Promise<Outcome<T>>;
    readonly document: (value: T) => object;
    readonly text: (value: T) => string;
    readonly csv?: ((value: T) => string) | undefined;
  },
): Promise<ExitCode> {
  const subject = `shiftcast results ${name}`;
  const values = optionValues(raw);
  const wanted = command.options(values);
  const forms = command.csv === undefined ? (['json'] as const) : (['json', 'csv'] as const);
  values.add(...outIssues(session, common, forms, command.files ?? []));
  if (values.issues().length > 0) return refuse(session, common, subject, values.issues());
  const scope = storedScope(raw, `results ${name}`);
  const within = command.does === 'read' ? reading<T> : writing<T>;
  const work = within(scope, team, (tables, stored) => command.work(tables, stored, wanted));
  return toldFromStore(session, common, subject, scope, work, command.document, command.text, command.csv);
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

/** Rows as they are stored, as CSV. */
function rowsCsv(rows: ReturnType<typeof fromResults>): string {
  type Row = (typeof rows)[number];
  return csvOf<Row>(
    [
      ['employee', (row) => row.employee],
      ['date', (row) => row.date],
      ...RESULT_COUNTS.map((name) => [name, (row: Row) => row[name]] as const),
    ],
    rows,
  );
}

/** `shiftcast results list TEAM`: results as they are stored. */
export function listResultsCommand(session: Session, common: Common, team: string, raw: RawOptions): Promise<ExitCode> {
  return ofTeam(
    { session, common, team, name: 'list', raw },
    {
      options: (values) => ({ span: spanOf(values), employee: values.text('employee') }),
      does: 'read',
      work: async (tables, _stored, { span, employee }) => {
        const stored = await resultsOf(tables, team, span, employee === undefined ? undefined : [employee]);
        return stored.ok ? { ok: true, value: fromResults(stored.value.rows) } : stored;
      },
      document: (rows) => ({ kind: 'results', team, rows }),
      text: rowsCsv,
      csv: rowsCsv,
    },
  );
}

type Measured = {
  readonly measures: TeamMeasuresDocument;
  readonly accepted: readonly ReachedTarget[];
  readonly table: (typeof TABLES)[number];
};

/** `shiftcast results measures TEAM`: measures by season from what is stored, beside the targets in force. */
export function storedMeasuresCommand(
  session: Session,
  common: Common,
  team: string,
  raw: RawOptions,
): Promise<ExitCode> {
  return ofTeam(
    { session, common, team, name: 'measures', raw },
    {
      options: (values) => ({
        span: spanOf(values),
        employee: values.text('employee'),
        table: values.choice('table', TABLES) ?? 'measures',
      }),
      does: 'read',
      work: async (tables, _stored, { span, employee, table }): Promise<Outcome<Measured>> => {
        const stored = await resultsOf(tables, team, span);
        if (!stored.ok) return stored;
        const { rows, settings } = stored.value;
        if (rows.length === 0) return failed([commandIssue('results-absent', 'TEAM', { team })]);
        const measures = fromTeamMeasures(makeTeamMeasures({ ...settings, rows }));
        const accepted = reachedTargets(await targetsInForce(tables, team), seasonsOf(measures));
        return { ok: true, value: { measures: ofEmployee(measures, employee), accepted, table } };
      },
      // As the stateless command writes it, so that a requirement takes it for its crew.
      document: ({ measures }) => measures,
      text: ({ measures, accepted }) =>
        `${measuresText(measures, speech(common.language))}${reachedText(common.language, accepted)}`,
      csv: ({ measures, table }) => measuresCsv(measures, table),
    },
  );
}

/** Settings of a file, with all that is wrong with them at their places there. */
function givenSettings(session: Session, values: OptionValues, file: string | undefined) {
  if (file === undefined) return undefined;
  const given = readJson(session.folder, file, '--set');
  if (!given.ok) {
    values.add(...given.issues);
    return undefined;
  }
  const read = readDocument(measureSettingsSchema, given.value, [checkSeasons]);
  if (read.ok) return read.value;
  values.add(...read.issues.map((one) => ({ ...one, path: `${file} ${one.path}`.trimEnd() })));
  return undefined;
}

/** `shiftcast results settings TEAM [--set FILE]`: how the measures of a team are made. */
export function measureSettingsCommand(
  session: Session,
  common: Common,
  team: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const file = optionValues(raw).text('set');
  return ofTeam(
    { session, common, team, name: 'settings', raw },
    {
      options: (values) => givenSettings(session, values, file),
      files: file === undefined ? [] : [file],
      does: 'write',
      work: async ({ results }, _stored, wanted) => {
        if (wanted !== undefined) {
          // Whoever comes second finds what the first one wrote.
          await results.lock(team);
          const { version } = await results.settings(team);
          await results.replaceSettings(team, wanted, version);
        }
        return { ok: true, value: await results.settings(team) };
      },
      document: ({ settings, version }) => ({ kind: 'measure-settings', team, settings, version }),
      text: ({ settings }) => settingsText(common.language, settings),
    },
  );
}

/** How targets are told. */
const tellingTargets = (team: string, { language }: Common) => ({
  document: (targets: readonly TeamTarget[]) => ({ kind: 'targets', team, items: targets }),
  text: (targets: readonly TeamTarget[]) => targetsText(language, targets),
});

/** `shiftcast results propose TEAM`: the next targets by season. */
export function proposeTargetsCommand(
  session: Session,
  common: Common,
  team: string,
  raw: RawOptions,
): Promise<ExitCode> {
  return ofTeam(
    { session, common, team, name: 'propose', raw },
    {
      options: (values) => ({ span: spanOf(values), seasons: values.list('seasons', TARGET_SEASONS) }),
      does: 'write',
      work: async (tables, _stored, { span, seasons }): Promise<Outcome<readonly TeamTarget[]>> => {
        const stored = await resultsOf(tables, team, span);
        if (!stored.ok) return stored;
        const { rows, settings } = stored.value;
        const measures = rows.length === 0 ? undefined : fromTeamMeasures(makeTeamMeasures({ ...settings, rows }));
        const proposals = measures === undefined ? [] : proposalsFrom(measures, { seasons });
        if (proposals.length === 0) return failed([issue('no-target', 'TEAM', { leastCases: settings.leastCases })]);
        await tables.results.lock(team);
        return { ok: true, value: await tables.results.propose(team, proposals) };
      },
      ...tellingTargets(team, common),
    },
  );
}

/** `shiftcast results targets TEAM`: targets with who proposed and accepted them. */
export function targetsCommand(session: Session, common: Common, team: string, raw: RawOptions): Promise<ExitCode> {
  return ofTeam(
    { session, common, team, name: 'targets', raw },
    {
      options: (values) => ({
        season: values.choice('season', TARGET_SEASONS),
        state: values.choice('state', TARGET_STATES),
      }),
      does: 'read',
      work: async ({ results }, _stored, wanted) => ({
        ok: true,
        value: await allPages((page) => results.targets(team, wanted, page)),
      }),
      ...tellingTargets(team, common),
    },
  );
}

/** `ID` or `ID=VALUE`. */
function wantedOf(written: string): AcceptedTarget | Issue {
  const [id = '', value, ...more] = written.split('=');
  const target = value === undefined ? undefined : numberIn(value, { least: 0, most: 1e12 });
  if (id !== '' && more.length === 0 && (value === undefined || target !== undefined)) return { id, target };
  const facts = { option: 'TARGET', received: written.slice(0, 60), expected: 'an id, or ID=VALUE' };
  return commandIssue('option-wrong', 'TARGET', facts);
}

/** `shiftcast results accept TEAM ID[=VALUE]...`: puts proposed targets in force. */
export function acceptTargetsCommand(
  session: Session,
  common: Common,
  team: string,
  written: readonly string[],
  raw: RawOptions,
): Promise<ExitCode> {
  return ofTeam(
    { session, common, team, name: 'accept', raw },
    {
      options: (values) =>
        written.map(wantedOf).flatMap((one) => {
          if (!('code' in one)) return [one];
          values.add(one);
          return [];
        }),
      does: 'write',
      work: async (tables, _stored, wanted): Promise<Outcome<readonly TeamTarget[]>> => {
        const accepted = await acceptTargets(tables, team, wanted);
        if (accepted.ok) return { ok: true, value: accepted.targets };
        const idOf = (index: number): string => wanted[index]?.id ?? '';
        return failed(acceptanceIssues(accepted.wrong, idOf, () => 'TARGET'));
      },
      ...tellingTargets(team, common),
    },
  );
}
