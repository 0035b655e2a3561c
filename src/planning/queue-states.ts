import type { PatienceData, PatienceOutcome, QueueAnswer, QueueQuestion } from '../domain/queue.ts';
import { estimatePatience } from '../staffing/patience.ts';
import { answerQueue } from '../staffing/queue-answer.ts';

export type { PatienceData, QueueQuestion };

/** Queues to their service, needs and sensitivities, in the order given. */
export function makeQueueStates(questions: readonly QueueQuestion[]): readonly QueueAnswer[] {
  return questions.map(answerQueue);
}

/** Waits to mean patience. Issues are at `/data`. */
export function makePatienceEstimate(data: PatienceData): PatienceOutcome {
  return estimatePatience(data);
}
