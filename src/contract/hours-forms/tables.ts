import type { HoursDocument, HoursRowDocument } from '../hours.ts';
import type { Language } from '../messages/catalog.ts';
import { type HoursTextKey, hoursText, hoursWord } from './texts.ts';

/** A cell of a table: absent where there is nothing to tell. */
export type Cell = string | number | undefined;

/** A column: its stable key for programs, its head for people, and whether its cells are numbers. */
export type Column<T> = {
  readonly key: string;
  readonly head: string;
  readonly isNumber: boolean;
  readonly of: (row: T) => Cell;
};

/** A table that is told in any form: as CSV, on a page, as the sheet of a workbook. */
export type HoursTable = {
  readonly id: 'totals' | 'hours' | 'limits' | 'breaches';
  readonly title: string;
  readonly columns: readonly Pick<Column<unknown>, 'key' | 'head' | 'isNumber'>[];
  readonly rows: readonly (readonly Cell[])[];
};

type NumberField = {
  [K in keyof HoursRowDocument]-?: NonNullable<HoursRowDocument[K]> extends number ? K : never;
}[keyof HoursRowDocument];

const BEFORE_TIERS = [
  'shifts',
  'days',
  'scheduledHours',
  'workedHours',
  'countedHours',
  'ordinaryHours',
  'overtimeHours',
] as const satisfies readonly NumberField[];

const BEHIND_TIERS = [
  'premiumHours',
  'lieuHours',
  'lieuTakenHours',
  'allowances',
  'nightHours',
  'sundayHours',
  'holidayHours',
  'freeDays',
  'shortestRestHours',
  'leaveDays',
  'creditHours',
  'contractHours',
  'balanceHours',
] as const satisfies readonly NumberField[];

function rounded(value: number | undefined): Cell {
  return value === undefined ? undefined : Math.round(value * 100) / 100;
}

/** The tiers of any row, each with its multiplier once. */
function tiersOf(rows: readonly HoursRowDocument[]): readonly { readonly id: string; readonly multiplier: number }[] {
  const found = new Map<string, { readonly id: string; readonly multiplier: number }>();
  for (const { tiers = [] } of rows) {
    for (const { id, multiplier = 1 } of tiers) found.set(`${id} ${multiplier}`, { id, multiplier });
  }
  return [...found.values()].toSorted((a, b) => a.multiplier - b.multiplier || (a.id < b.id ? -1 : 1));
}

function rowColumns(language: Language, rows: readonly HoursRowDocument[]): readonly Column<HoursRowDocument>[] {
  const text = (key: HoursTextKey, of: (row: HoursRowDocument) => Cell): Column<HoursRowDocument> => ({
    key,
    head: hoursText(language, key),
    isNumber: false,
    of,
  });
  const number = (key: NumberField): Column<HoursRowDocument> => ({
    key,
    head: hoursText(language, key),
    isNumber: true,
    of: (row) => rounded(row[key]),
  });
  const tier = ({
    id,
    multiplier,
  }: {
    readonly id: string;
    readonly multiplier: number;
  }): Column<HoursRowDocument> => ({
    key: `overtime ${id} x${multiplier}`,
    head: hoursText(language, 'tier', { id, multiplier }),
    isNumber: true,
    of: ({ tiers }) => rounded(tiers?.find((one) => one.id === id && (one.multiplier ?? 1) === multiplier)?.hours),
  });
  const isTold = (key: NumberField): boolean => rows.some((row) => row[key] !== undefined);
  return [
    text('employee', (row) => row.employee),
    ...(rows.some(({ name }) => name !== undefined) ? [text('name', (row) => row.name)] : []),
    text('from', (row) => row.from),
    text('to', (row) => row.to),
    text('whole', (row) => hoursText(language, row.whole ? 'yes' : 'no')),
    text('contracts', (row) => row.contracts.join(', ')),
    ...BEFORE_TIERS.filter(isTold).map(number),
    ...tiersOf(rows).map(tier),
    ...BEHIND_TIERS.filter(isTold).map(number),
  ];
}

function tableOf<T>(
  id: HoursTable['id'],
  language: Language,
  columns: readonly Column<T>[],
  rows: readonly T[],
): HoursTable {
  return {
    id,
    title: hoursText(language, `sheet.${id}`),
    columns: columns.map(({ key, head, isNumber }) => ({ key, head, isNumber })),
    rows: rows.map((row) => columns.map(({ of }) => of(row))),
  };
}

