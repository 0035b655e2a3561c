import type { Answer, Compared } from './compare-engines.ts';
import { ALWAYS } from './random-problem.ts';
import {
  addDays,
  dateOf,
  monthStartOf,
  offsetSecondsAt,
  startOfDate,
  weekdayOf,
  weekStartOf,
} from '../../../../src/domain/calendar.ts';
import type { ObjectivePart } from '../../../../src/domain/roster.ts';
import { rules } from '../../../../src/rules/registry.ts';
import { teamRules } from '../../../../src/rules/team/registry.ts';

/** Whether a problem holds something, and whether that shows in its best roster. */
type Feature = {
  readonly name: string;
  readonly appears: (one: Compared) => boolean;
  readonly binds: (one: Compared) => boolean;
};

function costs(...parts: readonly ObjectivePart['part'][]): (one: Compared) => boolean {
  return ({ best }) => best.parts.some(({ part, points }) => parts.includes(part) && points > 0);
}

function decides(ids: readonly string[]): (one: Compared) => boolean {
  return ({ best }) => ids.some((id) => best.deciding.has(id));
}

const zoneOffset = ({ problem: { team } }: Compared, date: string): number =>
  offsetSecondsAt(team.zone, startOfDate(team.zone, date));
const datesOf = ({ problem: { from, days } }: Compared): readonly string[] =>
  Array.from({ length: days }, (_, day) => addDays(from, day));
const changesClock =
  (one: Compared) =>
  (date: string): boolean =>
    zoneOffset(one, date) !== zoneOffset(one, addDays(date, 1));
const worksOn = ({ best, problem }: Compared, dates: readonly string[]): boolean =>
  best.shifts.some(({ start, end }) =>
    [start, end - 1].some((instant) => dates.includes(dateOf(problem.team.zone, instant))),
  );
/** Last dates of weeks, or months, that the problem goes beyond. */
const lastDates = (one: Compared, startOf: (date: string) => string): readonly string[] =>
  datesOf(one)
    .slice(0, -1)
    .filter((date) => startOf(date) !== startOf(addDays(date, 1)));
const weekEnds = (one: Compared): readonly string[] =>
  lastDates(one, (date) => weekStartOf(date, one.problem.team.weekStart));
const monthEnds = (one: Compared): readonly string[] => lastDates(one, monthStartOf);
const settings = ({ problem }: Compared) => problem.team.rules;

