import type { WorkloadDocument } from '../../contract/workload.ts';
import { dateOf, timeOf } from './local-time.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** A workload plan for people: what it costs, a row for each type of work, and the people of each day. */
export function workloadText(plan: WorkloadDocument, speech: Speech = ENGLISH): string {
  const { say, word, day } = speech;
  const { objective, bound, gap, works, intervals } = plan;
  const status = word('plan-status', plan.status);
  if (objective === null) return `${say('workload.none', { status })}\n`;
  const numbers = { status, cost: short(objective, 1), bound: short(bound, 1), gap: percent(gap, 2) };
  const number = (head: Parameters<typeof say>[0]) => ({ head: say(head), number: true });
  const workRows = works.map((work) => [
    work.id,
    short(work.hours, 1),
    short(work.doneHours, 1),
    percent(work.onTimeShare),
    short(work.overdueHours, 1),
    short(work.carriedHours, 1),
  ]);
  const workColumns = [
    { head: say('head.work') },
    number('head.hours'),
    number('head.done'),
    number('head.on-time'),
    number('head.overdue'),
    number('head.carried'),
  ];
  const days = Map.groupBy(intervals, ({ start }) => dateOf(start));
  const dayRows = [...days].map(([date, rows]) => {
    const hours = (of: (row: (typeof rows)[number]) => number): string =>
      fixed(
        rows.reduce((sum, row) => sum + (of(row) * (Date.parse(row.end) - Date.parse(row.start))) / 3_600_000, 0),
        1,
      );
    const peak = rows.reduce((found, row) => (row.positions > found.positions ? row : found));
    return [
      day(date),
      timeOf(peak.start),
      String(peak.positions),
      String(Math.max(...rows.map(({ firmPositions }) => firmPositions))),
      hours(({ positions }) => positions),
      hours(({ extraPositions }) => extraPositions),
      fixed(
        rows.reduce((sum, row) => sum + row.idleHoursUsed, 0),
        1,
      ),
    ];
  });
  const dayColumns = [
    { head: say('head.day') },
    { head: say('head.peak-at') },
    number('head.peak-need'),
    number('head.firm-peak'),
    number('head.position-hours'),
    number('head.extra-hours'),
    number('head.idle-hours'),
  ];
  return `${say('workload.found', numbers)}\n\n${table(workColumns, workRows)}\n${table(dayColumns, dayRows)}`;
}
