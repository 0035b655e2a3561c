import type { HighsModule } from '../lp/highs-engine.ts';
import { emptyAssignment } from './assignment.ts';
import type { LinePricer } from './best-line.ts';
import { columnGeneration } from './columns.ts';
import type { Instance } from './instance.ts';
import { randomFrom } from './random.ts';
import { fillGreedily, rebuilder } from './search.ts';

/** How long column generation may go on. */
export type GenerationControl = {
  readonly seed: number;
  readonly isOver: (rounds: number) => boolean;
  readonly stopRequested: () => boolean;
};

/** The best bound that column generation by itself finds, with the values of the rows that it is counted with; undefined where none was found in time. */
export function bestRowValues(
  instance: Instance,
  highs: HighsModule,
  pricer: LinePricer,
  { seed, isOver, stopRequested }: GenerationControl,
): { readonly bound: number; readonly values: Float64Array } | undefined {
  const master = columnGeneration(highs, instance, instance.kinds, pricer, stopRequested);
  try {
    const random = randomFrom(seed);
    const assignment = emptyAssignment(instance);
    if (!fillGreedily(assignment, rebuilder(instance, pricer, random), random, stopRequested)) return undefined;
    assignment.lines.forEach((line, employee) => {
      if (line !== undefined) master.offer(instance.kindOf[employee] as number, line);
    });
    master.converge(isOver, () => undefined);
    const values = master.rowValues();
    return values === undefined ? undefined : { bound: master.bound(), values };
  } finally {
    master.dispose();
  }
}
