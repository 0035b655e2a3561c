import { localOf, plannedInstant } from '../../domain/calendar.ts';
import type { Interval, LocalDate, Zone } from '../../domain/units.ts';
import { SECONDS_PER_HOUR } from '../../domain/units.ts';
import type { CoverInterval, CoverSeries } from './page-input.ts';
import type { PageDay, SchedulePage } from './page-model.ts';
import { html } from './page-text.ts';
import { dayText, hoursText, say, weekdayText } from './texts.ts';

/** Hours of people over some intervals. */
type CoverHours = {
  readonly wanted: number;
  readonly there: number;
  readonly short: number;
  readonly over: number;
};

function coverHours(intervals: readonly CoverInterval[]): CoverHours {
  const sum = (of: (interval: CoverInterval) => number): number =>
    intervals.reduce((total, each) => total + of(each) * (each.end - each.start), 0) / SECONDS_PER_HOUR;
  return {
    wanted: sum(({ target }) => target),
    there: sum(({ people }) => people),
    short: sum(({ people, target }) => Math.max(0, target - people)),
    over: sum(({ people, target }) => Math.max(0, people - target)),
  };
}

/** Size of a chart in its own units; the text is a ninth of its height. */
const CHART = { left: 16, right: 193, top: 5, bottom: 56, mark: 3, width: 200, height: 70 } as const;

/** Wall-clock hours that all charts of a series show, so that one can be held against the other. */
type Window = { readonly fromHour: number; readonly toHour: number; readonly top: number };

/** The intervals of each day in order, cut at its ends. */
function perDay(days: readonly PageDay[], intervals: readonly CoverInterval[]): readonly (readonly CoverInterval[])[] {
  const sorted = intervals.toSorted((a, b) => a.start - b.start);
  return days.map(({ span }) =>
    sorted
      .filter(({ start, end }) => start < span.end && end > span.start)
      .map((each) => ({ ...each, start: Math.max(each.start, span.start), end: Math.min(each.end, span.end) })),
  );
}

