import { fromHiringPlan, type HiringPlanDocument, parseHiringPlan } from '../../contract/hiring-plan.ts';
import { csvOf, rounded } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, notesText, refuse, type Session, watched } from '../run.ts';
import { readRequest } from '../request-file.ts';
import type { Common } from '../terminal.ts';
import { hiringPlanText } from '../text/hiring-plan-text.ts';
import { speech } from '../text/speech.ts';
import { limitsWith } from './head-count.ts';
import { readLimits } from './roster.ts';

/** `shiftcast hiring-plan REQUEST.json`: whom to hire when, and what it costs. */
export async function hiringPlanCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const asked = readLimits(values);
  const request = readRequest(session, common, file, parseHiringPlan, { issues: values.issues() });
  if (!request.ok) return refuse(session, common, file, request.issues);
  const limits = limitsWith(request.value.limits, asked);
  const made = await watched(session, common, (control) =>
    session.threads().run('hiringPlan', { ...request.value, limits }, control),
  );
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const plan = fromHiringPlan(made.value);
  return give(session, common, {
    document: plan,
    text: () => hiringPlanText(plan, speech(common.language)) + notesText(common, [...plan.causes, ...plan.notes]),
    csv: () => csvOf(COLUMNS, monthRows(plan)),
    code: plan.objective === null ? EXIT.notClean : EXIT.done,
  });
}

type MonthRow = HiringPlanDocument['contracts'][number]['months'][number] & {
  readonly month: string;
  readonly contract: string;
};

function monthRows({ months, contracts }: HiringPlanDocument): readonly MonthRow[] {
  return contracts.flatMap(({ id, months: own }) =>
    own.map((one, at) => ({ month: months[at]?.month ?? '', contract: id, ...one })),
  );
}

const FIELDS = [
  'month',
  'contract',
  'hires',
  'classes',
  'dismissals',
  'staff',
  'inTraining',
  'leavers',
  'effectiveHours',
  'overtimeHours',
  'wages',
] as const;

/** People are expected values: digits from the third on are noise of sums, and of hours and money those from the second on. */
const DIGITS: Partial<Record<(typeof FIELDS)[number], number>> = {
  staff: 3,
  inTraining: 3,
  leavers: 3,
  effectiveHours: 2,
  overtimeHours: 2,
  wages: 2,
};

const COLUMNS = FIELDS.map((field) => [field, (row: MonthRow) => rounded(row[field], DIGITS[field])] as const);
