import { loadFaulty } from './faulty-rule.ts';
import { huntFor } from './hunt.ts';
import { type CheckedRule, loadCase } from './load-cases.ts';
import { writtenGaps } from './written.ts';
import { ruleOf } from '../../src/rules/registry.ts';

/** What there is to tell of a rule, and what is missing of it or lives. */
export type Report = {
  readonly lines: readonly string[];
  readonly gaps: readonly string[];
  readonly mutants: number;
  readonly dead: number;
};

export type Effort = {
  readonly seed: number;
  /** The most trials of each check that a mutant may live through. */
  readonly worlds: number;
};

/** Trials of each check that a rule without faults must pass, also where its mutants die sooner. */
const LEAST_TRIALS = 200;

async function huntMutants(checked: CheckedRule, { seed, worlds }: Effort): Promise<Report> {
  const { rule, check } = checked;
  const hunt = huntFor(checked, seed, worlds);
  const lines: string[] = [];
  const gaps: string[] = [];
  let dead = 0;
  for (const mutant of check.mutants) {
    try {
      const faulty = await loadFaulty(rule.id, check.file ?? `src/rules/${rule.id}.ts`, mutant);
      const death = hunt.kill(faulty);
      if (death === undefined) {
        gaps.push(`${rule.id}: the mutant "${mutant.name}" lives`);
        lines.push(`  LIVES  ${mutant.name}`);
      } else {
        dead++;
        lines.push(`  dies   ${mutant.name} (${death.strand}, ${death.trials})`);
      }
    } catch (error) {
      gaps.push(`${rule.id}: ${error instanceof Error ? error.message : String(error)}`);
      lines.push(`  FAILS  ${mutant.name}`);
    }
  }
  const fault = hunt.ownFault(LEAST_TRIALS);
  if (fault !== undefined) gaps.push(`${rule.id} itself disagrees (${fault.strand}): ${fault.difference}`);
  return { lines, gaps, mutants: check.mutants.length, dead };
}

/** Looks at one rule of the registry: what is written about it, whether it agrees with its oracle, and whether its mutants die. */
export async function checkRule(ruleId: string, effort: Effort): Promise<Report> {
  const rule = ruleOf(ruleId);
  if (rule === undefined) throw new Error(`no rule ${ruleId}`);
  const check = await loadCase(ruleId);
  const checked = check === undefined ? undefined : { rule, check };
  const missing = await writtenGaps(rule, checked);
  const written = missing.length === 0 ? 'manual, en, zh' : missing.join('; ').toUpperCase();
  const hunted =
    checked === undefined ? { lines: [], gaps: [], mutants: 0, dead: 0 } : await huntMutants(checked, effort);
  return {
    ...hunted,
    lines: [`${ruleId}: oracle ${check?.oracle ?? '-'}; ${written}`, ...hunted.lines],
    gaps: [...missing.map((gap) => `${ruleId} ${gap}`), ...hunted.gaps],
  };
}
