import load from 'highs';
import { expect, it } from 'vitest';
import { SEVEN_WEEKS, sevenWeeks } from '../../fixtures/seven-weeks.ts';
import type { HighsModule } from '../../../src/lp/highs-engine.ts';
import { emptyAssignment } from '../../../src/rostering/assignment.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import type { CodedLine } from '../../../src/rostering/instance.ts';
import { longBound } from '../../../src/rostering/long-bound.ts';
import { randomFrom } from '../../../src/rostering/random.ts';
import { rebuilder } from '../../../src/rostering/search.ts';
import { sweeper } from '../../../src/rostering/sweeps.ts';

it('puts values together anew from a roster that is better by a hundredth, where time is left', async () => {
  const highs: HighsModule = await (load as unknown as typeof load.default)();
  const instance = sevenWeeks(1);
  const pricer = linePricer();
  const random = randomFrom(1);
  const assignment = emptyAssignment(instance);
  const builder = rebuilder(instance, pricer, random);
  const employees = [...assignment.lines.keys()];
  for (const employee of employees) assignment.put(employee, builder.bestFor(assignment, employee, 0) as CodedLine);
  const { sweep, values } = sweeper(instance, builder, random);
  const improve = (): number =>
    sweep(assignment, {
      window: { firstDay: 0, endDay: SEVEN_WEEKS },
      employees,
      values: () => undefined,
      softest: 0.01,
      isChoosy: false,
      elapsed: (passes) => passes / 40,
    });
  let now = 0;
  const rounds: { readonly target: number; readonly begin: Float64Array | undefined }[] = [];
  const bound = longBound({
    highs,
    instance,
    pricer,
    assignment,
    // Each look at the clock takes a tenth of a second.
    control: { seconds: 1000, elapsed: () => (now += 0.1), stopRequested: () => false },
    master: { warmRelaxed: (target, _expired, _onRound, begin) => rounds.push({ target, begin }) },
    step: 1,
    multipliers: values,
    raise: () => undefined,
    isSettled: () => false,
  });
  bound.first();
  const before = assignment.points();
  expect(rounds).toHaveLength(1);
  expect(rounds[0]?.target).toBe(before);
  expect(rounds[0]?.begin?.some((value) => value > 0)).toBe(true);
  expect(bound.again(), 'the roster is as it was').toBe(false);

  expect(improve()).toBeGreaterThan(0.01 * before);
  const then = now;
  now = 999.5;
  expect(bound.again(), 'too little time is left').toBe(false);
  now = then;
  expect(bound.again()).toBe(true);
  expect(rounds).toHaveLength(2);
  expect(rounds[1]?.target).toBe(assignment.points());
  expect(rounds[1]?.begin).not.toEqual(rounds[0]?.begin);
  expect(bound.again(), 'the values are those of this roster').toBe(false);
});
