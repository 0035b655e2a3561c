import type { SimulationDocument } from './simulation.ts';

/** How a simulation came out, as far as its job tells it. */
export type SimulationEnd = {
  /** It ended because somebody asked it to, and not at its limits. */
  readonly isStopped: boolean;
  /** Of two rosters those of both. */
  readonly replications: number;
  /** Widest half-width of the service level of a queue over the horizon; null where one replication tells none. */
  readonly halfWidth: number | null;
};

/** Reads the end of a SIMULATION from its text. Only for a text that this product has written itself just now: nothing is checked. */
export function simulationEndOf(text: string): SimulationEnd {
  const document = JSON.parse(text) as SimulationDocument;
  const sides = [document, ...(document.against === undefined ? [] : [document.against])];
  const levels = sides.flatMap(({ queues }) => queues.map(({ horizon }) => horizon.serviceLevel));
  const widths = levels.flatMap(({ value, halfWidth }) => (value === null ? [] : [halfWidth ?? Infinity]));
  const widest = Math.max(0, ...widths);
  return {
    isStopped: document.endedBy === 'stopped',
    replications: document.replications * sides.length,
    halfWidth: document.replications > 1 && Number.isFinite(widest) ? widest : null,
  };
}
