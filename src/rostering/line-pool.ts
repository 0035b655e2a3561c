import type { CodedLine, Instance } from './instance.ts';

/** Good lines that were met, by employee: columns for the programs to come. */
export type LinePool = {
  readonly keep: (employee: number, line: CodedLine) => void;
  readonly of: (employee: number) => readonly CodedLine[];
};

/** Lines that are kept for an employee; the oldest go first. */
const MOST_LINES = 40;

export function linePool(instance: Pick<Instance, 'kindOf'>): LinePool {
  const lines: CodedLine[][] = Array.from(instance.kindOf, () => []);
  const next = new Int32Array(lines.length);
  return {
    keep(employee, line) {
      const own = lines[employee] as CodedLine[];
      const at = next[employee] as number;
      own[at] = line;
      next[employee] = (at + 1) % MOST_LINES;
    },
    of: (employee) => lines[employee] as CodedLine[],
  };
}
