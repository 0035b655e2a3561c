import { csvOf } from '../../contract/csv-of.ts';
import {
  fromTransientStates,
  parseTransientStates,
  type TransientStatesDocument,
} from '../../contract/transient-states.ts';
import { makeTransientStates } from '../../planning/transient-states.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { readRequest } from '../request-file.ts';
import { give, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { speech } from '../text/speech.ts';
import { transientText } from '../text/transient-text.ts';

/** `shiftcast transient REQUEST.json`: a queue followed in time. */
export function transientCommand(session: Session, common: Common, file: string, _raw: RawOptions): ExitCode {
  const request = readRequest(session, common, file, parseTransientStates);
  if (!request.ok) return refuse(session, common, file, request.issues);
  const made = makeTransientStates(request.value, () => false);
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const states = fromTransientStates(made.value);
  return give(session, common, {
    document: states,
    text: () => transientText(states, speech(common.language)),
    csv: () => csvOf(COLUMNS, states.intervals),
    code: EXIT.done,
  });
}

type Row = TransientStatesDocument['intervals'][number];

const COLUMNS: readonly (readonly [string, (row: Row) => number | null])[] = [
  ['contacts', (row) => row.contacts],
  ['agents', (row) => row.agents],
  ['loadErlang', (row) => row.loadErlang],
  ['serviceLevelOffered', (row) => row.serviceLevelOffered],
  ['abandoned', (row) => row.abandoned],
  ['meanQueue', (row) => row.meanQueue],
  ['queueAtEnd', (row) => row.queueAtEnd],
  ['occupancy', (row) => row.occupancy],
  ['steadyServiceLevelOffered', (row) => row.steady.serviceLevelOffered],
  ['steadyAbandoned', (row) => row.steady.abandoned],
  ['steadyMeanQueue', (row) => row.steady.meanQueue],
  ['steadyOccupancy', (row) => row.steady.occupancy],
];
