import load from 'highs';
import { expect, it } from 'vitest';
import { readInstance } from '../../benchmarks/rosters/instance-file.ts';
import { problemOf } from '../../benchmarks/rosters/problem-of.ts';
import type { HighsModule } from '../../../src/lp/highs-engine.ts';
import { emptyAssignment } from '../../../src/rostering/assignment.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { columnGeneration } from '../../../src/rostering/columns.ts';
import { type CodedLine, compileInstance, type Instance } from '../../../src/rostering/instance.ts';
import { randomFrom } from '../../../src/rostering/random.ts';
import { rebuilder } from '../../../src/rostering/search.ts';
import { stitchedValues } from '../../../src/rostering/stitched-values.ts';
import { sweeper } from '../../../src/rostering/sweeps.ts';

const DAYS = 49;
const PEOPLE = 6;

/** Seven weeks of early and late shifts for six people, in which most days are short of somebody. */
function drawn(seed: number): Instance {
  const random = randomFrom(seed);
  const staff = Array.from({ length: PEOPLE }, (_, one) => `E${one},e=49|l=20,16000,14400,5,2,2,4`);
  const wishes = Array.from(
    { length: 40 },
    () => `E${random.below(PEOPLE)},${random.below(DAYS)},e,${1 + random.below(3)}`,
  );
  const cover = Array.from({ length: DAYS }, (_, day) => [
    `${day},e,${1 + random.below(3)},100,1`,
    `${day},l,${1 + random.below(2)},100,1`,
  ]).flat();
  const sections = {
    SECTION_HORIZON: [String(DAYS)],
    SECTION_SHIFTS: ['e,480,', 'l,480,e'],
    SECTION_STAFF: staff,
    SECTION_DAYS_OFF: staff.map((_, one) => `E${one},${random.below(DAYS)}`),
    SECTION_SHIFT_ON_REQUESTS: [...new Map(wishes.map((wish) => [wish.split(',e,')[0], wish])).values()],
    SECTION_SHIFT_OFF_REQUESTS: [],
    SECTION_COVER: cover,
  };
  const text = Object.entries(sections).map(([name, lines]) => `${name}\n${lines.join('\n')}\n`);
  return compileInstance(problemOf(readInstance(text.join('\n'))));
}

it('puts values of windows together that bound the whole nearly as its own linear program does, and never above it', async () => {
  const highs: HighsModule = await (load as unknown as typeof load.default)();
  const instance = drawn(1);
  const pricer = linePricer();
  const random = randomFrom(1);
  const assignment = emptyAssignment(instance);
  const builder = rebuilder(instance, pricer, random);
  const employees = [...assignment.lines.keys()];
  for (const employee of employees) assignment.put(employee, builder.bestFor(assignment, employee, 0) as CodedLine);
  const { sweep, values } = sweeper(instance, builder, random);
  sweep(assignment, {
    window: { firstDay: 0, endDay: DAYS },
    employees,
    values: () => undefined,
    softest: 0.01,
    elapsed: (passes) => passes / 40,
  });
  const { lines, counts } = assignment;
  const boundFrom = (begin: Float64Array | undefined): number => {
    const master = columnGeneration(highs, instance, instance.kinds, pricer, () => false);
    master.warmRelaxed(
      assignment.points(),
      (rounds) => rounds >= 1,
      () => undefined,
      begin,
    );
    master.dispose();
    return master.bound();
  };
  const whole = columnGeneration(highs, instance, instance.kinds, pricer, () => false);
  lines.forEach((line, employee) => whole.offer(instance.kindOf[employee] as number, line as CodedLine));
  whole.converge(
    (rounds) => rounds > 200,
    () => undefined,
  );
  const task = { lines, counts, values: values(), pricer, step: 0 };
  const stitched = stitchedValues(highs, instance, { ...task, expired: () => false });
  const bound = boundFrom(stitched);
  expect(bound).toBeLessThanOrEqual(whole.bound() + 1e-6);
  expect(bound).toBeGreaterThan(0.9 * whole.bound());
  expect(boundFrom(values())).toBeLessThan(0.5 * whole.bound());
  expect(stitchedValues(highs, instance, { ...task, expired: (done) => done > 0 })).toBeUndefined();
  whole.dispose();
});
