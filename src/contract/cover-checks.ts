import {
  addDays,
  datesFrom,
  isLocalDate,
  isoOf,
  isZone,
  localOf,
  plannedInstant,
  startOfDate,
  timeOfMinutes,
  weekdayOf,
} from '../domain/calendar.ts';
import type { Instant, Interval, LocalDate, Zone } from '../domain/units.ts';
import type { Cursor } from './cursor.ts';
import { elements, list, member, minutesAt, number, text, texts } from './cursor.ts';
import { demandClaims } from './demands.ts';
import type { Add } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { DEFAULT_PRICES } from './problem.ts';
import type { TeamNames } from './team-checks.ts';
import { checkKnown, checkOrder } from './team-checks.ts';
import { readInstant } from './timestamps.ts';

/** Days of a plan. A zone that is wrong stands as UTC, so that all else can be checked still. */
export type Days = {
  readonly zoneKnown: boolean;
  readonly zone: Zone;
  readonly from: LocalDate;
  readonly dates: readonly LocalDate[];
  readonly span: Interval;
};

/** Days of a plan that does not say how many. */
const DEFAULT_DAYS = 7;

/** The days under `horizon`, on the clocks of the team; undefined where they are wrong. */
export function daysAt(root: Cursor, team: Cursor): Days | undefined {
  const horizon = member(root, 'horizon');
  const given = text(team, 'zone');
  const zoneKnown = given !== undefined && isZone(given);
  const zone = zoneKnown ? given : 'UTC';
  const from = text(horizon, 'from');
  const days = member(horizon, 'days').value === undefined ? DEFAULT_DAYS : number(horizon, 'days');
  if (from === undefined || days === undefined || !isLocalDate(from)) return undefined;
  if (!Number.isInteger(days) || days < 1 || days > LIMITS.horizonDays) return undefined;
  const span = { start: startOfDate(zone, from), end: startOfDate(zone, addDays(from, days)) };
  return { zone, zoneKnown, from, dates: datesFrom(from, days), span };
}

type Claim = { readonly start: Instant; readonly end: Instant; readonly path: string };

/** Dates of the horizon that a row of cover means. */
export function datesMeant(
  row: { readonly days?: readonly string[] | undefined; readonly dates?: readonly string[] | undefined },
  dates: readonly LocalDate[],
): readonly LocalDate[] {
  if (row.dates !== undefined) return dates.filter((date) => row.dates?.includes(date));
  return dates.filter((date) => row.days?.includes(weekdayOf(date)) ?? true);
}

/** The span of a row's times on a date; an end at or before the start lies on the next day. */
export function spanOn(zone: Zone, date: LocalDate, fromMinutes: number, toMinutes: number): Interval {
  const end = toMinutes > fromMinutes ? toMinutes : toMinutes + 1440;
  return { start: plannedInstant(zone, date, fromMinutes), end: plannedInstant(zone, date, end) };
}

function datesOfRow(row: Cursor, days: Days, add: Add): readonly LocalDate[] {
  const date = text(row, 'date');
  const single = date === undefined ? undefined : [{ value: date, path: `${row.path}/date` }];
  const given = single ?? (member(row, 'dates').value === undefined ? undefined : texts(row, 'dates'));
  const weekdays = member(row, 'days').value === undefined ? undefined : texts(row, 'days').map(({ value }) => value);
  if (given !== undefined && weekdays !== undefined)
    add(issue('both-given', row.path, { first: 'days', second: 'dates' }));
  for (const { value, path } of given ?? []) {
    if (!isLocalDate(value) || days.dates.includes(value)) continue;
    add(issue('outside-horizon', path, { value, from: days.from, to: addDays(days.dates.at(-1) ?? days.from, 1) }));
  }
  return datesMeant({ days: weekdays, dates: given?.map(({ value }) => value) }, days.dates);
}

