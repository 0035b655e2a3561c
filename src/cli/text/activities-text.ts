import type { PlacementDocument } from '../../contract/placement.ts';
import { dateOf, dayHead, shortSpan } from './local-time.ts';
import { counted, short } from './numbers.ts';
import { table } from './table.ts';

type Missing = PlacementDocument['missingActivities'];

/** Activities that are due and not held, a line each. */
export function missingText(missing: Missing): string {
  if (missing.length === 0) return '';
  const rows = missing.map((one) => [
    one.activity,
    one.employee ?? 'all together',
    one.from === one.to ? dayHead(one.from) : `${dayHead(one.from)} - ${dayHead(one.to)}`,
    String(one.missing),
  ]);
  const columns = [{ head: 'Activity' }, { head: 'Of' }, { head: 'When' }, { head: 'Missing', number: true }];
  return `Not held\n${table(columns, rows)}`;
}

/** Who has what when, what is not held, and what it costs. */
export function activitiesText({ shifts, missingActivities, objective, objectiveParts }: PlacementDocument): string {
  const held = shifts.flatMap(({ employee, pieces = [] }) =>
    pieces.flatMap(({ activity, start, end }) => (activity === undefined ? [] : [{ activity, start, end, employee }])),
  );
  const meetings = [...Map.groupBy(held, ({ activity, start }) => `${start} ${activity}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, all]) => {
      const [first] = all;
      if (first === undefined) return [];
      const who = all.map(({ employee }) => employee).join(', ');
      return [[dayHead(dateOf(first.start)), shortSpan(first.start, first.end), first.activity, who]];
    });
  const columns = [{ head: 'Day' }, { head: 'When' }, { head: 'Activity' }, { head: 'Who' }];
  const rows = objectiveParts
    .filter(({ points }) => points > 0)
    .map(({ part, unit, count, points }) => [part, `${short(count)} ${unit}`, short(points)]);
  return [
    `${counted(held.length, 'piece')} of activities in ${counted(shifts.length, 'shift')}.\n`,
    meetings.length === 0 ? '' : table(columns, meetings),
    missingText(missingActivities),
    table(
      [{ head: 'Objective' }, { head: 'Count' }, { head: 'Points', number: true }],
      [...rows, ['total', '', short(objective)]],
    ),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
