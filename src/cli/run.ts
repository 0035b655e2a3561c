import type { IssuesDocument } from '../contract/issues.ts';
import type { Facts } from '../contract/messages/catalog.ts';
import { noteText } from '../contract/messages/render.ts';
import type { HolidayCalendar, SeriesModels, TaskControl } from '../planning/ports.ts';
import type { Maintenance } from '../planning/maintenance.ts';
import type { Store } from '../planning/store.ts';
import type { PlanningThreads } from '../planning/tasks.ts';
import { type Sheet, sheetOfCsv } from '../contract/sheet.ts';
import { writeWorkbook } from '../workbook/write-workbook.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { checkOut, type Format, formatOf, userPath, writeWhole } from './files.ts';
import { type Issue, issuesText, type Outcome } from './messages.ts';
import { speech } from './text/speech.ts';
import { type Common, progressLine, type Terminal } from './terminal.ts';

/** All that a command is given besides its arguments. */
export type Session = {
  readonly terminal: Terminal;
  readonly holidays: HolidayCalendar;
  readonly models: SeriesModels;
  /** Starts the threads on first use, one unless more are asked for: a command that does not solve needs none. */
  readonly threads: (count?: number) => PlanningThreads;
  /** Serves until a signal ends it. */
  readonly serve: (options: { readonly example: boolean }) => Promise<ExitCode>;
  /** Solves stored jobs until a signal ends it. */
  readonly work: () => Promise<ExitCode>;
  /** Does a piece of work on what is stored: in DATA_DIR, as long as no service runs on it, or at DATABASE_URL. */
  readonly withStore: <T>(work: (store: Store) => Promise<T>) => Promise<Outcome<T>>;
  /** What is done with a whole database, loaded on first use. */
  readonly maintenance: () => Promise<Maintenance>;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Aborted by the first interrupt: a solve then answers with what it has. */
  readonly interrupted: AbortSignal;
};

/** The result of a command in each of its forms. */
export type Answer = {
  readonly document: unknown;
  readonly text: () => string;
  readonly csv?: () => string;
  readonly html?: () => string;
  /** Sheets of a workbook, where the CSV is not all of it. */
  readonly sheets?: () => readonly Sheet[];
  readonly code: ExitCode;
};

/** Tells the issues and leaves with the code of bad input. With `--json` they go to stdout as a document too. */
export function refuse({ terminal }: Session, common: Common, subject: string, issues: readonly Issue[]): ExitCode {
  terminal.error(issuesText(common.language, subject, issues));
  const document: IssuesDocument = {
    kind: 'issues',
    // Issues of tables carry line and column besides; the place in words says the same.
    issues: issues.map(({ code, path, message, facts, hint }) => ({ code, path, message, facts: { ...facts }, hint })),
  };
  if (common.json) terminal.out(documentText(document));
  return EXIT.badInput;
}

/** Issues of where the answer is to go, found before the work begins. */
export function outIssues(
  session: Session,
  common: Common,
  formats: readonly Format[],
  inputs: readonly string[],
): readonly Issue[] {
  return checkOut(session.folder, common.out, formats, inputs);
}

/** A CSV as a workbook, times on the clocks of the document's zone or, where it names none, as texts with their offsets. */
function workbookOf(csv: string, document: unknown): Uint8Array {
  const named = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'zone' in value ? value.zone : undefined;
  const team = typeof document === 'object' && document !== null && 'team' in document ? document.team : undefined;
  const zone = named(document) ?? named(team);
  return writeWorkbook([sheetOfCsv('shiftcast', csv, typeof zone === 'string' ? zone : undefined)]);
}

function workbookOfSheets({ sheets }: Answer): Uint8Array | undefined {
  return sheets === undefined ? undefined : writeWorkbook(sheets());
}

/** Writes the answer where it was asked for: the file first, so that a full disk is known before success is shown. */
export function give(session: Session, common: Common, answer: Answer): ExitCode {
  const { terminal, folder } = session;
  if (common.out !== undefined) {
    const format = formatOf(common.out);
    const form = format === 'json' ? undefined : format === 'html' ? answer.html : answer.csv;
    const text = form === undefined ? documentText(answer.document) : form();
    const bytes = format === 'xlsx' ? (workbookOfSheets(answer) ?? workbookOf(text, answer.document)) : text;
    const written = writeWhole(userPath(folder, common.out), bytes);
    if (!written.ok) return refuse(session, common, common.out, written.issues);
    terminal.error(`${speech(common.language).say('wrote', { files: common.out })}\n`);
  }
  terminal.out(common.json ? documentText(answer.document) : answer.text());
  return answer.code;
}

/** A document as it is written to files and to stdout. */
export function documentText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Notes in the language of the user, one a line; what was read is no warning. */
export function notesText(common: Common, notes: readonly { readonly code: string; readonly facts: Facts }[]): string {
  const { say } = speech(common.language);
  return notes
    .map(({ code, facts }) => {
      const kind = say(code === 'history-read' ? 'note.read' : 'note.note');
      return `${kind}: ${noteText(common.language, code, facts)}\n`;
    })
    .join('');
}

/** Runs a solve with its progress on the terminal; the line is gone when the answer comes. */
export async function watched<T>(
  session: Session,
  { language }: Common,
  work: (control: TaskControl) => Promise<T>,
): Promise<T> {
  const { say } = speech(language);
  const line = progressLine(session.terminal);
  const onProgress: TaskControl['onProgress'] = (progress) => {
    if ('replications' in progress) {
      const { seconds, replications, halfWidth } = progress;
      const level =
        halfWidth === null ? '' : say('simulating.level', { halfWidth: `${(halfWidth * 100).toFixed(2)} %` });
      line.show(say('simulating.line', { seconds: seconds.toFixed(0), replications: String(replications), level }));
      return;
    }
    const { seconds, objective, gap, round, rounds } = progress;
    line.show(
      say('solving.line', {
        seconds: seconds.toFixed(0),
        round: round === undefined || rounds === undefined ? '' : say('solving.round', { round, rounds }),
        best: objective === null ? say('solving.none') : say('solving.best', { objective: objective.toFixed(1) }),
        gap: gap === null ? '' : say('solving.gap', { gap: `${(gap * 100).toFixed(2)} %` }),
      }),
    );
  };
  try {
    return await work({ signal: session.interrupted, onProgress });
  } finally {
    line.clear();
  }
}
