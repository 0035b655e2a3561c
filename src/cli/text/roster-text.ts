import type { RosterDocument } from '../../contract/roster.ts';
import { missingText } from './activities-text.ts';
import { breachLines, teamBreachLines } from './audit-text.ts';
import { coverChart, templateCover } from './cover-chart.ts';
import { changesText } from './baseline-text.ts';
import { lineGrids } from './line-grid.ts';
import { dateOf, datesFrom, dayHead, instantOf, timeOf } from './local-time.ts';
import { counted, percent, short } from './numbers.ts';
import { table } from './table.ts';

/** Uncovered spans that are listed one by one; the chart shows all of them. */
const LISTED = 40;

const ENDED: Readonly<Record<RosterDocument['endedBy'], string>> = {
  proof: 'nothing better exists',
  gap: 'the gap asked for is reached',
  exhausted: 'the search is over, with no proof that nothing is better',
  time: 'the time limit ended the search',
  iterations: 'the iteration limit ended the search',
  cancel: 'the search was stopped by hand',
  memory: 'memory ended the search',
};

const ONE: Readonly<Record<RosterDocument['objectiveParts'][number]['unit'], string>> = {
  'agent-hours': 'agent-hour',
  people: 'person',
  requests: 'request',
  'paid hours': 'paid hour',
  money: 'money',
  hours: 'hour',
  activities: 'activity',
  changes: 'change',
  breaches: 'breach',
  units: 'unit',
};

