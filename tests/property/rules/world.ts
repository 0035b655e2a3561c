import fc from 'fast-check';
import type { OracleWorld } from '../../oracle/rules/clock.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import { type Break, compareShifts, type Shift, shiftDate } from '../../../src/domain/shift.ts';
import type { Contract, Employee, Holiday, ShiftTemplate, Team } from '../../../src/domain/team.ts';
import { WEEKDAYS } from '../../../src/domain/units.ts';
import { ruleContext } from '../../../src/rules/binding.ts';
import { ruleOf } from '../../../src/rules/registry.ts';
import type { BoundRule, RuleContext, Values } from '../../../src/rules/rule.ts';
import { settleValues } from '../../../src/rules/settings.ts';

/** Horizons begin near clock changes, a leap day, month and year ends, and on plain days. */
const STARTS = [
  '2026-03-05',
  '2026-03-08',
  '2026-03-25',
  '2026-03-29',
  '2026-10-19',
  '2026-10-25',
  '2026-10-30',
  '2026-12-24',
  '2024-02-26',
  '2026-06-10',
];
const ZONES = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata'];

export type World = Omit<OracleWorld, 'past' | 'line' | 'future'> & {
  readonly past: readonly Shift[];
  readonly line: readonly Shift[];
  readonly future: readonly Shift[];
};

type Plan = {
  readonly startHalfHours: number;
  readonly halfHours: number;
  readonly pause: 'none' | 'paid' | 'unpaid';
  readonly template: string | undefined;
  readonly skill: string | undefined;
  /** In place of the one in the middle: breaks one after the other, in five minutes from the last one's end. */
  readonly pauses?: readonly {
    readonly after: number;
    readonly minutes: number;
    readonly paid: boolean;
    readonly kind: Break['kind'];
  }[];
};

export type WorldShape = {
  /** Planned shifts of one day; published ones come in twos, too, also nested. */
  readonly shiftsPerDay: 1 | 2;
  readonly daysBefore: number;
  readonly daysAfter: number;
  readonly maxDays: number;
  readonly mostHalfHours: number;
  /** Up to four breaks of any length in a shift. */
  readonly manyBreaks?: true;
};

export const MANY: WorldShape = { shiftsPerDay: 2, daysBefore: 9, daysAfter: 9, maxDays: 15, mostHalfHours: 60 };
/** At most one planned shift a day, none longer than 24 hours on the wall clock in any night. */
export const SINGLE: WorldShape = { ...MANY, shiftsPerDay: 1, mostHalfHours: 46 };

const PAUSES = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 60 }),
    minutes: fc.constantFrom(5, 10, 15, 20, 30, 45),
    paid: fc.boolean(),
    kind: fc.constantFrom('meal' as const, 'rest' as const, undefined),
  }),
  { maxLength: 4 },
);

function planArbitrary({ mostHalfHours, manyBreaks }: WorldShape): fc.Arbitrary<Plan> {
  return fc.record({
    ...(manyBreaks === true ? { pauses: PAUSES } : {}),
    startHalfHours: fc.integer({ min: 0, max: 47 }),
    halfHours: fc.oneof(fc.integer({ min: 12, max: 22 }), fc.integer({ min: 1, max: mostHalfHours })),
    pause: fc.constantFrom('none', 'paid', 'unpaid'),
    template: fc.constantFrom('early', 'late', 'night', undefined),
    skill: fc.constantFrom('voice', 'chat', undefined),
  });
}

function shiftOf(zone: string, date: string, id: string, plan: Plan): Shift {
  const start = plannedInstant(zone, date, plan.startHalfHours * 30);
  const middle = start + Math.floor(plan.halfHours / 2) * 1800;
  const end = start + plan.halfHours * 1800;
  if (plan.pauses !== undefined) {
    const breaks: Break[] = [];
    let free = start;
    for (const { after, minutes, paid, kind } of plan.pauses) {
      const from = free + after * 300;
      free = from + minutes * 60;
      if (free <= end) breaks.push({ start: from, end: free, paid, kind });
    }
    return { id, employeeId: 'e1', activity: 'work', start, end, template: plan.template, skill: plan.skill, breaks };
  }
  const breaks =
    plan.pause === 'none' || plan.halfHours < 3
      ? []
      : [{ start: middle, end: middle + 1800, paid: plan.pause === 'paid' }];
  return { id, employeeId: 'e1', activity: 'work', start, end, template: plan.template, skill: plan.skill, breaks };
}

/** Random lines of one employee with published shifts before and behind, in four zones. */
export function worldArbitrary(shape: WorldShape): fc.Arbitrary<World> {
  const plan = planArbitrary(shape);
  const dayPlan = fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: plan.map((one) => [one]) },
    { weight: 1, arbitrary: fc.array(plan, { minLength: 2, maxLength: 2 }) },
  );
  return fc
    .record({
      zone: fc.constantFrom(...ZONES),
      weekStart: fc.constantFrom(0, 5, 6),
      from: fc.constantFrom(...STARTS),
      days: fc.integer({ min: 1, max: shape.maxDays }),
    })
    .chain((calendar) =>
      fc
        .array(dayPlan, {
          minLength: shape.daysBefore + calendar.days + shape.daysAfter,
          maxLength: shape.daysBefore + calendar.days + shape.daysAfter,
        })
        .map((plans) => {
          const shifts = plans.flatMap((dayPlans, index) => {
            const date = addDays(calendar.from, index - shape.daysBefore);
            const isPlanned = index >= shape.daysBefore && index < shape.daysBefore + calendar.days;
            return dayPlans
              .slice(0, isPlanned ? shape.shiftsPerDay : 2)
              .map((one, order) => shiftOf(calendar.zone, date, `${date}#${order}`, one));
          });
          shifts.sort(compareShifts);
          const end = addDays(calendar.from, calendar.days);
          const dateOf = (shift: Shift): string => shiftDate(calendar.zone, shift);
          return {
            ...calendar,
            past: shifts.filter((shift) => dateOf(shift) < calendar.from),
            line: shifts.filter((shift) => dateOf(shift) >= calendar.from && dateOf(shift) < end),
            future: shifts.filter((shift) => dateOf(shift) >= end),
          };
        }),
    );
}

export type Person = {
  readonly employee?: Partial<Employee>;
  readonly contract?: Partial<Contract>;
  readonly templates?: readonly ShiftTemplate[];
  readonly holidays?: readonly Holiday[];
};

function teamOf(world: World, person: Person = {}): Team {
  return {
    id: 't',
    zone: world.zone,
    weekStart: WEEKDAYS[world.weekStart] ?? 'mon',
    skills: [{ id: 'voice' }, { id: 'chat' }],
    contracts: [{ id: 'c', ...person.contract }],
    employees: [{ id: 'e1', contract: 'c', skills: ['voice'], ...person.employee }],
    shiftTemplates: person.templates ?? [],
    rules: [],
    packs: [],
    holidays: person.holidays ?? [],
  };
}

export function contextOf(world: World, person: Person = {}): RuleContext {
  const team = teamOf(world, person);
  const [employee] = team.employees;
  if (employee === undefined) throw new Error('the team is empty');
  return ruleContext(team, employee, { from: world.from, days: world.days, pastKnown: true, futureKnown: true });
}

export function boundRule(id: string, values: Values = {}): BoundRule {
  const rule = ruleOf(id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return { rule, values: settleValues(rule, values), severity: 'block' };
}
