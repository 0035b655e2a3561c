import { addDays, daysBetween, startOfDate } from '../../domain/calendar.ts';
import type { DraftDays } from '../../domain/draft.ts';
import type { Issue } from '../../domain/issue.ts';
import type { ScheduledShift, Waiver } from '../../domain/schedule.ts';
import { type Shift, shiftDate } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import type { Instant, Interval, LocalDate } from '../../domain/units.ts';
import { notCheckedBy } from '../../rules/packs/not-checked.ts';
import { allPages } from '../all-pages.ts';
import { effectiveTeam } from '../drafts/effective-team.ts';
import { withOthers } from '../restricted-tables.ts';
import type { Publication, Tables } from '../store.ts';
import { gate, type GateIssue, waiverIssues } from './gate.ts';
import { type Dates, knownOfTeam } from '../schedules/known-days.ts';
import { judgeOtherTeams, readOtherTeams } from './judge-other-teams.ts';
import { judgePublication, reachOfRules } from './judge-publication.ts';
import { asksOfTeam, gateTeam, judgeTeam, publishedBeside, type TeamGateIssue } from './team-gate.ts';
import { replaceSchedule, type ScheduleBefore } from './replace-schedule.ts';

export type PublishRequest = {
  readonly draft: string;
  /** The version that is to be published: it must be the newest one. */
  readonly version: number;
  /** First and last local date; default those of the draft, within which they lie. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  readonly waivers: readonly Waiver[];
  /** Now. */
  readonly at: Instant;
};

export type PublishAnswer =
  | { readonly ok: true; readonly value: Publication }
  | { readonly ok: false; readonly reason: 'absent' }
  | { readonly ok: false; readonly reason: 'stale'; readonly version: number }
  | { readonly ok: false; readonly reason: 'refused'; readonly issues: readonly (GateIssue & TeamGateIssue)[] };

/** The dates of a publication, and what is wrong with those asked for. */
function datesOf(
  { from, days }: DraftDays,
  request: PublishRequest,
): { readonly dates: Dates; readonly issues: Issue[] } {
  const end = addDays(from, days);
  const dates = { from: request.from ?? from, to: request.to ?? addDays(end, -1) };
  const issues: Issue[] = [];
  for (const key of ['from', 'to'] as const) {
    const value = dates[key];
    if (value >= from && value < end) continue;
    issues.push({
      code: 'outside-horizon',
      path: `/${key}`,
      message: `${value} is none of the draft's days, which are ${from} to ${addDays(end, -1)}.`,
      facts: { value, from, to: end },
      hint: 'Publish days of the draft, or all of them by giving neither from nor to.',
    });
  }
  if (dates.to < dates.from) {
    const message = `The span from ${dates.from} to ${dates.to} is empty.`;
    issues.push({ code: 'window-empty', path: '/to', message, facts: dates, hint: 'Let it end after it begins.' });
  }
  return { dates, issues };
}

function strangerIssues(team: Team, shifts: readonly Shift[]): readonly Issue[] {
  const members = new Set(team.employees.map(({ id }) => id));
  const strangers = new Set(shifts.map(({ employeeId }) => employeeId).filter((id) => !members.has(id)));
  return [...strangers].sort().map((id) => ({
    code: 'unknown-employee',
    path: '/draft',
    message: `The draft has shifts of ${id}, who is not in the team.`,
    facts: { id },
    hint: 'Give the shifts to somebody else or remove them, or add the employee to the team.',
  }));
}

/** Everything that is read of the store to judge a publication, all behind the lock. */
async function readAround(tables: Tables, team: Team, dates: Dates, shifts: readonly Shift[]) {
  const { zone } = team;
  const reach = reachOfRules(team, dates);
  const around = { from: addDays(dates.from, -reach.daysBefore), to: addDays(dates.to, reach.daysAfter) };
  // A shift of the day before may reach into the first day, and one of the last day behind it.
  const span: Interval = {
    start: startOfDate(zone, addDays(around.from, -1)),
    end: startOfDate(zone, addDays(around.to, 2)),
  };
  const own: Interval = { start: startOfDate(zone, dates.from), end: startOfDate(zone, addDays(dates.to, 1)) };
  const members = team.employees.map(({ id }) => id);
  const assigned = [...new Set(shifts.map(({ employeeId }) => employeeId))];
  // Leave of the weeks that the dates lie in counts towards the hours of these weeks.
  const absences = await allPages((page) =>
    tables.absences.list({ employees: members, from: addDays(dates.from, -7), to: addDays(dates.to, 7) }, page),
  );
  const replaced = (await tables.schedules.list({ team: team.id, span: own })).items;
  const whole = withOthers(tables.schedules);
  const before: ScheduleBefore = {
    current: replaced.filter(({ start }) => start >= own.start && start < own.end),
    named: await whole.named(shifts.map(({ id }) => id)),
    firstPublished: await whole.firstPublished(assigned, dates.from, dates.to),
  };
  const current = new Set(before.current.map(({ id }) => id));
  const everybody = (await whole.list({ employees: members, span })).items;
  const agreements = await allPages((page) => tables.agreements.list({ team: team.id, ...dates }, page));
  const known = await knownOfTeam(tables, team.id, dates, reach);
  const others = everybody.filter(({ id }) => !current.has(id));
  const otherTeams = await readOtherTeams(tables, team, dates, assigned);
  return { before, absences, agreements, others, otherTeams, known };
}

