import { dirname, join } from 'node:path';
import { parsePlan } from '../../contract/plan-mapping.ts';
import { fromPlanResult } from '../../contract/plan-result-mapping.ts';
import type { PlanResultDocument } from '../../contract/plan.ts';
import { writeRosterCsv } from '../../contract/roster-csv.ts';
import type { PlanResult } from '../../planning/plan.ts';
import type { RosterTask } from '../../planning/tasks.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { checkFolder, isFolder, makeFolder, userPath, writeWhole } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { documentText, give, notesText, refuse, type Session, watched } from '../run.ts';
import type { Common } from '../terminal.ts';
import { auditText } from '../text/audit-text.ts';
import { forecastText } from '../text/forecast-text.ts';
import { requirementText } from '../text/requirement-text.ts';
import { namedIn, rosterText } from '../text/roster-text.ts';
import { withHistories } from './history-files.ts';
import { readLimits, rosterCode } from './roster.ts';
import { promiseOf, repeatedTexts } from './simulate.ts';
import { trialText } from '../text/trial-text.ts';
import { speech } from '../text/speech.ts';

type Limits = RosterTask['limits'];

const DEFAULT_SECONDS = 60;

/** `shiftcast plan PLAN.json [--out DIR] [--promise 0.8/day/0.9]`: from the history to the audited roster, tried where promises are given. */
export async function planCommand(session: Session, common: Common, file: string, raw: RawOptions): Promise<ExitCode> {
  const values = optionValues(raw);
  const given = readLimits(values);
  values.add(...folderIssues(session, common));
  const document = readJson(session.folder, file, 'PLAN');
  const asked = repeatedTexts(raw['promise']).flatMap((text) => promiseOf(text, values) ?? []);
  const plan = document.ok ? parsePlanFile(session.folder, file, withPromises(document.value, asked)) : document;
  if (!plan.ok || values.issues().length > 0) {
    return refuse(session, common, file, [...values.issues(), ...(plan.ok ? [] : plan.issues)]);
  }
  const limits = limitsOf(plan.value.limits, given);
  const made = await watched(session, common, (control) =>
    session.threads().run('plan', { ...plan.value, limits }, control),
  );
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const result = fromPlanResult(made.value, []);
  const unwritten = writeResult(session, common, made.value, result);
  if (unwritten.length > 0) return refuse(session, common, file, unwritten);
  return give(
    session,
    { ...common, out: undefined },
    {
      document: result,
      text: () => planText(common, result),
      code: result.audit.clean && result.trial?.missed === undefined ? rosterCode(result.roster) : EXIT.notClean,
    },
  );
}

/** Options go before the plan's own limits; with iterations asked for here and no seconds, no clock ends the solve. */
export function limitsOf(own: Limits, given: Partial<Limits>): Limits {
  const asked = { ...own, ...given };
  if (given.iterations !== undefined && given.seconds === undefined) return { ...asked, seconds: undefined };
  return { ...asked, seconds: asked.seconds ?? (asked.iterations === undefined ? DEFAULT_SECONDS : undefined) };
}

export function folderIssues(session: Session, { out }: Common): readonly Issue[] {
  if (out === undefined) return [];
  const path = userPath(session.folder, out);
  return isFolder(path) ? checkFolder(path, out) : checkFolder(dirname(path), dirname(out));
}

/** The plan with a trial of these promises in place of its own; what else its trial says stays. */
function withPromises(document: unknown, promises: readonly object[]): unknown {
  if (promises.length === 0 || typeof document !== 'object' || document === null) return document;
  const own = 'trial' in document && typeof document.trial === 'object' ? document.trial : {};
  return { ...document, trial: { ...own, promises } };
}

/** A plan whose histories may stand in files of their own, named relative to the plan. */
function parsePlanFile(folder: string, file: string, document: unknown): ReturnType<typeof parsePlan> {
  const beside = dirname(userPath(folder, file));
  const filled = withHistories(beside, document);
  if (!filled.ok) return { ok: false, issues: inFile(file, filled.issues) };
  const plan = parsePlan(filled.value);
  return plan.ok ? plan : { ok: false, issues: inFile(file, plan.issues) };
}

/** Every step's document as a file of the folder; several queues are numbered in their order. */
export function writeResult(
  session: Session,
  { out, language }: Common,
  made: PlanResult,
  result: PlanResultDocument,
): readonly Issue[] {
  if (out === undefined) return [];
  const folder = userPath(session.folder, out);
  const named = (name: string, documents: readonly unknown[]): readonly (readonly [string, string])[] =>
    documents.map((each, index) => [
      documents.length === 1 ? `${name}.json` : `${name}-${index + 1}.json`,
      documentText(each),
    ]);
  const files = [
    ...named('forecast', result.forecasts),
    ...named('requirement', result.requirements),
    ...named('roster', [result.roster]),
    ['roster.csv', writeRosterCsv(result.roster.team.zone, made.roster.shifts)] as const,
    ...named('audit', [result.audit]),
    ...(result.trial === undefined ? [] : named('trial', [result.trial])),
  ];
  const ready = makeFolder(folder, out);
  if (!ready.ok) return ready.issues;
  for (const [name, text] of files) {
    const written = writeWhole(join(folder, name), text);
    if (!written.ok) return written.issues;
  }
  const names = files.map(([name]) => join(out, name)).join(', ');
  session.terminal.error(`${speech(language).say('wrote', { files: names })}\n`);
  return [];
}

function planText(common: Common, { forecasts, requirements, roster, audit, trial }: PlanResultDocument): string {
  const plain = speech(common.language);
  const told = speech(common.language, namedIn(roster));
  const heading = (part: 'forecast' | 'requirement' | 'roster' | 'audit' | 'trial'): string => {
    const text = plain.say(`part.${part}`);
    return `${text}\n${'='.repeat(text.length)}\n`;
  };
  return [
    ...forecasts.flatMap((forecast) => [
      heading('forecast'),
      forecastText(forecast, plain),
      notesText(common, forecast.notes),
    ]),
    ...requirements.flatMap((each) => [
      heading('requirement'),
      requirementText(each, plain),
      notesText(common, each.notes),
    ]),
    heading('roster'),
    rosterText(roster, told),
    notesText(common, roster.notes),
    heading('audit'),
    auditText(told.told(audit), told),
    ...(trial === undefined ? [] : [heading('trial'), trialText(trial, plain)]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
