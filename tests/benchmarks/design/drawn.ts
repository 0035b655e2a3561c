import { startOfDate } from '../../../src/domain/calendar.ts';
import type { DesignDemand, DesignProblem, ShiftKind } from '../../../src/domain/shift-design.ts';
import { type Random, randomFrom } from '../../../src/rostering/random.ts';

/*
 * Requirements drawn at random, which nobody has solved before: some are met exactly by a few types, some but for noise, and some follow curves that no
 * shifts can follow. Skills, prices, averages and cycles take turns.
 */

const FROM = '2024-01-01';
const HOUR = 3600;

export const FAMILIES = ['exact', 'noise', 'curve'] as const;
export type Family = (typeof FAMILIES)[number];

function kindsOf(step: number, hasBreak: boolean): readonly ShiftKind[] {
  const kind = (id: string, earliest: number, latest: number, least: number, most: number): ShiftKind => ({
    id,
    earliestStart: earliest * 60,
    latestStart: latest * 60,
    startStep: step,
    leastLength: least * 60,
    mostLength: most * 60,
    lengthStep: step,
    ...(hasBreak ? { break: { length: 30, notBefore: 180, notInLast: 180, step: 60 } } : {}),
  });
  return [kind('early', 5, 8, 7, 9), kind('day', 9, 11, 7, 9), kind('late', 13, 15, 7, 9), kind('night', 21, 23, 7, 9)];
}

/** People by slot and skill of some random types with random head-counts. */
function exactCover(random: Random, kinds: readonly ShiftKind[], days: number, skills: number, step: number) {
  const slots = (days * 1440) / step;
  const people = Array.from({ length: skills }, () => new Int32Array(slots));
  const types = 3 + random.below(5);
  for (let type = 0; type < types; type++) {
    const kind = kinds[random.below(kinds.length)] as ShiftKind;
    const start = kind.earliestStart + step * random.below((kind.latestStart - kind.earliestStart) / step + 1);
    const length = kind.leastLength + step * random.below((kind.mostLength - kind.leastLength) / step + 1);
    const rest = kind.break;
    for (let day = 0; day < days; day++)
      for (const row of people) {
        const count = random.below(5);
        for (let at = 0; at < length; at += step) {
          if (rest !== undefined && at >= rest.notBefore && at < rest.notBefore + rest.length) continue;
          const slot = ((day * 1440 + start + at) / step) % slots;
          row[slot] = (row[slot] as number) + count;
        }
      }
  }
  return people;
}

/** Curves with a hump or two by day, every day and skill at another height. */
function curves(random: Random, days: number, skills: number, step: number): readonly Int32Array[] {
  const slots = (days * 1440) / step;
  return Array.from({ length: skills }, () => {
    const peak = 4 + random.below(20);
    const [first, second] = [9 + random.below(3), 15 + random.below(4)];
    const height = Array.from({ length: days }, () => 0.6 + 0.5 * random.next());
    return Int32Array.from({ length: slots }, (_, slot) => {
      const hour = ((slot * step) / 60) % 24;
      const hump = Math.exp(-((hour - first) ** 2) / 8) + 0.7 * Math.exp(-((hour - second) ** 2) / 10);
      const level = (height[Math.floor((slot * step) / 1440)] as number) * peak * (0.1 + hump);
      return Math.max(0, Math.round(level + 2 * (random.next() - 0.5)));
    });
  });
}

/** The problem of a family and a seed; the same for the same. */
export function drawnDesign(family: Family, seed: number): DesignProblem {
  const random = randomFrom(seed);
  const step = [15, 30, 60][random.below(3)] as number;
  const days = [1, 5, 7][random.below(3)] as number;
  const skills = 1 + random.below(3);
  const kinds = kindsOf(step, random.below(3) === 0 && step < 60);
  const people =
    family === 'curve' ? curves(random, days, skills, step) : exactCover(random, kinds, days, skills, step);
  if (family === 'noise')
    for (const row of people)
      for (let slot = 0; slot < row.length; slot++)
        if (random.below(8) === 0) row[slot] = Math.max(0, (row[slot] as number) + (random.below(2) === 0 ? 1 : -1));
  const start = startOfDate('UTC', FROM);
  const demands = people.flatMap((row, skill) =>
    Array.from(
      row,
      (count, slot): DesignDemand => ({
        start: start + slot * step * 60,
        end: start + (slot + 1) * step * 60,
        skill: String(skill),
        people: count,
      }),
    ),
  );
  const isPaid = random.below(2) === 1;
  return {
    zone: 'UTC',
    from: FROM,
    days,
    cyclic: family !== 'curve' || random.below(2) === 0,
    demands,
    kinds,
    prices: isPaid
      ? { shortHour: 100, overHour: 5 * random.below(3), workHour: 20, shiftType: 100 }
      : { shortHour: 60, overHour: 60, workHour: 0, shiftType: 60 },
    averageHours:
      random.below(2) === 0
        ? []
        : people.map((_, skill) => ({ skill: String(skill), least: 7.5, most: 8.5, price: isPaid ? 20 : 100 })),
    sameCounts: [],
  };
}

/** Hours of work that a problem asks for. */
export function hoursWanted({ demands }: DesignProblem): number {
  return demands.reduce((sum, { start, end, people }) => sum + (people * (end - start)) / HOUR, 0);
}
