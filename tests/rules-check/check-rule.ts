import { loadFaulty, loadFaultyModule } from './faulty-rule.ts';
import { huntFor } from './hunt.ts';
import { type CheckedRule, loadCase, loadTeamCase } from './load-cases.ts';
import type { Death, Mutant } from './rule-check.ts';
import { TEAM_AUDIT, type TeamAudit, teamHunt } from './team-check.ts';
import { writtenGaps, writtenTeamGaps } from './written.ts';
import { teamBreachesOf } from '../../src/audit/team-rules.ts';
import { ruleOf } from '../../src/rules/registry.ts';
import { teamRuleOf } from '../../src/rules/team/registry.ts';
import type { TeamRule } from '../../src/rules/team/team-rule.ts';

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
  /** Trials of each check that a rule without faults must pass, also where its mutants die sooner. */
  readonly least: number;
};

async function huntAll<T>(
  ruleId: string,
  mutants: readonly Mutant[],
  load: (mutant: Mutant) => Promise<T>,
  kill: (faulty: T) => Pick<Death, 'strand' | 'trials'> | undefined,
): Promise<Report> {
  const lines: string[] = [];
  const gaps: string[] = [];
  let dead = 0;
  for (const mutant of mutants) {
    try {
      const death = kill(await load(mutant));
      if (death === undefined) {
        gaps.push(`${ruleId}: the mutant "${mutant.name}" lives`);
        lines.push(`  LIVES  ${mutant.name}`);
      } else {
        dead++;
        lines.push(`  dies   ${mutant.name} (${death.strand}, ${death.trials})`);
      }
    } catch (error) {
      gaps.push(`${ruleId}: ${error instanceof Error ? error.message : String(error)}`);
      lines.push(`  FAILS  ${mutant.name}`);
    }
  }
  return { lines, gaps, mutants: mutants.length, dead };
}

async function huntMutants(checked: CheckedRule, { seed, worlds, least }: Effort): Promise<Report> {
  const { rule, check } = checked;
  const hunt = huntFor(checked, seed, worlds);
  const file = check.file ?? `src/rules/${rule.id}.ts`;
  const found = await huntAll(rule.id, check.mutants, (mutant) => loadFaulty(rule.id, file, mutant), hunt.kill);
  const fault = hunt.ownFault(least);
  if (fault === undefined) return found;
  const gap = `${rule.id} itself disagrees (${fault.strand}): ${fault.difference}`;
  return { ...found, gaps: [...found.gaps, gap] };
}

/** Looks at one rule of the registry: what is written about it, whether it agrees with its oracle, and whether its mutants die. */
export async function checkRule(ruleId: string, effort: Effort): Promise<Report> {
  const teamRule = teamRuleOf(ruleId);
  if (teamRule !== undefined) return checkTeamRule(teamRule, effort);
  const rule = ruleOf(ruleId);
  if (rule === undefined) throw new Error(`no rule ${ruleId}`);
  const check = await loadCase(ruleId);
  const checked = check === undefined ? undefined : { rule, check };
  const hunted = checked === undefined ? NOTHING : await huntMutants(checked, effort);
  return reportOf(ruleId, check?.oracle, await writtenGaps(rule, checked), hunted);
}

const NOTHING: Report = { lines: [], gaps: [], mutants: 0, dead: 0 };

function reportOf(ruleId: string, oracle: string | undefined, missing: readonly string[], hunted: Report): Report {
  const written = missing.length === 0 ? 'manual, en, zh' : missing.join('; ').toUpperCase();
  return {
    ...hunted,
    lines: [`${ruleId}: oracle ${oracle ?? '-'}; ${written}`, ...hunted.lines],
    gaps: [...missing.map((gap) => `${ruleId} ${gap}`), ...hunted.gaps],
  };
}

/** A rule of a team: its audit against its oracle on drawn rosters, and faulty audits of it. */
async function checkTeamRule(rule: TeamRule, effort: Effort): Promise<Report> {
  const check = await loadTeamCase(rule.id);
  const missing = await writtenTeamGaps(rule, check);
  if (check === undefined) return reportOf(rule.id, undefined, missing, NOTHING);
  const hunt = teamHunt(rule.id, check, effort);
  const load = async (mutant: Mutant): Promise<TeamAudit> => {
    const { teamBreachesOf: faulty } = await loadFaultyModule(TEAM_AUDIT, mutant);
    return faulty as TeamAudit;
  };
  const found = await huntAll(rule.id, check.mutants, load, (faulty) => hunt.kill(faulty, effort.worlds));
  const own = hunt.ownGaps(teamBreachesOf, effort.least).map((gap) => `${rule.id} ${gap}`);
  return reportOf(rule.id, check.oracle, missing, { ...found, gaps: [...found.gaps, ...own] });
}
