import { parseForecast } from '../../contract/forecast-mapping.ts';
import { LIMITS } from '../../contract/limits.ts';
import { fromRequirement } from '../../contract/requirement-mapping.ts';
import { makeRequirement, requirementParameterIssues, type RequirementTask } from '../../planning/requirement.ts';
import { requirementCsv } from '../../contract/requirement-table.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { crewIn } from '../../contract/team-measures.ts';
import { parseCrew, parseShrinkageParts } from '../../contract/shrinkage.ts';
import { readDocument, readJson } from '../json-file.ts';
import { commandIssue, type Outcome } from '../messages.ts';
import { flagOf, numberIn, type OptionValues, optionValues, type RawOptions } from '../option-values.ts';
import { asGiven, inFile } from '../places.ts';
import { give, notesText, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { requirementText } from '../text/requirement-text.ts';
import { speech } from '../text/speech.ts';

type Parameters = RequirementTask['parameters'];
type Target = NonNullable<Parameters['target']>;

export const OPTION_OF = {
  '/parameters/target': '--target',
  '/parameters/target/share': '--target',
  '/parameters/target/thresholdSeconds': '--target',
  '/parameters/target/asaSeconds': '--asa',
  '/parameters/preset': '--preset',
  '/parameters/ahtSeconds': '--aht',
  '/parameters/patienceSeconds': '--patience',
  '/parameters/shrinkage': '--shrinkage',
  '/parameters/shrinkageParts': '--shrinkage-parts',
  '/parameters/crew': '--crew',
  '/parameters/maxOccupancy': '--max-occupancy',
  '/parameters/floor': '--floor',
  '/parameters/ceiling': '--ceiling',
};

const SECONDS = { least: 0.001, most: 86_400 };
/** Stands for a target that is missing or wrong while the other options are looked at. */
const STAND_IN_TARGET: Target = { kind: 'asa', asaSeconds: 20 };
const SHARE = { least: 0.0001, most: 0.9999 };

/** `shiftcast requirement FORECAST.json --target 0.8/20 --aht 180`: people needed per interval. */
export function requirementCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const parameters = readParameters(session, values);
  values.add(...outIssues(session, common, ['json', 'csv'], [file]));
  const document = readJson(session.folder, file, 'FORECAST');
  const forecast = document.ok ? parseForecast(document.value) : document;
  const fileIssues = forecast.ok ? [] : document.ok ? inFile(file, forecast.issues) : forecast.issues;
  if (parameters === undefined || !forecast.ok || values.issues().length > 0) {
    return refuse(session, common, file, [...values.issues(), ...fileIssues]);
  }
  const made = makeRequirement({ forecast: forecast.value, parameters });
  if (!made.ok) return refuse(session, common, file, asGiven(made.issues, OPTION_OF, file, '/forecast'));
  const requirement = fromRequirement(made.value, parameters.preset);
  return give(session, common, {
    document: requirement,
    text: () => requirementText(requirement, speech(common.language)) + notesText(common, requirement.notes),
    csv: () => requirementCsv(requirement),
    code: EXIT.done,
  });
}

