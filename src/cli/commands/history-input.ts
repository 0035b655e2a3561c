import { extname } from 'node:path';
import { readDocument } from '../../contract/documents.ts';
import {
  type ForecastOptions,
  type HistoryInput,
  type HistoryLimits,
  lengthOfInterval,
  minutesOfInterval,
  parseHistory,
  toForecastOptions,
} from '../../contract/forecast-mapping.ts';
import { overridesSchema, toOverrides } from '../../contract/forecast-overrides.ts';
import { openingHoursSchema, outsideMemberSchema } from '../../contract/forecast-options.ts';
import { profileFileSchema, toShares } from '../../contract/forecast-sources.ts';
import { readCampaignsCsv } from '../../contract/history-campaigns.ts';
import type { HistoryOptions } from '../../contract/history-build.ts';
import { readHistoryCsv } from '../../contract/history-csv.ts';
import { readSpecialDaysCsv } from '../../contract/history-special-days.ts';
import { intervalNameSchema } from '../../contract/scalars.ts';
import { readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue, Outcome } from '../messages.ts';
import type { OptionValues } from '../option-values.ts';
import { inFile } from '../places.ts';
import type { Session } from '../run.ts';

type Given = HistoryInput & { readonly options: ForecastOptions };

/** First day and end of a span without days. */
const NO_DAYS = '2026-01-01';

const INTERVALS = intervalNameSchema.options;

/** Where `--interval` acts: on the forecast that is made, or on the rows as they are read. */
type IntervalOf = 'forecast' | 'rows';

/**
 * A history file, CSV or JSON, with the options that forecast and backtest share: `--zone`, `--interval`, `--absent`, `--doubled`,
 * `--country`, `--region`, `--special`, `--hours`, `--campaigns`, `--members`. Everything wrong with the options is told together with what is wrong with the
 * files; rows are only read once their zone is known. `limits` say which rows nothing may be learned from.
 */
export function readHistoryInput(
  { folder, holidays }: Pick<Session, 'folder' | 'holidays'>,
  file: string,
  values: OptionValues,
  intervalOf: IntervalOf,
  limits: HistoryLimits,
): Outcome<Given> {
  const isJson = extname(file).toLowerCase() === '.json';
  const zone = values.zone('zone');
  if (values.text('zone') === undefined && !isJson)
    values.missing('zone', 'the zone of the times, such as Europe/Berlin');
  const interval = values.choice('interval', INTERVALS);
  const reading = {
    absent: values.choice('absent', ['missing', 'zero', 'closed']),
    doubled: values.choice('doubled', ['both', 'one']),
    interval: intervalOf === 'rows' ? interval : undefined,
  };
  const intervalLength = interval === undefined || intervalOf === 'rows' ? undefined : lengthOfInterval(interval);
  const country = values.text('country')?.toUpperCase();
  const region = values.text('region');
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    values.wrong('country', country, 'a two-letter code such as DE');
  else if (country !== undefined) values.add(...countryIssues(holidays, country, region));
  if (region !== undefined && country === undefined) values.missing('country', 'the country of the region');
  const members = values.list('members', outsideMemberSchema.options);
  const specialDays = readSpecial(folder, values.text('special'));
  const hours = readHours(folder, values.text('hours'));
  const campaigns = readCampaigns(folder, values.text('campaigns'));
  const reads: Reads = { folder, zone, limits };
  const like = intervalOf === 'forecast' ? readFurther(reads, values.text('like'), '--like') : NOTHING;
  const profile = intervalOf === 'forecast' ? readProfile(reads, values.text('profile')) : NOTHING;
  const overrides = intervalOf === 'forecast' ? readOverrides(folder, values.text('overrides')) : NO_OVERRIDES;
  const history = isJson
    ? readJsonHistory(folder, file, zone, reading, limits)
    : readCsvHistory(folder, file, zone, reading, limits);
  const issues = [specialDays, hours, campaigns, like, profile, overrides, history].flatMap((part) =>
    part.ok ? [] : part.issues,
  );
  if (
    values.issues().length > 0 ||
    !specialDays.ok ||
    !hours.ok ||
    !overrides.ok ||
    !campaigns.ok ||
    !like.ok ||
    !profile.ok ||
    !history.ok ||
    history.value === undefined
  ) {
    return { ok: false, issues: [...values.issues(), ...issues] };
  }
  const options = {
    intervalLength,
    country,
    region,
    specialDays: specialDays.value,
    hours: hours.value,
    overrides: overrides.value,
    campaigns: campaigns.value,
    like: like.value,
    profile: profile.value,
    members,
  };
  return { ok: true, value: { ...history.value, options } };
}

/** Whether holidays are known of the country and region, asked before the work so that it is told with all else; no day is looked up. */
function countryIssues(holidays: Session['holidays'], country: string, region: string | undefined): readonly Issue[] {
  const known = holidays(country, region, NO_DAYS, NO_DAYS);
  return known.ok ? [] : known.issues.map((one) => ({ ...one, path: `--${one.path.slice(1)}` }));
}

