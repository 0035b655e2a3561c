import type { BreakPlacementDocument } from '../../contract/break-placement.ts';
import type { RosterDocument } from '../../contract/roster.ts';
import { dateOf, shortSpan } from './local-time.ts';
import { short } from './numbers.ts';
import { unitText } from './objective-text.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** Which shifts have other breaks, and each part of the objective before and after. */
export function breaksText(
  { shifts, moved, kept, before, after }: BreakPlacementDocument,
  speech: Speech = ENGLISH,
): string {
  const { say, word } = speech;
  const rows = after.objectiveParts.flatMap(({ part, unit, rule, count, points }) => {
    const was = before.objectiveParts.find((one) => one.part === part && one.unit === unit && one.rule === rule);
    if (points === 0 && (was?.points ?? 0) === 0) return [];
    const name = rule ?? word('objective', part);
    const counts = [unitText(speech, unit, was?.count ?? 0), unitText(speech, unit, count)];
    return [[name, ...counts, short(was?.points ?? 0), short(points)]];
  });
  const columns = [
    { head: say('head.objective') },
    { head: say('head.before'), number: true },
    { head: say('head.after'), number: true },
    { head: say('head.points-before'), number: true },
    { head: say('head.points-after'), number: true },
  ];
  return [
    `${say('breaks.moved', { moved: moved.length, shifts: shifts.length })}\n`,
    kept.length === 0 ? '' : `${say('breaks.kept', { ids: kept.join(say('list.joint')) })}\n`,
    table(columns, [...rows, [say('word.total'), '', '', short(before.objective), short(after.objective)]]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** All breaks of a roster: a line per shift, in order of its employees' lines. Empty where no shift has one. */
export function breaksTable(shifts: RosterDocument['shifts'], { say, word, day, employee }: Speech): string {
  const rows = shifts
    .filter(({ breaks }) => breaks.length > 0)
    .map((shift) => [
      employee(shift.employee),
      day(dateOf(shift.start)),
      shortSpan(shift.start, shift.end),
      shift.breaks
        .map(
          ({ start, end, kind, paid }) =>
            `${shortSpan(start, end)} ${word('break', kind ?? (paid ? 'break' : 'meal'))}`,
        )
        .join(say('list.joint')),
    ]);
  const columns = [
    { head: say('head.employee') },
    { head: say('head.day') },
    { head: say('head.shift') },
    { head: say('head.break') },
  ];
  return rows.length === 0 ? '' : `${say('roster.breaks')}\n${table(columns, rows)}`;
}

/** Shifts with the ids by which commands name them, a line each. */
export function idsTable(shifts: RosterDocument['shifts'], { say, day, employee, template }: Speech): string {
  const rows = shifts.map((shift) => [
    employee(shift.employee),
    day(dateOf(shift.start)),
    shortSpan(shift.start, shift.end),
    shift.template === undefined ? '' : template(shift.template),
    shift.id ?? '',
  ]);
  const columns = [
    { head: say('head.employee') },
    { head: say('head.day') },
    { head: say('head.shift') },
    { head: '' },
    { head: say('head.id') },
  ];
  return table(columns, rows);
}
