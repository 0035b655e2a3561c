import { type HeadCountDocument, fromHeadCounts, parseHeadCount } from '../../contract/head-count.ts';
import { csvOf, rounded } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, notesText, refuse, type Session, watched } from '../run.ts';
import { readRequest } from '../request-file.ts';
import type { Common } from '../terminal.ts';
import { headCountText } from '../text/head-count-text.ts';
import { speech } from '../text/speech.ts';
import { readLimits } from './roster.ts';

/** Limits of the options before those of the file; without either 60 seconds. */
export function limitsWith<
  T extends { readonly seconds?: number | undefined; readonly iterations?: number | undefined },
>(given: T, asked: Partial<T>): T {
  // A limit in iterations on the command line is without the file's clock, and the other way round.
  const kept = asked.iterations === undefined ? given : { ...given, seconds: undefined };
  return { ...(asked.seconds === undefined ? kept : { ...kept, iterations: undefined }), ...asked };
}

/** `shiftcast head-count REQUEST.json`: how many people of each contract a requirement takes. */
export async function headCountCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const asked = readLimits(values);
  const withLines = values.flag('lines');
  const task = readRequest(session, common, file, parseHeadCount, { issues: values.issues() });
  if (!task.ok) return refuse(session, common, file, task.issues);
  const limits = limitsWith(task.value.limits, asked);
  const made = await watched(session, common, (control) =>
    session.threads().run('headCount', { ...task.value, limits }, control),
  );
  const counts = fromHeadCounts(made);
  const { team } = task.value.problem;
  return give(session, common, {
    document: counts,
    text: () =>
      headCountText(counts, speech(common.language, team), withLines) +
      notesText(common, [...counts.causes, ...counts.notes]),
    csv: () => csvOf(COLUMNS, counts.groups),
    code: counts.objective === null ? EXIT.notClean : EXIT.done,
  });
}

const COLUMNS: readonly (readonly [string, (group: HeadCountDocument['groups'][number]) => string | number])[] = [
  ['contract', ({ contract }) => contract],
  ['skills', ({ skills }) => skills.join(' ')],
  ['count', ({ count }) => count],
  ['relaxed', ({ relaxed }) => rounded(relaxed, 3)],
  ['paidHours', ({ paidHours }) => rounded(paidHours, 2)],
  ['cost', ({ cost }) => rounded(cost, 2)],
];
