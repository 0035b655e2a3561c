import type { HandlingSpread, Patience } from '../domain/simulation.ts';
import type { RandomStream } from './random-stream.ts';

/** Coefficients of Wichura, "Algorithm AS 241: the percentage points of the normal distribution", 1988, PPND16. */
const CENTRE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
] as const;
const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852546,
] as const;
const MIDDLE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
] as const;
const MIDDLE_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
] as const;
const TAIL = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
] as const;
const TAIL_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
] as const;

type Eight = readonly [number, number, number, number, number, number, number, number];

function polynomial(c: Eight, x: number): number {
  return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

/** Quantile of the standard normal distribution for 0 < p < 1, relative error about 1e-16 (AS 241). */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const root = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const value =
    root <= 5
      ? polynomial(MIDDLE, root - 1.6) / polynomial(MIDDLE_BELOW, root - 1.6)
      : polynomial(TAIL, root - 5) / polynomial(TAIL_BELOW, root - 5);
  return q < 0 ? -value : value;
}

/** Gamma with mean 1 and the coefficient of variation (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000). */
export function gammaFactor(coefficientOfVariation: number, stream: RandomStream): number {
  if (coefficientOfVariation === 0) return 1;
  const shape = 1 / coefficientOfVariation ** 2;
  // Below shape 1 the method asks for one shape more and a power of a uniform.
  const raised = shape < 1 ? shape + 1 : shape;
  const d = raised - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(stream.uniform());
    const v = (1 + c * x) ** 3;
    if (v <= 0 || Math.log(stream.uniform()) >= (x * x) / 2 + d - d * v + d * Math.log(v)) continue;
    return (d * v * (shape < 1 ? stream.uniform() ** (1 / shape) : 1)) / shape;
  }
}

const FIXED = 0;
const EXPONENTIAL = 1;
const LOGNORMAL = 2;
const EMPIRICAL = 3;
const ENDLESS = 4;

/** Draws times around a mean; one class for all kinds, so that the loop of the simulation calls one function. */
export class TimeSource {
  readonly #kind: number;
  readonly #stream: RandomStream;
  readonly #scale: number;
  readonly #sigma: number;
  readonly #values: Float64Array;

  constructor(spread: HandlingSpread | Patience | undefined, stream: RandomStream) {
    this.#stream = stream;
    let scale = 1;
    let sigma = 0;
    let values: readonly number[] = [];
    if (spread === undefined) this.#kind = ENDLESS;
    else if (spread.kind === 'fixed') this.#kind = FIXED;
    else if (spread.kind === 'exponential') {
      this.#kind = EXPONENTIAL;
      if ('meanSeconds' in spread) scale = spread.meanSeconds;
    } else if (spread.kind === 'lognormal') {
      this.#kind = LOGNORMAL;
      const variance = Math.log1p(spread.coefficientOfVariation ** 2);
      sigma = Math.sqrt(variance);
      scale = Math.exp(-variance / 2);
    } else {
      this.#kind = EMPIRICAL;
      values = spread.seconds;
    }
    this.#scale = scale;
    this.#sigma = sigma;
    this.#values = Float64Array.from(values);
  }

  /** The same draws as seconds around 1: values of a list come out relative to their mean. */
  static around1(spread: HandlingSpread, stream: RandomStream): TimeSource {
    if (spread.kind !== 'empirical') return new TimeSource(spread, stream);
    const mean = spread.seconds.reduce((sum, value) => sum + value, 0) / spread.seconds.length;
    return new TimeSource({ kind: 'empirical', seconds: spread.seconds.map((value) => value / mean) }, stream);
  }

  /** The next time; each takes one number of the stream. */
  next(): number {
    switch (this.#kind) {
      case EXPONENTIAL:
        return this.#scale * this.#stream.exponential();
      case LOGNORMAL:
        return this.#scale * Math.exp(this.#sigma * normalQuantile(this.#stream.uniform()));
      case EMPIRICAL:
        return this.#values[Math.floor(this.#stream.uniform() * this.#values.length)] ?? 0;
      case FIXED:
        return 1;
      default:
        return Infinity;
    }
  }
}
