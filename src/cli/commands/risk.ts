import { parseForecast } from '../../contract/forecast-mapping.ts';
import { fromRiskRequirement, parseRiskRequirement } from '../../contract/risk-requirement.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readJson } from '../json-file.ts';
import { numberIn, type OptionValues, optionValues, type RawOptions } from '../option-values.ts';
import { asGiven, inFile } from '../places.ts';
import { give, notesText, outIssues, refuse, type Session, watched } from '../run.ts';
import type { Common } from '../terminal.ts';
import { riskText } from '../text/risk-text.ts';
import { speech } from '../text/speech.ts';
import { requirementCsv } from '../../contract/requirement-table.ts';
import { OPTION_OF, readParameters } from './requirement.ts';

const PERIODS = ['day', 'week', 'horizon'] as const;
const SCOPES = ['interval', 'hour', 'day'] as const;
const SHARE = { least: 0.0001, most: 0.9999 };
const CHANCE = { least: 0.0001, most: 1 };

/** `shiftcast risk FORECAST.json --target 0.8/20 --aht 240 --promise week/0.9 --never-below 0.6/hour`: people that keep a promise in so many futures. */
export async function riskCommand(session: Session, common: Common, file: string, raw: RawOptions): Promise<ExitCode> {
  const values = optionValues(raw);
  const document = readJson(session.folder, file, 'FORECAST');
  const asked = document.ok && isRequest(document.value) ? document.value : undefined;
  const parameters = asked === undefined ? readParameters(session, values) : asked['parameters'];
  const promise = asked === undefined ? promiseOf(values, raw['neverBelow']) : asked['promise'];
  const check = {
    replications: values.number('replications', { least: 1, most: 10_000, whole: true }),
    seed: values.number('seed', { least: 0, most: 2_000_000_000, whole: true }),
    rounds: values.number('rounds', { least: 0, most: 10, whole: true }),
  };
  values.add(...outIssues(session, common, ['json', 'csv'], [file]));
  const forecast = document.ok && asked === undefined ? parseForecast(document.value) : document;
  const fileIssues = forecast.ok ? [] : document.ok ? inFile(file, forecast.issues) : forecast.issues;
  if (!forecast.ok || !document.ok || values.issues().length > 0) {
    return refuse(session, common, file, [...values.issues(), ...fileIssues]);
  }
  const body = asked ?? { forecast: document.value, parameters: given(parameters), promise };
  const request = parseRiskRequirement({ ...body, check: { ...given(asked?.['check']), ...given(check) } });
  const places = asked === undefined ? PLACES : {};
  const under = asked === undefined ? '/forecast' : '';
  if (!request.ok) return refuse(session, common, file, asGiven(request.issues, places, file, under));
  const made = await watched(session, common, (control) => session.threads().run('risk', request.value, control));
  if (!made.ok) return refuse(session, common, file, asGiven(made.issues, places, file, under));
  const found = fromRiskRequirement(made.value, request.value.parameters.preset);
  return give(session, common, {
    document: found,
    text: () =>
      riskText(found, speech(common.language)) + notesText(common, [...found.notes, ...found.requirement.notes]),
    csv: () => requirementCsv(found.requirement),
    code: found.periods.some(({ missed }) => missed !== undefined) ? EXIT.notClean : EXIT.done,
  });
}

const PLACES = { ...OPTION_OF, '/promise/floors/0/share': '--never-below', '/promise/floors/1/share': '--never-below' };

/** A whole RISK request, in place of a forecast alone. */
function isRequest(document: unknown): document is Readonly<Record<string, unknown>> {
  return typeof document === 'object' && document !== null && 'forecast' in document;
}

/** The entries that are there. */
function given(entries: unknown): object {
  if (typeof entries !== 'object' || entries === null) return {};
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

/** `PERIOD/CHANCE`, and `SHARE/SCOPE` for each floor. */
function promiseOf(values: OptionValues, neverBelow: unknown): object {
  const text = values.text('promise') ?? 'week/0.9';
  const [period = '', chanceText = ''] = text.split('/');
  const chance = numberIn(chanceText, CHANCE);
  if (!PERIODS.some((one) => one === period) || chance === undefined || text.split('/').length !== 2) {
    values.wrong('promise', text, 'PERIOD/CHANCE with day, week or horizon, such as week/0.9');
  }
  const floors = ((neverBelow ?? []) as readonly string[]).flatMap((one) => {
    const [shareText = '', scope = 'hour'] = one.split('/');
    const share = numberIn(shareText, SHARE);
    if (share !== undefined && SCOPES.some((known) => known === scope)) return [{ share, scope }];
    values.wrong('neverBelow', one, 'SHARE/SCOPE with interval, hour or day, such as 0.6/hour');
    return [];
  });
  return { period, chance, floors };
}
