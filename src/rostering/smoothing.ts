/** Wentges' smoothing (1997): the share of the values of the best bound in those that are priced, and the least that is worth it. */
export const SMOOTHING = 0.6;
export const LEAST_SMOOTHING = 0.2;
/** By which it grows again after lines were found. */
const STEP = 0.1;

/** The share after a pricing that found lines under the last one, or found none. */
export function nextSmoothing(smoothing: number, hasFound: boolean): number {
  return hasFound ? Math.min(SMOOTHING, smoothing + STEP) : smoothing / 2;
}

/** Row values between two others: `share` of those of `centre`. */
export function mixed(centre: Float64Array, raw: Float64Array, share: number): Float64Array {
  return raw.map((value, row) => share * (centre[row] as number) + (1 - share) * value);
}
