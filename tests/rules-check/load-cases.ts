import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuleCheck } from './rule-check.ts';
import type { TeamCheck } from './team-check.ts';
import { rules } from '../../src/rules/registry.ts';
import type { LineRule } from '../../src/rules/rule.ts';

/** Folder of the checks: of rules of one employee's line, and of rules of a team. */
export const CASES = { line: 'cases', team: 'team-cases' } as const;

type Checks = { readonly line: RuleCheck; readonly team: TeamCheck };

function folderOf(kind: keyof Checks): URL {
  return new URL(`${CASES[kind]}/`, import.meta.url);
}

/** The file with the checks of a rule is found by the rule's id, so that no list has to name it; undefined where nobody wrote any. */
async function loadCheck<K extends keyof Checks>(kind: K, ruleId: string): Promise<Checks[K] | undefined> {
  const file = fileURLToPath(new URL(`${ruleId}.ts`, folderOf(kind)));
  if (!existsSync(file)) return undefined;
  const { check } = (await import(file)) as { readonly check?: Checks[K] };
  if (check === undefined) throw new Error(`${file} exports no check`);
  return check;
}

/** The checks of a rule of lines. */
export async function loadCase(ruleId: string): Promise<RuleCheck | undefined> {
  return loadCheck('line', ruleId);
}

/** The checks of a rule of teams. */
export async function loadTeamCase(ruleId: string): Promise<TeamCheck | undefined> {
  return loadCheck('team', ruleId);
}

export type CheckedRule = { readonly rule: LineRule<unknown>; readonly check: RuleCheck };

/** Every rule of the registry that has checks, in its order. */
export async function loadCases(): Promise<readonly CheckedRule[]> {
  const loaded = await Promise.all(rules.map(async (rule) => ({ rule, check: await loadCase(rule.id) })));
  return loaded.flatMap(({ rule, check }) => (check === undefined ? [] : [{ rule, check }]));
}

/** Ids that have a file of checks. */
export function caseIds(kind: keyof Checks): readonly string[] {
  return readdirSync(folderOf(kind)).map((name) => name.replace(/\.ts$/, ''));
}
