/** Number of single-letter changes, insertions, deletions and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** Most steps of comparison that one word is worth: a thousand names of twenty letters. */
const MOST_STEPS = 500_000;

/**
 * The known word that a mistyped one most likely meant: fewest edits, at most a third of its length (case, dashes and
 * underscores do not count), first in order among equals. Undefined where none is near. Long words, and words
 * with very many others, are not compared.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = (given: string): string => given.toLowerCase().replaceAll(/[-_ ]/g, '');
  const wanted = plain(word);
  if (wanted.length > 60 || known.length > 1000) return undefined;
  const letters = known.reduce((sum, other) => sum + Math.min(60, other.length), 0);
  if (wanted.length * letters > MOST_STEPS) return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const other = plain(candidate);
    if (other.length > 60) continue;
    const distance = editDistance(wanted, other);
    if (distance < bestDistance && distance <= Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3))) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
