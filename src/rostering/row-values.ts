import type { HighsModule } from '../lp/highs-engine.ts';
import type { LinePricer } from './best-line.ts';
import { columnGeneration } from './columns.ts';
import type { CodedLine, Instance } from './instance.ts';

/** How long column generation may go on. */
export type GenerationControl = {
  /** A line of each employee to begin with. */
  readonly first: readonly CodedLine[];
  readonly isOver: (rounds: number) => boolean;
  readonly stopRequested: () => boolean;
};

/** The best bound that column generation by itself finds, with the values of the rows that it is counted with; undefined where none was found in time. */
export function bestRowValues(
  instance: Instance,
  highs: HighsModule,
  pricer: LinePricer,
  { first, isOver, stopRequested }: GenerationControl,
): { readonly bound: number; readonly values: Float64Array } | undefined {
  const master = columnGeneration(highs, instance, instance.kinds, pricer, stopRequested);
  try {
    for (const [employee, line] of first.entries()) master.offer(instance.kindOf[employee] as number, line);
    master.converge(isOver, () => undefined);
    const values = master.rowValues();
    return values === undefined ? undefined : { bound: master.bound(), values };
  } finally {
    master.dispose();
  }
}
