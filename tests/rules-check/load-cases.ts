import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuleCheck } from './rule-check.ts';
import { rules } from '../../src/rules/registry.ts';
import type { LineRule } from '../../src/rules/rule.ts';

const FOLDER = new URL('cases/', import.meta.url);

/** The file with the checks of a rule: found by the rule's id, so that no list has to name it. */
function caseFile(ruleId: string): URL {
  return new URL(`${ruleId}.ts`, FOLDER);
}

/** The checks of a rule; undefined where nobody wrote any. */
export async function loadCase(ruleId: string): Promise<RuleCheck | undefined> {
  const file = fileURLToPath(caseFile(ruleId));
  if (!existsSync(file)) return undefined;
  const { check } = (await import(file)) as { readonly check?: RuleCheck };
  if (check === undefined) throw new Error(`${file} exports no check`);
  return check;
}

export type CheckedRule = { readonly rule: LineRule<unknown>; readonly check: RuleCheck };

/** Every rule of the registry that has checks, in its order. */
export async function loadCases(): Promise<readonly CheckedRule[]> {
  const loaded = await Promise.all(rules.map(async (rule) => ({ rule, check: await loadCase(rule.id) })));
  return loaded.flatMap(({ rule, check }) => (check === undefined ? [] : [{ rule, check }]));
}

/** Ids that have a file of checks. */
export function caseIds(): readonly string[] {
  return readdirSync(FOLDER).map((name) => name.replace(/\.ts$/, ''));
}
