import type { Language } from '../../contract/messages/catalog.ts';
import type { BatchTotals, PlanSummaryDocument } from '../../contract/plan-batch.ts';
import { type Issue, issuesText } from '../messages.ts';
import { fixed, percent } from './numbers.ts';
import { table } from './table.ts';

/** What became of one plan of a batch. */
export type BatchLine = {
  readonly id: string;
  readonly state: 'succeeded' | 'stopped' | 'failed';
  readonly summary?: PlanSummaryDocument | undefined;
  readonly problem?:
    | { readonly detail?: string | undefined; readonly issues?: readonly Issue[] | undefined }
    | undefined;
  /** A roster that breaks nothing. */
  readonly isDone?: boolean | undefined;
};

const WORDS = {
  en: {
    plan: 'Plan',
    state: 'State',
    status: 'Status',
    gap: 'Gap',
    shifts: 'Shifts',
    hours: 'Hours',
    short: 'Short h',
    findings: 'Findings',
    all: 'all',
  },
  zh: {
    plan: '计划',
    state: '状态',
    status: '结果',
    gap: '差距',
    shifts: '班次',
    hours: '工时',
    short: '缺员小时',
    findings: '问题数',
    all: '合计',
  },
} as const satisfies Readonly<Record<Language, object>>;

/** Plans of several teams in a table with their sums, and below it why one failed. */
export function planBatchText(language: Language, lines: readonly BatchLine[], totals: BatchTotals): string {
  const words = WORDS[language];
  const numbers = (one: Pick<BatchTotals, 'shifts' | 'paidHours' | 'shortHours' | 'findings'>): string[] => [
    String(one.shifts),
    fixed(one.paidHours, 1),
    fixed(one.shortHours, 1),
    String(one.findings),
  ];
  const rows = lines.map(({ id, state, summary }) =>
    summary === undefined
      ? [id, state, '-', '-', '-', '-', '-', '-']
      : [id, state, summary.status, percent(summary.gap), ...numbers(summary)],
  );
  const sums = [words.all, `${totals.succeeded}/${totals.plans}`, '', percent(totals.widestGap), ...numbers(totals)];
  const columns = [
    { head: words.plan },
    { head: words.state },
    { head: words.status },
    { head: words.gap, number: true },
    { head: words.shifts, number: true },
    { head: words.hours, number: true },
    { head: words.short, number: true },
    { head: words.findings, number: true },
  ];
  const reasons = lines.map(({ id, problem }) => {
    if (problem?.issues !== undefined) return issuesText(language, id, problem.issues);
    return problem?.detail === undefined ? '' : `${id}: ${problem.detail}\n`;
  });
  return `${table(columns, [...rows, sums])}${reasons.join('')}`;
}
