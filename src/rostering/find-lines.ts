import type { LinePricer } from './best-line.ts';
import { isLegalLine } from './legal-line.ts';
import type { LineModel } from './line-model.ts';
import { randomFrom } from './random.ts';
import type { ShapeSet } from './shapes.ts';

/** What is said of a line by the fold of the rules: legal wherever its breaks are, wherever they are not, or by where they are. */
export type Verdict = 'legal' | 'illegal' | 'by-breaks';

/** Legal lines that were found, and whether there is none besides. */
export type FoundLines = { readonly lines: readonly Int32Array[]; readonly isAll: boolean };

/** Up to so many lines all are tried; of more, those that the pricer finds under some prices. */
const ALL_LINES = 4_000;
/** Lines judged where not all are tried, and legal ones that are enough. */
const MOST_JUDGED = 1_500;
const ENOUGH = 200;
/** Prices under which lines are sought, and lines under each. */
const ROUNDS = 60;
const LINES_A_ROUND = 20;
/** Prices of days by chance are up to so many seconds of work. */
const NOISE_SECONDS = 8 * 3600;

/** Whether a model has a line at all. */
export function hasLine(set: ShapeSet, pricer: LinePricer, model: LineModel): boolean {
  // Lines of many hours first: where a minimum is hard to reach they find a legal one at once.
  const busy = set.byDay.map((shapes) => Float64Array.from(shapes, (shape) => -shape.workSeconds));
  return pricer.best(model, busy, new Float64Array(set.dates.length), 1, false).length > 0;
}

/** What can be done on each day under a model, -1 for a day off. */
function choicesByDay({ allowed, mustWork }: LineModel): readonly (readonly number[])[] {
  return allowed.map((row, day) => {
    const shapes = [...row.keys()].filter((shape) => row[shape] === 1);
    return mustWork[day] === true ? shapes : [-1, ...shapes];
  });
}

/**
 * Lines of a model that is too wide which the fold passes. Of few lines each is judged; of many those that the pricer finds for busy, for empty and for
 * mixed weeks, and what differs from a legal one by one day. The same for the same model: no clock, and chance from a fixed seed.
 */
export function findLines(
  set: ShapeSet,
  pricer: LinePricer,
  model: LineModel,
  judge: (shapes: Int32Array) => Verdict,
): FoundLines {
  const choices = choicesByDay(model);
  const count = choices.reduce((product, { length }) => product * length, 1);
  return count <= ALL_LINES ? everyLine(model, choices, judge) : someLines(set, pricer, model, choices, judge);
}

function everyLine(
  model: LineModel,
  choices: readonly (readonly number[])[],
  judge: (shapes: Int32Array) => Verdict,
): FoundLines {
  const lines: Int32Array[] = [];
  let isAll = true;
  const shapes = new Int32Array(choices.length).fill(-1);
  const grow = (day: number): void => {
    if (day < choices.length) {
      for (const choice of choices[day] as readonly number[]) {
        shapes[day] = choice;
        grow(day + 1);
      }
      return;
    }
    if (!isLegalLine(model, shapes)) return;
    const verdict = judge(shapes);
    if (verdict === 'legal') lines.push(shapes.slice());
    if (verdict === 'by-breaks') isAll = false;
  };
  grow(0);
  return { lines, isAll };
}

function someLines(
  set: ShapeSet,
  pricer: LinePricer,
  model: LineModel,
  choices: readonly (readonly number[])[],
  judge: (shapes: Int32Array) => Verdict,
): FoundLines {
  const lines: Int32Array[] = [];
  const judged = new Set<string>();
  const isOver = (): boolean => judged.size >= MOST_JUDGED || lines.length >= ENOUGH;
  const tryLine = (shapes: Int32Array): void => {
    const key = shapes.join(',');
    if (isOver() || judged.has(key)) return;
    judged.add(key);
    if (judge(shapes) === 'legal') lines.push(shapes);
  };
  const random = randomFrom(1);
  for (let round = 0; round < ROUNDS && !isOver(); round++) {
    const perSecond = (round % 3) - 1;
    const noise = (): number => (round < 3 ? 0 : NOISE_SECONDS * (random.next() - 0.5));
    const costs = set.byDay.map((shapes) =>
      Float64Array.from(shapes, ({ workSeconds }) => perSecond * workSeconds + noise()),
    );
    const offCost = Float64Array.from(choices, noise);
    for (const { shapes } of pricer.best(model, costs, offCost, LINES_A_ROUND, false)) tryLine(shapes);
  }
  // The list grows while it is read: neighbours of neighbours are tried too.
  for (const line of lines) {
    for (const [day, others] of choices.entries()) {
      for (const choice of others) {
        if (isOver()) return { lines, isAll: false };
        const near = line.slice();
        near[day] = choice;
        if (isLegalLine(model, near)) tryLine(near);
      }
    }
  }
  return { lines, isAll: false };
}
