import { isDeepStrictEqual } from 'node:util';
import {
  type CompiledCheck,
  firstDate,
  type FoldCheck,
  type HiddenTrial,
  type JudgedSetting,
  type Trial,
} from './rule-check.ts';
import type { OracleBreach } from '../oracle/rules/clock.ts';
import { satisfiesAll } from '../property/rules/primitives.ts';
import { contextOf } from '../property/rules/world.ts';
import { compileRules } from '../../src/rules/compile.ts';
import { judgeLine } from '../../src/rules/fold.ts';
import type { BoundRule, LineRule } from '../../src/rules/rule.ts';
import { settleValues } from '../../src/rules/settings.ts';

/*
 * One trial against one rule: undefined where they agree, otherwise what differs. The rule comes as a value, so that a faulty one can
 * stand in its place.
 */
type Rule = LineRule<unknown>;

function bind(rule: Rule, { setting }: Trial): readonly BoundRule[] {
  return [{ rule, values: settleValues(rule, setting.values), severity: 'block' }];
}

function sorted(breaches: readonly OracleBreach[]): readonly OracleBreach[] {
  return breaches
    .map(({ about, measured }) => ({ about, measured }))
    .sort((a, b) => (a.about < b.about ? -1 : a.about > b.about ? 1 : a.measured - b.measured));
}

/** The fold against the oracle, and the excess against the distance from the limit. `said` is what the oracle says. */
export function foldDisagreement(
  rule: Rule,
  check: FoldCheck,
  trial: Trial<JudgedSetting>,
  said = trial.setting.oracle(),
): string | undefined {
  const { world, setting } = trial;
  const { breaches } = judgeLine(bind(rule, trial), contextOf(world, setting.person), world);
  for (const { measured, limit, excess } of breaches) {
    if (excess <= 0 || excess !== Math.abs(measured - limit)) {
      return `measured ${measured} with limit ${limit} has the excess ${excess}`;
    }
  }
  const about = check.about ?? firstDate;
  const told = sorted(breaches.map((breach) => ({ about: about(breach, world), measured: breach.measured })));
  const agree = check.agrees?.(breaches, said, world) ?? isDeepStrictEqual(told, sorted(said));
  return agree ? undefined : `fold ${JSON.stringify(told)}, oracle ${JSON.stringify(sorted(said))}`;
}

export type CompiledVerdict = {
  readonly legal: boolean;
  readonly necessary: boolean;
  readonly sufficient: boolean;
  readonly disagreement: string | undefined;
};

/** What fold and compiled form say of a line: both sides alike where the form is exact, else each as far as it promises. */
export function compiledVerdict(rule: Rule, { exact }: Pick<CompiledCheck, 'exact'>, trial: Trial): CompiledVerdict {
  const { world, setting } = trial;
  const context = contextOf(world, setting.person);
  const bound = bind(rule, trial);
  const legal = judgeLine(bound, context, world).breaches.length === 0;
  const [compiled] = compileRules(bound, context, world.past, world.future);
  if (compiled === undefined) throw new Error(`${rule.id} was not compiled`);
  const necessary = satisfiesAll(compiled.necessary, context, world.line);
  const sufficient = satisfiesAll(compiled.sufficient, context, world.line);
  const agree = exact ? necessary === legal && sufficient === legal : (!legal || necessary) && (!sufficient || legal);
  const disagreement = agree ? undefined : `legal ${legal}, necessary ${necessary}, sufficient ${sufficient}`;
  return { legal, necessary, sufficient, disagreement };
}

export type MissingVerdict = { readonly decided: boolean; readonly disagreement: string | undefined };

/** A rule that is not called unknown without the past or the future is not changed by any. */
export function missingVerdict(rule: Rule, trial: HiddenTrial): MissingVerdict {
  const { world, setting, hidden } = trial;
  const bound = bind(rule, trial);
  const context = contextOf(world, setting.person);
  const blind = { ...context, pastKnown: hidden !== 'past', futureKnown: hidden !== 'future' };
  const { breaches, unknowns } = judgeLine(bound, blind, { ...world, [hidden]: [] });
  const decided = unknowns.length === 0;
  const told = judgeLine(bound, context, world).breaches.length > 0;
  const agree = !decided || breaches.length > 0 === told;
  const disagreement = agree
    ? undefined
    : `without the ${hidden} ${breaches.length > 0 ? 'breach' : 'none'}, with it ${told ? 'breach' : 'none'}`;
  return { decided, disagreement };
}
