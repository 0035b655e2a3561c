/** Bodies of jobs that were begun before. */

type Begun = {
  readonly problem: { readonly locks?: readonly Placed[]; readonly [other: string]: unknown };
  readonly solve?: { readonly iterations?: number };
};

type Placed = { readonly employee: string; readonly start: string };

const placeOf = ({ employee, start }: Placed): string => JSON.stringify([employee, start]);

/**
 * The body of a solve that begins with the best roster of an attempt whose process died. One with a limit in iterations begins anew: its seed and body
 * say what roster it finds, and that is to stay so. Only for texts that this product has checked or written itself.
 */
export function bodyFromBest(body: string, best: string): string {
  const { problem, ...request } = JSON.parse(body) as Begun;
  if (request.solve?.iterations !== undefined) return body;
  // What is locked stays anyway, and is not to be begun with twice.
  const locked = new Set((problem.locks ?? []).map(placeOf));
  const start = (JSON.parse(best) as readonly Placed[]).filter((shift) => !locked.has(placeOf(shift)));
  return JSON.stringify({ ...request, problem: { ...problem, start } });
}
