import type { Outcome } from '../domain/issue.ts';
import type { TransientAnswer, TransientQuestion } from '../domain/queue.ts';
import { transientEffort, transientStates } from '../staffing/transient-states.ts';

export type { TransientQuestion };

/** A queue followed in time through its intervals, or none of it where a stop is asked for before the last. Issues are at `/thresholdSeconds` and `/intervals`. */
export function makeTransientStates(
  question: TransientQuestion,
  stopRequested: () => boolean,
): Outcome<TransientAnswer> {
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
  const answer = transientStates(question, stopRequested);
  const facts = { followed: answer.intervals.length, intervals: question.intervals.length };
  if (facts.followed === facts.intervals) return { ok: true, value: answer };
  const message = `The time was over when ${facts.followed} of ${facts.intervals} intervals were followed.`;
  const hint = 'Ask for fewer intervals, or simulate so large a queue (POST /v1/simulations).';
  return { ok: false, issues: [{ code: 'transient-time-over', path: '/intervals', message, facts, hint }] };
}
