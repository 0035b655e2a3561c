/**
 * The wait that the queue offers, as a density: the sums over waiting states and the early answers as integrals of it.
 *
 * In u = wait / mean patience the density is E(u) = exp(y (1 - e^-u) - x u) up to a factor, and
 *   sum t_j = y int e^-u E du,  sum j t_j = x y int (1 - e^-u) E du,  sum t_j sum_{i<=j} 1/(x+i) = y int u e^-u E du
 * (from sum t_j = x int_0^1 e^(y s) (1 - s)^(x-1) ds - 1, s = 1 - e^-u, the confluent form 1F1(1; x+1; y)). The exponent is
 * concave, so one peak and two cut-offs bound the work whatever the load.
 */
import { gaussLegendre } from './gauss-legendre.ts';
import type { WaitingStates } from './waiting-states.ts';

/** The integrand is cut where it has fallen below exp(-40) of its peak. */
const CUT_LOG = 40;
/** Longest panel in u next to the peak: 32 nodes then resolve exp(-y e^-u) to a double. */
const PANEL_LENGTH = 1.5;
const RULE = gaussLegendre(32);

/** u - 1 + e^-u for u of either sign, without the cancellation near 0. */
function expm1Excess(u: number): number {
  if (Math.abs(u) > 0.5) return u + Math.expm1(-u);
  let term = (u * u) / 2;
  let sum = term;
  for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 1) {
    term *= -u / k;
    sum += term;
  }
  return sum;
}

/**
 * The sums over the waiting states for x > 0 and y > 0 at a cost that does not grow with either.
 *
 * `slack` is x - y, passed on its own because x and y may be so large (long patience) that their difference in doubles
 * would be noise: give (agents - load) x patience / AHT.
 */
export function integrateWaitingStates(x: number, y: number, slack: number): WaitingStates {
  // Agents keep up: the density falls from u = 0 on. Else it peaks where y e^-u = x.
  const overloaded = slack < 0;
  const peak = overloaded ? Math.log1p(-slack / x) : 0;
  const logScale = overloaded ? x * expm1Excess(-peak) : 0;
  const slope = overloaded ? 0 : slack;
  const curve = overloaded ? x : y;
  let waiting = 0;
  let queue = 0;
  let answeredWait = 0;
  visitAround(Math.min(peak, cutLeft(0, curve)), cutRight(slope, curve), (distance, weight) => {
    const density = Math.exp(-slope * distance - curve * expm1Excess(distance)) * weight;
    const u = peak + distance;
    const stays = Math.exp(-u);
    waiting += stays * density;
    queue -= Math.expm1(-u) * density;
    answeredWait += u * stays * density;
  });
  return {
    unit: Math.exp(-logScale),
    waiting: y * waiting,
    queue: x * y * queue,
    answeredWait: y * answeredWait,
    logScale,
    peak,
  };
}

/** Logarithm of E(u), on the scale of the sums over the same waiting states. */
export function logOfferedWait(x: number, y: number, slack: number, states: WaitingStates, u: number): number {
  if (states.peak > 0) return -x * expm1Excess(u - states.peak);
  return -slack * u - y * expm1Excess(u) - states.logScale;
}

/**
 * Those answered after a wait of at most `elapsed` mean patiences, relative to the state with all busy and nobody waiting:
 * x int_0^elapsed e^-u E du, on the scale of `states`.
 *
 * For overload (slack < 0), where the same value as a difference of shares near 1 would have no digits left.
 */
export function answeredSoon(x: number, y: number, slack: number, states: WaitingStates, elapsed: number): number {
  let sum = 0;
  visitOfferedWait(x, y, slack, 0, elapsed, (u, weight) => {
    sum += Math.exp(logOfferedWait(x, y, slack, states, u) - u) * weight;
  });
  return x * sum;
}

/**
 * Calls `visit` with quadrature nodes u and their weights for integrals of E(u) times a smooth function over `from` to `to`, both in mean patiences;
 * `to` may be Infinity. What lies below exp(-40) of the largest value there is left out.
 */
export function visitOfferedWait(
  x: number,
  y: number,
  slack: number,
  from: number,
  to: number,
  visit: (u: number, weight: number) => void,
): void {
  const peak = slack < 0 ? Math.log1p(-slack / x) : 0;
  const top = Math.min(to, Math.max(from, peak));
  // The exponent's fall towards either side of the top: none at the peak itself, where rounding must not make one.
  const rise = top === peak && slack < 0 ? 0 : y * Math.expm1(-top) - slack;
  const curve = top === peak && slack < 0 ? x : y * Math.exp(-top);
  const left = Math.min(top - from, cutLeft(Math.max(0, rise), curve));
  const right = Math.min(to - top, cutRight(Math.max(0, -rise), curve));
  visitAround(left, right, (distance, weight) => visit(top + distance, weight));
}

/** Calls `visit` with every quadrature node between `left` before and `right` behind a peak, as its distance from the peak. */
export function visitAround(left: number, right: number, visit: (distance: number, weight: number) => void): void {
  const panels = Math.ceil(left / PANEL_LENGTH);
  for (let i = 0; i < panels; i += 1) visitPanel((-left * (i + 1)) / panels, (-left * i) / panels, visit);
  for (let from = 0; from < right; ) {
    // Far behind the peak the integrand is a plain exponential, so panels may grow with the distance.
    const to = Math.min(right, from + Math.max(PANEL_LENGTH, from / 2));
    visitPanel(from, to, visit);
    from = to;
  }
}

function visitPanel(from: number, to: number, visit: (distance: number, weight: number) => void): void {
  const half = (to - from) / 2;
  const middle = (to + from) / 2;
  for (let i = 0; i < RULE.nodes.length; i += 1) {
    visit(middle + half * (RULE.nodes[i] ?? 0), half * (RULE.weights[i] ?? 0));
  }
}

/**
 * A distance behind the peak where the exponent has fallen by at least CUT_LOG: it falls by
 * slope d + curve (d - 1 + e^-d), and d - 1 + e^-d >= d^2 / (2 + d) makes that a quadratic.
 */
export function cutRight(slope: number, curve: number): number {
  const square = slope + curve;
  const linear = 2 * slope - CUT_LOG;
  const root = Math.sqrt(linear * linear + 8 * CUT_LOG * square);
  // Of the two equal forms of the root, the one without cancellation.
  return linear > 0 ? (4 * CUT_LOG) / (linear + root) : (root - linear) / (2 * square);
}

/**
 * A distance before the peak where the exponent has fallen by at least CUT_LOG: it falls by
 * slope d + curve (e^d - 1 - d), at least slope d + curve d^2 / 2, and steeply in e^d where the curve is small.
 */
export function cutLeft(slope: number, curve: number): number {
  const parabolic = (2 * CUT_LOG) / (slope + Math.sqrt(slope * slope + 2 * curve * CUT_LOG));
  return Math.min(parabolic, 2 + Math.log1p((2 * CUT_LOG) / curve));
}
