import type { PlacementDocument } from '../../contract/placement.ts';
import { dateOf, shortSpan } from './local-time.ts';
import { objectiveTable } from './objective-text.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Missing = PlacementDocument['missingActivities'];

/** Activities that are due and not held, a line each. */
export function missingText(missing: Missing, { say, day, employee, activity }: Speech = ENGLISH): string {
  if (missing.length === 0) return '';
  const rows = missing.map((one) => [
    activity(one.activity),
    one.employee === undefined ? say('activities.together') : employee(one.employee),
    one.from === one.to ? day(one.from) : `${day(one.from)} - ${day(one.to)}`,
    String(one.missing),
  ]);
  const columns = [
    { head: say('head.activity') },
    { head: say('head.of') },
    { head: say('head.when') },
    { head: say('head.missing'), number: true },
  ];
  return `${say('activities.missing')}\n${table(columns, rows)}`;
}

/** Pieces of shifts, those that are held at once on one line. Empty where there are none. */
export function piecesTable(shifts: PlacementDocument['shifts'], speech: Speech): string {
  const { say, day, employee, activity, skill } = speech;
  const held = shifts.flatMap(({ employee: who, pieces = [] }) =>
    pieces.map((piece) => ({
      what: piece.activity === undefined ? skill(piece.skill ?? '') : activity(piece.activity),
      start: piece.start,
      end: piece.end,
      who: employee(who),
    })),
  );
  const rows = [...Map.groupBy(held, ({ what, start, end }) => `${start} ${end} ${what}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, all]) => {
      const [first] = all;
      if (first === undefined) return [];
      const who = all.map((one) => one.who).join(say('list.joint'));
      return [[day(dateOf(first.start)), shortSpan(first.start, first.end), first.what, who]];
    });
  const columns = [
    { head: say('head.day') },
    { head: say('head.when') },
    { head: say('head.activity') },
    { head: say('head.who') },
  ];
  return rows.length === 0 ? '' : table(columns, rows);
}

/** Who has what when, what is not held, and what it costs. */
export function activitiesText(
  { shifts, missingActivities, objective, objectiveParts }: PlacementDocument,
  speech: Speech = ENGLISH,
): string {
  const ofActivities = shifts.map((shift) => ({
    ...shift,
    pieces: (shift.pieces ?? []).filter(({ activity }) => activity !== undefined),
  }));
  const pieces = ofActivities.reduce((sum, shift) => sum + shift.pieces.length, 0);
  return [
    `${speech.say('activities.held', { pieces, shifts: shifts.length })}\n`,
    piecesTable(ofActivities, speech),
    missingText(missingActivities, speech),
    objectiveTable(
      speech,
      objectiveParts.filter(({ points }) => points > 0),
      objective,
    ),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
