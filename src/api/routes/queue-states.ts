import { fromPatience, fromQueueStates, parsePatience, parseQueueStates } from '../../contract/queue-states.ts';
import {
  makePatienceEstimate,
  makeQueueStates,
  type PatienceData,
  type QueueQuestion,
} from '../../planning/queue-states.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/queue-states: queues to their service. */
export const queueStates: Operation<readonly QueueQuestion[]> = {
  read: parseQueueStates,
  make: (questions) => ({ ok: true, value: fromQueueStates(makeQueueStates(questions)) }),
};

/** POST /v1/patience-estimates: waits and hang-ups to mean patience. */
export const patienceEstimates: Operation<PatienceData> = {
  read: parsePatience,
  make: (data) => mapped(makePatienceEstimate(data), fromPatience),
};
