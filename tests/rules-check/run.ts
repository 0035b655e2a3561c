import { parseArgs } from 'node:util';
import { loadFaulty } from './faulty-rule.ts';
import { huntFor } from './hunt.ts';
import { caseIds, type CheckedRule, loadCase } from './load-cases.ts';
import { compareOnRosters } from './rosters.ts';
import { writtenGaps } from './written.ts';
import { rules } from '../../src/rules/registry.ts';
import type { LineRule } from '../../src/rules/rule.ts';

/*
 * `npm run -s check:rules [-- --rule ID --worlds 3000 --seed 1]`: every rule of the registry with its oracle, mutants, manual entry and texts. Exit
 * code 1 where one is missing, a rule disagrees with its oracle or its compiled form, or a mutant lives. `-- --rosters 10000` instead draws
 * so many random rosters on which compiled form, fold and oracle of every rule must agree.
 */
const { values: options } = parseArgs({
  options: {
    rule: { type: 'string', multiple: true },
    worlds: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    rosters: { type: 'string' },
  },
});

/** Trials of each check that a rule without faults must pass, also where its mutants die sooner. */
const LEAST_TRIALS = 200;

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1, not ${text}`);
  return value;
}

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const gaps: string[] = [];
let mutants = 0;
let dead = 0;

async function huntMutants(checked: CheckedRule): Promise<void> {
  const { rule, check } = checked;
  const hunt = huntFor(checked, wholeNumber('seed', options.seed), wholeNumber('worlds', options.worlds));
  for (const mutant of check.mutants) {
    mutants++;
    try {
      const faulty = await loadFaulty(rule.id, check.file ?? `src/rules/${rule.id}.ts`, mutant);
      const death = hunt.kill(faulty);
      if (death === undefined) {
        gaps.push(`${rule.id}: the mutant "${mutant.name}" lives`);
        tell(`  LIVES  ${mutant.name}`);
      } else {
        dead++;
        tell(`  dies   ${mutant.name} (${death.strand}, ${death.trials})`);
      }
    } catch (error) {
      gaps.push(`${rule.id}: ${error instanceof Error ? error.message : String(error)}`);
      tell(`  FAILS  ${mutant.name}`);
    }
  }
  const fault = hunt.ownFault(LEAST_TRIALS);
  if (fault !== undefined) gaps.push(`${rule.id} itself disagrees (${fault.strand}): ${fault.difference}`);
}

async function checkRule(rule: LineRule<unknown>): Promise<void> {
  const check = await loadCase(rule.id);
  const checked = check === undefined ? undefined : { rule, check };
  const missing = await writtenGaps(rule, checked);
  gaps.push(...missing.map((gap) => `${rule.id} ${gap}`));
  const written = missing.length === 0 ? 'manual, en, zh' : missing.join('; ').toUpperCase();
  tell(`${rule.id}: oracle ${check?.oracle ?? '-'}; ${written}`);
  if (checked !== undefined) await huntMutants(checked);
}

const asked = options.rule ?? rules.map(({ id }) => id);
const chosen = rules.filter(({ id }) => asked.includes(id));
for (const id of asked) if (!rules.some((rule) => rule.id === id)) gaps.push(`${id} is no rule of the registry`);
for (const id of caseIds()) if (!rules.some((rule) => rule.id === id)) gaps.push(`${id} has checks and is no rule`);

if (options.rosters === undefined) {
  for (const rule of chosen) await checkRule(rule);
  tell(`${chosen.length} rules, ${mutants} mutants, ${dead} of them dead`);
} else {
  const loaded = await Promise.all(chosen.map(async (rule) => ({ rule, check: await loadCase(rule.id) })));
  const checked = loaded.flatMap(({ rule, check }) => (check === undefined ? [] : [{ rule, check }]));
  for (const { rule, check } of loaded) if (check === undefined) gaps.push(`${rule.id} has no checks`);
  gaps.push(
    ...compareOnRosters(checked, wholeNumber('rosters', options.rosters), wholeNumber('seed', options.seed), tell),
  );
}
for (const gap of gaps) tell(`FAILS: ${gap}`);
process.exitCode = gaps.length === 0 ? 0 : 1;
