import { dateOf } from '../domain/calendar.ts';
import {
  MISS_CAUSES,
  type MissCause,
  type MissInterval,
  type MissParts,
  type MissRequest,
  type ServiceInputs,
  type ServiceMiss,
} from '../domain/service-miss.ts';
import { expectService } from './service-expectation.ts';

/** Causes that are as they came, as bits in the order of `MISS_CAUSES`. */
type Changed = number;
const ALL: Changed = 2 ** MISS_CAUSES.length - 1;

/**
 * Splits the difference of planned and actual service level into what volume, handle time, roster, shrinkage and adherence are worth, by their Shapley values (Shapley 1953): the mean, over all 120 orders
 * in which the five could have come to be as they were, of what each changes. So the parts sum to the whole exactly, hang on no order, and a cause that came as planned is worth 0. Each
 * state is what Erlang A (C without patience) expects of the interval, weighed by its contacts; people between two whole numbers are worth the mean in proportion.
 */
export function explainMiss(request: MissRequest): ServiceMiss {
  const { zone, thresholdSeconds, intervals } = request;
  const answered = intervals.map((interval) => answeredByState(interval, request));
  const places = intervals.map((_, place) => place);
  const of = (chosen: readonly number[]): MissParts => partsOf(chosen.map((place) => answered[place] as States));
  const days = [...Map.groupBy(places, (place) => dateOf(zone, (intervals[place] as MissInterval).start))];
  const unmeasured = intervals.filter(({ serviceLevel }) => serviceLevel === undefined).length;
  return {
    zone,
    thresholdSeconds,
    ...of(places),
    days: days.map(([date, chosen]) => ({ date, ...of(chosen) })),
    notes: unmeasured === 0 ? [] : [{ code: 'service-not-measured', facts: { intervals: unmeasured } }],
  };
}

/** Contacts, and those answered in time, by state; and what was measured. */
type States = {
  readonly contacts: Float64Array;
  readonly answered: Float64Array;
  readonly measured: number;
};

function answeredByState(interval: MissInterval, request: MissRequest): States {
  const { planned, actual, serviceLevel } = interval;
  const seconds = interval.end - interval.start;
  const contacts = new Float64Array(ALL + 1);
  const answered = new Float64Array(ALL + 1);
  for (let changed = 0; changed <= ALL; changed += 1) {
    const has = (cause: MissCause): boolean => (changed & (1 << MISS_CAUSES.indexOf(cause))) !== 0;
    const inputs: ServiceInputs = {
      contacts: (has('volume') ? actual : planned).contacts,
      ahtSeconds: (has('handle-time') ? actual : planned).ahtSeconds,
      rostered: (has('roster') ? actual : planned).rostered,
      shrinkage: (has('shrinkage') ? actual : planned).shrinkage,
      adherence: (has('adherence') ? actual : planned).adherence,
    };
    contacts[changed] = inputs.contacts;
    answered[changed] = inputs.contacts * serviceOf(inputs, seconds, request);
  }
  const measured = serviceLevel === undefined ? (answered[ALL] as number) : actual.contacts * serviceLevel;
  return { contacts, answered, measured };
}

function serviceOf(
  { contacts, ahtSeconds, rostered, shrinkage, adherence }: ServiceInputs,
  seconds: number,
  { thresholdSeconds, patienceSeconds }: MissRequest,
): number {
  const loadErlang = (contacts * ahtSeconds) / seconds;
  const people = rostered * (1 - shrinkage) * adherence;
  const target = { kind: 'service-level', share: 0.8, thresholdSeconds, base: 'offered' } as const;
  const at = (positions: number): number =>
    expectService({ loadErlang, ahtSeconds, patienceSeconds }, positions, target).serviceLevelOffered ?? 0;
  const whole = Math.floor(people);
  const below = at(whole);
  return people === whole ? below : below + (people - whole) * (at(whole + 1) - below);
}

function partsOf(states: readonly States[]): MissParts {
  const sums = { contacts: new Float64Array(ALL + 1), answered: new Float64Array(ALL + 1) };
  let measured = 0;
  for (const state of states) {
    measured += state.measured;
    for (let changed = 0; changed <= ALL; changed += 1) {
      sums.contacts[changed] = (sums.contacts[changed] as number) + (state.contacts[changed] as number);
      sums.answered[changed] = (sums.answered[changed] as number) + (state.answered[changed] as number);
    }
  }
  const levels = sums.answered.map((answered, changed) => {
    const contacts = sums.contacts[changed] as number;
    // Where nobody calls, nobody waits.
    return contacts > 0 ? answered / contacts : 1;
  });
  const offered = sums.contacts[ALL] as number;
  const planned = levels[0] as number;
  const actual = offered > 0 ? measured / offered : 1;
  const parts = Object.fromEntries(MISS_CAUSES.map((cause, index) => [cause, shapley(levels, index)])) as Record<
    MissCause,
    number
  >;
  return { planned, actual, miss: planned - actual, parts, unexplained: (levels[ALL] as number) - actual };
}

/** What a cause takes off the level in the mean over all orders: states with k others changed stand in k! (n - k - 1)! of the n! orders. */
function shapley(levels: Float64Array, index: number): number {
  const count = MISS_CAUSES.length;
  const bit = 1 << index;
  let value = 0;
  for (let changed = 0; changed <= ALL; changed += 1) {
    if ((changed & bit) !== 0) continue;
    const others = bitsOf(changed);
    const weight = (factorial(others) * factorial(count - others - 1)) / factorial(count);
    value += weight * ((levels[changed] as number) - (levels[changed | bit] as number));
  }
  return value;
}

function bitsOf(value: number): number {
  let count = 0;
  for (let left = value; left > 0; left >>= 1) count += left & 1;
  return count;
}

function factorial(value: number): number {
  return value <= 1 ? 1 : value * factorial(value - 1);
}