function checkLevels(row: Cursor, names: TeamNames, add: Add): void {
  checkKnown('unknown-skill', text(row, 'skill'), `${row.path}/skill`, names.skills, add);
  checkOrder(row, 'floor', 'target', add);
  checkOrder(row, 'target', 'ceiling', add);
  const target = number(row, 'target');
  if (target === undefined) return;
  // A price below ends at the target at the latest, and one above begins there at the earliest: the target itself costs nothing.
  for (const step of list(row, 'steps')) {
    const [below, above] = [number(step, 'below'), number(step, 'above')];
    const found =
      below !== undefined && below > target
        ? { minimumField: 'below', minimum: below, maximumField: 'target', maximum: target }
        : above !== undefined && above < target
          ? { minimumField: 'target', minimum: target, maximumField: 'above', maximum: above }
          : undefined;
    if (found !== undefined) add(issue('min-above-max', step.path, found));
  }
}

/** Below a floor that need not be met a person must not cost less than between floor and target: the search would leave the floor first. */
function checkPrices(
  root: Cursor,
  rows: { readonly Hour: readonly Cursor[]; readonly Person: readonly Cursor[] },
  add: Add,
): void {
  const prices = member(root, 'prices');
  for (const unit of ['Hour', 'Person'] as const) {
    const priceOf = (name: 'belowFloor' | 'belowTarget'): number =>
      number(prices, `${name}${unit}`) ?? DEFAULT_PRICES[`${name}${unit}`];
    const [floor, target] = [priceOf('belowFloor'), priceOf('belowTarget')];
    const hasFloor = rows[unit].some((row) => (number(row, 'floor') ?? 0) > 0 && member(row, 'hard').value !== true);
    if (!hasFloor || floor >= target) continue;
    add(issue('floor-cheaper', `${prices.path}/belowFloor${unit}`, { unit, floor, target }));
  }
}

function intervalClaims(cover: Cursor, days: Days, names: TeamNames, add: Add): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const row of list(cover, 'intervals')) {
    checkLevels(row, names, add);
    const from = minutesAt(row, 'from');
    const to = minutesAt(row, 'to');
    const dates = datesOfRow(row, days, add);
    if (from === undefined || to === undefined) continue;
    if (from === 1440) {
      add(issue('window-empty', `${row.path}/from`, { from: '24:00', to: timeOfMinutes(to) }));
      continue;
    }
    const key = text(row, 'skill') ?? '';
    const bucket = claims.get(key) ?? [];
    for (const date of dates) bucket.push({ ...spanOn(days.zone, date, from, to), path: row.path });
    claims.set(key, bucket);
  }
  return claims;
}

function checkTemplateRows(rows: readonly Cursor[], days: Days, names: TeamNames, add: Add): void {
  const seen = new Map<string, string>();
  for (const row of rows) {
    checkLevels(row, names, add);
    const template = text(row, 'template');
    checkKnown('unknown-template', template, `${row.path}/template`, names.templates, add);
    for (const date of datesOfRow(row, days, add)) {
      const key = JSON.stringify([date, template, text(row, 'skill')]);
      const other = seen.get(key);
      if (other === undefined) seen.set(key, row.path);
      else if (template !== undefined) {
        add(issue('cover-repeated', row.path, { template, date, other }));
        break;
      }
    }
  }
}

