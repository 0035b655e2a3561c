/* Rules of a team as a whole, said again in the plainest way: by looking at every half hour, date and shift. Imports nothing of the product. */

export type Person = { readonly id: string; readonly groups: readonly string[]; readonly cost: number };

export type Worked = {
  readonly employee: string;
  readonly date: string;
  readonly template: string;
  readonly start: number;
  readonly end: number;
  readonly pause: readonly [number, number] | undefined;
};

export type Scene = {
  readonly people: readonly Person[];
  readonly worked: readonly Worked[];
  readonly dates: readonly string[];
  readonly templates: readonly string[];
  /** Beginnings of the half hours that are looked at. */
  readonly moments: readonly number[];
};

export type Said = {
  readonly rule: string;
  readonly measure: string;
  readonly number: number;
  readonly group: string;
  readonly names: readonly string[];
  readonly anybody: boolean;
};

/** Who is there at each thing that is looked at, and what each such thing weighs in hours or people. */
function gatherings(
  { worked, dates, templates, moments }: Scene,
  measure: string,
): readonly (readonly [number, ReadonlySet<string>])[] {
  const who = (test: (shift: Worked) => boolean): ReadonlySet<string> =>
    new Set(worked.filter(test).map(({ employee }) => employee));
  if (measure === 'day') return dates.map((date) => [1, who((shift) => shift.date === date)]);
  if (measure === 'template') {
    return dates.flatMap((date) =>
      templates.map((template) => [1, who((shift) => shift.date === date && shift.template === template)] as const),
    );
  }
  return moments.map((at) => [
    0.5,
    who(({ start, end, pause }) => {
      const isOff = measure === 'working' && pause !== undefined && at >= pause[0] && at < pause[1];
      return at >= start && at < end && !isOff;
    }),
  ]);
}

/** How much of a rule is not kept, in agent-hours, people, paid hours or money. */
export function amountOf(scene: Scene, said: Said): number {
  const members = scene.people.filter(({ groups }) => groups.includes(said.group)).map(({ id }) => id);
  if (said.rule === 'budget-hours' || said.rule === 'budget-money') {
    let sum = 0;
    for (const { employee, start, end, pause, date } of scene.worked) {
      const person = scene.people.find(({ id }) => id === employee);
      if (person?.groups.includes(said.group) !== true || !scene.dates.includes(date)) continue;
      const hours = (end - start - (pause === undefined ? 0 : pause[1] - pause[0])) / 3600;
      sum += said.rule === 'budget-hours' ? hours : hours * person.cost;
    }
    return Math.max(0, sum - said.number);
  }
  let amount = 0;
  for (const [weight, there] of gatherings(scene, said.measure)) {
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
      case 'together':
        amount += weight * (said.names.filter((id) => there.has(id)).length % said.names.length === 0 ? 0 : 1);
        break;
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
