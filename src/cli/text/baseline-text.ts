import type { RosterDocument } from '../../contract/roster.ts';
import { dayHead, timeOf } from './local-time.ts';
import { counted, short } from './numbers.ts';
import { table } from './table.ts';

type Changes = NonNullable<RosterDocument['changes']>;
type Told = Changes['list'][number]['from'];

/** Changes that are listed one by one. */
const LISTED = 100;

function shiftText(shift: Told, withBreaks: boolean): string {
  if (shift === undefined) return '';
  const breaks = shift.breaks.map(({ start, end }) => `${timeOf(start)}-${timeOf(end)}`).join(' ');
  const work = [shift.template, shift.skill].filter((name) => name !== undefined).join(' ');
  return `${timeOf(shift.start)}-${timeOf(shift.end)} ${withBreaks ? `breaks ${breaks}` : work}`.trimEnd();
}

/** How a roster differs from what was published, one change a line; empty where nothing was published. */
export function changesText(changes: Changes | undefined): string {
  if (changes === undefined) return '';
  const { kept, list } = changes;
  const head = `Of what was published ${kept} kept; ${counted(list.length, 'change')}.\n`;
  if (list.length === 0) return head;
  const rows = list
    .slice(0, LISTED)
    .map(({ kind, employee, date, from, to, points }) => [
      kind,
      employee,
      dayHead(date),
      shiftText(from, kind === 'breaks'),
      shiftText(to, kind === 'breaks'),
      short(points),
    ]);
  const columns = [
    ...['Change', 'Employee', 'Day', 'Published', 'Now'].map((name) => ({ head: name })),
    { head: 'Points', number: true },
  ];
  const more = list.length > LISTED ? `... and ${list.length - LISTED} more: see --json.\n` : '';
  return head + table(columns, rows) + more;
}
