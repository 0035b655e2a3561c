import {
  fromPatience,
  fromQueueStates,
  parsePatience,
  parseQueueStates,
  type QueueStatesDocument,
} from '../../contract/queue-states.ts';
import { makePatienceEstimate, makeQueueStates } from '../../planning/queue-states.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, notesText, refuse, type Session } from '../run.ts';
import { readRequest } from '../request-file.ts';
import type { Common } from '../terminal.ts';
import { patienceText, queueStatesText } from '../text/queue-states-text.ts';
import { speech } from '../text/speech.ts';

/** `shiftcast queues REQUEST.json`: the service of single queues and what it hangs on. */
export function queuesCommand(session: Session, common: Common, file: string, _raw: RawOptions): ExitCode {
  const request = readRequest(session, common, file, parseQueueStates);
  if (!request.ok) return refuse(session, common, file, request.issues);
  const states = fromQueueStates(makeQueueStates(request.value));
  return give(session, common, {
    document: states,
    text: () => queueStatesText(states, speech(common.language)),
    csv: () => csvOf(COLUMNS, states.queues),
    code: EXIT.done,
  });
}

/** `shiftcast patience REQUEST.json`: mean patience from waits and hang-ups. */
export function patienceCommand(session: Session, common: Common, file: string, _raw: RawOptions): ExitCode {
  const request = readRequest(session, common, file, parsePatience, { formats: ['json'] });
  if (!request.ok) return refuse(session, common, file, request.issues);
  const made = makePatienceEstimate(request.value);
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const estimate = fromPatience(made.value);
  return give(session, common, {
    document: estimate,
    text: () => patienceText(estimate, speech(common.language)) + notesText(common, estimate.notes),
    code: EXIT.done,
  });
}

type Row = QueueStatesDocument['queues'][number];

const COLUMNS: readonly (readonly [string, (row: Row) => string | number | null | undefined])[] = [
  ['id', (row) => row.id],
  ['model', (row) => row.model],
  ['loadErlang', (row) => row.loadErlang],
  ['agents', (row) => row.agents],
  ['neededAgents', (row) => row.neededAgents],
  ['mostErlang', (row) => row.mostErlang],
  ['thresholdSeconds', (row) => row.thresholdSeconds],
  ['serviceLevel', (row) => row.serviceLevel],
  ['serviceLevelOffered', (row) => row.serviceLevelOffered],
  ['abandonment', (row) => row.abandonment],
  ['asaSeconds', (row) => row.asaSeconds],
  ['occupancy', (row) => row.occupancy],
  ['waitProbability', (row) => row.waitProbability],
  ['meanQueue', (row) => row.meanQueue],
  ['serviceLevelPerAgent', (row) => row.sensitivity?.serviceLevelOffered.perAgent],
  ['serviceLevelPerErlang', (row) => row.sensitivity?.serviceLevelOffered.perErlang],
  ['serviceLevelPerAhtSecond', (row) => row.sensitivity?.serviceLevelOffered.perAhtSecond],
];
