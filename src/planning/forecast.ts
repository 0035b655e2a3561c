import { addDays } from '../domain/calendar.ts';
import type { Forecast, ForecastOverride, NamedDay, Note, OutsideMember } from '../domain/forecast.ts';
import type { Campaign, History, IntervalLength, OpeningHours, ProfileSource, SpecialDay } from '../domain/history.ts';
import type { Outcome } from '../domain/issue.ts';
import type { LocalDate } from '../domain/units.ts';
import { forecast } from '../forecasting/forecast.ts';
import { applyOverrides } from '../forecasting/overrides.ts';
import type { SeriesModel } from '../forecasting/series-model.ts';
import type { HolidayCalendar, SeriesModels } from './ports.ts';

export type ForecastTask = {
  readonly history: History;
  /** What the reading of the history had to decide; it goes out with the forecast. */
  readonly notes: readonly Note[];
  /** First day to forecast; default the day after the history's last row. */
  readonly from?: LocalDate | undefined;
  readonly days: number;
  readonly options: {
    readonly intervalLength?: IntervalLength | undefined;
    /** ISO 3166-1 code; its public holidays count as special days. */
    readonly country?: string | undefined;
    readonly region?: string | undefined;
    readonly specialDays?: readonly SpecialDay[] | undefined;
    readonly hours?: OpeningHours | undefined;
    /** A like queue with what the reading of its history had to decide. */
    readonly like?: { readonly history: History; readonly notes: readonly Note[] } | undefined;
    readonly profile?: ProfileSource | undefined;
    readonly campaigns?: readonly Campaign[] | undefined;
    /** Changes by hand, applied last and in order. */
    readonly overrides?: readonly ForecastOverride[] | undefined;
    readonly samplePaths?: { readonly paths: number; readonly seed: number } | undefined;
    /** Models from elsewhere that may take part; default MSTL+ETS. */
    readonly members?: readonly OutsideMember[] | undefined;
  };
};

/**
 * Special days of a forecast: those given, and the public holidays of the country from the history's start to the day before `end`.
 */
export function specialDaysOf(
  { history, options }: Pick<ForecastTask, 'history' | 'options'>,
  end: LocalDate,
  holidays: HolidayCalendar,
): Outcome<readonly SpecialDay[]> {
  const { country, region, specialDays = [] } = options;
  if (country === undefined) return { ok: true, value: specialDays };
  const first = options.like?.history.firstDate ?? history.firstDate;
  const from = first < history.firstDate ? first : history.firstDate;
  const found = holidays(country, region, from, end);
  return found.ok ? { ok: true, value: [...found.value, ...specialDays] } : found;
}

/** Special days from `from` to the day before `end` by date and name, each once. */
function namedWithin(special: readonly SpecialDay[], from: LocalDate, end: LocalDate): readonly NamedDay[] {
  const found = new Map<string, NamedDay>();
  for (const { date, name } of special) if (date >= from && date < end) found.set(`${date} ${name}`, { date, name });
  return [...found.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Those that take no time that is felt; Prophet is asked for. */
const DEFAULT_MEMBERS: readonly OutsideMember[] = ['mstl-ets'];

/** The models from elsewhere that the options of a forecast ask for. */
export function modelsOf(
  { members = DEFAULT_MEMBERS }: Pick<ForecastTask['options'], 'members'>,
  models: SeriesModels,
): Promise<readonly SeriesModel[]> {
  return models([...new Set(members)]);
}

/** History to forecast. Issues carry paths of the request: `/from`, `/days`, `/country`, `/region`, `/interval`. */
export function makeForecast(
  task: ForecastTask,
  holidays: HolidayCalendar,
  outside: readonly SeriesModel[],
): Outcome<Forecast> {
  const { history, notes, from, days, options } = task;
  const special = specialDaysOf(task, addDays(from ?? history.endDate, days), holidays);
  if (!special.ok) return special;
  const { country: _country, region: _region, members: _members, overrides, like, ...rest } = options;
  const specialDays = special.value;
  const made = forecast(history, { from, days, ...rest, like: like?.history, specialDays, outside });
  if (made.ok) {
    const named = namedWithin(special.value, made.forecast.from, addDays(made.forecast.from, made.forecast.days));
    const value = {
      ...made.forecast,
      ...(named.length === 0 ? {} : { specialDays: named }),
      notes: [...notes, ...made.forecast.notes],
    };
    return overrides === undefined ? { ok: true, value } : applyOverrides(value, overrides);
  }
  const issues = made.issues.map((issue) =>
    issue.path === '/intervalLength' ? { ...issue, path: '/interval' } : issue,
  );
  return { ok: false, issues };
}