/** At least one of `--target`, `--asa` and `--abandonment`, or `--preset` alone, says what is to be reached. */
export function readParameters(session: Session, values: OptionValues): Parameters | undefined {
  const ways = ['target', 'asa', 'abandonment', 'preset'] as const;
  const chosen = ways.filter((name) => values.text(name) !== undefined);
  const preset = values.text('preset');
  if (chosen.length === 0 || (preset !== undefined && chosen.length > 1)) {
    const options = ways.map((name) => `--${name}`).join(', ');
    values.add(commandIssue('options-exclude', '', { options, count: chosen.length }));
  }
  const [target, ...further] = readTargets(values);
  const ahtSeconds = values.number('aht', SECONDS);
  if (values.text('aht') === undefined) values.missing('aht', 'the average handle time in seconds, such as 180');
  const patienceSeconds = values.number('patience', SECONDS);
  const load = values.choice('load', ['stationary', 'lagged', 'modified-offered-load']);
  const concurrency = readConcurrency(values);
  const shrinkage = values.number('shrinkage', { least: 0, most: 0.9999 }) ?? 0;
  const shrinkageParts = readList(session, values, 'shrinkageParts', parseShrinkageParts);
  const crew = readList(session, values, 'crew', (document) => parseCrew(crewIn(document)));
  if (shrinkage !== 0 && shrinkageParts !== undefined) {
    values.wrong('shrinkage', String(shrinkage), 'left out where --shrinkage-parts is given');
  }
  const maxOccupancy = values.number('maxOccupancy', { least: 0.0001, most: 1 });
  const people = { least: 0, most: LIMITS.people, whole: true };
  const floor = values.number('floor', people);
  const ceiling = values.number('ceiling', people);
  const skill = values.text('skill');
  const furtherTargets = further.length === 0 ? undefined : further;
  const parts = { shrinkage, shrinkageParts, crew };
  const given = {
    target,
    furtherTargets,
    preset,
    load,
    ahtSeconds,
    patienceSeconds,
    concurrency,
    ...parts,
    maxOccupancy,
    floor,
    ceiling,
    skill,
  };
  // What options do to each other is told together with what is wrong with each, whatever stands for those that are missing or wrong.
  const standIn = { ...given, target: target ?? STAND_IN_TARGET, ahtSeconds: ahtSeconds ?? SECONDS.most };
  values.add(...asGiven(requirementParameterIssues(standIn), OPTION_OF, '', '/forecast'));
  return ahtSeconds === undefined ? undefined : { ...given, ahtSeconds };
}

/** Contacts at once; a list of stretches that no agent has is wrong as in a document. */
function readConcurrency(values: OptionValues): Parameters['concurrency'] {
  const most = values.number('concurrency', { least: 1, most: 50, whole: true });
  const text = values.text('stretch');
  if (most === undefined && text !== undefined && values.text('concurrency') === undefined) {
    values.missing('concurrency', 'the most contacts at once that --stretch is about');
  }
  const stretch = (text ?? '1').split(',').map((one) => numberIn(one, { least: 1, most: 50 }) ?? Number.NaN);
  const isRising = stretch.every((value, index) => {
    const before = stretch[index - 1] ?? 1;
    return value >= before && value <= (index === 0 ? 1 : (before * (index + 1)) / index) * (1 + 1e-12);
  });
  if (!isRising)
    values.wrong('stretch', text ?? '', '1 first, not falling, less than k / (k - 1) times the one before: 1,1.2,1.5');
  return most === undefined || !isRising ? undefined : { most, stretch };
}

/** The list in the file that an option names; undefined where there is none, or it is wrong. */
function readList<T>(
  session: Session,
  values: OptionValues,
  name: string,
  parse: (document: unknown) => Outcome<T>,
): T | undefined {
  const file = values.text(name);
  if (file === undefined) return undefined;
  const read = readDocument(session.folder, file, flagOf(name), parse);
  if (!read.ok) values.add(...read.issues);
  return read.ok ? read.value : undefined;
}

/** Targets in the order level, speed of answer, abandonment: the first is the one whose service level is told. */
function readTargets(values: OptionValues): readonly Target[] {
  const level = readLevel(values);
  const asaSeconds = values.number('asa', SECONDS);
  const share = values.number('abandonment', SHARE);
  return [
    ...(level === undefined ? [] : [level]),
    ...(asaSeconds === undefined ? [] : [{ kind: 'asa', asaSeconds } as const]),
    ...(share === undefined ? [] : [{ kind: 'abandonment', share } as const]),
  ];
}

function readLevel(values: OptionValues): Target | undefined {
  const base = values.choice('levelOf', ['offered', 'answered', 'patient']);
  const level = values.text('target');
  if (base !== undefined && level === undefined) values.missing('target', 'the service level that --level-of is about');
  if (level === undefined) return undefined;
  const [shareText = '', secondsText = ''] = level.split('/');
  const share = numberIn(shareText, SHARE);
  const thresholdSeconds = numberIn(secondsText, { least: 0, most: 86_400 });
  if (share === undefined || thresholdSeconds === undefined || level.split('/').length !== 2) {
    values.wrong('target', level, 'share/seconds, such as 0.8/20 for 80 % within 20 s');
    return undefined;
  }
  return { kind: 'service-level', share, thresholdSeconds, base: base ?? 'offered' };
}