function requirementClaims(
  requirement: Cursor,
  days: Days,
  names: TeamNames,
  add: Add,
  claims: Map<string, Claim[]>,
): void {
  const zone = text(requirement, 'zone');
  if (zone !== undefined && days.zoneKnown && zone !== days.zone && isZone(zone)) {
    add(issue('zones-differ', `${requirement.path}/zone`, { received: zone, expected: days.zone }));
    return;
  }
  const parameters = member(requirement, 'parameters');
  const own = text(requirement, 'skill');
  checkKnown('unknown-skill', own, `${requirement.path}/skill`, names.skills, add);
  checkKnown('unknown-skill', text(parameters, 'skill'), `${parameters.path}/skill`, names.skills, add);
  const key = own ?? text(parameters, 'skill') ?? '';
  const bucket = claims.get(key) ?? [];
  claims.set(key, bucket);
  const seen = new Set<LocalDate>();
  for (const row of list(requirement, 'intervals')) {
    const start = readInstant(days.zone, text(row, 'start'), `${row.path}/start`, add);
    const end = readInstant(days.zone, text(row, 'end'), `${row.path}/end`, add);
    if (start === undefined || end === undefined) continue;
    if (end <= start) {
      add(
        issue('span-not-positive', `${row.path}/end`, { start: isoOf(days.zone, start), end: isoOf(days.zone, end) }),
      );
      continue;
    }
    seen.add(localOf(days.zone, start).date);
    if (end > days.span.start && start < days.span.end) bucket.push({ start, end, path: row.path });
  }
  // A requirement that was computed lists closed intervals too, so a day without any was not computed. One written by hand may
  // leave closed days out, but must share a day with the horizon.
  const computed = member(requirement, 'parameters').value !== undefined;
  const lacking = days.dates.filter((date) => !seen.has(date));
  const first = computed ? lacking[0] : lacking.length === days.dates.length ? days.from : undefined;
  if (first !== undefined && seen.size > 0) {
    const to = days.dates.at(-1) ?? days.from;
    add(issue('requirement-short', `${requirement.path}/intervals`, { date: first, from: days.from, to }));
  }
}

function checkClaims(claims: readonly Claim[], zone: Zone, add: Add): void {
  const sorted = claims.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const told = new Set<string>();
  let last: Claim | undefined;
  for (const claim of sorted) {
    if (last !== undefined && claim.start < last.end) {
      const pair = `${last.path} ${claim.path}`;
      if (!told.has(pair)) {
        const { date, minutes } = localOf(zone, claim.start);
        add(issue('cover-overlap', claim.path, { date, time: timeOfMinutes(Math.floor(minutes)), other: last.path }));
      }
      told.add(pair);
    }
    if (last === undefined || claim.end > last.end) last = claim;
  }
}

/** The demand of a problem: every reference known, each time of each skill claimed once, something wanted at all. */
export function checkDemand(root: Cursor, days: Days | undefined, names: TeamNames, add: Add): void {
  const cover = member(root, 'cover');
  const given = member(root, 'requirement');
  const demands = member(root, 'demands');
  const rows = [cover, demands].flatMap((rowed) => [...list(rowed, 'intervals'), ...list(rowed, 'templates')]);
  if (rows.length === 0 && given.value === undefined) add(issue('no-cover', cover.path, {}));
  const of = (key: 'intervals' | 'templates'): readonly Cursor[] => [...list(cover, key), ...list(demands, key)];
  checkPrices(root, { Hour: of('intervals'), Person: of('templates') }, add);
  if (days === undefined) return;
  const claims = intervalClaims(cover, days, names, add);
  checkTemplateRows([...list(cover, 'templates'), ...list(demands, 'templates')], days, names, add);
  for (const row of list(demands, 'intervals')) checkLevels(row, names, add);
  for (const { skill, ...claim } of demandClaims(demands, days.zone, days.span, add)) {
    const bucket = claims.get(skill) ?? [];
    bucket.push(claim);
    claims.set(skill, bucket);
  }
  for (const requirement of Array.isArray(given.value) ? elements(given) : [given]) {
    if (requirement.value !== undefined) requirementClaims(requirement, days, names, add, claims);
  }
  let total = 0;
  for (const bucket of claims.values()) {
    total += bucket.length;
    checkClaims(bucket, days.zone, add);
  }
  if (total > LIMITS.demands)
    add(issue('too-much', cover.path, { what: 'The demands', count: total, maximum: LIMITS.demands }));
}
