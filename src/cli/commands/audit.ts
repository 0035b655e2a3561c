import { extname } from 'node:path';
import { fromAudit } from '../../contract/audit-mapping.ts';
import { parseAuditRequest } from '../../contract/audit-request.ts';
import type { AuditDocument } from '../../contract/breach.ts';
import { LIMITS } from '../../contract/limits.ts';
import { type RosterCsv, readRosterCsv } from '../../contract/roster-csv.ts';
import { checkPackIds } from '../../contract/rule-checks.ts';
import { makeAudit } from '../../planning/audit.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { isTable, readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue, Outcome } from '../messages.ts';
import { type OptionValues, optionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { auditText } from '../text/audit-text.ts';
import { speech } from '../text/speech.ts';

type Body = Readonly<Record<string, unknown>>;

/** For each list of shifts that a CSV gave: where in it a part of a shift stands. For packs of files: these, from which of the team's own packs on. */
type Places = Partial<Record<'shifts' | 'past' | 'future', RosterCsv['placeOf']>> & {
  packs?: { readonly files: readonly string[]; readonly first: number };
};

/** `shiftcast audit ROSTER [--team T] [--past F] [--future F] [--pack cn]`: breaches and hours of any roster. */
export function auditCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const places: Places = {};
  const side = sideReader(session.folder, values, places);
  const team = teamOf(side.json('team'));
  const given = values.zone('zone');
  const zone = zoneOf(team) ?? given;
  const inputs = [file, ...['team', 'past', 'future', 'agreements'].flatMap((name) => values.text(name) ?? [])];
  values.add(...outIssues(session, common, ['json', 'csv'], inputs));
  if (isTable(file) && values.text('team') === undefined) {
    values.missing('team', 'the TEAM document: a CSV roster holds shifts alone');
  }
  const horizon = horizonOf(values);
  const named = packsOf(raw);
  const roster = readRoster(session.folder, file, zone, places);
  const readPacks = named.filter((name) => isPackFile(name)).map((name) => ({ name, pack: side.pack(name) }));
  const packFiles = readPacks.filter(({ pack }) => pack !== undefined);
  const files = packFiles.map(({ pack }) => pack);
  const bare = team ?? (roster.ok ? teamOfRoster(roster.value) : undefined);
  const holder = withOwnPacks(bare, files);
  places.packs = { files: packFiles.map(({ name }) => name), first: ownPacksOf(bare).length };
  const packs = [...named.filter((name) => !isPackFile(name)), ...files.flatMap((pack) => idOf(pack) ?? [])];
  const atPack = (one: Issue): void => values.add({ ...one, path: '--pack' });
  const known = typeof holder === 'object' ? holder : { ownPacks: files };
  checkPackIds({ value: { packs }, path: '' }, 'packs', atPack, { value: known, path: '' });
  const body: Body = {
    ...(roster.ok ? roster.value : {}),
    ...(team === undefined && files.length === 0 ? {} : { team: holder }),
    ...side.shifts('past', zone),
    ...side.shifts('future', zone),
    ...horizon,
    packs,
    ...side.agreements(),
    ...(values.text('view') === undefined ? {} : { view: values.text('view') }),
  };
  const early = [...values.issues(), ...side.issues(), ...(roster.ok ? [] : roster.issues)];
  // Without one of its parts, or with another horizon than was meant, a request would have issues that nobody made.
  const isWhole = early.every(({ path }) => path === '--pack' || path === '--zone' || path === '--out');
  const request = isWhole ? parseAuditRequest(body) : undefined;
  const found = request === undefined || request.ok ? [] : placed(request.issues, file, values, places);
  const issues = [...early, ...found.filter(({ path }) => path !== '--pack')];
  if (issues.length > 0 || request?.ok !== true) return refuse(session, common, file, issues);
  const made = makeAudit(request.value);
  if (!made.ok) return refuse(session, common, file, placed(made.issues, file, values, places));
  const audit = fromAudit(request.value.team.zone, made.value, request.value.view);
  const told = speech(common.language, request.value.team);
  return give(session, common, {
    document: audit,
    text: () => auditText(told.told(audit), told),
    csv: () => (values.flag('pay') ? payCsv(audit) : ledgerCsv(audit)),
    code: audit.clean ? EXIT.done : EXIT.notClean,
  });
}

/** A roster document goes in as it is; a plan's result holds one; a CSV holds the shifts alone. */
function readRoster(folder: string, file: string, zone: string | undefined, places: Places): Outcome<Body> {
  if (isTable(file)) {
    const read = readShiftsCsv(folder, file, zone, 'ROSTER');
    if (!read.ok) return read;
    places.shifts = read.value.placeOf;
    return { ok: true, value: { shifts: read.value.shifts } };
  }
  const document = readJson(folder, file, 'ROSTER');
  if (!document.ok) return document;
  const { value } = document;
  const holds =
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'plan-result' && 'roster' in value;
  return { ok: true, value: { roster: holds ? value.roster : value } };
}

