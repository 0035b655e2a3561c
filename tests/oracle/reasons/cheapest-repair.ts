import type { Case, Floor, Person, Rule } from '../../fixtures/infeasible/case.ts';
import { PRICES } from '../../fixtures/infeasible/case.ts';
import { coversOf, meetsFloors } from './every-line.ts';

/** All repairs of a case by trying every combination up to a price; imports nothing from src. */

/** One thing that may give way: prices of its steps, and what of the case a step changes. */
type Relaxation = {
  readonly name: string;
  readonly prices: readonly number[];
  readonly change: (given: Relaxed, step: number) => void;
};

/** A case with the rules of each person apart, to be changed in place. */
export type Relaxed = {
  people: { person: Person; rules: Rule[] }[];
  floors: Floor[];
};

function rulesOf(given: Case, id: string): Rule[] {
  return given.rules.filter(({ people }) => people === undefined || people.includes(id));
}

export function relaxedOf(given: Case): Relaxed {
  return {
    people: given.people.map((person) => ({ person, rules: rulesOf(given, person.id) })),
    floors: [...given.floors],
  };
}

/** Whether a relaxed case has a roster. `known` keeps the lines of people who were tried before. */
export function isFeasible(given: Case, { people, floors }: Relaxed, known: Map<string, readonly string[]>): boolean {
  const covers = people.map(({ person, rules }) => {
    const key = JSON.stringify([person, rules, floors.map(({ day, template, skill }) => [day, template, skill])]);
    const before = known.get(key) ?? coversOf(given, person, rules, floors);
    known.set(key, before);
    return before;
  });
  return covers.every((own) => own.length > 0) && meetsFloors(covers, floors);
}

const UNITS: Partial<Record<Rule['rule'], number>> = {
  'maximum-hours-week': PRICES.ruleHour,
  'minimum-hours-week': PRICES.ruleHour,
  'minimum-rest': PRICES.ruleHour,
  'maximum-hours-day': PRICES.ruleHour,
  'maximum-days-week': PRICES.ruleDay,
  'maximum-consecutive-days': PRICES.ruleDay,
};

function personRelaxations(given: Case, index: number): Relaxation[] {
  const found: Relaxation[] = [];
  const person = given.people[index];
  if (person === undefined) return found;
  const { id, off = [], unavailable = [], locks = [] } = person;
  const own = (relaxed: Relaxed) => {
    const entry = relaxed.people[index];
    if (entry === undefined) throw new Error('no such person');
    return entry;
  };
  rulesOf(given, id).forEach((rule, at) => {
    const unit = UNITS[rule.rule];
    const { limit } = rule;
    if (unit === undefined || typeof limit !== 'number') {
      const change = (relaxed: Relaxed): void => {
        own(relaxed).rules = own(relaxed).rules.filter((one) => one !== rule);
      };
      found.push({ name: `${id} ${rule.rule}`, prices: [PRICES.ruleExempt], change });
      return;
    }
    const rises = rule.rule.startsWith('maximum');
    const steps = rises ? 40 : limit;
    found.push({
      name: `${id} ${rule.rule}`,
      prices: Array.from({ length: steps }, (_, step) => (step + 1) * unit),
      change: (relaxed, step) => {
        own(relaxed).rules[at] = { ...rule, limit: rises ? limit + step : limit - step };
      },
    });
  });
  for (const day of off) {
    const change = (relaxed: Relaxed): void => {
      const entry = own(relaxed);
      entry.person = { ...entry.person, off: (entry.person.off ?? []).filter((one) => one !== day) };
    };
    found.push({ name: `${id} off ${day}`, prices: [PRICES.dayOff], change });
  }
  for (const day of unavailable) {
    const change = (relaxed: Relaxed): void => {
      const entry = own(relaxed);
      entry.person = { ...entry.person, unavailable: (entry.person.unavailable ?? []).filter((one) => one !== day) };
    };
    found.push({ name: `${id} unavailable ${day}`, prices: [PRICES.unavailable], change });
  }
  for (const lock of locks) {
    const change = (relaxed: Relaxed): void => {
      const entry = own(relaxed);
      entry.person = { ...entry.person, locks: (entry.person.locks ?? []).filter((one) => one !== lock) };
    };
    found.push({ name: `${id} lock ${lock.join(' ')}`, prices: [PRICES.lock], change });
  }
  return found;
}

/** Everything that may give way in a case. Rules change in place by their index, so exemptions come last in each person's rules. */
function relaxationsOf(given: Case): readonly Relaxation[] {
  const skills = [...new Set(given.people.map((person) => (person.skills ?? []).join()))];
  return [
    ...given.people.flatMap((_, index) =>
      personRelaxations(given, index).toSorted((a, b) => b.prices.length - a.prices.length),
    ),
    ...given.floors.map(
      (floor, index): Relaxation => ({
        name: `floor ${index}`,
        prices: Array.from({ length: floor.people }, (_, step) => (step + 1) * PRICES.floorPerson),
        change: (relaxed, step) => {
          relaxed.floors[index] = { ...floor, people: floor.people - step };
        },
      }),
    ),
    ...skills.map(
      (skill): Relaxation => ({
        name: `hire ${skill}`,
        prices: [PRICES.hire, 2 * PRICES.hire],
        change: (relaxed, step) => {
          const rules = given.rules.filter(({ people }) => people === undefined);
          const own = skill === '' ? [] : skill.split(',');
          for (let number = 0; number < step; number++) {
            relaxed.people.push({ person: { id: `hired ${skill} ${number}`, skills: own }, rules });
          }
        },
      }),
    ),
  ];
}

/** The least price below `most` at which a combination of steps makes the case feasible; undefined where there is none. */
export function cheapestBelow(given: Case, most: number): number | undefined {
  const relaxations = relaxationsOf(given);
  const known = new Map<string, readonly string[]>();
  let best: number | undefined;
  const chosen: [Relaxation, number][] = [];
  const visit = (from: number, price: number): void => {
    const relaxed = relaxedOf(given);
    for (const [relaxation, step] of chosen) relaxation.change(relaxed, step);
    if (isFeasible(given, relaxed, known)) {
      best = Math.min(best ?? Infinity, price);
      return;
    }
    for (let index = from; index < relaxations.length; index++) {
      const relaxation = relaxations[index];
      if (relaxation === undefined) continue;
      for (const [at, step] of relaxation.prices.entries()) {
        if (price + step >= Math.min(most, best ?? Infinity)) break;
        chosen.push([relaxation, at + 1]);
        visit(index + 1, price + step);
        chosen.pop();
      }
    }
  };
  visit(0, 0);
  return best;
}
