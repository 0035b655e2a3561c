import { isHardDemand } from '../../audit/cover.ts';
import { addDays } from '../../domain/calendar.ts';
import type { RepairPrices } from '../../domain/explanation.ts';
import type { Note } from '../../domain/forecast.ts';
import type { Problem } from '../../domain/problem.ts';
import { shiftDate } from '../../domain/shift.ts';
import type { Employee, RuleSetting } from '../../domain/team.ts';
import { SECONDS_PER_HOUR } from '../../domain/units.ts';
import { ruleOf } from '../../rules/registry.ts';
import type { Draft, SpelledProblem } from './changed-problem.ts';
import { drafted } from './changed-problem.ts';
import { isKept } from './hard-part.ts';
import type { Member, Step } from './member.ts';
import { agreementSteps, datesFacts, settingSteps, teamRuleFacts, teamRuleSteps } from './rule-steps.ts';

/** Persons that a repair may hire with the same contract and skills. */
const MOST_HIRES = 2;

/** Everything that may stand in a conflict of the problem, or mend one. */
export function membersOf(spelled: SpelledProblem, prices: RepairPrices): readonly Member[] {
  const { problem } = spelled;
  return [
    ...floorMembers(problem, prices),
    ...teamRuleMembers(problem, prices),
    ...problem.team.rules.flatMap((setting) => ruleMember(spelled, setting, prices)),
    ...problem.team.employees.flatMap((employee) => presenceMembers(problem, employee, prices)),
    ...lockMembers(problem, prices),
    ...hireMembers(problem, prices),
  ];
}

function ruleMember({ problem, from }: SpelledProblem, setting: RuleSetting, prices: RepairPrices): readonly Member[] {
  const employeeId = setting.employees?.[0];
  const rule = ruleOf(setting.rule);
  if (employeeId === undefined || rule === undefined || !isKept(problem, setting, employeeId)) return [];
  const origin = from.get(setting);
  const drop: Member['drop'] = (draft) => draft.rules.set(setting, undefined);
  if (origin === 'protected') {
    // That such a rule holds says why: it is told as what it is for everybody, and never gives way.
    return [{ employeeId, note: { code: 'conflict-protected', facts: { employee: employeeId } }, drop, steps: [] }];
  }
  const { values = {}, source } = setting;
  const limits = rule.parameters.filter((parameter) => parameter.default === undefined);
  const limit = limits.map(({ name }) => String(values[name] ?? '')).join(', ');
  const facts = {
    employee: employeeId,
    rule: setting.rule,
    ...(limit === '' ? {} : { limit }),
    ...(source === undefined ? {} : { source }),
    ...datesFacts(setting),
  };
  // What a law says is not for a planner to change, unless it leaves it to an agreement.
  const ofLimit = origin === 'pack' ? [] : settingSteps(setting, employeeId, prices);
  const severity = setting.severity ?? rule.defaultSeverity;
  const steps = severity === 'agreement' ? agreementSteps(problem, setting, employeeId, prices, ofLimit) : ofLimit;
  return [
    {
      employeeId,
      note: { code: 'conflict-rule', facts },
      drop,
      steps,
    },
  ];
}

/** Rules of the team as a whole that must be kept. */
function teamRuleMembers({ team }: Problem, prices: RepairPrices): readonly Member[] {
  return (team.teamRules ?? [])
    .filter(({ hard }) => hard === true)
    .map((setting) => ({
      employeeId: undefined,
      note: { code: 'conflict-team-rule', facts: teamRuleFacts(setting) },
      drop: (draft) => draft.teamRules.set(setting, undefined),
      steps: teamRuleSteps(setting, prices),
    }));
}

function presenceMembers(problem: Problem, { id, ...given }: Employee, prices: RepairPrices): readonly Member[] {
  const change = (draft: Draft, part: (employee: Employee) => Partial<Employee>): void => {
    const employee = drafted(problem, draft, id);
    draft.employees.set(id, { ...employee, ...part(employee) });
  };
  const members: Member[] = [];
  const add = (code: string, facts: Note['facts'], drop: (draft: Draft) => void, price?: number): void => {
    const steps = price === undefined ? [] : [{ price, note: { code: `repair-${code}`, facts }, make: drop }];
    members.push({ employeeId: id, note: { code: `conflict-${code}`, facts }, drop, steps });
  };
  const end = addDays(problem.from, problem.days);
  const before = addDays(problem.from, -1);
  for (const leave of given.leave ?? []) {
    if (leave.to < before || leave.from > end) continue;
    const facts = { employee: id, from: leave.from, to: leave.to };
    add('leave', facts, (draft) =>
      change(draft, (employee) => ({ leave: (employee.leave ?? []).filter((one) => one !== leave) })),
    );
  }
  for (const span of given.unavailable ?? []) {
    if (span.to.slice(0, 10) < before || span.from.slice(0, 10) > end) continue;
    const facts = { employee: id, from: span.from.replace('T', ' '), to: span.to.replace('T', ' ') };
    const drop = (draft: Draft): void =>
      change(draft, (employee) => ({ unavailable: (employee.unavailable ?? []).filter((one) => one !== span) }));
    add('unavailable', facts, drop, prices.unavailable);
  }
  for (const date of new Set(given.daysOff ?? [])) {
    if (date < problem.from || date >= end) continue;
    const drop = (draft: Draft): void =>
      change(draft, (employee) => ({ daysOff: (employee.daysOff ?? []).filter((one) => one !== date) }));
    add('day-off', { employee: id, date }, drop, prices.dayOff);
  }
  if (given.availability !== undefined) {
    const drop = (draft: Draft): void => change(draft, () => ({ availability: undefined }));
    add('availability', { employee: id }, drop, prices.availability);
  }
  return members;
}

