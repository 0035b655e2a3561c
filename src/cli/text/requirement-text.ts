import type { RequirementRead } from '../../contract/requirement.ts';
import { dateOf, dayHead, timeOf } from './local-time.ts';
import { fixed, percent, short } from './numbers.ts';
import { table } from './table.ts';

type Row = RequirementRead['intervals'][number];

const NUMBER_HEADS = [
  'Contacts',
  'Peak need',
  'Peak sched',
  'Pos. hours',
  'Sched hours',
  'SL',
  'Abandon',
  'ASA',
  'Occup.',
];

/** A requirement for people: a row per day with its peak and the service to be expected, then the whole. */
export function requirementText(requirement: RequirementRead): string {
  const days = Map.groupBy(requirement.intervals, ({ start }) => dateOf(start));
  const rows = [...days].map(([date, intervals]) => dayRow(date, intervals));
  const columns = [{ head: 'Day' }, { head: 'Peak at' }, ...NUMBER_HEADS.map((head) => ({ head, number: true }))];
  const { summary } = requirement;
  const total =
    summary === undefined
      ? []
      : [
          [
            'Total',
            '',
            fixed(summary.contacts, 0),
            String(summary.peakPositions),
            String(summary.peakToSchedule),
            fixed(summary.positionHours, 1),
            fixed(summary.scheduledHours, 1),
            ...service(summary),
          ],
        ];
  return [
    modelText(requirement),
    'Need is people on the work; sched is need / (1 - shrinkage), rounded up. Expectations hold with exactly the need.',
    '',
    table(columns, [...rows, ...total]),
  ].join('\n');
}

function modelText({ model, parameters }: RequirementRead): string {
  if (parameters === undefined) return 'Requirement.';
  const { target, ahtSeconds, patienceSeconds, shrinkage, maxOccupancy } = parameters;
  const goal =
    target.kind === 'service-level'
      ? `${percent(target.share, 0)} of ${target.base} within ${target.thresholdSeconds} s`
      : target.kind === 'asa'
        ? `average speed of answer ${target.asaSeconds} s`
        : `${percent(target.share)} abandoned at most`;
  const patience = patienceSeconds === undefined ? '' : `, patience ${short(patienceSeconds)} s`;
  const cap = maxOccupancy === undefined ? '' : `, occupancy at most ${percent(maxOccupancy, 0)}`;
  const name = model === 'erlang-a' ? 'Erlang A' : 'Erlang C';
  return `${name}: ${goal}, AHT ${short(ahtSeconds)} s${patience}, shrinkage ${percent(shrinkage, 0)}${cap}.`;
}

function hours({ start, end }: Row): number {
  return (Date.parse(end) - Date.parse(start)) / 3_600_000;
}

function dayRow(date: string, intervals: readonly Row[]): readonly string[] {
  const open = intervals.filter((row) => row.open);
  const first = open[0];
  if (first === undefined) return [dayHead(date), 'closed', ...NUMBER_HEADS.map(() => '')];
  const peak = open.reduce((found, row) => (row.positions > found.positions ? row : found), first);
  const sum = (of: (row: Row) => number): number => open.reduce((all, row) => all + of(row), 0);
  return [
    dayHead(date),
    timeOf(peak.start),
    fixed(
      sum((row) => row.contacts ?? 0),
      0,
    ),
    String(peak.positions),
    String(Math.max(...open.map(({ toSchedule }) => toSchedule))),
    fixed(
      sum((row) => row.positions * hours(row)),
      1,
    ),
    fixed(
      sum((row) => row.toSchedule * hours(row)),
      1,
    ),
    ...service({
      serviceLevel: byContacts(open, (row) => row.serviceLevel),
      abandonment: byContacts(open, (row) => row.abandonment),
      asaSeconds: open.some(isUnstable) ? null : byContacts(open, (row) => row.asaSeconds),
      occupancy: byStaff(open),
    }),
  ];
}

/** Whether the queue grows without end: callers wait, and no average tells how long. A mean over the other intervals would look fine. */
function isUnstable({ asaSeconds, contacts }: Row): boolean {
  return asaSeconds === null && (contacts ?? 0) > 0;
}

type Service = Pick<Row, 'serviceLevel' | 'abandonment' | 'asaSeconds' | 'occupancy'>;

function service({ serviceLevel, abandonment, asaSeconds, occupancy }: Service): readonly string[] {
  return [
    percent(serviceLevel),
    percent(abandonment),
    asaSeconds === null ? '-' : `${fixed(asaSeconds, 1)} s`,
    percent(occupancy, 0),
  ];
}

/** Mean weighted by contacts over the intervals that have the value. */
function byContacts(rows: readonly Row[], of: (row: Row) => number | null): number | null {
  let weight = 0;
  let sum = 0;
  for (const row of rows) {
    const value = of(row);
    if (value === null || row.contacts === undefined) continue;
    weight += row.contacts;
    sum += row.contacts * value;
  }
  return weight === 0 ? null : sum / weight;
}

/** Busy share of the staffed time: weighted by position hours, since occupancy is a share of those. */
function byStaff(rows: readonly Row[]): number | null {
  let weight = 0;
  let sum = 0;
  for (const row of rows) {
    if (row.occupancy === null) continue;
    weight += row.positions * hours(row);
    sum += row.positions * hours(row) * row.occupancy;
  }
  return weight === 0 ? null : sum / weight;
}
