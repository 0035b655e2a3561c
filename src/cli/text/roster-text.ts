import type { RosterDocument } from '../../contract/roster.ts';
import { missingText, piecesTable } from './activities-text.ts';
import { breachLines, teamBreachLines } from './audit-text.ts';
import { changesText } from './baseline-text.ts';
import { breaksTable, idsTable } from './breaks-text.ts';
import { coverChart, templateCover } from './cover-chart.ts';
import { lineGrids } from './line-grid.ts';
import { dateOf, datesFrom, instantOf, timeOf } from './local-time.ts';
import { percent, short } from './numbers.ts';
import { objectiveTable } from './objective-text.ts';
import { type NamedThings, type Speech, speech as speechOf } from './speech.ts';
import { table } from './table.ts';

/** Uncovered spans that are listed one by one; the chart shows all of them. */
const LISTED = 40;

/** What else is listed below the grid: the breaks of all shifts, and the ids of shifts. */
export type Listed = { readonly breaks?: boolean; readonly ids?: boolean };

/** What a roster has names for. */
export function namedIn({ team, activities }: Pick<RosterDocument, 'team' | 'activities'>): NamedThings {
  return { ...team, activities };
}

/** A roster for people: who works when, cover against need, what is short, what is broken, and how good it is. */
export function rosterText(
  given: RosterDocument,
  speech: Speech = speechOf('en', namedIn(given)),
  listed: Listed = {},
): string {
  const roster = speech.told(given);
  const { shifts } = roster;
  const pieces = piecesTable(shifts, speech);
  const hasRoster = roster.objective !== null;
  const parts = [
    headText(roster, speech),
    hasRoster ? lineGrids(roster, speech) + markText(roster, speech) : '',
    hasRoster && pieces !== '' ? `${speech.say('roster.pieces')}\n${pieces}` : '',
    hasRoster && listed.breaks === true ? breaksTable(shifts, speech) : '',
    hasRoster && listed.ids === true ? idsTable(shifts, speech) : '',
    hasRoster ? templateText(roster, speech) : '',
    hasRoster ? coverChart(roster, speech) : '',
    shortagesText(roster, speech),
    hasRoster ? uncoveredText(roster, speech) : '',
    hasRoster ? missingText(roster.missingActivities ?? [], speech) : '',
    conflictText(roster, speech),
    breachLines(roster.breaches, speech),
    teamBreachLines(roster.teamBreaches ?? [], speech),
    hasRoster ? changesText(roster.changes, speech) : '',
    hasRoster ? fairnessText(roster, speech) : '',
    hasRoster ? objectiveText(roster, speech) : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function headText({ status, endedBy, team, horizon, shifts, objective }: RosterDocument, { say }: Speech): string {
  const hours = shifts.reduce((sum, shift) => sum + (shift.paidHours ?? 0), 0);
  const impossible = objective === null ? 'roster.none' : 'roster.near';
  const head = say('roster.head', {
    who: team.name ?? team.id,
    days: horizon.days,
    from: horizon.from,
    status: say(`status.${status}`),
    why: say(status === 'infeasible' ? impossible : `ended.${endedBy}`),
    shifts: shifts.length,
    hours: Number(short(hours)),
    employees: team.employees.length,
  });
  return `${head}\n`;
}

/** What the marks of the grid mean, as far as they stand in it. */
function markText({ team, shifts }: RosterDocument, { say }: Speech): string {
  const marks = [
    shifts.some(({ locked }) => locked === true) ? say('mark.locked') : '',
    team.employees.some(({ leave = [] }) => leave.length > 0) ? say('mark.leave') : '',
    team.employees.some(({ away = [] }) => away.length > 0) ? say('mark.away') : '',
    team.employees.some(({ daysOff = [] }) => daysOff.length > 0) ? say('mark.day-off') : '',
    shifts.some(({ pieces = [] }) => pieces.length > 0) ? say('mark.pieces') : '',
  ].filter((mark) => mark !== '');
  return marks.length === 0 ? '' : `${say('roster.marks', { marks: marks.join(say('list.joint')) })}\n`;
}

function templateText(roster: RosterDocument, speech: Speech): string {
  const { say, day } = speech;
  const rows = templateCover(roster, speech);
  if (rows.length === 0) return '';
  const dates = datesFrom(roster.horizon.from, roster.horizon.days);
  const weeks: string[] = [];
  for (let first = 0; first < dates.length; first += 7) {
    const columns = [
      { head: say('head.shift') },
      { head: say('head.skill') },
      ...dates.slice(first, first + 7).map((date) => ({ head: day(date) })),
    ];
    weeks.push(
      table(
        columns,
        rows.map(([template = '', skill = '', ...cells]) => [template, skill, ...cells.slice(first, first + 7)]),
      ),
    );
  }
  return `${say('roster.templates')}\n${weeks.join('\n')}`;
}

function uncoveredText({ uncovered, objectiveParts, demands }: RosterDocument, speech: Speech): string {
  const { say, day, template, skill } = speech;
  if (uncovered.length === 0) return `${say('roster.covered')}\n`;
  const missing = (unit: string): number =>
    objectiveParts
      .filter((part) => part.unit === unit && (part.part === 'below-floor' || part.part === 'below-target'))
      .reduce((sum, { count }) => sum + count, 0);
  const wanted = demands.intervals.reduce(
    (sum, each) => sum + (Math.max(each.target, each.floor) * (instantOf(each.end) - instantOf(each.start))) / 3600,
    0,
  );
  const sums = [
    missing('agent-hours') > 0
      ? say('roster.hours-short', {
          missing: short(missing('agent-hours')),
          wanted: short(wanted),
          share: percent(missing('agent-hours') / wanted, 2),
        })
      : '',
    missing('people') > 0 ? say('count.attendances', { count: Number(short(missing('people'))) }) : '',
  ].filter((text) => text !== '');
  const rows = uncovered
    .slice(0, LISTED)
    .map((each) => [
      day(dateOf(each.start)),
      each.template === undefined ? `${timeOf(each.start)}-${timeOf(each.end)}` : template(each.template),
      each.skill === undefined ? '' : skill(each.skill),
      String(each.target),
      String(each.cover),
      String(each.short),
      each.cover < each.floor ? say('roster.below-floor', { floor: each.floor }) : '',
    ]);
  const columns = [
    { head: say('head.day') },
    { head: say('head.when') },
    { head: say('head.skill') },
    { head: say('head.need'), number: true },
    { head: say('head.people'), number: true },
    { head: say('head.short'), number: true },
    { head: '' },
  ];
  const more = uncovered.length > LISTED ? `${say('more', { count: uncovered.length - LISTED })}\n` : '';
  return `${say('roster.uncovered', { what: sums.join(say('list.and')) })}\n${table(columns, rows)}${more}`;
}

/** Floors that must be met and are not. */
export function shortagesText(
  { shortages = [] }: Pick<RosterDocument, 'shortages'>,
  { say, day, template, skill }: Speech,
): string {
  if (shortages.length === 0) return '';
  const lines = shortages.slice(0, LISTED).map((each) => {
    const when = each.template === undefined ? `${timeOf(each.start)}-${timeOf(each.end)}` : template(each.template);
    const what = each.skill === undefined ? when : `${when} ${skill(each.skill)}`;
    const people = say('roster.people-of', { fewest: each.fewest, floor: each.floor });
    return `  ${day(dateOf(each.start))} ${what}: ${people}\n`;
  });
  const more = shortages.length > LISTED ? `  ${say('more', { count: shortages.length - LISTED })}\n` : '';
  return `${say('roster.shortages')}\n${lines.join('')}${more}`;
}

function conflictText({ conflicts }: RosterDocument, { say }: Speech): string {
  if (conflicts.length === 0) return '';
  return `${say('roster.conflicts')}\n${conflicts.map(({ message }) => `  ${message}\n`).join('')}`;
}

/** How what is to be shared is shared, before the roster and with it. */
function fairnessText({ fairness = [] }: RosterDocument, { say }: Speech): string {
  if (fairness.length === 0) return '';
  const cells = ({ least, most, deviation }: (typeof fairness)[number]['before']): readonly string[] => [
    `${short(least)}-${short(most)}`,
    short(deviation),
  ];
  return table(
    [
      { head: say('head.shares') },
      { head: say('head.before'), number: true },
      { head: say('head.deviation'), number: true },
      { head: say('head.with-roster'), number: true },
      { head: say('head.deviation'), number: true },
    ],
    fairness.map(({ id, before, after }) => [id, ...cells(before), ...cells(after)]),
  );
}

/** What hours are paid beyond their hourly cost, where something says so. */
function premiumLine({ objectiveParts }: RosterDocument, { say }: Speech): string {
  const premium = objectiveParts.find(({ part }) => part === 'premium-hours');
  const money = objectiveParts.find(({ part }) => part === 'labour-cost');
  if (premium === undefined || money === undefined) return '';
  return `${say('roster.premiums', { hours: Number(short(premium.count)), money: short(money.count) })}\n`;
}

function objectiveText(roster: RosterDocument, speech: Speech): string {
  const { say } = speech;
  const { objective, objectiveParts, bound, boundKind, engine, seed, iterations } = roster;
  const gap = percent(roster.gap, 2);
  const parts = objectiveParts.filter(({ points }) => points > 0);
  const proven =
    bound === null
      ? say('roster.no-bound', { gap })
      : say('roster.bound', { points: Number(short(bound)), kind: say(`bound.${boundKind}`), gap });
  const effort = say('roster.effort', { engine, seed, iterations, seconds: roster.seconds.toFixed(2) });
  return `${objectiveTable(speech, parts, objective)}\n${premiumLine(roster, speech)}${proven}\n${effort}\n`;
}