/** Names of employees by id: two of one name are told apart by their ids, which stand beside them in every table. */
type Names = ReadonlyMap<string, string>;

type Limit = HoursDocument['limits'][number];
type Breach = HoursDocument['breaches'][number];

/** A measure as people read it: hours, days or shifts. */
function measure(unit: Limit['unit'], value: number): Cell {
  return rounded(unit === 'seconds' ? value / 3600 : value);
}

function limitColumns(language: Language, names: Names): readonly Column<Limit>[] {
  const column = (key: HoursTextKey, of: (row: Limit) => Cell, isNumber = false): Column<Limit> => ({
    key,
    head: hoursText(language, key),
    isNumber,
    of,
  });
  return [
    column('employee', (row) => row.employee),
    ...(names.size > 0 ? [column('name', (row) => names.get(row.employee))] : []),
    column('rule', (row) => hoursWord(language, 'rule', row.rule)),
    column('severity', (row) => hoursWord(language, 'severity', row.severity)),
    column('from', (row) => row.from),
    column('to', (row) => row.to),
    column('measured', (row) => measure(row.unit, row.measured), true),
    column('limit', (row) => measure(row.unit, row.limit), true),
    column('left', (row) => measure(row.unit, row.left), true),
    column('unit', (row) => hoursWord(language, 'unit', row.unit)),
    column('weeklyHours', (row) => rounded(row.weeklyHours), true),
    column('daysUnknown', (row) => row.daysUnknown, true),
    column('source', (row) => row.source),
  ];
}

function breachColumns(language: Language, names: Names): readonly Column<Breach>[] {
  const column = (key: HoursTextKey, of: (row: Breach) => Cell): Column<Breach> => ({
    key,
    head: hoursText(language, key),
    isNumber: false,
    of,
  });
  return [
    column('employee', (row) => row.employee),
    ...(names.size > 0 ? [column('name', (row) => names.get(row.employee))] : []),
    column('rule', (row) => hoursWord(language, 'rule', row.rule)),
    column('severity', (row) => hoursWord(language, 'severity', row.severity)),
    column('start', (row) => row.start.slice(0, 16).replace('T', ' ')),
    column('end', (row) => row.end.slice(0, 16).replace('T', ' ')),
    column('message', (row) => row.message),
    column('source', (row) => row.source),
    column('passes', (row) => hoursWord(language, 'passes', row.passes)),
    column(
      'reason',
      (row) => row.waiver?.reason ?? row.liftedBy?.flatMap(({ reference }) => reference ?? []).join(', '),
    ),
    column('answers', (row) => row.waiver?.name),
  ];
}

function namesOf({ totals }: Pick<HoursDocument, 'totals'>): Names {
  return new Map(totals.flatMap(({ employee, name }) => (name === undefined ? [] : [[employee, name] as const])));
}

/** Names by id, as far as the rows tell them; the id where they tell none. */
export function namesIn(hours: Pick<HoursDocument, 'totals'>): (id: string) => string {
  const names = namesOf(hours);
  return (id) => names.get(id) ?? id;
}

/** Totals, rows, limits and breaches of a ledger as tables. Sentences are those of the document. */
export function hoursTables(language: Language, hours: HoursDocument): readonly HoursTable[] {
  const columns = rowColumns(language, [...hours.totals, ...hours.rows]);
  const names = namesOf(hours);
  return [
    tableOf('totals', language, columns, hours.totals),
    tableOf('hours', language, columns, hours.rows),
    tableOf('limits', language, limitColumns(language, names), hours.limits),
    tableOf('breaches', language, breachColumns(language, names), hours.breaches),
  ];
}

/** Limits that are passed, and those of more than one day of which less than a tenth is left. Where days are not known a least is not told. */
export function nearLimits({ limits }: Pick<HoursDocument, 'limits'>): readonly Limit[] {
  return limits.filter(({ kind, limit, left, from, to, daysUnknown }) => {
    if (kind === 'least') return left > 0 && daysUnknown === 0;
    return left < 0 || (from !== to && left < limit / 10);
  });
}
