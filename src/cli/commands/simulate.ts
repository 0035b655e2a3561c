import { availableParallelism } from 'node:os';
import { LIMITS } from '../../contract/limits.ts';
import { readRequirementCsv } from '../../contract/requirement-csv.ts';
import { readRosterCsv } from '../../contract/roster-csv.ts';
import { parseCrew } from '../../contract/shrinkage.ts';
import { fromSimulation, parseSimulation } from '../../contract/simulation-mapping.ts';
import type { SimulationDocument } from '../../contract/simulation.ts';
import { crewIn } from '../../contract/team-measures.ts';
import { makeSimulation, runOnThreads, tellingProgress } from '../../planning/simulation.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { isTable, readText } from '../files.ts';
import { readDocument, readJson } from '../json-file.ts';
import type { Issue, Outcome } from '../messages.ts';
import { numberIn, type OptionValues, optionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, notesText, outIssues, refuse, type Session, watched } from '../run.ts';
import type { Common } from '../terminal.ts';
import { simulationText } from '../text/simulation-text.ts';
import { speech } from '../text/speech.ts';

type Parts = Readonly<Record<string, unknown>>;

const MEASURES = ['service-level', 'asa', 'abandonment', 'occupancy'] as const;
const SCOPES = ['interval', 'hour', 'day', 'week', 'horizon'] as const;
/** More threads than processors only share them. */
const MOST_THREADS = 64;
const SECONDS = { least: 0.001, most: 86_400 };

/** `shiftcast simulate REQUIREMENT --roster ROSTER`: what callers are to expect, contact by contact. */
export async function simulateCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  // An option that may be repeated comes as a list.
  const promises = repeatedTexts(raw['promise']);
  const threads = values.number('threads', { least: 1, most: MOST_THREADS, whole: true }) ?? availableParallelism();
  values.add(...outIssues(session, common, ['json', 'csv'], [file]));
  const read = readBody(session.folder, file, values, promises);
  const issues = [...values.issues(), ...read.issues];
  if (issues.length > 0) return refuse(session, common, file, issues);
  const request = parseSimulation(read.body);
  if (!request.ok) return refuse(session, common, file, request.issues.map(read.placed));
  const pool = session.threads(threads);
  const found = await watched(session, common, ({ signal, onProgress }) =>
    makeSimulation(
      request.value,
      runOnThreads(
        threads,
        (task) => pool.run('simulationBlock', task, {}),
        () => signal?.aborted === true,
        tellingProgress(() => performance.now() / 1000, onProgress ?? (() => undefined)),
      ),
    ),
  );
  const simulation = fromSimulation(found);
  const sides = [simulation, ...(simulation.against === undefined ? [] : [simulation.against])];
  return give(session, common, {
    document: simulation,
    text: () => simulationText(simulation, speech(common.language)) + notesText(common, simulation.notes),
    csv: () => simulationCsv(simulation),
    code: sides.some((side) => side.promises.some(({ isKept }) => !isKept)) ? EXIT.notClean : EXIT.done,
  });
}

type Read = {
  readonly body: unknown;
  readonly issues: readonly Issue[];
  /** An issue of the body, at its place in the files or options. */
  readonly placed: (issue: Issue) => Issue;
};

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a request from a file and options: a SIMULATION request as it is, or one queue around a requirement. */
function readBody(folder: string, file: string, values: OptionValues, promises: readonly string[]): Read {
  const issues: Issue[] = [];
  const keep = <T>(outcome: Outcome<T>): T | undefined => {
    if (outcome.ok) return outcome.value;
    issues.push(...outcome.issues);
    return undefined;
  };
  const zone = values.zone('zone');
  const document = isTable(file)
    ? requirementOf(folder, file, zone, values, keep)
    : keep(readJson(folder, file, 'INPUT'));
  const isRequest = isParts(document) && 'queues' in document;
  const queue = queueOptions(folder, values, zone, document, keep);
  const base: Parts = isRequest ? document : { queues: [{ id: 'contacts', requirement: document, ...queue }] };
  if (isRequest) {
    for (const name of ['handling', 'patience', 'actuals', 'dayVariation', 'crew'] as const) {
      if (values.text(name) !== undefined)
        values.wrong(name, values.text(name) ?? '', 'none: a request says it of each queue');
    }
  }
  const limits = {
    replications: values.number('replications', { least: 1, most: LIMITS.replications, whole: true }),
    halfWidth: values.number('halfWidth', { least: 0.00001, most: 0.5 }),
    seed: values.number('seed', { least: 0, most: Number.MAX_SAFE_INTEGER, whole: true }),
  };
  const asked = promises.flatMap((text) => promiseOf(text, values) ?? []);
  const body = {
    ...base,
    ...staffOptions(folder, values, zone, keep),
    ...given({
      absence: values.number('absence', { least: 0, most: 0.9999 }),
      skills: values.choice('skills', ['shift', 'employee']),
      groupBy: values.choice('groupBy', ['skills', 'contract']),
      routing: values.choice('routing', ['longest-idle', 'least-skilled']),
      promises: asked.length === 0 ? undefined : asked,
    }),
    simulate: { ...(isParts(base['simulate']) ? base['simulate'] : {}), ...given(limits) },
  };
  return { body, issues, placed: (one) => placedIn(one, file, isRequest, values) };
}

