import { fromTransientStates, parseTransientStates } from '../../contract/transient-states.ts';
import { makeTransientStates, type TransientQuestion } from '../../planning/transient-states.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/transient-states: a queue followed in time, in the time that a request may take. */
export const transientStates: Operation<TransientQuestion> = {
  read: parseTransientStates,
  make: (question, { stopRequested }) => mapped(makeTransientStates(question, stopRequested), fromTransientStates),
};
