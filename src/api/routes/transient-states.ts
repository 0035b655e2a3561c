import { fromTransientStates, parseTransientStates } from '../../contract/transient-states.ts';
import { makeTransientStates, type TransientQuestion } from '../../planning/transient-states.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/transient-states: a queue followed in time. */
export const transientStates: Operation<TransientQuestion> = {
  read: parseTransientStates,
  make: (question) => mapped(makeTransientStates(question), fromTransientStates),
};
