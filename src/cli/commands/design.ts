import { fromShiftDesign, parseDesignProblem } from '../../contract/shift-design-mapping.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, notesText, refuse, type Session, watched } from '../run.ts';
import { readRequest } from '../request-file.ts';
import type { Common } from '../terminal.ts';
import { designText } from '../text/design-text.ts';
import { speech } from '../text/speech.ts';
import { readLimits } from './roster.ts';

const DEFAULT_SECONDS = 60;

/** `shiftcast design PROBLEM.json`: the cheapest types of shifts and head-counts for what is needed. */
export async function designCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const given = readLimits(values);
  const problem = readRequest(session, common, file, parseDesignProblem, {
    issues: values.issues(),
    at: 'SHIFT-DESIGN-PROBLEM',
  });
  if (!problem.ok) return refuse(session, common, file, problem.issues);
  const seconds = given.seconds ?? (given.iterations === undefined ? DEFAULT_SECONDS : undefined);
  const limits = { ...given, seconds, seed: given.seed ?? 1 };
  const made = await watched(session, common, (control) =>
    session.threads().run('design', { problem: problem.value, limits }, control),
  );
  const design = fromShiftDesign(made);
  return give(session, common, {
    document: design,
    text: () => designText(design, speech(common.language)) + notesText(common, made.notes),
    csv: () =>
      csvOf(
        [
          ['id', ({ shift }) => shift.id],
          ['kind', ({ shift }) => shift.kind],
          ['start', ({ shift }) => shift.start],
          ['end', ({ shift }) => shift.end],
          ['breakStart', ({ shift }) => shift.break?.start],
          ['breakEnd', ({ shift }) => shift.break?.end],
          ['date', ({ date }) => date],
          ['skill', ({ skill }) => skill],
          ['people', ({ people }) => people],
        ],
        design.shifts.flatMap((shift) => shift.counts.map((count) => ({ shift, ...count }))),
      ),
    code: EXIT.done,
  });
}
