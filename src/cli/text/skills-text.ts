import type { SkillStaffingDocument } from '../../contract/skill-staffing.ts';
import { dateOf, timeOf } from './local-time.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** People by group and interval, the service of every queue, and what staffing each queue by itself would take. */
export function skillsText(found: SkillStaffingDocument, speech: Speech = ENGLISH): string {
  const { say, day } = speech;
  const { groups, intervals, queues, cost, hours, single, replications } = found;
  const number = (head: string) => ({ head, number: true });
  const facts = { cost: short(cost), hours: fixed(hours, 1), singleHours: fixed(single.hours, 1) };
  const less = percent(single.cost === 0 ? 0 : 1 - cost / single.cost);
  const rows = intervals.map(({ start, people }) => [day(dateOf(start)), timeOf(start), ...people.map(String)]);
  const groupRows = groups.map(({ id, queues: own, hours: worked, occupancy }) => [
    id,
    own.join(say('list.joint')),
    fixed(worked, 1),
    percent(occupancy.value),
  ]);
  const cellRows = queues.flatMap(({ id, share, cells }) =>
    cells.map(({ start, offered, serviceLevel: { value, halfWidth }, isMet }) => [
      id,
      day(dateOf(start)),
      timeOf(start),
      short(offered, 1),
      `${percent(value)}${halfWidth === null ? '' : ` ± ${fixed(halfWidth * 100, 2)}`}${isMet ? '' : ' !'}`,
      percent(share, 0),
    ]),
  );
  return [
    `${say('skills.found', { ...facts, singleCost: short(single.cost), less, replications })}\n`,
    table([{ head: say('head.day') }, { head: say('head.hours-from') }, ...groups.map(({ id }) => number(id))], rows),
    table(
      [
        { head: say('head.group') },
        { head: say('head.takes') },
        number(say('head.position-hours')),
        number(say('head.occupied')),
      ],
      groupRows,
    ),
    table(
      [
        { head: say('head.queue') },
        { head: say('head.day') },
        { head: say('head.hours-from') },
        number(say('head.offered')),
        number(say('head.service-level')),
        number(say('head.asked')),
      ],
      cellRows,
    ),
  ].join('\n');
}
