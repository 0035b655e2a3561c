import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SolvedInstance } from './solve-instance.ts';

/** A line of results.jsonl. */
export type Result = {
  readonly instance: string;
  readonly seed: number;
  readonly limitSeconds: number;
} & SolvedInstance & {
    readonly commit: string;
  };

/** The lines of a file of results; none where there is no file. A last line that was cut off by an end of the process is passed over. */
export function readResults(path: string): readonly Result[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line): Result[] => {
      try {
        return [JSON.parse(line) as Result];
      } catch {
        return [];
      }
    });
}

/** Whether the results hold the solve of an instance with the same seed, seconds and commit. */
export function holdsResult(
  results: readonly Result[],
  wanted: Pick<Result, 'instance' | 'seed' | 'limitSeconds' | 'commit'>,
): boolean {
  return results.some(
    ({ instance, seed, limitSeconds, commit }) =>
      instance === wanted.instance &&
      seed === wanted.seed &&
      limitSeconds === wanted.limitSeconds &&
      commit === wanted.commit,
  );
}

/** Names of the files InstanceN.txt of a folder without their ending, in the order of N; of those in `only`, `1,2` for two of them, or all. */
export function instancesIn(folder: string, only: string | undefined): readonly string[] {
  const numbers = readdirSync(folder).flatMap((name) => /^Instance(\d+)\.txt$/.exec(name)?.[1] ?? []);
  const wanted = only?.split(',').map((one) => one.trim());
  const missing = (wanted ?? []).filter((one) => !numbers.includes(one));
  if (missing.length > 0) throw new Error(`${join(folder, `Instance${missing.join(',')}.txt`)} is not there`);
  if (numbers.length === 0) throw new Error(`no file InstanceN.txt in ${folder}`);
  return (wanted ?? numbers.sort((a, b) => Number(a) - Number(b))).map((number) => `Instance${number}`);
}
