import type { Result } from '../rosters/results.ts';

/** Best known points by the number of an instance, of best_known.csv: its columns `instance` and `best_known`. */
export function readBestKnown(text: string): ReadonlyMap<string, number> {
  const [head = '', ...lines] = text.trim().split('\n');
  const names = head.split(',').map((name) => name.trim());
  const [instance, best] = [names.indexOf('instance'), names.indexOf('best_known')];
  if (instance < 0 || best < 0) throw new Error('best_known.csv has no columns instance and best_known');
  return new Map(
    lines.map((line): readonly [string, number] => {
      const cells = line.split(',');
      const value = Number(cells[best]);
      if (cells[best] === '' || !Number.isFinite(value)) throw new Error(`no best known value in: ${line}`);
      return [`Instance${cells[instance]?.trim()}`, value];
    }),
  );
}

/** Bounds above a best known value, which some roster has: each is a bound that is wrong. */
export function wrongBounds(
  results: readonly Pick<Result, 'instance' | 'bound' | 'boundKind'>[],
  best: ReadonlyMap<string, number>,
): readonly string[] {
  return results.flatMap(({ instance, bound, boundKind }) => {
    const known = best.get(instance);
    if (known === undefined || bound === null || bound <= known + 1e-6 * Math.max(1, known)) return [];
    return [`${instance}: a bound of ${bound} (${boundKind}) above the best known ${known}`];
  });
}
