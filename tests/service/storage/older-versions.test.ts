import { describe, expect, it } from 'vitest';
import pg from 'pg';
import type { Tables } from '../../../src/planning/store.ts';
import { migrate, runSteps } from '../../../src/storage/migrate.ts';
import { MIGRATIONS } from '../../../src/storage/migrations/index.ts';
import { SEALED_COLUMNS } from '../../../src/storage/people/document-seal.ts';
import { openStore } from '../../../src/storage/store.ts';
import { createEmptyDatabase, TEST_KEY, type TestDatabase } from '../../fixtures/postgres.ts';
import { FRAME, scheduledOf, shiftOf, teamOf } from '../../fixtures/stores.ts';

/** Every earlier version of the tables, with rows in each, becomes this one, and what was stored is there. */

const text = (value: unknown): string => pg.escapeLiteral(JSON.stringify(value));
const TEAM = teamOf('north', [{ id: 'anna', contract: 'full-time', skills: [], externalIds: { payroll: '1' } }]);
const SHIFT = scheduledOf('north', 'anna');
/** With an escape that PostgreSQL takes into JSON and reads by no function. */
const PROBLEM = { kind: 'invalid-input', detail: 'anna cannot work.', issues: [{ path: '/x', message: 'no \0' }] };
const OWNER = "'acme', ";
const BY = "'2026-01-05', 'maria'";