function windowOf(
  zone: Zone,
  days: readonly PageDay[],
  cut: readonly (readonly CoverInterval[])[],
): Window | undefined {
  const used = cut.map((intervals) => intervals.filter(({ people, target }) => people > 0 || target > 0));
  if (used.every((intervals) => intervals.length === 0)) return undefined;
  const hours = used.flatMap((intervals, index) =>
    intervals.map(({ start, end }) => {
      const isMidnight = end === days[index]?.span.end;
      const from = Math.floor(localOf(zone, start).minutes / 60);
      return [from, isMidnight ? 24 : Math.max(from + 1, Math.ceil(localOf(zone, end).minutes / 60))] as const;
    }),
  );
  const fromHour = hours.reduce((least, [from]) => Math.min(least, from), 24);
  const toHour = hours.reduce((most, [, to]) => Math.max(most, to), 0);
  const top = used.flat().reduce((most, { people, target }) => Math.max(most, people, target), 1);
  return { fromHour, toHour, top: Math.ceil(top) };
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** The outline of a number of people over time, from the base and back to it: `M x base V y H x ... V base`. */
function stepPath(
  intervals: readonly CoverInterval[],
  of: (interval: CoverInterval) => number,
  x: (instant: number) => string,
  y: (people: number) => string,
): string {
  let path = '';
  let level = 0;
  let at: number | undefined;
  const go = (instant: number, next: number): void => {
    if (next === level) return;
    path += path === '' ? `M${x(instant)} ${y(level)}V${y(next)}` : `H${x(instant)}V${y(next)}`;
    level = next;
  };
  for (const interval of intervals) {
    if (at !== undefined && interval.start > at) go(at, 0);
    go(interval.start, of(interval));
    at = interval.end;
  }
  if (at !== undefined) go(at, 0);
  return path;
}

/** Neighbours below their target as one span each. */
function shortSpans(intervals: readonly CoverInterval[]): readonly Interval[] {
  const spans: Interval[] = [];
  for (const { start, end, people, target } of intervals) {
    if (people >= target) continue;
    const last = spans.at(-1);
    if (last?.end === start) spans[spans.length - 1] = { start: last.start, end };
    else spans.push({ start, end });
  }
  return spans;
}

function hourMarks(zone: Zone, date: LocalDate, { fromHour, toHour }: Window, x: (instant: number) => string): string {
  const step = [1, 2, 3, 4, 6].find((each) => (toHour - fromHour) / each <= 8) ?? 6;
  let marks = '';
  for (let hour = Math.ceil(fromHour / step) * step; hour <= toHour; hour += step) {
    const at = x(plannedInstant(zone, date, hour * 60));
    marks += `<path class="g" d="M${at} ${CHART.top}V${CHART.bottom}"/><text x="${at}" y="${CHART.height - 2}">${hour}</text>`;
  }
  return marks;
}

/** People on the work and wanted over one day, each as steps; below the axis a bar where people are missing. */
function chartSvg(page: SchedulePage, day: PageDay, window: Window, intervals: readonly CoverInterval[]): string {
  const { zone, language } = page.input;
  const from = plannedInstant(zone, day.date, window.fromHour * 60);
  const to = plannedInstant(zone, day.date, window.toHour * 60);
  const x = (at: number): string =>
    round(CHART.left + ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * (CHART.right - CHART.left));
  const y = (people: number): string => round(CHART.bottom - (people / window.top) * (CHART.bottom - CHART.top));
  const wanted = stepPath(intervals, ({ target }) => target, x, y);
  const there = stepPath(intervals, ({ people }) => people, x, y);
  const missing = intervals.filter(({ people, target }) => people < target);
  const gaps = missing.map(
    ({ start, end, people, target }) => `M${x(start)} ${y(target)}H${x(end)}V${y(people)}H${x(start)}z`,
  );
  const marks = shortSpans(intervals).map(
    ({ start, end }) => `M${x(start)} ${CHART.bottom}H${x(end)}v${CHART.mark}H${x(start)}z`,
  );
  const date = `${weekdayText(language, day.date)} ${dayText(language, day.date)}`;
  return [
    `<svg viewBox="0 0 ${CHART.width} ${CHART.height}" role="img" aria-label="${html(say(language, 'chart', { date }))}">`,
    hourMarks(zone, day.date, window, x),
    wanted === '' ? '' : `<path class="w" d="${wanted}"/>`,
    gaps.length === 0 ? '' : `<path class="x" d="${gaps.join('')}"/>`,
    `<path class="a" d="M${CHART.left} ${CHART.top}V${CHART.bottom}H${CHART.right}"/>`,
    there === '' ? '' : `<path class="p" d="${there}"/>`,
    marks.length === 0 ? '' : `<path class="m" d="${marks.join('')}"/>`,
    `<text class="y" x="${CHART.left - 2}" y="${CHART.top + 6}">${window.top}</text>`,
    `<text class="y" x="${CHART.left - 2}" y="${CHART.bottom}">0</text></svg>`,
  ].join('');
}

function factsOf(hours: CoverHours): Readonly<Record<keyof CoverHours, string>> {
  const { wanted, there, short, over } = hours;
  return { wanted: hoursText(wanted), there: hoursText(there), short: hoursText(short), over: hoursText(over) };
}

function dayFigure(page: SchedulePage, day: PageDay, window: Window, intervals: readonly CoverInterval[]): string {
  const { language } = page.input;
  const hours = coverHours(intervals);
  const isWanted = hours.wanted > 0;
  const isShort = hours.short > 0.004;
  const state = isShort
    ? `<b>${html(say(language, 'dayShort', factsOf(hours)))}</b>`
    : html(say(language, isWanted ? 'dayCovered' : 'coverNothing'));
  const date = html(`${weekdayText(language, day.date)} ${dayText(language, day.date)}`);
  const chart = isWanted || hours.there > 0 ? chartSvg(page, day, window, intervals) : '';
  return `<figure><figcaption>${date} <span>${state}</span></figcaption>${chart}</figure>`;
}

function seriesHtml(page: SchedulePage, series: CoverSeries): string {
  const { language, zone } = page.input;
  const cut = perDay(page.days, series.intervals);
  const window = windowOf(zone, page.days, cut);
  if (window === undefined) return '';
  const name = series.name ?? say(language, 'coverAll');
  const summary = html(say(language, 'coverSummary', factsOf(coverHours(cut.flat()))));
  const figures = page.days.map((day, index) => dayFigure(page, day, window, cut[index] ?? []));
  const weeks = Array.from({ length: Math.ceil(figures.length / 7) }, (_, week) =>
    figures.slice(week * 7, week * 7 + 7).join('\n'),
  );
  const rows = weeks.map((week) => `<div class="days">${week}</div>`);
  // The name stays with its first charts: a heading alone at the foot of a page heads nothing.
  return `<section class="series"><div class="first"><h3>${html(name)} <span>${summary}</span></h3>${rows[0] ?? ''}</div>${rows.slice(1).join('\n')}</section>`;
}

/** The charts of all series; empty where nobody is wanted or there. */
export function coverHtml(page: SchedulePage): string {
  const { language, cover } = page.input;
  const series = (cover ?? []).map((each) => seriesHtml(page, each)).filter((each) => each !== '');
  const [first, ...others] = series;
  if (first === undefined) return '';
  const key = [
    ['w', 'keyWanted'],
    ['p', 'keyThere'],
    ['x', 'keyShort'],
  ] as const;
  const keys = key.map(([mark, text]) => `<span class="key ${mark}"></span>${html(say(language, text))}`);
  return `<section class="cover"><h2>${html(say(language, 'cover'))} <span>${keys.join(' ')}</span></h2>${first}${others.join('\n')}</section>`;
}
