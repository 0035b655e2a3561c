import { fromWorkload, parseWorkload, type WorkloadDocument } from '../../contract/workload.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, notesText, refuse, type Session, watched } from '../run.ts';
import { readRequest } from '../request-file.ts';
import type { Common } from '../terminal.ts';
import { speech } from '../text/speech.ts';
import { workloadText } from '../text/workload-text.ts';
import { limitsWith } from './head-count.ts';
import { readLimits } from './roster.ts';

/** `shiftcast workload REQUEST.json`: work that can wait, put into quiet intervals. */
export async function workloadCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const asked = readLimits(values);
  const request = readRequest(session, common, file, parseWorkload, { issues: values.issues() });
  if (!request.ok) return refuse(session, common, file, request.issues);
  const limits = limitsWith(request.value.limits, asked);
  const made = await watched(session, common, (control) =>
    session.threads().run('workload', { ...request.value, limits }, control),
  );
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const plan = fromWorkload(made.value);
  return give(session, common, {
    document: plan,
    text: () => workloadText(plan, speech(common.language)) + notesText(common, plan.notes),
    csv: () => workloadCsv(plan),
    code: plan.objective === null ? EXIT.notClean : EXIT.done,
  });
}

/** A row per interval, with the hours of each type of work. */
function workloadCsv({ intervals, works }: WorkloadDocument): string {
  type Row = (typeof intervals)[number];
  return csvOf<Row>(
    [
      ['start', (row) => row.start],
      ['end', (row) => row.end],
      ['firmPositions', (row) => row.firmPositions],
      ['extraPositions', (row) => row.extraPositions],
      ['positions', (row) => row.positions],
      ['toSchedule', (row) => row.toSchedule],
      ['idleHoursUsed', (row) => row.idleHoursUsed],
      ...works.map(({ id }, index) => [`hours ${id}`, (row: Row) => row.workHours[index]] as const),
    ],
    intervals,
  );
}
