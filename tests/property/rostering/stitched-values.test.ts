import load from 'highs';
import { expect, it } from 'vitest';
import { SEVEN_WEEKS as DAYS, sevenWeeks as drawn } from '../../fixtures/seven-weeks.ts';
import type { HighsModule } from '../../../src/lp/highs-engine.ts';
import { emptyAssignment } from '../../../src/rostering/assignment.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { columnGeneration } from '../../../src/rostering/columns.ts';
import type { CodedLine } from '../../../src/rostering/instance.ts';
import { randomFrom } from '../../../src/rostering/random.ts';
import { rebuilder } from '../../../src/rostering/search.ts';
import { stitchedValues } from '../../../src/rostering/stitched-values.ts';
import { sweeper } from '../../../src/rostering/sweeps.ts';

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
    isChoosy: false,
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
