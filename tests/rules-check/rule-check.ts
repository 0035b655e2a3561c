import fc from 'fast-check';
import type { OracleBreach } from '../oracle/rules/clock.ts';
import { MANY, type Person, SINGLE, type World, worldArbitrary, type WorldShape } from '../property/rules/world.ts';
import type { Breach } from '../../src/domain/breach.ts';
import { dateOf } from '../../src/domain/calendar.ts';
import type { Values } from '../../src/rules/rule.ts';

/** Values of a rule and what is special of the employee and the team. */
export type Setting = { readonly values: Values; readonly person?: Person | undefined };

/** The same with what the oracle says of the line under this setting. */
export type JudgedSetting = Setting & { readonly oracle: () => readonly OracleBreach[] };

/** How the fold is held to the oracle. */
export type FoldCheck = {
  /** Tells the checks of one rule from each other; empty where there is one. */
  readonly name: string;
  /** `MANY` unless given: two shifts a day, nested ones and long ones among them. */
  readonly shape?: WorldShape;
  readonly settings: (world: World) => fc.Arbitrary<JudgedSetting>;
  /** What a breach is about, in the oracle's words; the first local date of its span unless given. */
  readonly about?: (breach: Breach, world: World) => string;
  /** Unless given, both must tell the same breaches: what they are about, and what was measured. */
  readonly agrees?: (breaches: readonly Breach[], said: readonly OracleBreach[], world: World) => boolean;
};

/** How the compiled form is held to the fold, on lines with one shift a day. */
export type CompiledCheck = {
  readonly name: string;
  /** False where `necessary` and `sufficient` differ; then each side is held to its own promise. */
  readonly exact: boolean;
  /** True where no line with one shift a day can break the rule, so that only rosters from elsewhere do. */
  readonly neverBroken?: true;
  /** Worlds with at most one planned shift a day and none over 24 hours; `singles()` unless given. */
  readonly worlds?: fc.Arbitrary<World>;
  readonly settings: (world: World) => fc.Arbitrary<Setting>;
};

/**
 * A small fault put into a rule: `from`, which must stand exactly once in `file`, becomes `to`. The checks of the rule must tell the
 * faulty rule from the right one.
 */
export type Mutant = {
  /** What is wrong with it, for example `a rest of just the limit is too short`. */
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** An import that `to` needs, as a line of the file. */
  readonly needs?: string;
};

/** Where a faulty rule was told from the right one: the check, the trials of it that were needed, and what differed. */
export type Death = { readonly strand: string; readonly trials: number; readonly difference: string };

/** All that holds one rule: it stands in `cases/RULE-ID.ts` under the name `check`. */
export type RuleCheck = {
  /** The rule's file; `src/rules/RULE-ID.ts` unless given. */
  readonly file?: string;
  /** The file with the rule in the law's words, which imports nothing of the product. */
  readonly oracle: string;
  readonly fold: readonly FoldCheck[];
  readonly compiled: readonly CompiledCheck[];
  /** Settings under which the rule is asked what it can say without the past or the future. */
  readonly missing: readonly Setting[];
  readonly mutants: readonly Mutant[];
};

/** A drawn line under a setting. */
export type Trial<T extends Setting = Setting> = { readonly world: World; readonly setting: T };

function trialsOf<T extends Setting>(
  worlds: fc.Arbitrary<World>,
  settings: (world: World) => fc.Arbitrary<T>,
): fc.Arbitrary<Trial<T>> {
  return worlds.chain((world) => settings(world).map((setting) => ({ world, setting })));
}

/** Worlds with at most one planned shift a day, half of them with every other shift alone: more of their lines are legal. */
export function singles(shape: WorldShape = SINGLE): fc.Arbitrary<World> {
  return fc
    .tuple(worldArbitrary(shape), fc.boolean())
    .map(([world, thinned]) =>
      thinned ? { ...world, line: world.line.filter((_, index) => index % 2 === 0) } : world,
    );
}

/** Whole numbers in a range as one value of the rule, for checks without an oracle. */
export function limits(name: string, min: number, max: number, more: Values = {}): () => fc.Arbitrary<Setting> {
  return () => fc.integer({ min, max }).map((limit) => ({ values: { [name]: limit, ...more } }));
}

/** Whole numbers in a range as one value of the rule, with what the oracle says of each. */
export function judgedLimits(
  name: string,
  min: number,
  max: number,
  oracle: (world: World, limit: number) => readonly OracleBreach[],
  more: Values = {},
): (world: World) => fc.Arbitrary<JudgedSetting> {
  return (world) =>
    fc
      .integer({ min, max })
      .map((limit) => ({ values: { [name]: limit, ...more }, oracle: () => oracle(world, limit) }));
}

export function foldTrials(check: FoldCheck): fc.Arbitrary<Trial<JudgedSetting>> {
  return trialsOf(worldArbitrary(check.shape ?? MANY), check.settings);
}

export function compiledTrials(check: CompiledCheck): fc.Arbitrary<Trial> {
  return trialsOf(check.worlds ?? singles(), check.settings);
}

/** A line of which the past or the future is hidden. */
export type HiddenTrial = Trial & { readonly hidden: 'past' | 'future' };

/** Published shifts of at most 24 hours on the wall clock; few enough planned days that not every rule is open. */
const published = worldArbitrary({ ...MANY, mostHalfHours: 46, maxDays: 9 });
const sparse = worldArbitrary({ ...SINGLE, daysBefore: 36, daysAfter: 36, maxDays: 9, mostHalfHours: 24 });

export function missingTrials(setting: Setting): fc.Arbitrary<HiddenTrial> {
  return fc
    .tuple(
      fc.oneof(published, sparse),
      fc.constantFrom('past' as const, 'future' as const),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([world, hidden, keep]) => ({
      world: { ...world, line: world.line.filter((_, index) => index % 3 < keep) },
      setting,
      hidden,
    }));
}

/** A breach of a span of local dates is about the span's first. */
export function firstDate(breach: Breach, world: World): string {
  return dateOf(world.zone, breach.span.start);
}
