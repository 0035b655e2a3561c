import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Effort, Report } from './check-rule.ts';
import { caseIds, loadCases } from './load-cases.ts';
import { compareOnRosters } from './rosters.ts';
import { ruleOf, rules } from '../../src/rules/registry.ts';
import { teamRules } from '../../src/rules/team/registry.ts';

/*
 * `npm run -s check:rules [-- --rule ID --worlds 3000 --least 200 --seed 1]`: every rule of the registry with its oracle, mutants, manual entry and texts. Exit
 * code 1 where one is missing, a rule disagrees with its oracle or its compiled form, or a mutant lives. `-- --rosters 10000` instead draws
 * so many random rosters on which compiled form, fold and oracle of every rule of one employee's line must agree.
 */
const { values: options } = parseArgs({
  options: {
    rule: { type: 'string', multiple: true },
    worlds: { type: 'string', default: '3000' },
    least: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    rosters: { type: 'string' },
  },
});

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1, not ${text}`);
  return value;
}

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const all = [...rules, ...teamRules].map(({ id }) => id);
const isRule = (id: string): boolean => all.includes(id);
const gaps: string[] = [];

/** The reports of the rules, told in their order as soon as all before them are there; two threads share the rules. */
async function checkAll(ids: readonly string[], effort: Effort): Promise<readonly Report[]> {
  const reports: Report[] = [];
  let next = 0;
  let told = 0;
  const work = async (): Promise<void> => {
    const thread = new Worker(new URL('check-thread.ts', import.meta.url), { workerData: effort });
    for (let index = next++; index < ids.length; index = next++) {
      thread.postMessage(ids[index]);
      const [report] = (await once(thread, 'message')) as [Report];
      reports[index] = report;
      for (let ready = reports[told]; ready !== undefined; ready = reports[++told]) ready.lines.forEach(tell);
    }
    await thread.terminate();
  };
  const threads = Math.min(2, availableParallelism(), ids.length);
  await Promise.all(Array.from({ length: threads }, work));
  return reports;
}

const ids = all.filter((id) => options.rule?.includes(id) ?? true);
for (const id of options.rule ?? []) if (!isRule(id)) gaps.push(`${id} is no rule of the registry`);
if (options.rule === undefined) {
  const cases = [...caseIds('line'), ...caseIds('team')];
  for (const id of cases) if (!isRule(id)) gaps.push(`${id} has checks and is no rule`);
}
const seed = wholeNumber('seed', options.seed);
if (options.rosters === undefined) {
  const effort = { seed, worlds: wholeNumber('worlds', options.worlds), least: wholeNumber('least', options.least) };
  const reports = await checkAll(ids, effort);
  gaps.push(...reports.flatMap((report) => report.gaps));
  const total = (part: 'mutants' | 'dead'): number => reports.reduce((sum, report) => sum + report[part], 0);
  tell(`${ids.length} rules, ${total('mutants')} mutants, ${total('dead')} of them dead`);
} else {
  const checked = (await loadCases()).filter(({ rule }) => ids.includes(rule.id));
  const lineIds = ids.filter((id) => ruleOf(id) !== undefined);
  for (const id of lineIds) if (checked.every(({ rule }) => rule.id !== id)) gaps.push(`${id} has no checks`);
  gaps.push(...compareOnRosters(checked, wholeNumber('rosters', options.rosters), seed, tell));
}
for (const gap of gaps) tell(`FAILS: ${gap}`);
process.exitCode = gaps.length === 0 ? 0 : 1;
