import { addDays, minutesOfDay, plannedInstant } from '../../../src/domain/calendar.ts';
import type { IntervalDemand, Problem } from '../../../src/domain/problem.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { Employee, RuleSetting, ShiftTemplate, Team } from '../../../src/domain/team.ts';
import { numbersFrom, PRICES } from '../../fixtures/small-problems.ts';

const TEMPLATES: readonly (ShiftTemplate & { readonly start: string })[] = [
  { id: 'early', start: '06:00', length: 480 },
  { id: 'late', start: '14:00', length: 480 },
  { id: 'night', start: '22:00', length: 480 },
];

/** Each of the rules about days in a row, now and then two of them. */
function rulesOf(below: (bound: number) => number): readonly RuleSetting[] {
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const late = { shiftsBy: 'templates', templates: ['late'] };
  const early = { shiftsBy: 'start', startFrom: '05:00', startBefore: '09:00' };
  const night = { shiftsBy: 'night', countsFromMinutes: 120 };
  const settings: readonly (() => RuleSetting)[] = [
    () => ({ rule: 'minimum-consecutive-days', values: { minimumDays: 2 + below(2) } }),
    () => ({ rule: 'minimum-consecutive-days-off', values: { minimumDays: 2 + below(2) } }),
    () => ({
      rule: 'maximum-consecutive-shifts-of',
      values: { maximumDays: 1 + below(2), ...pick([late, early, night]) },
    }),
    () => ({ rule: 'minimum-consecutive-shifts-of', values: { minimumDays: 2, ...pick([late, early, night]) } }),
    () => ({ rule: 'forward-rotation', values: { daysOff: 1 + below(3) } }),
  ];
  const first = below(settings.length);
  const second = below(settings.length * 2);
  return [
    ...settings.filter((_, index) => index === first || index === second).map((make) => make()),
    ...(below(3) === 0 ? [{ rule: 'minimum-rest', values: { minimumHours: pick([9, 17]) } }] : []),
    ...(below(4) === 0 ? [{ rule: 'maximum-consecutive-days', values: { maximumDays: 3 } }] : []),
  ];
}

/**
 * A problem small enough to try every roster, long enough for days in a row: 1 employee on 5 days or 2 on 3, three templates, days published before and
 * behind, leave, locks and wishes.
 */
export function rowProblem(seed: number): Problem {
  const below = numbersFrom(seed * 7919);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const zone = pick(['Asia/Shanghai', 'America/New_York', 'Europe/Berlin']);
  // Weeks that hold both clock changes of New York and Berlin, a month's end and a year's end.
  const from = pick(['2026-03-06', '2026-03-27', '2026-10-23', '2026-10-30', '2026-12-29']);
  const count = 1 + below(2);
  const days = count === 1 ? 5 : 3;
  const employees: Employee[] = Array.from({ length: count }, (_, index) => ({
    id: `e${index}`,
    contract: 'c',
    skills: ['a'],
    ...(below(4) === 0 ? { daysOff: [addDays(from, below(days))] } : {}),
    ...(below(4) === 0 ? { leave: [{ from: addDays(from, below(days)), to: addDays(from, days - 1) }] } : {}),
    requests:
      below(2) === 0
        ? []
        : [{ kind: pick(['day-off', 'work'] as const), date: addDays(from, below(days)), weight: 30 }],
  }));
  const shift = (name: string, employeeId: string, day: number, template: (typeof TEMPLATES)[number]): Shift => {
    const start = plannedInstant(zone, addDays(from, day), minutesOfDay(template.start));
    return {
      id: `${name}${day}`,
      employeeId,
      start,
      end: start + 28_800,
      template: template.id,
      activity: 'work',
      breaks: [],
    };
  };
  const past: Shift[] = [];
  const future: Shift[] = [];
  for (const day of [-3, -2, -1]) if (below(2) === 0) past.push(shift('past', 'e0', day, pick(TEMPLATES)));
  for (const day of [0, 1]) if (below(3) === 0) future.push(shift('future', 'e0', days + day, pick(TEMPLATES)));
  const intervalDemands: IntervalDemand[] = Array.from({ length: days }, (_, day) => {
    const start = plannedInstant(zone, addDays(from, day), pick([7, 15, 20]) * 60);
    const target = below(count + 1);
    return { start, end: start + 14_400, skill: 'a', floor: below(target + 1), target };
  });
  const team: Team = {
    id: 'rows',
    zone,
    weekStart: 'mon',
    skills: [{ id: 'a' }],
    contracts: [{ id: 'c', costPerHour: 10 }],
    employees,
    shiftTemplates: TEMPLATES,
    rules: rulesOf(below),
    packs: [],
    holidays: [],
  };
  const locked = shift('lock', 'e0', below(days), pick(TEMPLATES));
  return {
    team,
    from,
    days,
    intervalDemands,
    templateDemands: [],
    prices: { ...PRICES, ...(below(2) === 0 ? { paidHour: 2 } : {}) },
    locks: below(5) === 0 ? [{ ...locked, skill: 'a', locked: true }] : [],
    past: below(5) === 0 ? undefined : past,
    future: below(5) === 0 ? undefined : future,
  };
}