function readShiftsCsv(folder: string, file: string, zone: string | undefined, at: string): Outcome<RosterCsv> {
  const text = readText(folder, file, at);
  if (!text.ok) return text;
  const shifts = readRosterCsv(text.value, zone);
  return shifts.ok ? shifts : { ok: false, issues: inFile(file, shifts.issues) };
}

/** Files beside the roster: their issues are kept, so that those of all files are told at once. */
function sideReader(folder: string, values: OptionValues, places: Places) {
  const issues: Issue[] = [];
  const keep = <T>(outcome: Outcome<T>): T | undefined => {
    if (outcome.ok) return outcome.value;
    issues.push(...outcome.issues);
    return undefined;
  };
  const json = (name: string): unknown => {
    const file = values.text(name);
    return file === undefined ? undefined : keep(readJson(folder, file, `--${name}`));
  };
  return {
    json,
    pack: (file: string): unknown => keep(readJson(folder, file, '--pack')),
    /** Shifts of `--past` or `--future`: a CSV, a list of shifts, or a whole roster, of which the shifts count. */
    shifts: (name: 'past' | 'future', zone: string | undefined): Body => {
      const file = values.text(name);
      if (file === undefined) return {};
      if (isTable(file)) {
        const read = keep(readShiftsCsv(folder, file, zone, `--${name}`));
        if (read !== undefined) places[name] = read.placeOf;
        return { [name]: read?.shifts };
      }
      const value = json(name);
      return { [name]: typeof value === 'object' && value !== null && 'shifts' in value ? value.shifts : value };
    },
    agreements: (): Body => {
      const agreements = json('agreements');
      return agreements === undefined ? {} : { agreements };
    },
    issues: () => issues,
  };
}

/** `--team` may name a TEAM, or a PROBLEM, PLAN or ROSTER that holds one. */
function teamOf(document: unknown): unknown {
  const isHolder =
    typeof document === 'object' && document !== null && 'team' in document && !('employees' in document);
  return isHolder ? document.team : document;
}

function zoneOf(team: unknown): string | undefined {
  return typeof team === 'object' && team !== null && 'zone' in team && typeof team.zone === 'string'
    ? team.zone
    : undefined;
}

function horizonOf(values: OptionValues): Body {
  const from = values.date('from');
  const days = values.days('horizon', LIMITS.auditDays);
  if (days !== undefined && from === undefined) values.missing('from', 'the first day of the horizon');
  return from === undefined ? {} : { horizon: { from, days: days ?? 7 } };
}

/** `--pack` takes the id of a pack, or a file with a PACK. */
function isPackFile(name: string): boolean {
  return extname(name).toLowerCase() === '.json';
}

function idOf(pack: unknown): string | undefined {
  return typeof pack === 'object' && pack !== null && 'id' in pack && typeof pack.id === 'string' ? pack.id : undefined;
}

function teamOfRoster({ roster }: Body): unknown {
  return typeof roster === 'object' && roster !== null && 'team' in roster ? roster.team : undefined;
}

/** The team with the packs of files as its own. */
function withOwnPacks(team: unknown, files: readonly unknown[]): unknown {
  if (files.length === 0 || typeof team !== 'object' || team === null) return team;
  return { ...team, ownPacks: [...ownPacksOf(team), ...files] };
}

function ownPacksOf(team: unknown): readonly unknown[] {
  const own: unknown = typeof team === 'object' && team !== null && 'ownPacks' in team ? team.ownPacks : [];
  return Array.isArray(own) ? (own as readonly unknown[]) : [];
}

/** The place in a pack's file, for one in the team's own packs or in those of the roster's team. */
function placeInPack(path: string, { packs }: Places): string | undefined {
  const [, index = '', rest = ''] = /^(?:\/roster)?\/team\/ownPacks\/(\d+)(.*)/s.exec(path) ?? [];
  const file = packs === undefined || index === '' ? undefined : packs.files[Number(index) - packs.first];
  return file === undefined ? undefined : `${file} ${rest}`.trimEnd();
}

/** `--pack` may be given several times. */
function packsOf(raw: RawOptions): readonly string[] {
  const given: unknown = raw['pack'];
  return Array.isArray(given) ? given.map(String) : [];
}