/** What a team has published on the days of a draft and on the day before and behind them, less what starts on the dates: that is replaced. */
async function readBeside(
  tables: Pick<Tables, 'schedules'>,
  { id, zone }: Team,
  { from, days }: DraftDays,
  dates: Dates,
): Promise<readonly ScheduledShift[]> {
  const span = { start: startOfDate(zone, addDays(from, -1)), end: startOfDate(zone, addDays(from, days + 1)) };
  const replaced = { start: startOfDate(zone, dates.from), end: startOfDate(zone, addDays(dates.to, 1)) };
  const { items } = await tables.schedules.list({ team: id, span });
  return items.filter(({ start }) => start < replaced.start || start >= replaced.end);
}

/**
 * Publishes days of a draft: replaces what the team's schedule holds on them, and nothing else, with the draft's shifts that start on them. The whole
 * use case is one transaction in which no other publication of the organisation is made, so that an employee of two teams is checked against what is
 * there. Refused with every breach that neither a waiver nor an agreement lets through, and with every mistake of the request.
 */
export async function publishDraft(tables: Tables, request: PublishRequest): Promise<PublishAnswer> {
  await tables.publications.lock();
  const head = await tables.drafts.get(request.draft);
  if (head === undefined) return { ok: false, reason: 'absent' };
  if (head.version !== request.version) return { ok: false, reason: 'stale', version: head.version };
  const stored = await tables.teams.get(head.team);
  const frame = await tables.drafts.frame(head.id);
  const all = await tables.drafts.shifts(head.id, { version: head.version });
  if (stored === undefined || all === undefined || frame === undefined) return { ok: false, reason: 'absent' };
  const { dates, issues: dateIssues } = datesOf(head, request);
  const slips = [...dateIssues, ...waiverIssues(request.waivers)];
  if (dateIssues.length > 0) return { ok: false, reason: 'refused', issues: slips };
  const { team } = stored;
  const shifts = all.filter((shift) => {
    const date = shiftDate(team.zone, shift);
    return date >= dates.from && date <= dates.to;
  });
  const { before, absences, agreements, others, otherTeams, known } = await readAround(tables, team, dates, shifts);
  const publication = await tables.publications.nextNumber(team.id);
  const replacement = replaceSchedule(team, shifts, before, { publication, changedAt: request.at });
  const planned = replacement.published;
  const effective = effectiveTeam(team, absences);
  const judged = judgePublication({ team: effective, dates, planned, others, known });
  const input = { team, dates, planned, waivers: request.waivers, agreements };
  const replaced = new Set(before.current.map(({ id }) => id));
  const elsewhere = judgeOtherTeams(planned, replaced, dates, otherTeams, judged.breaches);
  const notChecked = notCheckedBy(team, { from: dates.from, days: daysBetween(dates.from, dates.to) + 1 });
  const asks = asksOfTeam({ team, frame });
  const around = asks ? publishedBeside(await readBeside(tables, team, head, dates), planned) : [];
  const ofTeam = judgeTeam({ team: effective, dates, draft: head, frame, planned, around });
  const gatedTeam = gateTeam(input, request.waivers, ofTeam);
  const gated = gate(input, [...judged.breaches, ...elsewhere], replacement.draftIds, gatedTeam.used);
  const issues = [...slips, ...strangerIssues(team, shifts), ...gated.issues, ...gatedTeam.issues];
  if (issues.length > 0) return { ok: false, reason: 'refused', issues };
  const made: Omit<Publication, 'id' | 'number' | 'created'> = {
    team: team.id,
    ...dates,
    draft: head.id,
    draftVersion: head.version,
    shifts: planned.length,
    teamVersion: stored.version,
    gate: {
      breaches: gated.breaches,
      unknowns: judged.unknowns,
      notChecked,
      ...(asks ? { teamBreaches: gatedTeam.teamBreaches, shortages: gatedTeam.shortages } : {}),
    },
    difference: replacement.difference,
    published: planned,
  };
  return { ok: true, value: await tables.publications.create(made, replacement.written) };
}
