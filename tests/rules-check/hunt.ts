import fc from 'fast-check';
import { compiledVerdict, foldDisagreement, missingVerdict } from './disagreements.ts';
import type { CheckedRule } from './load-cases.ts';
import { compiledTrials, type Death, foldTrials, missingTrials } from './rule-check.ts';
import type { LineRule } from '../../src/rules/rule.ts';

type Rule = LineRule<unknown>;

/** One check of a rule with its trials, which are drawn as they are asked for and kept for the next mutant. */
type Strand = {
  readonly name: string;
  readonly disagreement: (rule: Rule, index: number) => string | undefined;
};

const CHUNK = 25;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function strand<T>(
  name: string,
  seed: number,
  trials: fc.Arbitrary<T>,
  judge: (rule: Rule, trial: T) => string | undefined,
): Strand {
  const drawn: T[] = [];
  return {
    name,
    disagreement: (rule, index) => {
      while (drawn.length <= index) drawn.push(...fc.sample(trials, { numRuns: CHUNK, seed: seed + drawn.length }));
      return judge(rule, drawn[index] as T);
    },
  };
}

function strandsOf({ check }: CheckedRule, seed: number): readonly Strand[] {
  const label = (kind: string, name: string): string => (name === '' ? kind : `${kind} ${name}`);
  return [
    ...check.fold.map((one) =>
      strand(
        label('fold', one.name),
        seed,
        foldTrials(one).map((trial) => ({ trial, said: once(trial.setting.oracle) })),
        (rule, { trial, said }) => foldDisagreement(rule, one, trial, said()),
      ),
    ),
    ...check.compiled.map((one) =>
      strand(
        label('compiled', one.name),
        seed,
        compiledTrials(one),
        (rule, trial) => compiledVerdict(rule, one, trial).disagreement,
      ),
    ),
    ...check.missing.map((setting, index) =>
      strand(
        label('missing', check.missing.length > 1 ? String(index + 1) : ''),
        seed,
        missingTrials(setting),
        (rule, trial) => missingVerdict(rule, trial).disagreement,
      ),
    ),
  ];
}

export type Hunt = {
  /** Where the faulty rule gives itself away; undefined where it lives through all trials. */
  readonly kill: (faulty: Rule) => Death | undefined;
  /** Where the rule itself disagrees on the trials of all hunts so far, or on `least` of each check. */
  readonly ownFault: (least: number) => Death | undefined;
};

/**
 * Tries faulty versions of a rule on up to `most` trials of each of its checks, the checks in turns, so that none is waited for that has
 * nothing to say. A faulty rule that throws has given itself away too.
 */
export function huntFor(checked: CheckedRule, seed: number, most: number): Hunt {
  const strands = strandsOf(checked, seed);
  let used = 0;
  const run = (rule: Rule, trials: number): Death | undefined => {
    for (let index = 0; index < trials; index++) {
      used = Math.max(used, index + 1);
      for (const { name, disagreement } of strands) {
        const difference = attempt(() => disagreement(rule, index));
        if (difference !== undefined) return { strand: name, trials: index + 1, difference };
      }
    }
    return undefined;
  };
  return {
    kill: (faulty) => run(faulty, most),
    ownFault: (least) => run(checked.rule, Math.max(used, least)),
  };
}

function attempt(judge: () => string | undefined): string | undefined {
  try {
    return judge();
  } catch (error) {
    return `throws ${String(error)}`;
  }
}
