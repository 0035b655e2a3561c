import {
  type AdherenceDocument,
  fromAdherence,
  intervalMinutesSchema,
  parseAdherence,
} from '../../contract/adherence.ts';
import { csvCell } from '../../contract/csv-cells.ts';
import { hoursText } from '../../contract/hours-forms/texts.ts';
import { makeAdherence } from '../../planning/adherence.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { percent, short } from '../text/numbers.ts';
import { table } from '../text/table.ts';
import { readTeamFiles, spanOf } from './team-files.ts';

const TABLES = ['days', 'intervals', 'employees'] as const;

/** `shiftcast adherence TEAM --from D --to D --shifts F --attendance F`: adherence and conformance by employee, interval and day. */
export function adherenceCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const inputs = [file, ...['shifts', 'attendance'].flatMap((name) => values.text(name) ?? [])];
  values.add(...outIssues(session, common, ['json', 'csv'], inputs));
  const span = spanOf(values);
  for (const name of ['shifts', 'attendance']) {
    if (values.text(name) === undefined) values.missing(name, 'a file');
  }
  const lengths = intervalMinutesSchema.options.map((option) => String(option.value));
  const minutes = values.choice('interval', lengths);
  const chosen = values.choice('table', TABLES) ?? 'days';
  const read = readTeamFiles(session.folder, file, values);
  const issues = [...values.issues(), ...read.issues];
  if (issues.length > 0) return refuse(session, common, file, issues);
  const request = parseAdherence({
    ...span,
    ...read.body,
    ...(minutes === undefined ? {} : { intervalMinutes: Number(minutes) }),
  });
  if (!request.ok) return refuse(session, common, file, read.placed(request.issues));
  const question = request.value;
  const found = fromAdherence(question.team, question.intervalSeconds, makeAdherence(question));
  return give(session, common, {
    document: found,
    text: () => adherenceText(found, common.language),
    csv: () => adherenceCsv(found, chosen),
    code: EXIT.done,
  });
}

type Sums = AdherenceDocument['all'];

function adherenceText(found: AdherenceDocument, language: Common['language']): string {
  const say = (key: Parameters<typeof hoursText>[1]): string => hoursText(language, key);
  const columns = (first: readonly string[]) => [
    ...first.map((head) => ({ head })),
    ...(['scheduledHours', 'adherentHours', 'workedHours', 'outsideHours', 'adherence', 'conformance'] as const).map(
      (key) => ({
        head: say(key),
        number: true,
      }),
    ),
  ];
  const cells = (sums: Sums): readonly string[] => [
    short(sums.scheduledHours),
    short(sums.adherentHours),
    short(sums.workedHours),
    short(sums.outsideHours),
    percent(sums.adherence),
    percent(sums.conformance),
  ];
  const totals = found.employees.map((one) => [one.employee, ...cells(one)]);
  const days = found.days.map((one) => [one.employee, one.date, ...cells(one)]);
  return [
    table(columns([say('employee')]), [...totals, [say('all'), ...cells(found.all)]]),
    table(columns([say('employee'), say('date')]), days),
    `${say('adherence.terms')}\n`,
  ].join('\n');
}

const SUMS = [
  'scheduledHours',
  'adherentHours',
  'scheduledWorkHours',
  'workedHours',
  'outsideHours',
  'adherence',
  'conformance',
] as const;

/** One table as CSV. */
function adherenceCsv(found: AdherenceDocument, chosen: (typeof TABLES)[number]): string {
  const own = { days: ['employee', 'date'], intervals: ['employee', 'start', 'end'], employees: ['employee'] }[chosen];
  const rows: readonly Readonly<Record<string, unknown>>[] = found[chosen];
  const cell = (value: unknown): string =>
    typeof value === 'string' ? csvCell(value) : typeof value === 'number' ? String(value) : '';
  const lines = rows.map((row) => [...own, ...SUMS].map((key) => cell(row[key])).join(','));
  return `${[[...own, ...SUMS].join(','), ...lines].join('\n')}\n`;
}