/** Places of the joined request as places of the files that it was joined from. */
function placed(issues: readonly Issue[], file: string, values: OptionValues, places: Places): readonly Issue[] {
  return issues.map((issue) => {
    const inPack = placeInPack(issue.path, places);
    if (inPack !== undefined) return { ...issue, path: inPack };
    const [, head = '', ...rest] = issue.path.split('/');
    const own = ['team', 'past', 'future', 'agreements'].includes(head) ? values.text(head) : undefined;
    const inTable = head === 'shifts' || head === 'past' || head === 'future' ? places[head]?.(rest) : undefined;
    if (inTable !== undefined) return { ...issue, path: `${own ?? file} ${inTable}` };
    const pointer = rest.length === 0 ? '' : ` /${rest.join('/')}`;
    if (own !== undefined) return { ...issue, path: `${own}${pointer}` };
    if (head === 'view') return { ...issue, path: '--view' };
    if (head === 'packs') return { ...issue, path: '--pack' };
    return { ...issue, path: `${file}${head === 'roster' ? pointer : issue.path === '' ? '' : ` ${issue.path}`}` };
  });
}

/** The hours ledger, a row per employee and week, with the breaches of the employee that begin in the week. */
function ledgerCsv({ ledger, breaches }: AuditDocument): string {
  const weeks = ledger.toSorted((a, b) => (a.weekStart < b.weekStart ? -1 : a.weekStart > b.weekStart ? 1 : 0));
  const countOf = (row: AuditDocument['ledger'][number]): number => {
    const next = weeks.find((each) => each.employee === row.employee && each.weekStart > row.weekStart)?.weekStart;
    return breaches.filter(
      ({ employee, start }) =>
        employee === row.employee && start >= row.weekStart && (next === undefined || start < next),
    ).length;
  };
  return csvOf(
    [
      ['employee', (row) => row.employee],
      ['weekStart', (row) => row.weekStart],
      ['shifts', (row) => row.shifts],
      ['days', (row) => row.days],
      ['workHours', (row) => row.workHours],
      ['spanHours', (row) => row.spanHours],
      ['nightHours', (row) => row.nightHours],
      ['creditHours', (row) => row.creditHours],
      ['minHours', (row) => row.minHours],
      ['maxHours', (row) => row.maxHours],
      ['breaches', countOf],
    ],
    ledger,
  );
}

/**
 * The hours by what pays them: a row per employee, week and tier or window, one for the ordinary hours, and one for all of the employee. Hours of
 * a window are also among those of a tier or the ordinary ones; `money` is of the hours themselves and premiums, for a window of premiums alone, so that
 * the column adds up to the total.
 */
function payCsv({ pay = [] }: AuditDocument): string {
  type Week = (typeof pay)[number];
  const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
  const rowsOf = (week: Week) => {
    const { employee, weekStart, workHours, ordinaryHours, premiumMoney, totalMoney } = week;
    const isKnown = premiumMoney !== undefined && totalMoney !== undefined;
    const hourlyCost = isKnown && workHours > 0 ? (totalMoney - premiumMoney) / workHours : 0;
    const money = (hours: number, premium = 0) => (isKnown ? rounded(hours * hourlyCost + premium) : undefined);
    const common = { employee, weekStart };
    return [
      {
        ...common,
        paidAs: 'ordinary',
        id: '',
        hours: ordinaryHours,
        multiplier: 1,
        premiumHours: 0,
        money: money(ordinaryHours),
      },
      ...week.tiers.map((part) => ({
        ...common,
        paidAs: 'tier',
        ...part,
        money: money(part.hours, part.premiumMoney),
      })),
      ...week.windows.map((part) => ({ ...common, paidAs: 'window', ...part, money: money(0, part.premiumMoney) })),
    ];
  };
  const rows = [...Map.groupBy(pay, ({ employee }) => employee)].flatMap(([employee, weeks]) => {
    const sum = (measure: (week: Week) => number): number =>
      rounded(weeks.reduce((total, week) => total + measure(week), 0));
    const total = {
      employee,
      weekStart: '',
      paidAs: 'total',
      id: '',
      hours: sum(({ workHours }) => workHours),
      multiplier: undefined,
      premiumHours: sum(({ premiumHours }) => premiumHours),
      money: weeks.some(({ totalMoney }) => totalMoney === undefined)
        ? undefined
        : sum(({ totalMoney = 0 }) => totalMoney),
    };
    return [...weeks.flatMap(rowsOf), total];
  });
  return csvOf(
    [
      ['employee', (row) => row.employee],
      ['weekStart', (row) => row.weekStart],
      ['paidAs', (row) => row.paidAs],
      ['id', (row) => row.id],
      ['hours', (row) => row.hours],
      ['multiplier', (row) => row.multiplier],
      ['premiumHours', (row) => row.premiumHours],
      ['money', (row) => row.money],
    ],
    rows,
  );
}
