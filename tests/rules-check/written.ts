import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importsOf, textOf } from './faulty-rule.ts';
import { CASES, type CheckedRule } from './load-cases.ts';
import type { TeamCheck } from './team-check.ts';
import type { Mutant } from './rule-check.ts';
import { en } from '../../src/contract/messages/en.ts';
import { zh } from '../../src/contract/messages/zh.ts';
import type { LineRule } from '../../src/rules/rule.ts';
import type { TeamRule } from '../../src/rules/team/team-rule.ts';

const MANUAL = 'src/MANUAL.md';
/** Where the oracle of rules of teams is asked. */
const TEAM_TRIALS = 'tests/rules-check/team-check.ts';
const FEWEST_MUTANTS = 3;

/** Files that a file imports, and theirs in turn. */
async function allImportsOf(file: string, seen = new Set<string>()): Promise<ReadonlySet<string>> {
  for (const next of await importsOf(file)) {
    if (seen.has(next)) continue;
    seen.add(next);
    await allImportsOf(next, seen);
  }
  return seen;
}

function exists(file: string): boolean {
  return existsSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)));
}

async function oracleGaps(importer: string, { oracle }: { readonly oracle: string }): Promise<readonly string[]> {
  if (!exists(oracle)) return [`has no oracle: there is no file ${oracle}`];
  const gaps: string[] = [];
  if (!(await importsOf(importer)).includes(oracle)) {
    gaps.push(`is not held to its oracle: its checks do not import ${oracle}`);
  }
  const foreign = [...(await allImportsOf(oracle))].filter((file) => !file.startsWith('tests/oracle/'));
  if (foreign.length > 0)
    gaps.push(`has an oracle that shares code with the product: it imports ${foreign.join(', ')}`);
  return gaps;
}

function checkGaps({ check }: CheckedRule): readonly string[] {
  const gaps: string[] = [];
  for (const kind of ['fold', 'compiled', 'missing'] as const) {
    if (check[kind].length === 0) gaps.push(`has no check of kind ${kind}`);
  }
  return [...gaps, ...mutantGaps(check)];
}

function mutantGaps(check: { readonly mutants: readonly Mutant[] }): readonly string[] {
  const gaps: string[] = [];
  const names = check.mutants.map(({ name }) => name);
  if (names.length < FEWEST_MUTANTS) gaps.push(`has ${names.length} mutants of at least ${FEWEST_MUTANTS}`);
  if (new Set(names).size < names.length) gaps.push('has two mutants of one name');
  return gaps;
}

type Named = { readonly id: string; readonly parameters: readonly { readonly name: string }[] };

/** What is missing of a rule in the manual: its row in the table of rules, and the name of each value in that row. */
export function manualGaps(rule: Named, manual: string): readonly string[] {
  const table = manual.slice(manual.indexOf('\n## Rules\n'));
  const row = table.split('\n').find((line) => line.startsWith(`| \`${rule.id}\` |`));
  if (row === undefined) return [`has no row in the rules of ${MANUAL}`];
  return rule.parameters
    .filter(({ name }) => !row.includes(`\`${name}\``))
    .map(({ name }) => `has a value that its row in ${MANUAL} does not name: ${name}`);
}

/** What is missing of a rule's texts: what is said of a breach, in both languages. */
export function textGaps(ruleId: string, catalogs: { readonly en: Texts; readonly zh: Texts }): readonly string[] {
  return (['en', 'zh'] as const).flatMap((language) => {
    const text = catalogs[language].breaches[ruleId];
    if (text === undefined) return [`has no text for its breach in ${language}`];
    const isHan = /\p{Script=Han}/u.test(String(text));
    return isHan === (language === 'zh')
      ? []
      : [`has a text for its breach in ${language} that is in another language`];
  });
}

type Texts = { readonly breaches: Readonly<Record<string, string | readonly string[]>> };

/** All that is missing of what must be written about a rule; each gap reads behind the rule's id. */
export async function writtenGaps(
  rule: LineRule<unknown>,
  checked: CheckedRule | undefined,
): Promise<readonly string[]> {
  const file = `tests/rules-check/${CASES.line}/${rule.id}.ts`;
  return [
    ...(checked === undefined
      ? [`has no checks: write ${file}`]
      : [...(await oracleGaps(file, checked.check)), ...checkGaps(checked)]),
    ...(await toldGaps(rule)),
  ];
}

/** The same of a rule of a team. */
export async function writtenTeamGaps(rule: TeamRule, check: TeamCheck | undefined): Promise<readonly string[]> {
  const file = `tests/rules-check/${CASES.team}/${rule.id}.ts`;
  return [
    ...(check === undefined
      ? [`has no checks: write ${file}`]
      : [...(await oracleGaps(TEAM_TRIALS, check)), ...mutantGaps(check)]),
    ...(await toldGaps(rule)),
  ];
}

async function toldGaps(rule: Named): Promise<readonly string[]> {
  return [...manualGaps(rule, await textOf(MANUAL)), ...textGaps(rule.id, { en, zh })];
}