function lockMembers({ locks, team }: Problem, prices: RepairPrices): readonly Member[] {
  return locks.map((lock) => {
    const facts = { employee: lock.employeeId, date: shiftDate(team.zone, lock), shiftStart: lock.start };
    const drop = (draft: Draft): void => {
      draft.locks.add(lock);
    };
    return {
      employeeId: lock.employeeId,
      note: { code: 'conflict-lock', facts },
      drop,
      steps: [{ price: prices.lock, note: { code: 'repair-lock', facts }, make: drop }],
    };
  });
}

function floorMembers(problem: Problem, prices: RepairPrices): readonly Member[] {
  const lowered = (facts: Note['facts'], floor: number, price: number, make: (draft: Draft, to: number) => void) =>
    Array.from({ length: floor }, (_, index): Step => {
      const by = index + 1;
      const note = { code: 'repair-floor', facts: { ...facts, by, to: floor - by } };
      return { price: by * price, note, make: (draft) => make(draft, floor - by) };
    });
  const intervals = problem.intervalDemands.filter(isHardDemand).map((demand): Member => {
    const { start, end, floor, skill } = demand;
    const facts = { floor, floorStart: start, floorEnd: end, ...(skill === undefined ? {} : { skill }) };
    const make = (draft: Draft, to: number): void => {
      draft.intervals.set(demand, { ...demand, floor: to });
    };
    const price = (prices.floorHour * (end - start)) / SECONDS_PER_HOUR;
    return {
      employeeId: undefined,
      note: { code: 'conflict-floor', facts },
      drop: (draft) => make(draft, 0),
      steps: lowered(facts, floor, price, make),
    };
  });
  const templates = problem.templateDemands.filter(isHardDemand).map((demand): Member => {
    const { date, template, floor, skill } = demand;
    const facts = { floor, date, template, ...(skill === undefined ? {} : { skill }) };
    const make = (draft: Draft, to: number): void => {
      draft.templates.set(demand, { ...demand, floor: to });
    };
    return {
      employeeId: undefined,
      note: { code: 'conflict-floor', facts },
      drop: (draft) => make(draft, 0),
      steps: lowered(facts, floor, prices.floorPerson, make),
    };
  });
  return [...intervals, ...templates];
}

/** Whether an employee must work: a rule of hers asks for so many hours, days or shifts at least. */
function mustWork(problem: Problem, id: string): boolean {
  return problem.team.rules.some(
    (setting) =>
      setting.employees?.[0] === id &&
      /^minimum-(?:hours|days|shifts)/.test(setting.rule) &&
      isKept(problem, setting, id),
  );
}

/**
 * One more employee for each contract and set of skills that somebody has: the same rules hold for her, and nothing of her own. Where rules of the team limit
 * how many work, one who has to work may make things worse, and is no repair.
 */
function hireMembers(problem: Problem, prices: RepairPrices): readonly Member[] {
  const { team } = problem;
  const isLimited = (team.teamRules ?? []).some(({ hard }) => hard === true);
  const kinds = new Map<string, Employee>();
  for (const employee of team.employees) {
    const key = `${employee.contract} ${employee.skills.toSorted().join(' ')}`;
    if (!kinds.has(key)) kinds.set(key, employee);
  }
  const hired = [...kinds.values()].filter(({ id }) => !isLimited || !mustWork(problem, id));
  return hired.map(({ id, contract, skills }) => {
    const facts = { contract, ...(skills.length === 0 ? {} : { skills: skills.join(', ') }) };
    const hire = (draft: Draft, people: number): void => {
      for (let number = 1; number <= people; number++) {
        const name = newId(team.employees, `hired-${contract}-${id}-${number}`);
        draft.hires.push({ id: name, contract, skills });
      }
    };
    const steps = Array.from({ length: MOST_HIRES }, (_, index): Step => {
      const people = index + 1;
      const note = { code: 'repair-hire', facts: { ...facts, people } };
      return { price: people * prices.hire, note, make: (draft) => hire(draft, people) };
    });
    return {
      employeeId: undefined,
      note: { code: 'repair-hire', facts: { ...facts, people: 1 } },
      drop: undefined,
      steps,
    };
  });
}

function newId(employees: readonly Employee[], wanted: string): string {
  let id = wanted;
  while (employees.some((one) => one.id === id)) id = `${id}-`;
  return id;
}
