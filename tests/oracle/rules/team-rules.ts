import { localDate, localMinutes, plusDays, weekday } from './clock.ts';

/* Rules of a team as a whole, said again in the plainest way: by looking at every half hour, date and shift. Imports nothing of the product. */

export type Person = {
  readonly id: string;
  readonly groups: readonly string[];
  readonly skills: readonly string[];
  readonly contract: string;
  readonly cost: number;
};

export type Worked = {
  readonly employee: string;
  readonly date: string;
  readonly template: string;
  readonly start: number;
  readonly end: number;
  readonly pause: readonly [number, number] | undefined;
  /** False of a training day or the like: paid, but nobody is there for the others. */
  readonly isWork: boolean;
};

export type Scene = {
  readonly zone: string;
  readonly people: readonly Person[];
  readonly worked: readonly Worked[];
  readonly dates: readonly string[];
  readonly templates: readonly string[];
  /** Beginnings of the half hours of the dates. */
  readonly moments: readonly number[];
};

/** People by what they all have in common; everybody where nothing is said. */
export type Chosen = {
  readonly group?: string | undefined;
  readonly skill?: string | undefined;
  readonly contract?: string | undefined;
  readonly names?: readonly string[] | undefined;
};

export type Said = {
  readonly rule: string;
  readonly measure: string;
  readonly number: number;
  readonly group: Chosen;
  /** Those who belong together or apart, or the trainees. */
  readonly names: readonly string[];
  readonly anybody: boolean;
  /** Only on these weekdays, 0 is Monday. */
  readonly weekdays?: readonly number[] | undefined;
  /** Only in these minutes of the day, into the next one where the second is not behind the first. */
  readonly window?: readonly [number, number] | undefined;
  readonly templates?: readonly string[] | undefined;
  /** A budget by week: the weekday on which weeks begin. */
  readonly weekStart?: number | undefined;
};

function membersOf({ people }: Scene, { group, skill, contract, names }: Chosen): ReadonlySet<string> {
  const isMember = (one: Person): boolean =>
    (group === undefined || one.groups.includes(group)) &&
    (skill === undefined || one.skills.includes(skill)) &&
    (contract === undefined || one.contract === contract) &&
    (names === undefined || names.includes(one.id));
  return new Set(people.filter(isMember).map(({ id }) => id));
}

/** Whether the rule holds at a moment: on one of its dates, or in what a window of one of them has of the next. */
function holdsAt(zone: string, at: number, dates: readonly string[], window: Said['window']): boolean {
  const [date, minutes] = [localDate(zone, at), localMinutes(zone, at)];
  if (window === undefined) return dates.includes(date);
  const [from, to] = window;
  if (to > from) return dates.includes(date) && minutes >= from && minutes < to;
  return (dates.includes(date) && minutes >= from) || (dates.includes(plusDays(date, -1)) && minutes < to);
}

/** Who is there at each thing that is looked at, and what each such thing weighs in hours or people. */
function gatherings(
  { zone, worked, templates, moments }: Scene,
  { measure, window, templates: only = templates }: Said,
  dates: readonly string[],
): readonly (readonly [number, ReadonlySet<string>])[] {
  const who = (test: (shift: Worked) => boolean): ReadonlySet<string> =>
    new Set(worked.filter((shift) => shift.isWork && test(shift)).map(({ employee }) => employee));
  if (measure === 'day') return dates.map((date) => [1, who((shift) => shift.date === date)]);
  if (measure === 'template') {
    return dates.flatMap((date) =>
      only.map((template) => [1, who((shift) => shift.date === date && shift.template === template)] as const),
    );
  }
  return moments
    .filter((at) => holdsAt(zone, at, dates, window))
    .map((at) => [
      0.5,
      who(({ start, end, pause }) => {
        const isOff = measure === 'working' && pause !== undefined && at >= pause[0] && at < pause[1];
        return at >= start && at < end && !isOff;
      }),
    ]);
}

/** What is paid past a budget, over all days or week by week. */
function overBudget(scene: Scene, { rule, number, group, weekStart }: Said, dates: readonly string[]): number {
  const members = membersOf(scene, group);
  const sums = new Map<string, number>();
  for (const { employee, start, end, pause, date } of scene.worked) {
    if (!members.has(employee) || !dates.includes(date)) continue;
    let period = date;
    if (weekStart === undefined) period = 'all';
    else while (weekday(period) !== weekStart) period = plusDays(period, -1);
    const hours = (end - start - (pause === undefined ? 0 : pause[1] - pause[0])) / 3600;
    const cost = scene.people.find(({ id }) => id === employee)?.cost ?? 0;
    sums.set(period, (sums.get(period) ?? 0) + (rule === 'budget-hours' ? hours : hours * cost));
  }
  return [...sums.values()].reduce((over, sum) => over + Math.max(0, sum - number), 0);
}

/** How much of a rule is not kept, in agent-hours, people, paid hours or money. */
export function amountOf(scene: Scene, said: Said): number {
  const dates = scene.dates.filter((date) => said.weekdays?.includes(weekday(date)) ?? true);
  if (said.rule === 'budget-hours' || said.rule === 'budget-money') return overBudget(scene, said, dates);
  const members = [...membersOf(scene, said.group)];
  let amount = 0;
  for (const [weight, there] of gatherings(scene, said, dates)) {
    const own = members.filter((id) => there.has(id)).length;
    switch (said.rule) {
      case 'minimum-of':
        amount += weight * (said.anybody ? (own === 0 ? there.size : 0) : Math.max(0, said.number - own));
        break;
      case 'maximum-of':
        amount += weight * Math.max(0, own - said.number);
        break;
      case 'apart':
        amount += weight * Math.max(0, said.names.filter((id) => there.has(id)).length - 1);
        break;
      case 'together': {
        // Each of them against the first.
        const [first = '', ...others] = said.names;
        amount += weight * others.filter((id) => there.has(id) !== there.has(first)).length;
        break;
      }
      case 'accompanied':
        for (const trainee of said.names) {
          const coached = members.some((id) => id !== trainee && there.has(id));
          if (there.has(trainee) && !coached) amount += weight;
        }
        break;
      default:
        throw new Error(`the oracle knows no rule ${said.rule}`);
    }
  }
  return amount;
}
