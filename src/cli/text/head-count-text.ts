import type { HeadCountDocument } from '../../contract/head-count.ts';
import { dateOf, shortSpan } from './local-time.ts';
import { percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** Stretches of the dearest hours that are shown. */
const SHOWN = 5;

/** How many of each group, what is covered, and what one more hour costs. */
export function headCountText(document: HeadCountDocument, speech: Speech = ENGLISH, withLines = false): string {
  const { say, word, skill } = speech;
  const { objective, bound, gap, people, groups, cover, evenHour } = document;
  const status = word('plan-status', document.status);
  if (objective === null) return `${say('head-count.none', { status })}\n`;
  const numbers = { status, people, cost: short(objective), bound: short(bound), gap: percent(gap, 2) };
  const rows = groups.map((group) => [
    group.contract,
    group.skills.map(skill).join(say('list.joint')),
    String(group.count),
    short(group.relaxed),
    short(group.paidHours),
    short(group.cost),
  ]);
  const columns = [
    { head: say('head.contract') },
    { head: say('head.skills') },
    { head: say('head.people'), number: true },
    { head: say('head.relaxed'), number: true },
    { head: say('head.paid-hours'), number: true },
    { head: say('head.cost'), number: true },
  ];
  const coverRows = cover.map((one) => [
    one.skill === undefined ? say('head-count.any-skill') : skill(one.skill),
    short(one.wantedHours),
    short(one.shortHours),
    short(one.surplusHours),
  ]);
  const coverColumns = [
    { head: say('head.skill') },
    { head: say('head.wanted-hours'), number: true },
    { head: say('head.short-hours'), number: true },
    { head: say('head.surplus-hours'), number: true },
  ];
  const parts = [
    `${say('head-count.found', numbers)}\n`,
    table(columns, rows),
    table(coverColumns, coverRows),
    evenHour === null ? '' : `${say('head-count.even-hour', { price: short(evenHour) })}\n`,
    dearestText(document, speech),
    withLines ? linesText(document, speech) : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function dearestText({ nextHours }: HeadCountDocument, { say, day, skill }: Speech): string {
  const dearest = [...nextHours].sort((a, b) => b.perHour - a.perHour || (a.start < b.start ? -1 : 1)).slice(0, SHOWN);
  if (dearest.length === 0) return '';
  const rows = dearest.map((one) => [
    day(dateOf(one.start)),
    one.template ?? shortSpan(one.start, one.end),
    one.skill === undefined ? '' : skill(one.skill),
    short(one.perHour),
  ]);
  const columns = [
    { head: say('head.day') },
    { head: say('head.time') },
    { head: say('head.skill') },
    { head: say('head.next-hour'), number: true },
  ];
  return table(columns, rows);
}

function linesText({ groups }: HeadCountDocument, { say, day }: Speech): string {
  const rows = groups.flatMap(({ lines }) =>
    lines.map(({ people, paidHours, shifts }) => [
      people[0] ?? '',
      String(people.length),
      short(paidHours),
      shifts.map(({ start, end }) => `${day(dateOf(start))} ${shortSpan(start, end)}`).join(say('list.joint')),
    ]),
  );
  const columns = [
    { head: say('head.line-of') },
    { head: say('head.people'), number: true },
    { head: say('head.paid-hours'), number: true },
    { head: say('head.shifts') },
  ];
  return table(columns, rows);
}
