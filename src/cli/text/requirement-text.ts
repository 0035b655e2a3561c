import type { RequirementRead } from '../../contract/requirement.ts';
import { dateOf, timeOf } from './local-time.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Row = RequirementRead['intervals'][number];

const NUMBER_HEADS = [
  'head.contacts',
  'head.peak-need',
  'head.peak-sched',
  'head.position-hours',
  'head.scheduled-hours',
  'head.service-level',
  'head.abandonment',
  'head.asa',
  'head.occupancy',
] as const;

/** A requirement for people: a row per day with its peak and the service to be expected, then the whole. */
export function requirementText(requirement: RequirementRead, speech: Speech = ENGLISH): string {
  const { say } = speech;
  const days = Map.groupBy(requirement.intervals, ({ start }) => dateOf(start));
  const rows = [...days].map(([date, intervals]) => dayRow(date, intervals, speech));
  const columns = [
    { head: say('head.day') },
    { head: say('head.peak-at') },
    ...NUMBER_HEADS.map((head) => ({ head: say(head), number: true })),
  ];
  const { summary } = requirement;
  const total =
    summary === undefined
      ? []
      : [
          [
            say('word.Total'),
            '',
            fixed(summary.contacts, 0),
            String(summary.peakPositions),
            String(summary.peakToSchedule),
            fixed(summary.positionHours, 1),
            fixed(summary.scheduledHours, 1),
            ...service(summary),
          ],
        ];
  const byDay = table(columns, [...rows, ...total]);
  return [modelText(requirement, speech), say('requirement.terms'), '', byDay + partsTable(requirement, speech)].join(
    '\n',
  );
}

function modelText({ model, parameters, summary }: RequirementRead, { say }: Speech): string {
  if (parameters === undefined) return say('requirement.plain');
  const { target, furtherTargets = [], load, ahtSeconds, patienceSeconds, shrinkage, maxOccupancy } = parameters;
  const goals = [target, ...furtherTargets].map((one) => goalText(one, say));
  const parts = summary?.shrinkageParts;
  return say('requirement.model', {
    model: model === 'erlang-a' ? 'Erlang A' : 'Erlang C',
    goal: goals.join(say('requirement.and')),
    aht: short(ahtSeconds),
    patience: patienceSeconds === undefined ? '' : say('requirement.patience', { seconds: short(patienceSeconds) }),
    load: load === 'stationary' ? '' : say(`requirement.load-${load}`),
    shrinkage:
      parts === undefined || summary === undefined
        ? percent(shrinkage, 0)
        : say('requirement.parts', { share: percent(partsShare(summary.positionHours, parts)) }),
    cap: maxOccupancy === undefined ? '' : say('requirement.cap', { share: percent(maxOccupancy, 0) }),
  });
}

type Parameters = NonNullable<RequirementRead['parameters']>;
type Parts = NonNullable<NonNullable<RequirementRead['summary']>['shrinkageParts']>;

function goalText(target: Parameters['target'], say: Speech['say']): string {
  switch (target.kind) {
    case 'service-level':
      return say('requirement.level', {
        share: percent(target.share, 0),
        base: say(`base.${target.base}`),
        seconds: target.thresholdSeconds,
      });
    case 'asa':
      return say('requirement.asa', { seconds: target.asaSeconds });
    case 'abandonment':
      return say('requirement.abandonment', { share: percent(target.share) });
  }
}

/** Share of the hours to schedule, before rounding up, that the counted parts take. */
function partsShare(positionHours: number, parts: Parts): number {
  const counted = parts.reduce((sum, { placedByRoster, hours: own }) => (placedByRoster ? sum : sum + own), 0);
  return counted === 0 ? 0 : counted / (positionHours + counted);
}

/** A row for each part of shrinkage; nothing where it is one share. */
function partsTable({ summary }: RequirementRead, { say }: Speech): string {
  const parts = summary?.shrinkageParts;
  if (parts === undefined) return '';
  const rows = parts.map(({ part, planned, placedByRoster, hours: own }) => [
    part,
    say(planned ? 'word.yes' : 'word.no'),
    say(placedByRoster ? 'placed.roster' : 'placed.schedule'),
    fixed(own, 1),
  ]);
  const columns = [
    { head: say('head.part') },
    { head: say('head.planned') },
    { head: say('head.placed') },
    { head: say('head.hours'), number: true },
  ];
  return `\n${table(columns, rows)}`;
}

function hours({ start, end }: Row): number {
  return (Date.parse(end) - Date.parse(start)) / 3_600_000;
}

function dayRow(date: string, intervals: readonly Row[], { say, day }: Speech): readonly string[] {
  const open = intervals.filter((row) => row.open);
  const first = open[0];
  if (first === undefined) return [day(date), say('word.closed'), ...NUMBER_HEADS.map(() => '')];
  const peak = open.reduce((found, row) => (row.positions > found.positions ? row : found), first);
  const sum = (of: (row: Row) => number): number => open.reduce((all, row) => all + of(row), 0);
  return [
    day(date),
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
