import { addDays, startOfDate } from '../../domain/calendar.ts';
import type { ChangePrices } from '../../domain/changes.ts';
import type { DraftDays } from '../../domain/draft.ts';
import type { Note } from '../../domain/forecast.ts';
import type { Prices, Problem } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import type { LocalDate } from '../../domain/units.ts';
import { agreementsOn } from '../agreements.ts';
import { allPages } from '../all-pages.ts';
import { auditTaskOfStored } from '../audit-stored.ts';
import type { StoredDraft } from '../drafts/stored-draft.ts';
import { spanOfAbsence } from '../publications/affected-by-absence.ts';
import type { Tables } from '../store.ts';
import { publishedBaseline } from './published-baseline.ts';
import { type Wanted, wantedAsRostered, wantedOnSchedule } from './wanted-cover.ts';

/** How changes of what is published are to be priced; the day on which they are told is by default the first one. */
export type ToldPrices = { readonly asOf?: LocalDate | undefined; readonly prices: ChangePrices };

/** A roster that is stored, with all that it is judged and counted by, and what of it could not be taken as it stands. */
export type StoredRoster = {
  readonly problem: Problem;
  readonly shifts: readonly Shift[];
  readonly notes: readonly Note[];
};

async function composed(
  tables: Pick<Tables, 'schedules' | 'absences' | 'agreements'>,
  asked: DraftDays & { readonly team: Team; readonly draft?: StoredDraft | undefined; readonly usual: Prices },
  wanted: Wanted & { readonly unknown: readonly LocalDate[] },
): Promise<StoredRoster> {
  const { team: stored, from, days, draft, usual } = asked;
  const { team, shifts, notes, ...around } = await auditTaskOfStored(tables, { team: stored, from, days, draft });
  const { intervalDemands, templateDemands, unknown } = wanted;
  const isUnknown = unknown.length === days || intervalDemands.length + templateDemands.length === 0;
  // A roster of which some days are known has no prices of its own for the others: they are left without demand.
  const demands = isUnknown
    ? { ...wantedAsRostered(team, { from, days }, shifts), templateDemands: [] }
    : { intervalDemands, templateDemands };
  const dates = isUnknown ? days : unknown.length;
  const told: readonly Note[] = [
    ...notes,
    ...(isUnknown ? [{ code: 'cover-as-rostered', facts: { days: dates } }] : []),
    ...(!isUnknown && dates > 0
      ? [{ code: 'cover-not-known', facts: { days: dates, first: unknown[0] ?? from } }]
      : []),
  ];
  const problem: Problem = {
    ...around,
    team,
    from,
    days,
    ...demands,
    prices: wanted.prices ?? usual,
    locks: [],
    agreements: await agreementsOn(tables, { team, from, days }),
  };
  return { problem, shifts, notes: told };
}

/** The newest version of a draft; `told` prices its changes against what the team has published. */
export async function rosterOfDraft(
  tables: Tables,
  draft: StoredDraft,
  told: ToldPrices | undefined,
): Promise<StoredRoster> {
  const { head, frame, team } = draft;
  const days = { from: head.from, days: head.days };
  const asked = { ...days, team, draft, usual: frame.prices };
  const { problem, ...rest } = await composed(tables, asked, { ...frame, unknown: [] });
  if (told === undefined) return { problem, ...rest };
  const against = { asOf: told.asOf ?? head.from, prices: told.prices };
  return { problem: { ...problem, baseline: await publishedBaseline(tables, problem.team, days, against) }, ...rest };
}

/** What a team has published on some days; each change of it has its price. `usual`: the prices where no draft says any. */
export async function rosterOfSchedule(
  tables: Tables,
  team: Team,
  days: DraftDays,
  { told, usual }: { readonly told: ToldPrices; readonly usual: Prices },
): Promise<StoredRoster> {
  const wanted = await wantedOnSchedule(tables, team, days);
  const { problem, shifts, notes } = await composed(tables, { ...days, team, usual }, wanted);
  const baseline = { shifts, asOf: told.asOf ?? days.from, prices: told.prices };
  return { problem: { ...problem, baseline }, shifts, notes };
}

/** Ids of the shifts that people have who are absent then, by the absences on record. */
export async function shiftsOfAbsent(
  tables: Pick<Tables, 'absences'>,
  { problem: { team, from, days }, shifts }: StoredRoster,
): Promise<readonly string[]> {
  const employees = [...new Set(shifts.map(({ employeeId }) => employeeId))];
  if (employees.length === 0) return [];
  const dates = { from: addDays(from, -1), to: addDays(from, days) };
  const absences = await allPages((page) => tables.absences.list({ employees, ...dates }, page));
  const away = Map.groupBy(absences, ({ employee }) => employee);
  const first = startOfDate(team.zone, from);
  return shifts
    .filter(({ employeeId, start, end }) =>
      (away.get(employeeId) ?? []).some((absence) => {
        const span = spanOfAbsence(absence, team.zone);
        return start >= first && start < span.end && end > span.start;
      }),
    )
    .map(({ id }) => id);
}
