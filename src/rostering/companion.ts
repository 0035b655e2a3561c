import type { Problem } from '../domain/problem.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { emptyAssignment } from './assignment.ts';
import { linePricer } from './best-line.ts';
import { exchangeForm, exchangeOver } from './exchange.ts';
import { compileUnless } from './instance.ts';
import { searchBesides } from './lines-engine.ts';
import { randomFrom } from './random.ts';
import { fillGreedily, rebuilder, restore } from './search.ts';
import type { EngineControl } from './solution.ts';

/** What a second search of a problem needs to know. */
export type CompanionTask = {
  readonly problem: Problem;
  /** Employees who work exactly their locks. */
  readonly fixed: readonly string[];
  readonly seed: number;
  /** Seconds that it may take. */
  readonly seconds: number;
  readonly gap: number;
  /** Memory of the exchange of rosters with the solve that started it. */
  readonly memory: SharedArrayBuffer;
};

/** Starts a second search in a thread of its own. */
export type StartCompanion = (task: CompanionTask) => { readonly stop: () => void };

/**
 * A second search of one problem, with other random numbers: the first one has the linear program over all days, this one begins with what changes parts of the roster. What either
 * finds the other goes on from.
 */
export function searchBeside(
  { problem, fixed, seed, seconds, gap, memory }: CompanionTask,
  highs: HighsModule,
  { clock, stopRequested }: { readonly clock: () => number; readonly stopRequested: () => boolean },
): void {
  const started = clock();
  const instance = compileUnless(stopRequested, problem, new Set(fixed));
  if (instance === undefined) return;
  const exchange = exchangeOver(memory, exchangeForm(instance));
  const pricer = linePricer();
  const control: EngineControl = {
    elapsed: () => clock() - started,
    pricer,
    first: [],
    seconds,
    iterations: undefined,
    seed,
    gap,
    begin: undefined,
    stopRequested,
    report: () => undefined,
    exchange,
  };
  const random = randomFrom(seed);
  const assignment = emptyAssignment(instance);
  const builder = rebuilder(instance, pricer, random);
  const known = exchange.better(Number.POSITIVE_INFINITY);
  if (known !== undefined) restore(assignment, known.lines);
  if (fillGreedily(assignment, builder, random, stopRequested)) {
    searchBesides({ highs, instance, assignment, builder, pricer, random, control });
  }
}
