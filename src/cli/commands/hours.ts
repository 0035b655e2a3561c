import { type HoursDocument, periodSchema } from '../../contract/hours.ts';
import { fromHours, parseHours } from '../../contract/hours-mapping.ts';
import { HOURS_TABLES, hoursCsv } from '../../contract/hours-forms/csv.ts';
import { hoursSheets } from '../../contract/hours-forms/sheets.ts';
import { hoursHtml } from '../../contract/hours-forms/page.ts';
import { makeHours } from '../../planning/hours.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { hoursTextOf } from '../text/hours-text.ts';
import { readTeamFiles, spanOf } from './team-files.ts';

/** `shiftcast hours TEAM --from D --to D [--by month] [--shifts F] [--attendance F]`: hours, limits and breaches of people. */
export function hoursCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const inputs = [file, ...['shifts', 'attendance'].flatMap((name) => values.text(name) ?? [])];
  values.add(...outIssues(session, common, ['json', 'csv', 'html'], inputs));
  const span = spanOf(values);
  const by = values.choice('by', periodSchema.options);
  const table = values.choice('table', HOURS_TABLES) ?? 'hours';
  const view = values.choice('view', ['everybody', 'hr']);
  const read = readTeamFiles(session.folder, file, values);
  const issues = [...values.issues(), ...read.issues];
  if (issues.length > 0) return refuse(session, common, file, issues);
  const request = parseHours({
    ...span,
    ...(by === undefined ? {} : { by }),
    ...(view === undefined ? {} : { view }),
    ...read.body,
  });
  if (!request.ok) return refuse(session, common, file, read.placed(request.issues));
  const { view: asked, ...question } = request.value;
  const hours: HoursDocument = fromHours(question.team, makeHours(question), asked);
  return give(session, common, {
    document: hours,
    text: () => hoursTextOf(hours, common.language),
    csv: () => hoursCsv(hours, table),
    sheets: () => hoursSheets(common.language, hours),
    html: () => hoursHtml(common.language, hours),
    code: hours.breaches.some(({ passes }) => passes === 'open') ? EXIT.notClean : EXIT.done,
  });
}
