/** What the use cases need from outside; adapters implement these, `main` wires them. */

/** Where a running solve stands; null where nothing is known yet. */
export type SolveProgress = {
  readonly seconds: number;
  readonly iterations: number;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly gap: number | null;
};

/** How a solve hears that it should stop, tells how far it is, and reads the time. */
export type SolveControl = {
  /** Seconds from an arbitrary start, never going back. */
  readonly clock: () => number;
  readonly stopRequested: () => boolean;
  readonly report: (progress: SolveProgress) => void;
};
