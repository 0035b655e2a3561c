import type { RosterDocument } from '../../contract/roster.ts';
import { timeOf } from './local-time.ts';
import { short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Changes = NonNullable<RosterDocument['changes']>;
type Told = Changes['list'][number]['from'];

/** Changes that are listed one by one. */
const LISTED = 100;

function shiftText(shift: Told, withBreaks: boolean, { say, template, skill }: Speech): string {
  if (shift === undefined) return '';
  const breaks = shift.breaks.map(({ start, end }) => `${timeOf(start)}-${timeOf(end)}`).join(' ');
  const work = [
    ...(shift.template === undefined ? [] : [template(shift.template)]),
    ...(shift.skill === undefined ? [] : [skill(shift.skill)]),
  ].join(' ');
  const what = withBreaks ? say('changes.breaks', { breaks }) : work;
  return `${timeOf(shift.start)}-${timeOf(shift.end)} ${what}`.trimEnd();
}

/** How a roster differs from what was published, one change a line; empty where nothing was published. */
export function changesText(changes: Changes | undefined, speech: Speech = ENGLISH): string {
  if (changes === undefined) return '';
  const { say, word, day, employee } = speech;
  const { kept, list } = changes;
  const head = `${say('changes.kept', { kept, changed: list.length })}\n`;
  if (list.length === 0) return head;
  const rows = list
    .slice(0, LISTED)
    .map((change) => [
      word('change', change.kind),
      employee(change.employee),
      day(change.date),
      shiftText(change.from, change.kind === 'breaks', speech),
      shiftText(change.to, change.kind === 'breaks', speech),
      short(change.points),
    ]);
  const heads = ['head.change', 'head.employee', 'head.day', 'head.published', 'head.now'] as const;
  const columns = [...heads.map((key) => ({ head: say(key) })), { head: say('head.points'), number: true }];
  const more = list.length > LISTED ? `${say('more', { count: list.length - LISTED })}\n` : '';
  return head + table(columns, rows) + more;
}
