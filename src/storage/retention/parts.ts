import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { RetentionKind } from '../../domain/retention.ts';
import type { Session } from '../session.ts';
import { type Limits, never } from './limits.ts';
import * as effects from './effects.ts';

/** Rows of one table that go when the time of their kind is over. */
export type Part = {
  readonly kind: RetentionKind;
  readonly table: string;
  /** Columns that name a row within its organisation. */
  readonly key: readonly string[];
  /** The date that a row `t` is counted from, as text. */
  readonly date: RawBuilder<string>;
  /** Whether a row `t` goes. It is true of the same rows however many of those that go are gone already. */
  readonly due: RawBuilder<SqlBool>;
  /** What of a row the rest needs to know besides its key. */
  readonly also?: RawBuilder<unknown> | undefined;
  /** Rows of one transaction. */
  readonly atOnce: number;
  /** The first of them go first. */
  readonly order?: RawBuilder<unknown> | undefined;
  /** Nobody publishes, or judges what is to be published, meanwhile. */
  readonly locksSchedule?: true | undefined;
  readonly before?: ((session: Session) => Promise<void>) | undefined;
  /** What else must be true when these rows are gone, in the same transaction. */
  readonly after?: ((session: Session, gone: readonly effects.Gone[]) => Promise<void>) | undefined;
};

const text = (value: RawBuilder<unknown>): RawBuilder<string> =>
  sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD')`;

/** The later of a date that a thing speaks of and the date on which it was written. */
const later = (date: string, written: string): RawBuilder<string> =>
  sql`greatest(${sql.ref(date)}, ${text(sql.ref(written))})`;

/** Kinds of documents, which are kept whole. */
type Document = Extract<RetentionKind, 'audits' | 'requirements' | 'forecasts'>;

/** Tables whose rows belong to teams. */
const OF_TEAMS = [
  'agreements',
  'attendance_spans',
  'attendances',
  'documents',
  'drafts',
  'histories',
  'jobs',
  'publications',
  'result_targets',
  'results',
  'scheduled_shifts',
  'team_external_ids',
  'team_members',
] as const;

const KIND_OF = { audits: 'audit', requirements: 'requirement', forecasts: 'forecast' } as const;