const OTHER_FEATURES: readonly Feature[] = [
  {
    name: 'a rule that must be kept',
    appears: (one) => settings(one).some(({ weight }) => weight === undefined),
    binds: (one) => decides(settings(one).flatMap(({ rule, weight }) => (weight === undefined ? [rule] : [])))(one),
  },
  {
    name: 'a rule with a weight',
    appears: (one) => settings(one).some(({ weight }) => weight !== undefined),
    binds: (one) => decides(settings(one).flatMap(({ rule, weight }) => (weight === undefined ? [] : [rule])))(one),
  },
  {
    name: 'a rule with dates',
    appears: (one) => settings(one).some(({ from }) => from !== undefined),
    binds: (one) => decides(settings(one).flatMap(({ rule, from }) => (from === undefined ? [] : [rule])))(one),
  },
  {
    name: 'a rule for some employees',
    appears: (one) => settings(one).some(({ employees }) => employees !== undefined),
    binds: (one) =>
      decides(settings(one).flatMap(({ rule, employees }) => (employees === undefined ? [] : [rule])))(one),
  },
  {
    name: 'a rule for the protected',
    appears: (one) => settings(one).some((setting) => setting.protected !== undefined),
    binds: (one) =>
      decides(settings(one).flatMap((setting) => (setting.protected === undefined ? [] : [setting.rule])))(one),
  },
  {
    name: 'floors that must be met',
    appears: ({ problem }) =>
      [...problem.intervalDemands, ...problem.templateDemands].some(({ hard }) => hard === true),
    binds: costs('hard-cover'),
  },
  {
    name: 'template demands',
    appears: ({ problem }) => problem.templateDemands.length > 0,
    binds: ({ best }) => best.parts.some(({ unit, points }) => unit === 'people' && points > 0),
  },
  {
    name: 'two skills asked for',
    appears: ({ problem }) =>
      new Set([...problem.intervalDemands, ...problem.templateDemands].map(({ skill }) => skill)).size > 2,
    binds: ({ best }) => new Set(best.shifts.map(({ skill }) => skill)).size > 1,
  },
  {
    name: 'a break with places',
    appears: ({ problem }) =>
      problem.team.shiftTemplates.some(({ meal, breaks }) => meal !== undefined || breaks !== undefined),
    binds: ({ best }) => best.shifts.some(({ breaks }) => breaks.length > 0),
  },
  {
    name: 'several breaks',
    appears: ({ problem }) => problem.team.shiftTemplates.some(({ breaks }) => breaks !== undefined),
    binds: ({ best }) => best.shifts.some(({ breaks }) => breaks.length > 1),
  },
  {
    name: 'starts or lengths to choose',
    appears: ({ problem }) =>
      problem.team.shiftTemplates.some(({ start, length }) => typeof start !== 'string' || typeof length !== 'number'),
    binds: ({ best, problem }) =>
      best.shifts.some(({ template }) =>
        problem.team.shiftTemplates.some(
          ({ id, start, length }) => id === template && (typeof start !== 'string' || typeof length !== 'number'),
        ),
      ),
  },
  {
    name: 'published before: changes',
    appears: ({ problem }) => problem.baseline !== undefined,
    binds: costs('changes'),
  },
  { name: 'fairness of hours', appears: ({ problem }) => problem.prices.hoursSpread > 0, binds: costs('hours-spread') },
  {
    name: 'pay',
    appears: ({ problem }) => problem.prices.paidHour + problem.prices.labourCost > 0,
    binds: (one) => costs('paid-hours')(one) || costs('labour-cost')(one),
  },
  {
    name: 'locks',
    appears: ({ problem }) => problem.locks.length > 0,
    binds: ({ problem, best }) =>
      best.points === undefined || problem.locks.some(({ id }) => best.shifts.some((one) => one.id === id)),
  },
  {
    name: 'wishes',
    appears: ({ problem }) => problem.team.employees.some(({ requests = [] }) => requests.length > 0),
    binds: costs('requests'),
  },
  {
    name: "another team's shifts",
    appears: ({ problem }) => problem.elsewhere !== undefined,
    binds: ({ best }) => best.deciding.size > 0,
  },
  {
    name: 'shifts over midnight',
    appears: ({ problem }) => problem.team.shiftTemplates.some(({ id }) => id === 'night'),
    binds: ({ best }) => best.shifts.some(({ template }) => template === 'night'),
  },
  {
    name: 'a day of a clock change',
    appears: (one) => datesOf(one).some(changesClock(one)),
    binds: (one) => worksOn(one, datesOf(one).filter(changesClock(one))),
  },
  {
    name: 'the end of a week',
    appears: (one) => weekEnds(one).length > 0,
    binds: (one) => worksOn(one, weekEnds(one)),
  },
  {
    name: 'the end of a month',
    appears: (one) => monthEnds(one).length > 0,
    binds: (one) => worksOn(one, monthEnds(one)),
  },
  {
    name: 'a weekend',
    appears: (one) => datesOf(one).some((date) => weekdayOf(date) === 'sun'),
    binds: (one) =>
      worksOn(
        one,
        datesOf(one).filter((date) => weekdayOf(date) === 'sun'),
      ),
  },
  {
    name: 'the past is not known',
    appears: ({ problem }) => problem.past === undefined,
    binds: ({ best }) => best.deciding.size > 0,
  },
  {
    name: 'published shifts before',
    appears: ({ problem }) => (problem.past ?? []).length > 0,
    binds: ({ best }) => best.deciding.size > 0,
  },
  {
    name: 'the future is not known',
    appears: ({ problem }) => problem.future === undefined,
    binds: ({ best }) => best.deciding.size > 0,
  },
  {
    name: 'published shifts behind',
    appears: ({ problem }) => (problem.future ?? []).length > 0,
    binds: ({ best }) => best.deciding.size > 0,
  },
  {
    name: 'a rule of the team that must be kept',
    appears: ({ problem }) => (problem.team.teamRules ?? []).some(({ hard }) => hard === true),
    binds: costs('team-rules', 'budget'),
  },
  {
    name: 'a rule of the team with a weight',
    appears: ({ problem }) => (problem.team.teamRules ?? []).some(({ weight }) => weight !== undefined),
    binds: costs('team-rules', 'budget'),
  },
  { name: 'fair shares', appears: ({ problem }) => problem.team.fairness !== undefined, binds: costs('fairness') },
  {
    name: 'no legal roster',
    appears: ({ best }) => best.points === undefined,
    binds: ({ best }) => best.points === undefined,
  },
  {
    name: 'four employees or five',
    appears: ({ problem }) => problem.team.employees.length > 3,
    binds: ({ best }) => new Set(best.shifts.map(({ employeeId }) => employeeId)).size > 3,
  },
  { name: 'a whole week', appears: ({ problem }) => problem.days === 7, binds: ({ best }) => best.shifts.length > 3 },
];

