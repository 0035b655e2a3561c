import { addDays } from '../../../src/domain/calendar.ts';
import type { CoverStep, Problem, TemplateDemand } from '../../../src/domain/problem.ts';
import type { Contract, Employee, RuleSetting, ShiftRequest } from '../../../src/domain/team.ts';
import type { FileCover, FileEmployee, InstanceFile } from './instance-file.ts';

/** The first day of every horizon: a Monday, in a zone whose days all have 24 hours. */
export const FIRST_DAY = '2026-01-05';

/** Settings of a rule for the employees in question: each value once, for the contracts that have it. */
function byContract(
  terms: readonly FileEmployee[],
  rule: string,
  valuesOf: (terms: FileEmployee) => readonly RuleSetting['values'][],
): readonly RuleSetting[] {
  const settings = new Map<string, { values: RuleSetting['values']; contracts: string[] }>();
  terms.forEach((own, index) => {
    for (const values of valuesOf(own)) {
      const key = JSON.stringify(values);
      const known = settings.get(key) ?? { values, contracts: [] };
      known.contracts.push(contractId(index));
      settings.set(key, known);
    }
  });
  return [...settings.values()].map((one) => ({ rule, ...one }));
}

function contractId(index: number): string {
  return `c${index + 1}`;
}

/** The rules of the file as settings: what all have in common, and what each contract has of its own. */
function rulesOf(file: InstanceFile, terms: readonly FileEmployee[]): readonly RuleSetting[] {
  const pairs = file.shifts.flatMap(({ id, notFollowedBy }) => notFollowedBy.map((next) => `${id}>${next}`));
  const hours = (minutes: number): number => minutes / 60;
  return [
    ...(pairs.length === 0 ? [] : [{ rule: 'forbidden-succession', values: { pairs } }]),
    ...byContract(terms, 'maximum-shifts-of', ({ maximumShifts }) =>
      [...maximumShifts].flatMap(([shift, most]) =>
        most >= file.days ? [] : [{ maximumShifts: most, window: 'horizon', templates: [shift] }],
      ),
    ),
    ...byContract(terms, 'maximum-hours-period', ({ maximumMinutes }) => [
      { maximumHours: hours(maximumMinutes), period: 'horizon' },
    ]),
    ...byContract(terms, 'minimum-hours-period', ({ minimumMinutes }) => [
      { minimumHours: hours(minimumMinutes), period: 'horizon' },
    ]),
    ...byContract(terms, 'maximum-consecutive-days', ({ maximumConsecutiveShifts }) => [
      { maximumDays: maximumConsecutiveShifts },
    ]),
    ...byContract(terms, 'minimum-consecutive-days', ({ minimumConsecutiveShifts }) => [
      { minimumDays: minimumConsecutiveShifts },
    ]),
    ...byContract(terms, 'minimum-consecutive-days-off', ({ minimumConsecutiveDaysOff }) => [
      { minimumDays: minimumConsecutiveDaysOff },
    ]),
    ...byContract(terms, 'maximum-weekends', ({ maximumWeekends }) => [{ maximumWeekends, window: 'horizon' }]),
  ];
}

/** Employees with equal terms share a contract: the terms of each contract, and the contract of each employee. */
function contractsOf({ staff }: InstanceFile): { terms: readonly FileEmployee[]; of: ReadonlyMap<string, string> } {
  const known = new Map<string, number>();
  const terms: FileEmployee[] = [];
  const of = new Map<string, string>();
  for (const employee of staff) {
    const { id, daysOff: _, maximumShifts, ...own } = employee;
    const key = JSON.stringify([own, [...maximumShifts]]);
    const index = known.get(key) ?? terms.push(employee) - 1;
    known.set(key, index);
    of.set(id, contractId(index));
  }
  return { terms, of };
}

/** Requests of one employee: a shift asked for and not worked costs its weight, and so does one that is worked against a wish. */
function requestsOf(file: InstanceFile, employee: string): readonly ShiftRequest[] {
  const dated = (day: number): string => addDays(FIRST_DAY, day);
  const own = ({ employee: id }: { readonly employee: string }): boolean => id === employee;
  return [
    ...file.onRequests
      .filter(own)
      .map(({ day, shift, weight }) => ({ kind: 'shift' as const, date: dated(day), template: shift, weight })),
    ...file.offRequests
      .filter(own)
      .map(({ day, shift, weight }) => ({ kind: 'avoid-shift' as const, date: dated(day), template: shift, weight })),
  ];
}

/** A row of cover as a demand; where its weights are above the common ones, the difference is a step of its own. */
function demandOf({ day, shift, requirement, under, over }: FileCover, common: Weights): TemplateDemand {
  const steps: CoverStep[] = [];
  if (under > common.under) steps.push({ below: requirement, price: under - common.under });
  if (over > common.over) steps.push({ above: requirement, price: over - common.over });
  const levels = { floor: 0, target: requirement, ...(steps.length === 0 ? {} : { steps }) };
  return { date: addDays(FIRST_DAY, day), template: shift, ...levels };
}

type Weights = { readonly under: number; readonly over: number };

/**
 * An instance as a problem, by ordinary templates, rules, requests and demands. Shifts begin at midnight, since the files give lengths alone: no two of
 * consecutive days overlap. The days around the horizon are not known, so that runs which touch its edges are never too short.
 */
export function problemOf(file: InstanceFile): Problem {
  const { terms, of } = contractsOf(file);
  const common = {
    under: file.cover.reduce((least, { under }) => Math.min(least, under), Infinity),
    over: file.cover.reduce((least, { over }) => Math.min(least, over), Infinity),
  };
  const tooLong = file.shifts.find(({ minutes }) => minutes > 24 * 60);
  if (tooLong !== undefined) throw new Error(`the shift ${tooLong.id} is longer than a day`);
  const contracts: readonly Contract[] = terms.map((_, index) => ({ id: contractId(index) }));
  const employees = file.staff.map(
    ({ id, daysOff }): Employee => ({
      id,
      contract: of.get(id) ?? '',
      skills: [],
      daysOff: daysOff.map((day) => addDays(FIRST_DAY, day)),
      requests: requestsOf(file, id),
    }),
  );
  return {
    team: {
      id: 'instance',
      zone: 'UTC',
      weekStart: 'mon',
      skills: [],
      contracts,
      employees,
      shiftTemplates: file.shifts.map(({ id, minutes }) => ({ id, start: '00:00', length: minutes })),
      rules: rulesOf(file, terms),
      packs: [],
      holidays: [],
    },
    from: FIRST_DAY,
    days: file.days,
    intervalDemands: [],
    templateDemands: file.cover.map((row) => demandOf(row, common)),
    prices: {
      belowFloorHour: 0,
      belowTargetHour: 0,
      aboveTargetHour: 0,
      aboveCeilingHour: 0,
      belowFloorPerson: 0,
      belowTargetPerson: file.cover.length === 0 ? 0 : common.under,
      aboveTargetPerson: file.cover.length === 0 ? 0 : common.over,
      aboveCeilingPerson: 0,
      paidHour: 0,
      labourCost: 0,
      hoursSpread: 0,
    },
    locks: [],
    past: undefined,
    future: undefined,
  };
}