/** Conditions on rows, by the alias of their table; each is false for kinds without a period. */
function conditions(organisation: string, limits: Limits) {
  const { before, dateBefore, teamBefore, has } = limits;

  const publication = (p: string): RawBuilder<SqlBool> =>
    has('publications')
      ? sql`${later(`${p}.last_date`, `${p}.created_at`)} < ${teamBefore('publications', `${p}.team`)}`
      : never;

  /** A publication that stays, of which something is true. */
  const keptPublication = (condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> => sql`exists (
    select from publications p where p.organisation = ${organisation} and ${condition} and not (${publication('p')}))`;

  const openJob = (condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> => sql`exists (
    select from jobs j where j.organisation = ${organisation} and j.state in ('queued', 'running') and ${condition})`;

  const localDate = sql<string>`to_char(to_timestamp(t.start_at) at time zone (
    select zone from teams where organisation = ${organisation} and id = t.team), 'YYYY-MM-DD')`;

  const span = (s: string): RawBuilder<SqlBool> =>
    has('attendances')
      ? sql`${later(`${s}.last_date`, `${s}.created_at`)} < ${teamBefore('attendances', `${s}.team`)}`
      : never;

  const draft = (d: string): RawBuilder<SqlBool> =>
    has('drafts')
      ? sql`(${sql.ref(`${d}.removed_at`)} < ${before('drafts')}
          or ${sql.ref(`${d}.removed_at`)} is null and ${sql.ref(`${d}.updated_at`)} < ${before('drafts')}
            and ${sql.ref(`${d}.last_date`)} < ${dateBefore('drafts')})
        and not ${keptPublication(sql`p.draft = ${sql.ref(`${d}.id`)}`)}
        and not ${openJob(sql`j.draft = ${sql.ref(`${d}.id`)}`)}`
      : never;

  /** Every requirement that a draft that stays was made for. */
  const wantedRequirements = sql`(
    select json_array_elements_text(d.frame -> 'requirements') from drafts d
    where d.organisation = ${organisation} and not (${draft('d')}))`;

  const old = (kind: Document, d: string): RawBuilder<SqlBool> =>
    has(kind)
      ? sql`${sql.ref(`${d}.kind`)} = ${KIND_OF[kind]} and ${sql.ref(`${d}.created_at`)} < ${before(kind)}`
      : never;

  const audit = (d: string): RawBuilder<SqlBool> => old('audits', d);
  const requirement = (d: string): RawBuilder<SqlBool> =>
    sql`${old('requirements', d)} and ${sql.ref(`${d}.id`)} not in ${wantedRequirements}`;

  /** A document that stays and was made from an input. Requirements name forecasts; both name histories. */
  const madeFrom = (
    kind: string,
    id: RawBuilder<unknown>,
    goes: RawBuilder<SqlBool>,
  ): RawBuilder<SqlBool> => sql`exists (
    select from document_inputs i join documents q on q.organisation = i.organisation and q.id = i.document
    where i.organisation = ${organisation} and i.kind = ${kind} and i.input = ${id} and not (${goes}))`;

  const forecast = (d: string): RawBuilder<SqlBool> =>
    sql`${old('forecasts', d)} and not ${madeFrom('forecast', sql.ref(`${d}.id`), requirement('q'))}`;

  /** A removed history, which is named by its id as long as anything stays that was made from it. */
  const history = (h: string): RawBuilder<SqlBool> =>
    has('histories')
      ? sql`${sql.ref(`${h}.removed_at`)} < ${before('histories')}
        and not ${madeFrom('history', sql.ref(`${h}.id`), sql`(${requirement('q')}) or (${forecast('q')})`)}`
      : never;

  return {
    publication,
    keptPublication,
    openJob,
    localDate,
    span,
    draft,
    audit,
    requirement,
    forecast,
    history,
  };
}

/** All that goes, in the order in which it goes. */
export function partsOf(organisation: string, limits: Limits): readonly Part[] {
  const { before, dateBefore, teamBefore, latestStart, has } = limits;
  const is = conditions(organisation, limits);
  const ended = (kind: RetentionKind, column: string): RawBuilder<SqlBool> =>
    sql`${sql.ref(`t.${column}`)} < ${before(kind)}`;

  const document = (kind: Document, due: RawBuilder<SqlBool>): Part => ({
    kind,
    table: 'documents',
    key: ['id'],
    date: text(sql.ref('t.created_at')),
    due,
    atOnce: 100,
  });

  /** A shift or an attendance of a team on a date of which nothing is said any more. */
  const uncovered = (kind: RetentionKind, table: string, goes: RawBuilder<SqlBool>): RawBuilder<SqlBool> => sql`
    t.start_at < ${latestStart(kind)}::bigint
    and ${is.localDate} < ${teamBefore(kind, 't.team')}
    and not exists (
      select from ${sql.table(table)} p where p.organisation = ${organisation} and p.team = t.team
        and p.first_date <= ${is.localDate} and p.last_date >= ${is.localDate} and not (${goes}))`;

  const unnamed = (table: string): RawBuilder<SqlBool> => sql`not exists (
    select from ${sql.table(table)} n where n.organisation = ${organisation} and n.team = t.id)`;

  const unused = sql<SqlBool>`coalesce(least(t.revoked_at, t.expires_at), t.expires_at) < ${before('keys')}`;

  const parts: readonly Part[] = [
    {
      kind: 'teams',
      table: 'teams',
      key: ['id'],
      date: text(sql.ref('t.removed_at')),
      // Before all that names teams: what goes today is there still, and the team goes tomorrow.
      due: sql.join([ended('teams', 'removed_at'), ...OF_TEAMS.map(unnamed)], sql` and `),
      atOnce: 100,
      locksSchedule: true,
    },
    {
      kind: 'job-results',
      table: 'job_contents',
      key: ['job'],
      date: text(sql`(select ended_at from jobs j where j.organisation = t.organisation and j.id = t.job)`),
      due: sql`exists (
        select from jobs j where j.organisation = ${organisation} and j.id = t.job
          and j.state not in ('queued', 'running') and j.ended_at < ${before('job-results')})`,
      atOnce: 200,
      after: effects.clearJobs,
    },
    {
      kind: 'jobs',
      table: 'jobs',
      key: ['id'],
      date: text(sql.ref('t.ended_at')),
      due: sql`t.state not in ('queued', 'running') and ${ended('jobs', 'ended_at')}`,
      atOnce: 200,
    },
    {
      kind: 'webhook-deliveries',
      table: 'webhook_deliveries',
      key: ['id'],
      date: text(sql.ref('t.ended_at')),
      due: sql`t.state <> 'waiting' and ${ended('webhook-deliveries', 'ended_at')}`,
      atOnce: 1000,
    },
    {
      kind: 'webhook-deliveries',
      table: 'webhooks',
      key: ['id'],
      date: text(sql.ref('t.removed_at')),
      due: sql`${ended('webhook-deliveries', 'removed_at')} and not exists (
        select from webhook_deliveries d where d.organisation = ${organisation} and d.webhook = t.id
          and (d.state = 'waiting' or d.ended_at is null or d.ended_at >= ${before('webhook-deliveries')}))`,
      atOnce: 200,
    },
    {
      kind: 'calendar-links',
      table: 'calendar_links',
      key: ['id'],
      date: text(sql.ref('t.removed_at')),
      due: ended('calendar-links', 'removed_at'),
      atOnce: 1000,
    },
    {
      kind: 'keys',
      table: 'api_keys',
      key: ['id'],
      date: text(sql`coalesce(least(t.revoked_at, t.expires_at), t.expires_at)`),
      due: unused,
      atOnce: 500,
    },
    {
      kind: 'publications',
      table: 'publications',
      key: ['id'],
      date: later('t.last_date', 't.created_at'),
      due: is.publication('t'),
      atOnce: 50,
      locksSchedule: true,
      before: effects.rememberNumbers(is.publication('p')),
    },
    {
      kind: 'publications',
      table: 'scheduled_shifts',
      key: ['shift_id'],
      date: is.localDate,
      due: uncovered('publications', 'publications', is.publication('p')),
      atOnce: 2000,
      locksSchedule: true,
      after: effects.forgetShifts,
    },
    {
      kind: 'attendances',
      table: 'attendance_spans',
      key: ['id'],
      date: later('t.last_date', 't.created_at'),
      due: is.span('t'),
      atOnce: 200,
      locksSchedule: true,
    },
    {
      kind: 'attendances',
      table: 'attendances',
      key: ['id'],
      date: is.localDate,
      due: uncovered('attendances', 'attendance_spans', is.span('p')),
      atOnce: 2000,
      locksSchedule: true,
    },
    {
      kind: 'results',
      table: 'results',
      key: ['team', 'employee', 'date'],
      date: sql`t.date`,
      due: sql`t.date < ${dateBefore('results')}`,
      atOnce: 5000,
    },
    {
      kind: 'results',
      table: 'result_targets',
      key: ['id'],
      date: text(sql`coalesce(t.replaced_at, t.created_at)`),
      // One in force stays, unless its team is gone.
      due: sql`(${ended('results', 'replaced_at')} or t.accepted_at is null and ${ended('results', 'created_at')}
        or exists (select from teams m where m.organisation = ${organisation} and m.id = t.team
          and m.removed_at < ${before('results')}))`,
      atOnce: 1000,
    },
    {
      kind: 'agreements',
      table: 'agreements',
      key: ['id'],
      date: later('t.last_date', 't.updated_at'),
      due: sql`${later('t.last_date', 't.updated_at')} < ${teamBefore('agreements', 't.team')}
        and not ${is.keptPublication(sql`p.team = t.team and p.first_date <= t.last_date and p.last_date >= t.first_date`)}`,
      atOnce: 500,
      locksSchedule: true,
    },
    {
      kind: 'absences',
      table: 'absences',
      key: ['id'],
      date: sql`case when t.removed_at is null then t.last_date else ${text(sql.ref('t.removed_at'))} end`,
      due: sql`(t.removed_at is null and t.last_date < ${dateBefore('absences')} or ${ended('absences', 'removed_at')})`,
      atOnce: 1000,
      locksSchedule: true,
    },
    {
      kind: 'drafts',
      table: 'drafts',
      key: ['id'],
      date: later('t.last_date', 't.updated_at'),
      due: is.draft('t'),
      atOnce: 20,
      locksSchedule: true,
    },
    {
      kind: 'draft-versions',
      table: 'draft_versions',
      key: ['draft', 'version'],
      date: text(sql`(select n.written_at from draft_versions n where n.organisation = ${organisation} and n.draft = t.draft
        and n.version > t.version order by n.version limit 1)`),
      due: sql`exists (
          select from draft_versions n where n.organisation = ${organisation} and n.draft = t.draft
            and n.version > t.version and n.written_at < ${before('draft-versions')})
        and exists (
          select from drafts d where d.organisation = ${organisation} and d.id = t.draft
            and t.version is distinct from d.version and t.version is distinct from d.solve_version and not (${is.draft('d')}))
        and not ${is.keptPublication(sql`p.draft = t.draft and p.draft_version = t.version`)}
        and not ${is.openJob(sql`j.draft = t.draft and j.draft_version = t.version`)}`,
      atOnce: 500,
      // A version is superseded by the next, which is there still when it goes.
      order: sql`t.draft, t.version`,
      locksSchedule: true,
      after: effects.dropUnusedShifts,
    },
    document('audits', is.audit('t')),
    document('requirements', is.requirement('t')),
    document('forecasts', is.forecast('t')),
    {
      kind: 'histories',
      table: 'history_rows',
      key: ['history', 'start'],
      date: sql`t.date`,
      due: sql`(t.date < ${dateBefore('histories')} or exists (
        select from histories h where h.organisation = ${organisation} and h.id = t.history and ${is.history('h')}))`,
      atOnce: 5000,
      after: effects.countRows,
    },
    {
      kind: 'histories',
      table: 'histories',
      key: ['id'],
      date: text(sql.ref('t.removed_at')),
      due: is.history('t'),
      atOnce: 50,
    },
    {
      kind: 'trail',
      table: 'trail',
      key: ['number'],
      date: text(sql.ref('t.at')),
      // From the beginning up to the first entry whose time is not over: the rest is one chain.
      due: sql`t.number < coalesce(
        (select min(number) from trail where organisation = ${organisation} and at >= ${before('trail')}),
        (select number + 1 from trail_heads where organisation = ${organisation}))`,
      atOnce: 2000,
      also: sql`encode(t.hash, 'hex') as hash`,
      order: sql`t.number`,
      before: effects.allowTrail,
      after: effects.moveTrail,
    },
  ];
  return parts.filter(({ kind }) => has(kind));
}