const CONTRACT_RULES: readonly (readonly [
  string,
  (contract: Compared['problem']['team']['contracts'][number]) => boolean,
])[] = [
  ['maximum-hours-week', ({ maxHoursPerWeek }) => maxHoursPerWeek !== undefined],
  ['minimum-hours-week', ({ minHoursPerWeek }) => minHoursPerWeek !== undefined],
  ['maximum-days-week', ({ maxDaysPerWeek }) => maxDaysPerWeek !== undefined],
];

function holdsRule(id: string, { problem }: Compared): boolean {
  const { team } = problem;
  return (
    ALWAYS.includes(id) ||
    team.rules.some(({ rule }) => rule === id) ||
    CONTRACT_RULES.some(([rule, has]) => rule === id && team.contracts.some(has))
  );
}

const RULES: readonly Feature[] = rules.map(({ id }) => ({
  name: id,
  appears: (one) => holdsRule(id, one),
  binds: (one) => ['deciding', 'forbidding', 'priced'].some((side) => one.best[side as 'deciding'].has(id)),
}));

const TEAM_RULES: readonly Feature[] = teamRules.map(({ id }) => ({
  name: id,
  appears: ({ problem }) => (problem.team.teamRules ?? []).some(({ rule }) => rule === id),
  binds: ({ best }) => best.parts.some(({ rule, points }) => rule === id && points > 0),
}));

export type Row = {
  readonly name: string;
  readonly problems: number;
  /** How many of them it forbade or charged something in, or showed in the best roster. */
  readonly bound: number;
  /** Rules alone: how many best rosters, or none where there was none, were others without it. */
  readonly decided: number | undefined;
  readonly agreed: number;
  /** How many the engines that prove optima proved, or found to have none. */
  readonly proven: number;
  /** How many the lines engine reached. */
  readonly lines: number;
};

export function isAgreed({ answers }: Compared): boolean {
  return answers.every(({ disagreement }) => disagreement === undefined);
}

/** Whether an answer is proven: an optimum, or that there is none. */
export function isProven({ roster }: Answer): boolean {
  return roster?.status === 'optimal' || roster?.status === 'infeasible';
}

function rowOf({ name, appears, binds }: Feature, all: readonly Compared[], isRule: boolean): Row {
  const some = all.filter(appears);
  const counted = (holds: (one: Compared) => boolean): number => some.filter(holds).length;
  return {
    name,
    problems: some.length,
    bound: counted(binds),
    decided: isRule ? counted(decides([name])) : undefined,
    agreed: counted(isAgreed),
    proven: counted(({ answers }) => answers.some((one) => one.engine !== 'lines' && isProven(one))),
    lines: counted(({ answers }) => answers.some(({ engine, reached }) => engine === 'lines' && reached)),
  };
}

/** A row for each rule of the registry, and one for each other thing that problems hold. */
export function tableOf(all: readonly Compared[]): {
  readonly rules: readonly Row[];
  readonly features: readonly Row[];
} {
  return {
    rules: RULES.map((feature) => rowOf(feature, all, true)),
    features: [...TEAM_RULES, ...OTHER_FEATURES].map((feature) => rowOf(feature, all, false)),
  };
}
