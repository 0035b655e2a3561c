import type { OutboundDocument } from '../../contract/outbound.ts';
import { timeOf } from './local-time.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Totals = OutboundDocument['totals'];

/** An outbound plan for people: head-count by day, what comes of each list, the hours that are used, and other cases. */
export function outboundText(plan: OutboundDocument, speech: Speech = ENGLISH): string {
  const { say, day } = speech;
  const { totals } = plan;
  if (totals === null) return `${say('outbound.none')}\n`;
  const number = (head: Parameters<typeof say>[0]) => ({ head: say(head), number: true });
  const days = plan.days.map((one) => [
    day(one.date),
    fixed(one.headCount, 0),
    fixed(one.agentHours, 1),
    fixed(one.dials, 0),
    fixed(one.contacts, 0),
    fixed(one.successes, 1),
    fixed(one.waiting, 0),
  ]);
  const dayColumns = [
    { head: say('head.day') },
    number('head.people'),
    number('head.hours'),
    number('head.dials'),
    number('head.reached'),
    number('head.successes'),
    number('head.waiting'),
  ];
  const lists = plan.lists.map((one) => [
    one.id,
    fixed(one.records, 0),
    fixed(one.dials, 0),
    fixed(one.contacts, 0),
    one.stages.map(({ id, count }) => `${id} ${fixed(count, 0)}`).join(say('list.joint')),
    fixed(one.exhausted, 0),
    fixed(one.unfinished, 0),
    one.doneOn === null ? '-' : day(one.doneOn),
  ]);
  const listColumns = [
    { head: say('head.list') },
    number('head.records'),
    number('head.dials'),
    number('head.reached'),
    { head: say('head.stages') },
    number('head.exhausted'),
    number('head.unfinished'),
    { head: say('head.done-on') },
  ];
  const parts = [
    `${say('outbound.found', { people: totals.peakHeadCount, hours: fixed(totals.agentHours, 1) })}\n`,
    table(dayColumns, days),
    table(listColumns, lists),
    hoursTable(plan, speech),
  ];
  if (plan.predictiveOccupancy !== null) {
    parts.push(`${say('outbound.occupancy', { share: percent(plan.predictiveOccupancy) })}\n`);
  }
  if (plan.cases.length > 0) parts.push(casesTable(plan, speech));
  return parts.join('\n');
}

/** Dials and contacts by time of day over all dates, where there are any. */
function hoursTable({ slots }: OutboundDocument, { say }: Speech): string {
  const times = Map.groupBy(
    slots.filter(({ dials }) => dials > 1e-6),
    ({ start }) => timeOf(start),
  );
  const rows = [...times]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([time, own]) => {
      const sum = (of: (slot: (typeof own)[number]) => number): number => own.reduce((all, slot) => all + of(slot), 0);
      const dials = sum((slot) => slot.dials);
      const contacts = sum((slot) => slot.contacts);
      return [
        time,
        fixed(dials, 0),
        fixed(contacts, 0),
        percent(contacts / dials),
        fixed(Math.max(...own.map(({ agents }) => agents)), 1),
      ];
    });
  return table(
    [
      { head: say('head.time') },
      { head: say('head.dials'), number: true },
      { head: say('head.reached'), number: true },
      { head: say('head.contact-rate'), number: true },
      { head: say('head.at-telephone'), number: true },
    ],
    rows,
  );
}

function casesTable({ totals, cases }: OutboundDocument, { say }: Speech): string {
  const row = (id: string, of: Totals): readonly string[] => [
    id,
    short(of?.peakHeadCount),
    fixed(of?.agentHours, 1),
    fixed(of?.dials, 0),
    fixed(of?.contacts, 0),
    fixed(of?.successes, 1),
    fixed(of?.unfinished, 0),
    fixed(of?.missing, 1),
  ];
  const heads = [
    'head.people',
    'head.hours',
    'head.dials',
    'head.reached',
    'head.successes',
    'head.unfinished',
    'head.missing',
  ] as const;
  const columns = [{ head: say('head.case') }, ...heads.map((head) => ({ head: say(head), number: true }))];
  return table(columns, [row(say('outbound.as-given'), totals), ...cases.map((one) => row(one.id, one.totals))]);
}