/** A roster for people: who works when, cover against need, what is short, what is broken, and how good it is. */
export function rosterText(roster: RosterDocument): string {
  const hasRoster = roster.objective !== null;
  const parts = [
    headText(roster),
    hasRoster ? lineGrids(roster) + markText(roster) : '',
    hasRoster ? templateText(roster) : '',
    hasRoster ? coverChart(roster) : '',
    shortagesText(roster),
    hasRoster ? uncoveredText(roster) : '',
    hasRoster ? missingText(roster.missingActivities ?? []) : '',
    conflictText(roster),
    breachLines(roster.breaches),
    teamBreachLines(roster.teamBreaches ?? []),
    hasRoster ? changesText(roster.changes) : '',
    hasRoster ? fairnessText(roster) : '',
    hasRoster ? objectiveText(roster) : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** Why there is no roster that will do; one that comes near may be shown all the same. */
function impossible(objective: number | null): string {
  return objective === null
    ? 'no roster keeps all hard rules'
    : 'no roster meets all that must be met; this one comes near';
}

function headText({ status, endedBy, team, horizon, shifts, objective }: RosterDocument): string {
  const hours = shifts.reduce((sum, shift) => sum + (shift.paidHours ?? 0), 0);
  const who = team.name ?? team.id;
  const what = `${counted(shifts.length, 'shift')}, ${short(hours)} paid hours, ${counted(team.employees.length, 'employee')}`;
  const why = status === 'infeasible' ? impossible(objective) : ENDED[endedBy];
  return `${who}, ${counted(horizon.days, 'day')} from ${horizon.from}: ${status} (${why}); ${what}.\n`;
}

/** What the marks of the grid mean, as far as they stand in it. */
function markText({ team, shifts }: RosterDocument): string {
  const marks = [
    shifts.some(({ locked }) => locked === true) ? '* a locked shift' : '',
    team.employees.some(({ leave = [] }) => leave.length > 0) ? '- leave' : '',
    team.employees.some(({ away = [] }) => away.length > 0) ? '> a day in another department without a shift' : '',
    team.employees.some(({ daysOff = [] }) => daysOff.length > 0) ? 'x a day off that was set' : '',
  ].filter((mark) => mark !== '');
  return marks.length === 0 ? '' : `Marks: ${marks.join(', ')}.\n`;
}

function templateText(roster: RosterDocument): string {
  const rows = templateCover(roster);
  if (rows.length === 0) return '';
  const dates = datesFrom(roster.horizon.from, roster.horizon.days);
  const weeks: string[] = [];
  for (let first = 0; first < dates.length; first += 7) {
    const columns = [
      { head: 'Shift' },
      { head: 'Skill' },
      ...dates.slice(first, first + 7).map((date) => ({ head: dayHead(date) })),
    ];
    weeks.push(
      table(
        columns,
        rows.map(([template = '', skill = '', ...cells]) => [template, skill, ...cells.slice(first, first + 7)]),
      ),
    );
  }
  return `Attending / wanted (! is short)\n${weeks.join('\n')}`;
}

function uncoveredText({ uncovered, objectiveParts, demands }: RosterDocument): string {
  if (uncovered.length === 0) return 'Everything wanted is covered.\n';
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
      ? `${short(missing('agent-hours'))} of ${short(wanted)} agent-hours (${percent(missing('agent-hours') / wanted, 2)})`
      : '',
    missing('people') > 0 ? `${short(missing('people'))} attendances` : '',
  ].filter((text) => text !== '');
  const rows = uncovered
    .slice(0, LISTED)
    .map((each) => [
      dayHead(dateOf(each.start)),
      each.template ?? `${timeOf(each.start)}-${timeOf(each.end)}`,
      each.skill ?? '',
      String(each.target),
      String(each.cover),
      String(each.short),
      each.cover < each.floor ? `below the floor of ${each.floor}` : '',
    ]);
  const columns = [
    { head: 'Day' },
    { head: 'When' },
    { head: 'Skill' },
    { head: 'Need', number: true },
    { head: 'People', number: true },
    { head: 'Short', number: true },
    { head: '' },
  ];
  const more = uncovered.length > LISTED ? `... and ${uncovered.length - LISTED} more: see --json.\n` : '';
  return `Uncovered: ${sums.join(' and ')}\n${table(columns, rows)}${more}`;
}

/** Floors that must be met and are not. */
export function shortagesText({ shortages = [] }: Pick<RosterDocument, 'shortages'>): string {
  if (shortages.length === 0) return '';
  const lines = shortages.slice(0, LISTED).map(({ start, end, template, skill, floor, fewest }) => {
    const when = template ?? `${timeOf(start)}-${timeOf(end)}`;
    const what = skill === undefined ? when : `${when} ${skill}`;
    return `  ${dayHead(dateOf(start))} ${what}: ${fewest} of ${floor} people\n`;
  });
  const more = shortages.length > LISTED ? `  ... and ${shortages.length - LISTED} more: see --json.\n` : '';
  return `Below floors that must be met\n${lines.join('')}${more}`;
}

function conflictText({ conflicts }: RosterDocument): string {
  if (conflicts.length === 0) return '';
  return `Conflicts\n${conflicts.map(({ message }) => `  ${message}\n`).join('')}`;
}

/** How what is to be shared is shared, before the roster and with it. */
function fairnessText({ fairness = [] }: RosterDocument): string {
  if (fairness.length === 0) return '';
  const cells = ({ least, most, deviation }: (typeof fairness)[number]['before']): readonly string[] => [
    `${short(least)}-${short(most)}`,
    short(deviation),
  ];
  return table(
    [
      { head: 'Shares of one person' },
      { head: 'Before', number: true },
      { head: 'Deviation', number: true },
      { head: 'With the roster', number: true },
      { head: 'Deviation', number: true },
    ],
    fairness.map(({ id, before, after }) => [id, ...cells(before), ...cells(after)]),
  );
}

/** What hours are paid beyond their hourly cost, where something says so. */
function premiumLines({ objectiveParts }: RosterDocument): readonly string[] {
  const premium = objectiveParts.find(({ part }) => part === 'premium-hours');
  const money = objectiveParts.find(({ part }) => part === 'labour-cost');
  if (premium === undefined || money === undefined) return [];
  const hours = `${short(premium.count)} ${premium.count === 1 ? 'hour' : 'hours'}`;
  return [
    `Premiums for overtime, rest days, holidays and windows: ${hours}; labour cost with them and with allowances: ${short(money.count)}.`,
  ];
}

function objectiveText(roster: RosterDocument): string {
  const { objective, objectiveParts, bound, boundKind, gap, seconds, iterations, engine, seed } = roster;
  const rows = objectiveParts
    .filter(({ points }) => points > 0)
    .map(({ part, unit, rule, count, points }) => [
      rule ?? part,
      `${short(count)} ${count === 1 ? ONE[unit] : unit}`,
      short(points),
    ]);
  const lines = [
    table(
      [{ head: 'Objective' }, { head: 'Count' }, { head: 'Points', number: true }],
      [...rows, ['total', '', short(objective)]],
    ),
    ...premiumLines(roster),
    `No roster is below ${bound === null ? 'a bound that is not known' : `${short(bound)} points (${boundKind} bound)`}; gap ${percent(gap, 2)}.`,
    `${engine}, seed ${seed}, ${counted(iterations, 'iteration')}, ${seconds.toFixed(2)} s.`,
    '',
  ];
  return lines.join('\n');
}
