import type { HiringPlanDocument } from '../../contract/hiring-plan.ts';
import { percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

/** Hires by month and contract, the hours and what one more costs, and the money by part. */
export function hiringPlanText(plan: HiringPlanDocument, speech: Speech = ENGLISH): string {
  const { say, word } = speech;
  const { objective, bound, gap, relaxedObjective } = plan;
  const status = word('plan-status', plan.status);
  if (objective === null) return `${say('hiring.none', { status })}\n`;
  const hires = plan.contracts.reduce((sum, { months }) => sum + months.reduce((own, one) => own + one.hires, 0), 0);
  const numbers = {
    status,
    hires,
    cost: short(objective, 0),
    bound: short(bound, 0),
    gap: percent(gap, 2),
    relaxed: short(relaxedObjective, 0),
  };
  const money = Object.entries(plan.costs)
    .filter(([, cost]) => cost !== 0)
    .map(([part, cost]) => `${word('hiring-cost', part)} ${short(cost, 0)}`)
    .join(say('list.joint'));
  const parts = [
    `${say('hiring.found', numbers)}\n`,
    peopleTable(plan, speech),
    hoursTable(plan, speech),
    money === '' ? '' : `${money}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function peopleTable({ months, contracts }: HiringPlanDocument, { say }: Speech): string {
  const rows = months.flatMap(({ month }, at) =>
    contracts.flatMap(({ id, months: own }) => {
      const one = own[at];
      if (one === undefined) return [];
      const cells = [one.staff, one.inTraining, one.leavers, one.effectiveHours, one.overtimeHours].map((value) =>
        short(value, 1),
      );
      const leaves = one.dismissals === 0 ? '' : `-${one.dismissals}`;
      return [[month, id, `${one.hires === 0 ? '' : `+${one.hires}`}${leaves}`, ...cells]];
    }),
  );
  const columns = [
    { head: say('head.month') },
    { head: say('head.contract') },
    { head: say('head.hires'), number: true },
    { head: say('head.staff'), number: true },
    { head: say('head.in-training'), number: true },
    { head: say('head.leavers'), number: true },
    { head: say('head.hours-there'), number: true },
    { head: say('head.overtime'), number: true },
  ];
  return table(columns, rows);
}

function hoursTable({ months, demands }: HiringPlanDocument, { say, skill }: Speech): string {
  const rows = months.flatMap(({ month }, at) =>
    demands.flatMap((demand) => {
      const one = demand.months[at];
      if (one === undefined) return [];
      const cells = [one.wantedHours, one.ownHours, one.agencyHours, one.shortHours].map((value) => short(value, 1));
      return [
        [
          month,
          demand.skill === undefined ? say('head-count.any-skill') : skill(demand.skill),
          ...cells,
          short(one.hourPrice),
        ],
      ];
    }),
  );
  const columns = [
    { head: say('head.month') },
    { head: say('head.skill') },
    { head: say('head.wanted-hours'), number: true },
    { head: say('head.own-hours'), number: true },
    { head: say('head.agency'), number: true },
    { head: say('head.short-hours'), number: true },
    { head: say('head.next-hour'), number: true },
  ];
  return table(columns, rows);
}