/** Rows as the step's own version wrote them, in every table that it made. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  '0001-teams': [
    `insert into teams (organisation, id, zone, employees, document, created_at, created_by, updated_by)
     values (${OWNER} 'north', 'Europe/Berlin', 1, ${text(TEAM)}, ${BY}, 'maria')`,
    `insert into employees values (${OWNER} 'anna', ${BY})`,
    `insert into team_members values (${OWNER} 'north', 'anna')`,
    `insert into external_ids values (${OWNER} 'payroll', '1', 'anna')`,
    `insert into team_external_ids values (${OWNER} 'north', 'payroll', '1', 'anna')`,
  ],
  '0002-histories': [
    `insert into histories (organisation, id, options, rows, first_date, last_date, created_by, updated_by)
     values (${OWNER} 'calls', '{"zone":"UTC"}', 1, '2026-01-01', '2026-01-01', 'maria', 'maria')`,
    `insert into history_rows (organisation, history, start, timestamp, date, count)
     values (${OWNER} 'calls', 1767225600, '2026-01-01T00:00', '2026-01-01', 7)`,
    `insert into history_corrections (organisation, history, start, version, old_timestamp, old_count, new_count, corrected_by)
     values (${OWNER} 'calls', 1767225600, 2, '2026-01-01T00:00', 6, 7, 'maria')`,
    `insert into documents (organisation, id, kind, inputs, parameters, engine, text, created_by)
     values (${OWNER} 'forecast-1', 'forecast', '{"history":"calls"}', '{}', '0.0.1', '{"a":1}', 'maria')`,
    `insert into document_inputs values (${OWNER} 'forecast-1', 'history', 'calls')`,
  ],
  '0003-drafts': [
    `insert into drafts (organisation, id, team, first_date, last_date, days, frame, shifts, created_by, updated_by)
     values (${OWNER} 'draft-1', 'north', '2026-03-02', '2026-03-08', 7, ${text(FRAME)}, 1, 'maria', 'maria')`,
    `insert into draft_versions (organisation, draft, version, cause, shifts, written_by)
     values (${OWNER} 'draft-1', 1, '{"kind":"created"}', 1, 'maria')`,
    `insert into draft_shifts (organisation, draft, shift_id, from_version, employee, data)
     values (${OWNER} 'draft-1', 'a', 1, 'anna', ${text(shiftOf('a', 'anna'))})`,
  ],
  '0004-schedules': [
    `insert into schedule_counters values (${OWNER} 1, 28800)`,
    `insert into publications (organisation, id, team, number, first_date, last_date, draft, draft_version, team_version,
       shifts, gate, difference, published, created_by)
     values (${OWNER} 'publication-1', 'north', 1, '2026-03-02', '2026-03-08', 'draft-1', 1, 1, 1,
       '{"breaches":[],"unknowns":[],"notChecked":[]}', '{"added":[],"changed":[],"removed":[],"unchanged":0}',
       ${text([SHIFT])}, 'maria')`,
    `insert into scheduled_shifts (organisation, shift_id, team, employee, date, start_at, end_at, cancelled, change, data)
     values (${OWNER} '${SHIFT.id}', 'north', 'anna', '2026-03-02', ${SHIFT.start}, ${SHIFT.end}, false, 1, ${text(SHIFT)})`,
    `insert into schedule_departures values (${OWNER} '${SHIFT.id}', 'south', '', 'anna', 1, ${text(SHIFT)})`,
  ],
  '0005-people': [
    `insert into absences (organisation, id, employee, period, first_date, last_date, reason, created_by, updated_by)
     values (${OWNER} 'absence-1', 'anna', '{"kind":"dates","from":"2026-03-02","to":"2026-03-03"}', '2026-03-02',
       '2026-03-03', 'flu', 'maria', 'maria')`,
    `insert into agreements (organisation, id, team, rule, first_date, last_date, reference, signed_on, created_by, updated_by)
     values (${OWNER} 'agreement-1', 'north', 'minimum-rest', '2026-03-01', '2026-03-31', 'binder', '2026-02-01', 'maria', 'maria')`,
    `insert into idempotency_keys (organisation, key, fingerprint, status, headers, body, created_by)
     values (${OWNER} 'key', 'print', 201, '{}', 'kept', 'maria')`,
  ],
  '0006-jobs': [
    `insert into jobs (organisation, id, kind, state, seed, ticket, has_result, ended_at, created_by, updated_by)
     values (${OWNER} 'job-1', 'plan', 'succeeded', 5, uuidv7(), true, now(), 'maria', 'maria')`,
    `insert into job_contents values (${OWNER} 'job-1', 'plans', '{}', '{"b":2}')`,
    `insert into job_events values (${OWNER} 'job-1', 1, 'queued', now(), '{"id":"job-1"}')`,
    `insert into jobs (organisation, id, kind, state, seed, ticket, problem, ended_at, created_by, updated_by)
     values (${OWNER} 'job-3', 'plan', 'failed', 5, uuidv7(), ${text(PROBLEM)}, now(), 'maria', 'maria')`,
    `insert into job_events values (${OWNER} 'job-3', 1, 'ended', now(), ${text({ id: 'job-3', problem: PROBLEM })})`,
  ],
  '0007-removed-histories': [
    `insert into histories (organisation, id, options, rows, removed_at, created_by, updated_by)
     values (${OWNER} 'gone', '{"zone":"UTC"}', 0, now(), 'maria', 'maria')`,
  ],
  '0008-removals': [
    `insert into absences (organisation, id, employee, period, first_date, last_date, removed_at, created_by, updated_by)
     values (${OWNER} 'absence-2', 'anna', '{"kind":"dates","from":"2026-04-02","to":"2026-04-03"}', '2026-04-02',
       '2026-04-03', now(), 'maria', 'maria')`,
  ],
  '0009-cleared-jobs': [
    `insert into jobs (organisation, id, kind, state, seed, ticket, cleared_at, ended_at, created_by, updated_by)
     values (${OWNER} 'job-2', 'plan', 'failed', 5, uuidv7(), now(), now(), 'maria', 'maria')`,
  ],
  '0010-access': [
    "insert into organisations (organisation, created_by) values ('acme', 'maria')",
    `insert into api_keys (organisation, id, name, hash, role, expires_at, created_by)
     values (${OWNER} 'key-1', 'console', '${'0'.repeat(64)}', 'hr', '2099-01-01', 'maria')`,
  ],
  '0019-users': [
    `insert into users (organisation, id, role, state, sealed, subject_mark, email_mark, created_by, updated_by)
     values (${OWNER} 'user-1', 'hr', 'active', '\\x00', 'subject', 'email', 'maria', 'maria')`,
    `insert into sessions (organisation, user_id, token_hash, idle_seconds, expires_at, created_by)
     values (${OWNER} 'user-1', '\\x01', 600, '2099-01-01', 'user:user-1')`,
    "insert into sign_ins (state_hash, sealed, expires_at) values ('\\x02', '\\x03', '2099-01-01')",
  ],
  '0015-webhooks': [
    `insert into webhooks (organisation, id, url, state, secret, created_by, updated_by)
     values (${OWNER} 'webhook-1', 'https://receiver.example', 'on', '\\x00', 'maria', 'maria')`,
    `insert into webhook_deliveries (organisation, id, webhook, message, event, body, created_by)
     values (${OWNER} 'delivery-1', 'webhook-1', 'message-1', 'publication.created', '{}', 'maria')`,
    `insert into calendar_links (organisation, id, token_hash, whose, thing, names, language, created_by)
     values (${OWNER} 'link-1', '\\x01', 'employee', 'anna', false, 'en', 'maria')`,
  ],
  '0016-attendances': [
    `insert into attendances (organisation, id, team, employee, start_at, end_at, activity, created_by)
     values (${OWNER} 'attendance-1', 'north', 'anna', ${SHIFT.start}, ${SHIFT.end}, 'work', 'maria')`,
    `insert into attendance_spans (organisation, id, team, first_date, last_date, added, replaced, created_by)
     values (${OWNER} 'span-1', 'north', '2026-03-02', '2026-03-02', 1, 0, 'maria')`,
  ],
  '0018-job-shares': [`insert into job_shares (organisation) values ('acme') on conflict do nothing`],
  '0024-access-counts': [
    "insert into access_counts (kind, mark, count, until) values ('guess', '\\x01', 1, '2099-01-01')",
  ],
  '0027-results': [
    `insert into results (organisation, team, employee, date, counts, created_by)
     values (${OWNER} 'north', 'anna', '2026-03-02', '{"handled":20}', 'maria')`,
    `insert into result_settings (organisation, team, settings, created_by, updated_by)
     values (${OWNER} 'north', '{"seasons":[]}', 'maria', 'maria')`,
    `insert into result_targets (organisation, id, team, season, measure, first_date, last_date, best_employee, best_value,
       proposed, created_by)
     values (${OWNER} 'target-1', 'north', 'all', 'reply-rate', '2026-03-02', '2026-03-02', 'anna', 0.8, 0.84, 'maria')`,
  ],
  '0020-retention': [
    `insert into retention (organisation, days, version, created_by, updated_by)
     values (${OWNER} '{"jobs":90}', 2, 'maria', 'maria')`,
  ],
};

const STEPS = Object.keys(MIGRATIONS).toSorted();
/** Steps with a version of their own that somebody may have data of; the newest one is the present. */
const EARLIER = STEPS.slice(0, -1);

