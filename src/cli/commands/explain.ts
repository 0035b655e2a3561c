import { fromExplanation, parseExplanationBody } from '../../contract/explanation-mapping.ts';
import { translateDocument } from '../../contract/translate-document.ts';
import type { ExplanationDocument } from '../../contract/explanation.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readJson } from '../json-file.ts';
import type { Issue } from '../messages.ts';
import { optionValues, type OptionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, outIssues, refuse, type Session, watched } from '../run.ts';
import type { Common } from '../terminal.ts';
import { explanationText } from '../text/explanation-text.ts';
import { readLimits } from './roster.ts';

const ASKS = ['conflict', 'cover', 'saving', 'prices', 'shift'] as const;

type Body = Readonly<Record<string, unknown>>;

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The question of the options; what they leave out the contract fills or asks for. */
function questionOf(
  values: OptionValues,
  ask: string | undefined,
  flags: { readonly off: boolean; readonly resolve: boolean },
): Body {
  const set = (name: string, value: unknown): Body => (value === undefined ? {} : { [name]: value });
  const [template, start] = values.text('shift')?.split('@') ?? [];
  const instead = flags.off ? 'day-off' : template === undefined ? undefined : { template, ...set('start', start) };
  return {
    ask: ask ?? 'conflict',
    ...set('employee', values.text('employee')),
    ...set('date', values.date('date')),
    ...set('at', values.text('at')),
    ...set('skill', values.text('skill')),
    ...set('most', values.number('most', { least: 1, most: 200, whole: true })),
    ...set('instead', instead),
    ...(flags.resolve ? { resolve: true } : {}),
  };
}

/** `shiftcast explain PROBLEM.json --ask QUESTION`: why there is no roster, who could have worked, what a change saves. */
export async function explainCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const solve = readLimits(values);
  const ask = values.choice('ask', ASKS);
  const asked = questionOf(values, ask, { off: values.flag('off'), resolve: values.flag('resolve') });
  const inputs = [file, ...['roster', 'question'].flatMap((name) => values.text(name) ?? [])];
  values.add(...outIssues(session, common, ['json'], inputs));
  const problem = readJson(session.folder, file, 'PROBLEM');
  const fileOf = (name: string): unknown => {
    const path = values.text(name);
    if (path === undefined) return undefined;
    const read = readJson(session.folder, path, `--${name}`);
    if (read.ok) return read.value;
    values.add(...read.issues);
    return undefined;
  };
  const roster = fileOf('roster');
  const written = fileOf('question');
  const early: readonly Issue[] = [...values.issues(), ...(problem.ok ? [] : problem.issues)];
  if (!problem.ok || early.length > 0) return refuse(session, common, file, early);
  const question = values.text('question') === undefined ? asked : written;
  const shifts = isBody(roster) ? { shifts: roster['shifts'] ?? [] } : {};
  const task = parseExplanationBody({ problem: problem.value, question, ...shifts, solve });
  if (!task.ok) return refuse(session, common, file, placed(task.issues, file, values));
  const made = await watched(session, common, (control) => session.threads().run('explanation', task.value, control));
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const document = fromExplanation(made.value);
  const told = (
    common.language === 'en' ? document : translateDocument(common.language, document)
  ) as ExplanationDocument;
  return give(session, common, {
    document: told,
    text: () => explanationText(told, common.language),
    code: document.conflicts.length > 0 ? EXIT.notClean : EXIT.done,
  });
}

/** Places of the joined body as places of the files and options that it was joined from. */
function placed(issues: readonly Issue[], file: string, values: OptionValues): readonly Issue[] {
  return issues.map((issue) => {
    const [, head = '', ...rest] = issue.path.split('/');
    const pointer = rest.length === 0 ? '' : ` /${rest.join('/')}`;
    if (head === 'problem') return { ...issue, path: `${file}${pointer}` };
    if (head === 'shifts') return { ...issue, path: `${values.text('roster') ?? ''} /shifts${pointer.trim()}` };
    const written = values.text('question');
    if (written !== undefined) return { ...issue, path: `${written}${pointer}` };
    return { ...issue, path: `--${rest[0] === 'instead' ? 'shift' : (rest[0] ?? 'ask')}` };
  });
}
