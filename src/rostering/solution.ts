import type { BoundProof } from '../domain/bound-proof.ts';
import type { BoundKind, EndedBy } from '../domain/roster.ts';
import type { LinePricer } from './best-line.ts';
import type { Exchange } from './exchange.ts';
import type { CodedLine } from './instance.ts';
import type { StartLines } from './start-lines.ts';

/** What an engine answers: lines for all employees or none, and what it proved. */
export type EngineAnswer = {
  readonly lines: readonly CodedLine[] | undefined;
  readonly bound: number | undefined;
  readonly boundKind: BoundKind;
  /** Values of the rows that `bound` is counted with, or the best of them; absent where there are none. */
  readonly rowValues?: Float64Array | undefined;
  /** Whether lines were priced for `bound` without the counters that need large tables (`RELAXED_CELLS`): `rowValues` are to be priced so for its certificate, too. */
  readonly isCoarse?: boolean | undefined;
  /** Certificate of `bound`, where it was asked for. */
  readonly proof?: BoundProof | undefined;
  readonly endedBy: EndedBy;
  readonly iterations: number;
};

/** Limits and signals of one engine's run, in the run's own time. */
export type EngineControl = {
  /** Seconds since the solve began. */
  readonly elapsed: () => number;
  /** Seconds at which to stop; undefined where iterations limit. */
  readonly seconds: number | undefined;
  readonly iterations: number | undefined;
  readonly seed: number;
  readonly gap: number;
  /** Prices lines for all engines of the solve: it keeps what it has made of each model. */
  readonly pricer: LinePricer;
  /** A line of everybody, found in turn against the cover of those before: the first roster. */
  readonly first: readonly CodedLine[];
  /** The lines of the roster that the problem brings along to begin with. */
  readonly begin: StartLines | undefined;
  readonly stopRequested: () => boolean;
  /** Rosters and bounds of others who solve the same problem; absent where nobody does. */
  readonly exchange?: Exchange | undefined;
  readonly report: (iterations: number, points: number | null, bound: number | null) => void;
  /** Hears of each better roster, for whoever goes on from it when this solve does not come to its end. */
  readonly keep?: ((lines: readonly CodedLine[]) => void) | undefined;
};

/** Least time between two rosters that are told to who keeps them: what is lost of a search at most. */
const KEEP_SECONDS = 3;

/** Tells better rosters now and then; `catchUp`, asked again and again, sees to it that the last one of several is told, too. */
export function keepingNow(
  elapsed: () => number,
  keep: NonNullable<EngineControl['keep']>,
): { readonly keep: NonNullable<EngineControl['keep']>; readonly catchUp: () => void } {
  let told = 0;
  let waiting: readonly CodedLine[] | undefined;
  const catchUp = (): void => {
    if (waiting === undefined || elapsed() - told < KEEP_SECONDS) return;
    const lines = waiting;
    waiting = undefined;
    told = elapsed();
    keep(lines);
  };
  return {
    keep: (lines) => {
      waiting = lines;
      catchUp();
    },
    catchUp,
  };
}

/** (objective - bound) / objective, 0 when both are 0 or the bound is reached. */
export function gapOf(points: number, bound: number): number {
  if (points <= bound) return 0;
  return points === 0 ? 0 : (points - bound) / points;
}

/** Differences below this many points are rounding of sums, not cost: half of the smallest step of any price in use. */
export const POINT_TOLERANCE = 1e-6;
