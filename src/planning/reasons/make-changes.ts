import { addDays, datesFrom, dateOf, localOf, minutesOfDay, weekdayOf } from '../../domain/calendar.ts';
import type { ProblemChange } from '../../domain/explanation.ts';
import type { CoverLevels, CoverStep, IntervalDemand, Problem } from '../../domain/problem.ts';
import type { Employee, LocalSpan, RuleSetting, ShiftTemplate, Team, TeamRuleSetting } from '../../domain/team.ts';
import type { LocalDate } from '../../domain/units.ts';
import { limitOf, teamLimitOf } from './rule-steps.ts';
import { changed, drafted, emptyDraft, spelledOut } from './changed-problem.ts';

/** The problem with the changes made, and how many things each of them touched: a change of nothing answers no question. */
export function withChanges(
  problem: Problem,
  changes: readonly ProblemChange[],
): { readonly problem: Problem; readonly touched: readonly number[] } {
  const touched: number[] = [];
  let made = problem;
  for (const change of changes) {
    const step = withChange(made, change);
    made = step.problem;
    touched.push(step.touched);
  }
  return { problem: made, touched };
}

type Changed = { readonly problem: Problem; readonly touched: number };

function withChange(problem: Problem, change: ProblemChange): Changed {
  switch (change.change) {
    case 'rule':
      return withRule(problem, change);
    case 'demand':
      return withDemand(problem, change);
    case 'team-rule':
      return withTeamRule(problem, change);
    case 'fairness':
      return withFairness(problem, change);
    case 'activity':
      return withoutActivity(problem, change);
    case 'hire':
      return withHires(problem, change);
    case 'available':
      return withPresence(problem, change);
    case 'length':
      return withLength(problem, change);
  }
}

type Of<C extends ProblemChange['change']> = Extract<ProblemChange, { readonly change: C }>;

function withRule(problem: Problem, { rule, name, value, employees, dates }: Of<'rule'>): Changed {
  const spelled = spelledOut(problem);
  const draft = emptyDraft();
  const limit = name ?? limitOf(rule)?.parameter.name;
  const concerned = spelled.problem.team.rules.filter(
    (setting) => setting.rule === rule && (employees?.includes(setting.employees?.[0] ?? '') ?? true),
  );
  const pieces = new Map<RuleSetting, readonly RuleSetting[]>();
  for (const setting of concerned) {
    const other: RuleSetting | undefined =
      value === undefined || limit === undefined
        ? undefined
        : { ...setting, values: { ...setting.values, [limit]: value } };
    if (dates === undefined) draft.rules.set(setting, other);
    else pieces.set(setting, onDates(setting, other, dates));
  }
  if (dates === undefined) return { problem: changed(spelled, draft), touched: concerned.length };
  const rules = spelled.problem.team.rules.flatMap((setting) => pieces.get(setting) ?? [setting]);
  const touched = [...pieces].filter(([setting, after]) => after.length !== 1 || after[0] !== setting).length;
  return { problem: { ...spelled.problem, team: { ...spelled.problem.team, rules } }, touched };
}

function withTeamRule(problem: Problem, { rule, value }: Of<'team-rule'>): Changed {
  const { team } = problem;
  let touched = 0;
  const teamRules = team.teamRules?.flatMap((setting): readonly TeamRuleSetting[] => {
    if (setting.id !== rule && setting.rule !== rule) return [setting];
    const limit = value === undefined ? undefined : teamLimitOf(setting);
    if (value !== undefined && limit === undefined) return [setting];
    touched++;
    return limit === undefined
      ? []
      : [{ ...setting, values: { ...setting.values, [limit.name]: value ?? limit.value } }];
  });
  return { problem: { ...problem, team: { ...team, teamRules } }, touched };
}

function withFairness(problem: Problem, { id, weight }: Of<'fairness'>): Changed {
  const { team } = problem;
  const concerned = (team.fairness ?? []).filter((setting) => setting.id === id);
  const fairness = team.fairness?.flatMap((setting) => {
    if (setting.id !== id) return [setting];
    return weight === undefined || weight === 0 ? [] : [{ ...setting, weight }];
  });
  return { problem: { ...problem, team: { ...team, fairness } }, touched: concerned.length };
}

function withoutActivity(problem: Problem, { id }: Of<'activity'>): Changed {
  const activities = problem.activities?.filter((activity) => activity.id !== id);
  return {
    problem: { ...problem, activities },
    touched: (problem.activities?.length ?? 0) - (activities?.length ?? 0),
  };
}

/** A setting with another in its place on some dates, or with none: one piece for each stretch between them. */
function onDates(
  setting: RuleSetting,
  other: RuleSetting | undefined,
  dates: readonly LocalDate[],
): readonly RuleSetting[] {
  const { from, to } = setting;
  const meant = [...new Set(dates)].sort().filter((date) => (from ?? date) <= date && date <= (to ?? date));
  const pieces: RuleSetting[] = [];
  let next = from;
  for (const date of meant) {
    const before = addDays(date, -1);
    if (next === undefined || next <= before) pieces.push({ ...setting, from: next, to: before });
    if (other !== undefined) pieces.push({ ...other, from: date, to: date });
    next = addDays(date, 1);
  }
  if (meant.length === 0) return [setting];
  if (to === undefined || next === undefined || next <= to) pieces.push({ ...setting, from: next, to });
  return pieces;
}

