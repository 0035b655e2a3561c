/**
 * The least integer n above `failing` with score(n) >= 0.
 *
 * `score` must not fall with n and must turn non-negative somewhere; `failing` is an integer known to fail, `guess` any
 * number. The answer depends on the signs alone. The size of the score only steers: the closer to linear in n, the fewer
 * calls (about four for the scores of `staffing-score.ts`), with `slope` as the expected rise per agent until two
 * values are known. A score that is not a number is a defect and throws.
 */
export function leastAgents(score: (agents: number) => number, failing: number, guess: number, slope: number): number {
  let low = failing;
  let lowScore = Number.NaN;
  let high = Infinity;
  let highScore = Number.NaN;
  let agents = Math.max(failing + 1, Math.ceil(guess));
  let reach = 1;
  for (let call = 1; ; call += 1) {
    const value = score(agents);
    if (Number.isNaN(value)) throw new Error(`leastAgents: no score for ${agents} agents`);
    if (value >= 0) {
      high = agents;
      highScore = value;
    } else {
      low = agents;
      lowScore = value;
    }
    if (high - low === 1) return high;
    const rise = Number.isNaN(lowScore) || Number.isNaN(highScore) ? slope : (highScore - lowScore) / (high - low);
    const root = agents - value / rise;
    if (high === Infinity) {
      // Nothing meets yet: go where the slope points, doubling the least stride so that a wrong slope cannot stall.
      agents = Math.max(low + reach, Math.ceil(root));
      reach *= 2;
    } else if (call % 4 === 0) {
      // The secant may creep along one side of a bent score; a bisection now and then bounds the calls.
      agents = Math.floor((low + high) / 2);
    } else {
      // Test the number just above the root when it is expected to meet, the one just below when that is known to.
      const target = Math.ceil(root);
      agents = Math.min(high - 1, Math.max(low + 1, target));
    }
  }
}