/** The entries that are there. */
function given(entries: Parts): Parts {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

type Keep = <T>(outcome: Outcome<T>) => T | undefined;

function requirementOf(
  folder: string,
  file: string,
  zone: string | undefined,
  values: OptionValues,
  keep: Keep,
): Parts | undefined {
  if (zone === undefined && values.text('zone') === undefined) {
    values.missing('zone', 'the zone of the requirement, such as Europe/Berlin');
  }
  const text = keep(readText(folder, file, 'INPUT'));
  const rows = text === undefined ? undefined : readRequirementCsv(text);
  if (rows?.ok === false) keep({ ok: false, issues: inFile(file, rows.issues) });
  return rows?.ok === true ? { zone, intervals: rows.value } : undefined;
}

function zoneIn(document: unknown): string | undefined {
  return isParts(document) && typeof document['zone'] === 'string' ? document['zone'] : undefined;
}

/** Times of a file, one a line. */
function timesOf(folder: string, file: string, name: string, keep: Keep, values: OptionValues): object | undefined {
  const text = keep(readText(folder, file, `--${name}`));
  if (text === undefined) return undefined;
  const cells = text.split(/\r?\n/).map((line) => line.trim());
  const seconds = cells.filter((cell) => cell !== '').map((cell) => numberIn(cell, { least: 0, most: 604_800 }));
  if (seconds.some((value) => value === undefined)) values.wrong(name, file, 'a file of seconds, one number a line');
  return { kind: 'empirical', seconds };
}

function handlingOf(folder: string, values: OptionValues, keep: Keep): object | undefined {
  const text = values.text('handling');
  if (text === undefined) return undefined;
  if (text === 'exponential' || text === 'fixed') return { kind: text };
  if (isTable(text) || text.endsWith('.txt')) return timesOf(folder, text, 'handling', keep, values);
  const coefficientOfVariation = numberIn(text.replace(/^lognormal:/, ''), { least: 0.01, most: 20 });
  if (text.startsWith('lognormal:') && coefficientOfVariation !== undefined) {
    return { kind: 'lognormal', coefficientOfVariation };
  }
  values.wrong('handling', text, 'exponential, fixed, lognormal:1.2 (coefficient of variation), or a .csv of seconds');
  return undefined;
}

function patienceOf(folder: string, values: OptionValues, keep: Keep): object | undefined {
  const text = values.text('patience');
  if (text === undefined) return undefined;
  if (text === 'none') return { kind: 'none' };
  if (isTable(text) || text.endsWith('.txt')) return timesOf(folder, text, 'patience', keep, values);
  const meanSeconds = numberIn(text, SECONDS);
  if (meanSeconds === undefined) values.wrong('patience', text, 'mean seconds, none, or a .csv of seconds');
  return meanSeconds === undefined ? undefined : { kind: 'exponential', meanSeconds };
}

function queueOptions(
  folder: string,
  values: OptionValues,
  zone: string | undefined,
  document: unknown,
  keep: Keep,
): Parts {
  const actuals = values.text('actuals');
  const csv = actuals === undefined ? undefined : keep(readText(folder, actuals, '--actuals'));
  const crewFile = values.text('crew');
  if (crewFile !== undefined && values.text('roster') === undefined) {
    values.wrong('crew', crewFile, 'given with --roster: it says what the people of a roster do in an hour');
  }
  const crew =
    crewFile === undefined
      ? undefined
      : keep(readDocument(folder, crewFile, '--crew', (read) => parseCrew(crewIn(read))));
  return given({
    crew,
    actuals: csv === undefined ? undefined : { zone: zone ?? zoneIn(document) ?? '', csv },
    arrivals: values.choice('arrivals', ['poisson', 'given']),
    rate: values.choice('rate', ['level', 'linear']),
    dayVariation: values.number('dayVariation', { least: 0, most: 5 }),
    handling: handlingOf(folder, values, keep),
    patience: patienceOf(folder, values, keep),
    thresholdSeconds: values.number('threshold', { least: 0, most: 86_400 }),
  });
}

function staffOptions(folder: string, values: OptionValues, zone: string | undefined, keep: Keep): Parts {
  const teamFile = values.text('team');
  const team = teamFile === undefined ? undefined : keep(readJson(folder, teamFile, '--team'));
  const held: unknown[] = isParts(team) && 'team' in team ? [team['team']] : team === undefined ? [] : [team];
  const shifts = (name: 'roster' | 'against'): unknown => {
    const file = values.text(name);
    if (file === undefined) return undefined;
    if (isTable(file)) {
      const text = keep(readText(folder, file, `--${name}`));
      const read = text === undefined ? undefined : readRosterCsv(text, zone ?? zoneIn(held[0]));
      if (read?.ok === false) keep({ ok: false, issues: inFile(file, read.issues) });
      if (teamFile === undefined) values.missing('team', 'the TEAM: a CSV roster holds shifts alone');
      return read?.ok === true ? read.value.shifts : undefined;
    }
    const document = keep(readJson(folder, file, `--${name}`));
    const roster = isParts(document) && document['kind'] === 'plan-result' ? document['roster'] : document;
    if (isParts(roster)) held.push(roster['team']);
    return isParts(roster) ? roster['shifts'] : roster;
  };
  const [own, other] = [shifts('roster'), shifts('against')];
  return given({ team: own === undefined ? undefined : held[0], shifts: own, against: other });
}

/** The values of an option that may be repeated. */
export function repeatedTexts(given: unknown): readonly string[] {
  return Array.isArray(given) ? given.map(String) : [];
}

/** `[MEASURE:]BOUND[/SCOPE[/CHANCE]]`, such as `0.8/week/0.9` or `asa:30/day`. */
export function promiseOf(text: string, values: OptionValues): object | undefined {
  const match = /^(?:([a-z-]+):)?([\d.]+)(?:\/([a-z]+)(?:\/([\d.]+))?)?$/.exec(text);
  const [, measure = 'service-level', boundText = '', scope = 'week', chanceText = '0.9'] = match ?? [];
  const bound = numberIn(boundText, { least: 1e-6, most: 86_400 });
  const chance = numberIn(chanceText, { least: 1e-6, most: 1 });
  const isKnown = MEASURES.some((one) => one === measure) && SCOPES.some((one) => one === scope);
  if (match !== null && isKnown && bound !== undefined && chance !== undefined)
    return { measure, scope, bound, chance };
  values.wrong('promise', text, '[MEASURE:]BOUND[/SCOPE[/CHANCE]], such as 0.8/week/0.9 or asa:30/day');
  return undefined;
}

/** Where a mistake of the body stands: in the file, or in what an option named. */
function placedIn(one: Issue, file: string, isRequest: boolean, values: OptionValues): Issue {
  const places: readonly (readonly [string, string | undefined, string])[] = [
    ['/queues/0/requirement', isRequest ? undefined : file, ''],
    ['/queues/0/actuals/csv', values.text('actuals'), ''],
    ['/queues/0/actuals', values.text('actuals'), ''],
    ['/shifts', values.text('roster'), '/shifts'],
    ['/against', values.text('against'), '/shifts'],
    ['/team', values.text('team') ?? values.text('roster'), '/team'],
    ['/promises', isRequest ? undefined : '--promise', ''],
  ];
  const place = places.find(([start, where]) => where !== undefined && one.path.startsWith(start));
  if (place === undefined) return { ...one, path: `${file} ${one.path}`.trim() };
  const [start, where = file, instead] = place;
  return { ...one, path: `${where} ${`${instead}${one.path.slice(start.length)}`.trim()}`.trim() };
}

type IntervalRow = SimulationDocument['queues'][number]['intervals'][number] & { readonly queue: string };

/** A row per queue and interval. */
function simulationCsv({ queues }: SimulationDocument): string {
  const rows: readonly IntervalRow[] = queues.flatMap(({ id, intervals }) =>
    intervals.map((one) => ({ queue: id, ...one })),
  );
  return csvOf(
    [
      ['queue', (row) => row.queue],
      ['start', (row) => row.start],
      ['end', (row) => row.end],
      ['offered', (row) => row.offered.value],
      ['answered', (row) => row.answered],
      ['abandoned', (row) => row.abandoned],
      ['calledBack', (row) => row.calledBack],
      ['unanswered', (row) => row.unanswered],
      ['serviceLevel', (row) => row.serviceLevel.value],
      ['serviceLevelHalfWidth', (row) => row.serviceLevel.halfWidth],
      ['serviceLevelOffered', (row) => row.serviceLevelOffered.value],
      ['abandonment', (row) => row.abandonment.value],
      ['abandonmentHalfWidth', (row) => row.abandonment.halfWidth],
      ['asaSeconds', (row) => row.asaSeconds.value],
      ['asaSecondsHalfWidth', (row) => row.asaSeconds.halfWidth],
    ],
    rows,
  );
}
