import { readText } from '../files.ts';
import { commandIssue, type Issue, type Outcome } from '../messages.ts';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A document with queues, with the text of each history's `file` (of `history` and `like`, beside the document) in place of its name; what has another shape is
 * left for the contract to refuse.
 */
export function withHistories(beside: string, document: unknown): Outcome<unknown> {
  if (!isRecord(document) || !Array.isArray(document['queues'])) return { ok: true, value: document };
  const issues: Issue[] = [];
  const filled = (history: unknown, at: string): unknown => {
    if (!isRecord(history) || typeof history['file'] !== 'string') return history;
    const { file, ...rest } = history;
    if ('csv' in rest || 'rows' in rest) issues.push(commandIssue('history-in-file-and-body', at, {}));
    const text = readText(beside, file, `${at}/file`);
    if (!text.ok) issues.push(...text.issues);
    return { ...rest, csv: text.ok ? text.value : '' };
  };
  const queues = document['queues'].map((queue: unknown, index): unknown => {
    if (!isRecord(queue)) return queue;
    const at = `/queues/${index}`;
    return {
      ...queue,
      ...('history' in queue ? { history: filled(queue['history'], `${at}/history`) } : {}),
      ...('like' in queue ? { like: filled(queue['like'], `${at}/like`) } : {}),
    };
  });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: { ...document, queues } };
}
