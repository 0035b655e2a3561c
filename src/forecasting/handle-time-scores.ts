import type { ForecastRange, HandleTimeScore } from '../domain/forecast.ts';
import { learnScatter } from './handle-time-scatter.ts';

/** What was forecast from origins inside a history and what came; `mean` is what the plain mean says, NaN without one. */
export type HandleTimeHoldout = {
  readonly day: Uint32Array;
  readonly ahead: Uint16Array;
  readonly origin: Uint8Array;
  readonly contacts: Float64Array;
  readonly actual: Float64Array;
  readonly expected: Float64Array;
  readonly mean: Float64Array;
};

/** An average handle time that can be judged, in seconds; `mean` is what the plain mean says, NaN where there is none. */
export type ScoredHandleTime = Partial<ForecastRange> & {
  readonly contacts: number;
  readonly actual: number;
  readonly expected: number;
  readonly mean: number;
};

/** Sums the points up, each weighted by its contacts; a ratio is null where its denominator is 0. Undefined without any. */
export function summariseHandleTimes(points: Iterable<ScoredHandleTime>): HandleTimeScore | undefined {
  let count = 0;
  let actual = 0;
  let absolute = 0;
  let signed = 0;
  let plain = 0;
  let plainActual = 0;
  let ranged = 0;
  let in80 = 0;
  let in95 = 0;
  for (const point of points) {
    const error = point.expected - point.actual;
    count += 1;
    actual += point.contacts * point.actual;
    absolute += point.contacts * Math.abs(error);
    signed += point.contacts * error;
    if (!Number.isNaN(point.mean)) {
      plainActual += point.contacts * point.actual;
      plain += point.contacts * Math.abs(point.mean - point.actual);
    }
    const { lower80, upper80, lower95, upper95 } = point;
    if (lower80 === undefined || upper80 === undefined || lower95 === undefined || upper95 === undefined) continue;
    ranged += 1;
    if (point.actual >= lower80 && point.actual <= upper80) in80 += 1;
    if (point.actual >= lower95 && point.actual <= upper95) in95 += 1;
  }
  if (count === 0) return undefined;
  const ratio = (above: number, below: number) => (below > 0 ? above / below : null);
  return {
    points: count,
    wape: ratio(absolute, actual),
    bias: ratio(signed, actual),
    wapeOfMean: ratio(plain, plainActual),
    coverage80: ratio(in80, ranged),
    coverage95: ratio(in95, ranged),
  };
}

/** Each origin is judged by ranges that were learned from the other origins: its own residuals would flatter it. */
export function scoreHandleTimes(
  stages: readonly { readonly holdout: HandleTimeHoldout; readonly contact: number }[],
  horizonDays: number,
): HandleTimeScore | undefined {
  return summariseHandleTimes(judged(stages, horizonDays));
}

function* judged(
  stages: readonly { readonly holdout: HandleTimeHoldout; readonly contact: number }[],
  horizonDays: number,
): Generator<ScoredHandleTime> {
  for (const { holdout, contact } of stages) {
    const { origin, ahead, contacts, actual, expected, mean } = holdout;
    for (const left of new Set(origin)) {
      const rest = [...origin.keys()].filter((index) => origin[index] !== left);
      const scatter = learnScatter(
        {
          ratio: Float64Array.from(rest, (index) => (actual[index] as number) / (expected[index] as number)),
          contacts: Float64Array.from(rest, (index) => contacts[index] as number),
        },
        contact,
      );
      for (let index = 0; index < origin.length; index += 1) {
        if (origin[index] !== left || (ahead[index] as number) >= horizonDays) continue;
        const at = expected[index] as number;
        const [lower95, lower80, upper80, upper95] = scatter(contacts[index] as number);
        yield {
          contacts: contacts[index] as number,
          actual: actual[index] as number,
          expected: at,
          mean: mean[index] as number,
          lower80: at * lower80,
          upper80: at * upper80,
          lower95: at * lower95,
          upper95: at * upper95,
        };
      }
    }
  }
}
