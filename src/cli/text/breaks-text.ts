import type { BreakPlacementDocument } from '../../contract/break-placement.ts';
import { counted, short } from './numbers.ts';
import { table } from './table.ts';

/** Which shifts have other breaks, and each part of the objective before and after. */
export function breaksText({ shifts, moved, kept, before, after }: BreakPlacementDocument): string {
  const rows = after.objectiveParts.flatMap(({ part, unit, count, points }) => {
    const was = before.objectiveParts.find((one) => one.part === part && one.unit === unit);
    if (points === 0 && (was?.points ?? 0) === 0) return [];
    return [
      [part, `${short(was?.count ?? 0)} ${unit}`, `${short(count)} ${unit}`, short(was?.points ?? 0), short(points)],
    ];
  });
  const columns = [
    { head: 'Objective' },
    { head: 'Before', number: true },
    { head: 'After', number: true },
    { head: 'Points before', number: true },
    { head: 'Points after', number: true },
  ];
  return [
    `Breaks of ${counted(moved.length, 'shift')} of ${shifts.length} moved.\n`,
    kept.length === 0 ? '' : `Without a place for their breaks: ${kept.join(', ')}.\n`,
    table(columns, [...rows, ['total', '', '', short(before.objective), short(after.objective)]]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
