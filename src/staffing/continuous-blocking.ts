/**
 * Erlang B between whole numbers of agents: 1/B(a, n) = int_0^inf e^-t (1 + t/a)^n dt for every real n >= 0 (Jagerman, "Some
 * properties of the Erlang loss function", 1974), and its logarithmic derivatives.
 *
 * In 1 + t/a = e^w the integrand is exp((n+1) w - a (e^w - 1)) up to a factor: concave in w, so that one peak and two cut-offs bound the work.
 */
import { cutLeft, cutRight, visitAround } from './offered-wait.ts';

export type BlockingSlopes = {
  /** d ln(1/B) / d agents, above 0. */
  readonly perAgent: number;
  /** d ln(1/B) / d load, per erlang, below 0 (0 without agents). */
  readonly perErlang: number;
};

/** e^d - 1 - d for d of either sign, without the cancellation near 0. */
function expExcess(d: number): number {
  if (Math.abs(d) > 0.5) return Math.expm1(d) - d;
  let term = (d * d) / 2;
  let sum = term;
  for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 1) {
    term *= d / k;
    sum += term;
  }
  return sum;
}

/** The derivatives of ln(1/B) for a load above 0 erlang and a real number of agents of at least 0. */
export function blockingSlopes(loadErlang: number, agents: number): BlockingSlopes {
  const order = agents + 1;
  const rising = order > loadErlang;
  const peak = rising ? Math.log(order / loadErlang) : 0;
  const slope = rising ? 0 : loadErlang - order;
  const curve = rising ? order : loadErlang;
  let all = 0;
  let wait = 0;
  let share = 0;
  // Mirrored: towards larger w the integrand falls as steeply as the offered wait does before its peak.
  visitAround(cutLeft(slope, curve), Math.min(peak, cutRight(0, curve)), (mirrored, weight) => {
    const w = peak - mirrored;
    const density = Math.exp(slope * mirrored - curve * expExcess(-mirrored)) * weight;
    all += density;
    wait += w * density;
    share -= Math.expm1(-w) * density;
  });
  return { perAgent: wait / all, perErlang: (-agents / loadErlang) * (share / all) };
}