async function databaseAt(step: string): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await runSteps(database.url, step);
    for (const each of STEPS.slice(0, STEPS.indexOf(step) + 1))
      for (const row of ROWS[each] ?? []) await client.query(row);
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`,
    );
    for (const { name } of rows) {
      if (NOT_BY_SQL.has(name)) continue;
      const found = await client.query(`select 1 from "${name}" limit 1`);
      if (found.rowCount === 0) throw new Error(`${step} has no row in ${name}: write one in ROWS`);
    }
  } finally {
    await client.end();
  }
  return database;
}

/** Sealed, so that only the service writes them: the tests of the trail and of backups do. */
const NOT_BY_SQL: ReadonlySet<string> = new Set(['trail', 'trail_heads', 'trail_pending', 'person_keys', 'erasures']);

const has = (step: string, table: string): boolean =>
  STEPS.slice(0, STEPS.indexOf(step) + 1).some((each) =>
    (ROWS[each] ?? []).some((row) => row.includes(`into ${table} `)),
  );

type Question = { readonly table: string; readonly ask: (tables: Tables) => Promise<unknown>; readonly sees: unknown };

const PAGE = { limit: 9 };
const items = <T>({ items: found }: { readonly items: readonly T[] }): readonly T[] => found;

/** What the ports say of the rows, by the table that they were written to. */
const QUESTIONS: readonly Question[] = [
  {
    table: 'teams',
    ask: ({ teams }) => teams.get('north'),
    sees: { version: 1, created: { by: 'maria' }, team: TEAM },
  },
  { table: 'external_ids', ask: ({ teams }) => teams.employeeByExternalId('payroll', '1'), sees: 'anna' },
  { table: 'histories', ask: ({ histories }) => histories.list({}, PAGE).then(items), sees: [{ id: 'calls' }] },
  {
    table: 'history_rows',
    ask: ({ histories }) => histories.rows('calls'),
    sees: [{ count: 7, ahtSeconds: undefined }],
  },
  { table: 'documents', ask: ({ documents }) => documents.get('forecast', 'forecast-1'), sees: { text: '{"a":1}' } },
  { table: 'draft_shifts', ask: ({ drafts }) => drafts.shifts('draft-1'), sees: [shiftOf('a', 'anna')] },
  {
    table: 'publications',
    ask: ({ publications }) => publications.get('publication-1'),
    sees: { published: [{ id: SHIFT.id }] },
  },
  { table: 'scheduled_shifts', ask: ({ schedules }) => schedules.list({}).then(items), sees: [{ id: SHIFT.id }] },
  { table: 'absences', ask: ({ absences }) => absences.list({}, PAGE).then(items), sees: [{ reason: 'flu' }] },
  { table: 'agreements', ask: ({ agreements }) => agreements.get('agreement-1'), sees: { rule: 'minimum-rest' } },
  { table: 'job_contents', ask: ({ jobs }) => jobs.result('job-1'), sees: '{"b":2}' },
  {
    table: 'jobs',
    ask: ({ jobs }) => jobs.list({ problem: PROBLEM.kind }, PAGE).then(items),
    sees: [{ problem: PROBLEM }],
  },
  {
    table: 'job_events',
    ask: ({ jobs }) => jobs.events('job-3', 0, 9),
    sees: [{ job: { id: 'job-3', problem: PROBLEM } }],
  },
  {
    table: 'attendances',
    ask: ({ attendances }) => attendances.rows({ employees: ['anna'], span: { start: SHIFT.start, end: SHIFT.end } }),
    sees: [{ employeeId: 'anna', activity: 'work' }],
  },
  {
    table: 'results',
    ask: ({ results }) => results.rows('north', { limit: 9 }),
    sees: [{ employeeId: 'anna', date: '2026-03-02', handled: 20 }],
  },
  {
    table: 'result_targets',
    ask: ({ results }) => results.targets('north', {}, PAGE).then(items),
    sees: [{ id: 'target-1', state: 'proposed', best: 'anna', bestValue: 0.8, proposed: 0.84 }],
  },
  { table: 'retention', ask: ({ retention }) => retention.get(), sees: { version: 2, days: { jobs: 90 } } },
  { table: 'api_keys', ask: ({ keys }) => keys.get('key-1'), sees: { role: 'hr', teams: 'all' } },
];

/** Tables that still hold something in clear that this version seals. */
async function clearRows(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const wanted = [
      ...SEALED_COLUMNS.map(({ table, clear }) => [table, `${clear} is not null`]),
      ['results', 'counts is not null'],
      ...['external_ids', 'team_external_ids'].map((table) => [table, 'not marked']),
      ...['scheduled_shifts', 'schedule_departures'].map((table) => [table, 'not name_sealed']),
    ];
    const found: string[] = [];
    for (const [table = '', clear] of wanted)
      if ((await client.query(`select 1 from ${table} where ${clear} limit 1`)).rowCount !== 0) found.push(table);
    return found;
  } finally {
    await client.end();
  }
}

describe.each(EARLIER)('a database of %s', (step) => {
  it('becomes one of this version with all that it holds', async () => {
    const { url, drop } = await databaseAt(step);
    expect(await migrate(url)).toEqual({ ok: true, value: null });
    const { store, sealOld, close } = await openStore({ url, role: 'api', masterKey: TEST_KEY, connections: 2 });
    try {
      const scope = { organisation: 'acme', actor: 'tests' };
      const asked = QUESTIONS.filter(({ table }) => has(step, table));
      const told = async (): Promise<readonly unknown[]> => {
        const answers: unknown[] = [];
        for (const { ask } of asked) answers.push(await store.read(scope, ask));
        return answers;
      };
      const before = await told();
      expect(before).toMatchObject(asked.map(({ sees }) => sees));
      // What was written in clear is sealed by the first start, and says the same.
      await sealOld();
      expect(await clearRows(url)).toEqual([]);
      expect(await told()).toEqual(before);
      expect(await sealOld()).toBe(0);
      // What is there can be changed, and the trail of it begins.
      const changed = await store.write(scope, ({ teams }) => teams.replace({ ...TEAM, name: 'North' }, 1));
      expect(changed).toMatchObject({ ok: true, value: { version: 2 } });
      const trail = await store.read(scope, (tables) => tables.trail.list({}, PAGE));
      expect(trail.items[0]).toMatchObject({ kind: 'team', action: 'change' });
    } finally {
      await close();
      await drop();
    }
  });
});
