import { type AdherenceQuestion, fromAdherence, parseAdherence } from '../../contract/adherence.ts';
import { makeAdherence } from '../../planning/adherence.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/adherence: schedule and attendance to adherence and conformance. */
export const adherence: Operation<AdherenceQuestion> = {
  read: parseAdherence,
  make: (question) => ({
    ok: true,
    value: fromAdherence(question.team, question.intervalSeconds, makeAdherence(question)),
  }),
};
