import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { type BatchedPlan, batchTotals, parsePlanBatch, planSummaryOf } from '../../contract/plan-batch.ts';
import { parsePlan } from '../../contract/plan-mapping.ts';
import { fromPlanResult } from '../../contract/plan-result-mapping.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { makeFolder, userPath } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { type BatchLine, planBatchText } from '../text/plan-batch-text.ts';
import { withHistories } from './history-files.ts';
import { folderIssues, limitsOf, writeResult } from './plan.ts';
import { rosterCode } from './roster.ts';

/** The document with the histories of each plan read from the files that they name; what is no batch is told later. */
function withFiles(folder: string, document: unknown): { readonly value: unknown; readonly issues: readonly Issue[] } {
  if (typeof document !== 'object' || document === null || !('plans' in document) || !Array.isArray(document.plans))
    return { value: document, issues: [] };
  const issues: Issue[] = [];
  const plans = document.plans.map((one: unknown, index): unknown => {
    if (typeof one !== 'object' || one === null || !('plan' in one)) return one;
    const filled = withHistories(folder, one.plan);
    if (filled.ok) return { ...one, plan: filled.value };
    issues.push(...filled.issues.map((wrong) => ({ ...wrong, path: `/plans/${index}/plan${wrong.path}` })));
    return one;
  });
  return { value: { ...document, plans }, issues };
}

/** Solves one plan and writes its documents; what it lacks is told of it alone. */
async function solved(session: Session, common: Common, { label, body }: BatchedPlan): Promise<BatchLine> {
  const plan = parsePlan(JSON.parse(body));
  if (!plan.ok) throw new Error(`the plan ${label} was read before`);
  const control = { signal: session.interrupted };
  const limits = limitsOf(plan.value.limits, {});
  try {
    const made = await session.threads().run('plan', { ...plan.value, limits }, control);
    if (!made.ok) return { id: label, state: 'failed', problem: { issues: made.issues } };
    const result = fromPlanResult(made.value, []);
    const out = common.out === undefined ? undefined : join(common.out, encodeURIComponent(label));
    const unwritten = writeResult(session, { ...common, out }, made.value, result);
    if (unwritten.length > 0) return { id: label, state: 'failed', problem: { issues: unwritten } };
    const isStopped = session.interrupted.aborted && result.roster.endedBy === 'cancel';
    const isDone = result.audit.clean && rosterCode(result.roster) === EXIT.done;
    return { id: label, state: isStopped ? 'stopped' : 'succeeded', summary: planSummaryOf(result), isDone };
  } catch (error) {
    // A thread that died takes its own plan alone; a defect is one of the product.
    if (!(error instanceof Error && 'refusal' in error)) throw error;
    return { id: label, state: 'failed', problem: { detail: error.message } };
  }
}

/** `shiftcast plan-batch BATCH.json [--out DIR] [--threads N]`: plans of several teams, beside each other, joined. */
export async function planBatchCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const threads = values.number('threads', { least: 1, most: 64, whole: true }) ?? availableParallelism();
  values.add(...folderIssues(session, common));
  const document = readJson(session.folder, file, 'BATCH');
  const filled = document.ok ? withFiles(dirname(userPath(session.folder, file)), document.value) : undefined;
  const read = filled === undefined ? undefined : parsePlanBatch(filled.value, { teams: {}, proficiency: {} });
  const fileIssues = document.ok
    ? inFile(file, [...(filled?.issues ?? []), ...(read?.ok === false ? read.issues : [])])
    : document.issues;
  const issues = [...values.issues(), ...fileIssues];
  if (issues.length > 0 || read?.ok !== true) return refuse(session, common, file, issues);
  if (common.out !== undefined) {
    const ready = makeFolder(userPath(session.folder, common.out), common.out);
    if (!ready.ok) return refuse(session, common, file, ready.issues);
  }
  const plans = read.value;
  const lines: BatchLine[] = [];
  let next = 0;
  session.threads(Math.min(threads, plans.length));
  const work = async (): Promise<void> => {
    for (let index = next++; index < plans.length; index = next++) {
      const plan = plans[index];
      if (plan !== undefined) lines[index] = await solved(session, common, plan);
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, plans.length) }, work));
  const totals = batchTotals(lines);
  const told = lines.map(({ isDone: _isDone, ...line }) => line);
  return give(
    session,
    { ...common, out: undefined },
    {
      document: { kind: 'plan-batch', plans: told, totals },
      text: () => planBatchText(common.language, lines, totals),
      code: lines.every(({ isDone }) => isDone === true) ? EXIT.done : EXIT.notClean,
    },
  );
}
