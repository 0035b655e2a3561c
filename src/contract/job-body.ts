/** Bodies of jobs that were begun before. */

/** What there is to roster: the problem of a roster, or a plan itself. */
type Rostered = { readonly locks?: readonly Placed[]; readonly [other: string]: unknown };

type Solve = { readonly solve?: { readonly iterations?: number } };

type Placed = { readonly employee: string; readonly start: string };

const placeOf = ({ employee, start }: Placed): string => JSON.stringify([employee, start]);

/**
 * The body of a solve that begins with the best roster of an attempt whose process died. One with a limit in iterations begins anew: its seed and body
 * say what roster it finds, and that is to stay so. Only for texts that this product has checked or written itself.
 */
export function bodyFromBest(operation: 'rosters' | 'plans', body: string, best: string): string {
  const request = JSON.parse(body) as Solve & Rostered;
  if (request.solve?.iterations !== undefined) return body;
  const rostered = (operation === 'plans' ? request : request['problem']) as Rostered;
  // What is locked stays anyway, and is not to be begun with twice.
  const locked = new Set((rostered.locks ?? []).map(placeOf));
  const start = (JSON.parse(best) as readonly Placed[]).filter((shift) => !locked.has(placeOf(shift)));
  return JSON.stringify(
    operation === 'plans' ? { ...request, start } : { ...request, problem: { ...rostered, start } },
  );
}
