/** Sums over the states of an M/M/n+M queue above "all agents busy", and their series form. */

/**
 * Three sums over the waiting states, all multiplied by exp(-logScale) so that none overflows.
 *
 * With x = n mu / theta and y = lambda / theta, the state with j waiting has probability
 * t_j = y^j / ((x+1) ... (x+j)) relative to the state with all agents busy and nobody waiting. Erlang A needs all three as
 * sums of positive terms: a difference such as y + (y - x) sum t_j for the mean queue would lose every digit when
 * patience is long.
 */
export type WaitingStates = {
  /** The state with all agents busy and nobody waiting: exp(-logScale), possibly underflown to 0. */
  readonly unit: number;
  /** Sum of t_j over j >= 1. */
  readonly waiting: number;
  /** Sum of j t_j: the queue length. */
  readonly queue: number;
  /** Sum of t_j (1/(x+1) + ... + 1/(x+j)): the wait of those who are answered after a wait. */
  readonly answeredWait: number;
  readonly logScale: number;
  /** Where the density of the offered wait peaks, in units of mean patience, if the sums are scaled by that peak; else 0. */
  readonly peak: number;
};

/** Terms below this share of the sum no longer change a double. */
const NEGLIGIBLE = 1e-17;
const RESCALE_ABOVE = 1e250;
const RESCALE_LOG = Math.log(RESCALE_ABOVE);

/** The sums term by term, for x >= 0 and y >= 0: about 8 sqrt(y) terms, and y - x more where load exceeds agents. */
export function sumWaitingStates(x: number, y: number): WaitingStates {
  let term = 1;
  let unit = 1;
  let logScale = 0;
  let harmonic = 0;
  let waiting = 0;
  let queue = 0;
  let answeredWait = 0;
  for (let j = 1; ; j += 1) {
    const inverse = 1 / (x + j);
    term *= y * inverse;
    harmonic += inverse;
    waiting += term;
    const weighted = j * term;
    queue += weighted;
    answeredWait += harmonic * term;
    // While y > x + j the terms still grow, and a small one says nothing about those to come.
    if (weighted <= queue * NEGLIGIBLE && y < x + j) break;
    if (term > RESCALE_ABOVE) {
      term /= RESCALE_ABOVE;
      unit /= RESCALE_ABOVE;
      waiting /= RESCALE_ABOVE;
      queue /= RESCALE_ABOVE;
      answeredWait /= RESCALE_ABOVE;
      logScale += RESCALE_LOG;
    }
  }
  return { unit, waiting, queue, answeredWait, logScale, peak: 0 };
}
