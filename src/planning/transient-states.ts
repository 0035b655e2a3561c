import type { Outcome } from '../domain/issue.ts';
import type { TransientAnswer, TransientQuestion } from '../domain/queue.ts';
import { transientEffort, transientStates } from '../staffing/transient-states.ts';

export type { TransientQuestion };

/** A queue followed in time through its intervals. Issues are at `/thresholdSeconds` and `/intervals`. */
export function makeTransientStates(question: TransientQuestion): Outcome<TransientAnswer> {
  const { thresholdSeconds, intervalSeconds } = question;
  if (thresholdSeconds > intervalSeconds) {
    const facts = { thresholdSeconds, intervalSeconds };
    const message = `The threshold of ${thresholdSeconds} s is longer than an interval of ${intervalSeconds} s.`;
    const hint = 'Give longer intervals, or a shorter threshold.';
    return { ok: false, issues: [{ code: 'threshold-too-long', path: '/thresholdSeconds', message, facts, hint }] };
  }
  const times = Math.round(10 * transientEffort(question)) / 10;
  if (times > 1) {
    const message = `This is ${times} times as much as can be followed at once.`;
    const hint = 'Ask for fewer intervals, or simulate so large a queue (POST /v1/simulations).';
    return {
      ok: false,
      issues: [{ code: 'transient-too-large', path: '/intervals', message, facts: { times }, hint }],
    };
  }
  return { ok: true, value: transientStates(question) };
}
