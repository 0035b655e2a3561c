import { dateOf } from '../../../../src/domain/calendar.ts';
import { hardPrice } from '../../../../src/domain/hard-price.ts';
import type { CoverLevels, Problem } from '../../../../src/domain/problem.ts';
import { type Shift, workStretches } from '../../../../src/domain/shift.ts';

/** A stretch in which no shift of the problem begins, ends or pauses, of one demand; or a demand of people by template. */
type Slot = { readonly covers: (shift: Shift) => boolean; readonly price: (people: number) => number };

/** What people cost together: points by the number of people in each slot. */
export type CoverSlots = {
  readonly count: number;
  /** Slots that a shift counts in. */
  readonly slotsOf: (shift: Shift) => readonly number[];
  /** Points of a slot with so many of the roster's people, published shifts counted besides. */
  readonly price: (slot: number, people: number) => number;
};

function pricesOf(
  { floor, target, ceiling, hard }: CoverLevels,
  [belowFloor, belowTarget, aboveTarget, aboveCeiling]: readonly [number, number, number, number],
  mustPrice: number,
): (people: number) => number {
  return (people) => {
    const missing = Math.max(0, floor - people);
    const short = Math.max(0, target - Math.max(people, floor));
    const crowd = ceiling === undefined ? 0 : Math.max(0, people - ceiling);
    const must = hard === true ? missing * mustPrice : 0;
    return (
      missing * belowFloor +
      short * belowTarget +
      Math.max(0, people - target) * aboveTarget +
      crowd * aboveCeiling +
      must
    );
  };
}

/** The slots of a problem, cut wherever one of the shifts that could be worked changes the cover. */
export function coverSlots(problem: Problem, possible: readonly Shift[]): CoverSlots {
  const { prices, team } = problem;
  const must = hardPrice(problem);
  const published = [...(problem.past ?? []), ...(problem.future ?? [])];
  const times = [
    ...new Set(
      [...possible, ...published].flatMap((shift) => workStretches(shift).flatMap(({ start, end }) => [start, end])),
    ),
  ].sort((a, b) => a - b);
  const slots: Slot[] = [];
  const hourPrices = [
    prices.belowFloorHour,
    prices.belowTargetHour,
    prices.aboveTargetHour,
    prices.aboveCeilingHour,
  ] as const;
  for (const demand of problem.intervalDemands) {
    const cuts = [demand.start, ...times.filter((time) => time > demand.start && time < demand.end), demand.end];
    const price = pricesOf(demand, hourPrices, must);
    for (const [index, start] of cuts.slice(0, -1).entries()) {
      const end = cuts[index + 1] ?? start;
      slots.push({
        covers: (shift) =>
          workStretches(shift).some(
            (stretch) =>
              stretch.start <= start &&
              stretch.end >= end &&
              (demand.skill === undefined || stretch.skill === demand.skill),
          ),
        price: (people) => (price(people) * (end - start)) / 3600,
      });
    }
  }
  const personPrices = [
    prices.belowFloorPerson,
    prices.belowTargetPerson,
    prices.aboveTargetPerson,
    prices.aboveCeilingPerson,
  ] as const;
  for (const demand of problem.templateDemands) {
    slots.push({
      covers: (shift) =>
        shift.activity === 'work' &&
        shift.template === demand.template &&
        dateOf(team.zone, shift.start) === demand.date &&
        (demand.skill === undefined || shift.skill === demand.skill),
      price: pricesOf(demand, personPrices, must),
    });
  }
  const known = new Map<Shift, readonly number[]>();
  const slotsOf = (shift: Shift): readonly number[] => {
    const found = known.get(shift) ?? slots.flatMap(({ covers }, slot) => (covers(shift) ? [slot] : []));
    known.set(shift, found);
    return found;
  };
  const base = new Int32Array(slots.length);
  for (const shift of published) for (const slot of slotsOf(shift)) base[slot] = (base[slot] ?? 0) + 1;
  const most = team.employees.length;
  const table = slots.map(({ price }, slot) =>
    Array.from({ length: most + 1 }, (_, people) => price(people + (base[slot] as number))),
  );
  return { count: slots.length, slotsOf, price: (slot, people) => table[slot]?.[people] as number };
}