type ReadingOptions = Pick<HistoryOptions, 'absent' | 'doubled'> & {
  readonly interval: (typeof INTERVALS)[number] | undefined;
};

/** Undefined where the zone is not known: that has been told already. */
function readCsvHistory(
  folder: string,
  file: string,
  zone: string | undefined,
  { absent, doubled, interval }: ReadingOptions,
  limits: HistoryLimits,
  what = 'HISTORY',
): Outcome<HistoryInput | undefined> {
  const text = readText(folder, file, what);
  if (!text.ok) return text;
  if (zone === undefined) return { ok: true, value: undefined };
  const intervalMinutes = interval === undefined ? undefined : minutesOfInterval(interval);
  const reading = readHistoryCsv(text.value, { zone, absent, doubled, intervalMinutes, ...limits });
  if (!reading.ok) return { ok: false, issues: inFile(file, reading.issues) };
  return { ok: true, value: { history: reading.history, notes: reading.notes } };
}

/** Options of the command line go before what the document says. */
function readJsonHistory(
  folder: string,
  file: string,
  zone: string | undefined,
  given: ReadingOptions,
  limits: HistoryLimits,
  what = 'HISTORY',
): Outcome<HistoryInput> {
  const document = readJson(folder, file, what);
  if (!document.ok) return document;
  const said = Object.entries({ zone, ...given }).filter(([, value]) => value !== undefined);
  const isObject = typeof document.value === 'object' && document.value !== null && !Array.isArray(document.value);
  const read = parseHistory(isObject ? { ...document.value, ...Object.fromEntries(said) } : document.value, limits);
  return read.ok ? read : { ok: false, issues: inFile(file, read.issues) };
}

function readSpecial(folder: string, file: string | undefined): Outcome<ForecastOptions['specialDays']> {
  if (file === undefined) return { ok: true, value: undefined };
  const text = readText(folder, file, '--special');
  if (!text.ok) return text;
  const days = readSpecialDaysCsv(text.value);
  return days.ok ? days : { ok: false, issues: inFile(file, days.issues) };
}

const NO_OVERRIDES: Outcome<ForecastOptions['overrides']> = { ok: true, value: undefined };

function readOverrides(folder: string, file: string | undefined): Outcome<ForecastOptions['overrides']> {
  if (file === undefined) return NO_OVERRIDES;
  const document = readJson(folder, file, '--overrides');
  if (!document.ok) return document;
  const read = readDocument(overridesSchema, document.value, []);
  return read.ok ? { ok: true, value: toOverrides(read.value) } : { ok: false, issues: inFile(file, read.issues) };
}

const NOTHING = { ok: true, value: undefined } as const;

type Reads = { readonly folder: string; readonly zone: string | undefined; readonly limits: HistoryLimits };

/** A further history, CSV in the zone of the first or JSON with its own. */
function readFurther(
  { folder, zone, limits }: Reads,
  file: string | undefined,
  option: string,
): Outcome<HistoryInput | undefined> {
  if (file === undefined) return NOTHING;
  const reading = { absent: undefined, doubled: undefined, interval: undefined };
  if (extname(file).toLowerCase() !== '.json') return readCsvHistory(folder, file, zone, reading, limits, option);
  return readJsonHistory(folder, file, undefined, reading, limits, option);
}

/** A history, or the shares of a .json that has them. */
function readProfile(reads: Reads, file: string | undefined): Outcome<ForecastOptions['profile']> {
  if (file === undefined) return NOTHING;
  if (extname(file).toLowerCase() === '.json') {
    const document = readJson(reads.folder, file, '--profile');
    if (!document.ok) return document;
    if (typeof document.value === 'object' && document.value !== null && 'shares' in document.value) {
      const read = readDocument(profileFileSchema, document.value, []);
      const shares = read.ok ? toShares(read.value, '') : read;
      return shares.ok ? shares : { ok: false, issues: inFile(file, shares.issues) };
    }
  }
  const given = readFurther(reads, file, '--profile');
  if (!given.ok || given.value === undefined) return given.ok ? NOTHING : given;
  return { ok: true, value: { kind: 'history', history: given.value.history } };
}

function readCampaigns(folder: string, file: string | undefined): Outcome<ForecastOptions['campaigns']> {
  if (file === undefined) return NOTHING;
  const text = readText(folder, file, '--campaigns');
  if (!text.ok) return text;
  const read = readCampaignsCsv(text.value);
  return read.ok ? read : { ok: false, issues: inFile(file, read.issues) };
}

function readHours(folder: string, file: string | undefined): Outcome<ForecastOptions['hours']> {
  if (file === undefined) return { ok: true, value: undefined };
  const document = readJson(folder, file, '--hours');
  if (!document.ok) return document;
  const read = readDocument(openingHoursSchema, document.value, []);
  const options = read.ok ? toForecastOptions({ hours: read.value }, '') : read;
  return options.ok ? { ok: true, value: options.value.hours } : { ok: false, issues: inFile(file, options.issues) };
}