/** Levels with other targets: the floor never stands above the target, nor the ceiling below it. */
function raised<T extends CoverLevels>(levels: T, add: number): T {
  const target = Math.max(0, levels.target + add);
  const floor = Math.min(levels.floor, Math.max(target, 0));
  const ceiling = levels.ceiling === undefined ? undefined : Math.max(levels.ceiling, target);
  const steps = levels.steps?.map(
    (step): CoverStep =>
      step.below === undefined
        ? { ...step, above: Math.max(step.above, target) }
        : { ...step, below: Math.min(step.below, target) },
  );
  return {
    ...levels,
    target,
    floor,
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(steps === undefined ? {} : { steps }),
  };
}

function withDemand(problem: Problem, change: Of<'demand'>): Changed {
  const { dates, template, skill, add } = change;
  const { zone } = problem.team;
  let touched = 0;
  const intervalDemands =
    template !== undefined
      ? problem.intervalDemands
      : problem.intervalDemands.flatMap((demand): readonly IntervalDemand[] => {
          if (demand.skill !== skill) return [demand];
          if (dates !== undefined && !dates.includes(dateOf(zone, demand.start))) return [demand];
          const pieces = cut(problem, demand, change);
          touched += pieces.filter(({ inside }) => inside).length;
          return pieces.map(({ piece, inside }) => (inside ? raised(piece, add) : piece));
        });
  const templateDemands = problem.templateDemands.map((demand) => {
    const isMeant =
      template === demand.template && skill === demand.skill && (dates === undefined || dates.includes(demand.date));
    if (!isMeant) return demand;
    touched++;
    return raised(demand, add);
  });
  return { problem: { ...problem, intervalDemands, templateDemands }, touched };
}

/** A demand cut at the times of day that a change holds between. */
function cut(
  { team: { zone } }: Problem,
  demand: IntervalDemand,
  { from, to }: Of<'demand'>,
): readonly { readonly piece: IntervalDemand; readonly inside: boolean }[] {
  const minutes = localOf(zone, demand.start).minutes;
  const at = (time: string): number => demand.start + (minutesOfDay(time) - minutes) * 60;
  const first = Math.min(demand.end, Math.max(demand.start, from === undefined ? demand.start : at(from)));
  const last = Math.max(first, Math.min(demand.end, to === undefined ? demand.end : at(to)));
  return [
    { piece: { ...demand, end: first }, inside: false },
    { piece: { ...demand, start: first, end: last }, inside: true },
    { piece: { ...demand, start: last }, inside: false },
  ].filter(({ piece }) => piece.end > piece.start);
}

function withHires(problem: Problem, { contract, skills, people }: Of<'hire'>): Changed {
  const { team } = problem;
  const taken = new Set(team.employees.map(({ id }) => id));
  const hires: Employee[] = [];
  for (let number = 1; hires.length < people; number++) {
    const id = `hired-${number}`;
    if (!taken.has(id)) hires.push({ id, contract, skills });
  }
  return { problem: { ...problem, team: { ...team, employees: [...team.employees, ...hires] } }, touched: people };
}

/** Whether a span of local time meets one of the dates. */
function meets({ from, to }: LocalSpan, dates: readonly LocalDate[]): boolean {
  return dates.some((date) => from < `${addDays(date, 1)}T00:00` && to > `${date}T00:00`);
}

function withPresence(problem: Problem, { employee: id, dates }: Of<'available'>): Changed {
  const draft = emptyDraft();
  const employee = drafted(problem, draft, id);
  const daysOff = (employee.daysOff ?? []).filter((date) => !dates.includes(date));
  const unavailable = (employee.unavailable ?? []).filter((span) => !meets(span, dates));
  const touched =
    (employee.daysOff?.length ?? 0) - daysOff.length + (employee.unavailable?.length ?? 0) - unavailable.length;
  const other: Employee = { ...employee, daysOff, unavailable };
  const employees = problem.team.employees.map((one) => (one === employee ? other : one));
  return { problem: { ...problem, team: { ...problem.team, employees } }, touched };
}

/** The template with another length on some dates: it stands beside one for the other weekdays. */
function withLength(problem: Problem, { template: id, minutes, dates }: Of<'length'>): Changed {
  const { team, from, days } = problem;
  const template = team.shiftTemplates.find((one) => one.id === id);
  if (template === undefined) return { problem, touched: 0 };
  const longer: ShiftTemplate = { ...template, length: minutes };
  const concerned = datesFrom(from, days).filter(
    (date) => (dates?.includes(date) ?? true) && (template.days?.includes(weekdayOf(date)) ?? true),
  );
  const shiftTemplates: Team['shiftTemplates'] = team.shiftTemplates.flatMap((one) => {
    if (one !== template) return [one];
    if (dates === undefined) return [longer];
    const weekdays = [...new Set(concerned.map(weekdayOf))];
    return weekdays.length === 0
      ? [template]
      : [template, { ...longer, id: newId(team, `${id}-${minutes}`), days: weekdays }];
  });
  return { problem: { ...problem, team: { ...team, shiftTemplates } }, touched: concerned.length };
}

function newId({ shiftTemplates }: Team, wanted: string): string {
  let id = wanted;
  while (shiftTemplates.some((one) => one.id === id)) id = `${id}-`;
  return id;
}
