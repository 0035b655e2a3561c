/** Keys that say when, how fast or under which name something was made, and not what it is. */
const VOLATILE: ReadonlySet<string> = new Set(['id', 'createdAt', 'seconds', 'timings', 'memory']);

/**
 * A document in one form: keys sorted, nothing between the tokens; results, also inside a plan's, without what differs from run to
 * run. Two results of equal input, seed, version and iteration limit are equal as canonical JSON.
 */
export function canonicalJson(document: unknown): string {
  return JSON.stringify(canonical(document)) ?? 'null';
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => canonical(entry));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, inner]) => inner !== undefined && !(isRun(value) && VOLATILE.has(key)))
    .map(([key, inner]): [string, unknown] => [key, canonical(inner)]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Documents that a run made, wherever they stand; ids of a team, its people and its shifts are content. */
function isRun(value: object): boolean {
  const kind: unknown = 'kind' in value ? value.kind : undefined;
  return ['roster', 'forecast', 'requirement', 'audit', 'plan-result'].includes(String(kind));
}
