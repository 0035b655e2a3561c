import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RETENTION_KINDS, type RetentionDays, type RetentionKind } from '../../../src/domain/retention.ts';
import { previewRetention, retentionView, runDueRetention, runRetention } from '../../../src/planning/retention.ts';
import type { RetentionLine, RetentionRun } from '../../../src/planning/retention-store.ts';
import type { TrailHead } from '../../../src/planning/trail-store.ts';
import type { Scope } from '../../../src/planning/stored.ts';
import type { Tables } from '../../../src/planning/store.ts';
import { verifyTrails } from '../../../src/storage/trail/verify.ts';
import { askDatabase } from '../../fixtures/rows.ts';
import {
  ANNAS,
  MONDAY,
  newDraft,
  newPublication,
  openTestStore,
  scheduledOf,
  shiftOf,
  STRANGER,
  teamOf,
  type TestStore,
} from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
  await at.store.organisations.create('acme', undefined, 'tests');
  await fill('north');
});
afterAll(() => at.close());

/** A period that every law here allows but Australia's. */
const DAYS = 800;
const DAY_MS = 86_400_000;
const WEEK = { from: '2026-03-02', to: '2026-03-08' };

/** So many days from now, before or behind the end of a day. */
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

/** What is asked for one organisation. */
function of(scope: Scope) {
  const preview = (days: number) => previewRetention(at.store, scope, inDays(days));
  return {
    write: <T>(work: (tables: Tables) => Promise<T>) => at.store.write(scope, work),
    read: <T>(work: (tables: Tables) => Promise<T>) => at.store.read(scope, work),
    /** Periods for these kinds alone. */
    periods: async (given: Partial<RetentionDays>): Promise<void> => {
      const forever = Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, null])) as RetentionDays;
      const { version } = await at.store.read(scope, ({ retention }) => retention.get());
      const replaced = await at.store.write(scope, ({ retention }) =>
        retention.replace({ ...forever, ...given }, version),
      );
      expect(replaced.ok).toBe(true);
    },
    preview,
    run: async (days: number, signal?: AbortSignal): Promise<RetentionRun> => {
      const done = await runRetention(at.store, scope, { now: inDays(days), signal });
      if (done === 'busy') throw new Error('another process is at it');
      return done;
    },
    /** Rows of tables. */
    left: async (...tables: readonly string[]): Promise<readonly number[]> => {
      const rows: number[] = [];
      for (const table of tables) {
        const text = `select count(*)::int as rows from ${table} where organisation = $1`;
        rows.push(Number((await askDatabase(at.url, text, [scope.organisation]))[0]?.['rows']));
      }
      return rows;
    },
  };
}

const { periods, preview, run, left } = of(ANNAS);

/** Rows that go, by table. */
function counts(lines: readonly RetentionLine[]): Readonly<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const { rows } of lines)
    for (const [table, count] of Object.entries(rows)) if (count > 0) all[table] = (all[table] ?? 0) + count;
  return all;
}

const faults = async () => (await verifyTrails(at.url)).flatMap(({ fault }) => fault ?? []);

const HISTORY = { name: undefined, team: 'north', skill: undefined, options: { zone: 'UTC' } };
const rowsFrom = (start: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const timestamp = new Date((start + index * 900) * 1000).toISOString();
    return { timestamp, start: start + index * 900, date: timestamp.slice(0, 10), count: 1, ahtSeconds: undefined };
  });

const DOCUMENT = { team: 'north', from: undefined, to: undefined, parameters: {}, engine: '0' } as const;
const KEY = { hash: 'a'.repeat(64), role: 'hr', teams: 'all', employee: undefined, operations: 'all' } as const;

/** A thing of each kind, all written now and of dates before; those that can be removed are. */
async function fill(team: string): Promise<void> {
  const made = await at.write(async (tables) => {
    await tables.teams.create(teamOf(team, [`${team}-anna`]));
    await tables.teams.create(teamOf('former', ['former-anna']));
    await tables.teams.remove('former', 1);
    const history = `${team}-calls`;
    await tables.histories.create({ ...HISTORY, id: history, team, rows: rowsFrom(MONDAY, 3) });
    const document = { ...DOCUMENT, team };
    await tables.documents.create({ ...document, kind: 'forecast', inputs: { history } }, '{}');
    await tables.documents.create({ ...document, kind: 'requirement', inputs: {} }, '{}');
    await tables.documents.create({ ...document, kind: 'audit', inputs: { team } }, '{}');
    await tables.drafts.create(newDraft(team, [shiftOf('a', `${team}-anna`)]));
    const ahead = await tables.drafts.create(newDraft(team, [shiftOf('a', `${team}-anna`)], '2096-03-02'));
    const shift = scheduledOf(team, `${team}-anna`);
    await tables.publications.create({ ...newPublication(team, [shift]), draft: 'elsewhere' }, [shift]);
    const employee = `${team}-anna`;
    const said = { when: { kind: 'dates', ...WEEK }, reason: 'flu', creditHoursPerDay: undefined } as const;
    const absence = await tables.absences.create({ employee, ...said });
    await tables.absences.create({ employee, ...said });
    await tables.absences.remove(absence.id, 1);
    const agreed = { team, employee: undefined, rule: 'minimum-rest', reference: 'binder', signedOn: '2026-02-01' };
    await tables.agreements.create({ ...agreed, from: '2026-04-01', to: '2026-04-30' });
    const worked = { employeeId: employee, start: MONDAY, end: MONDAY + 3600, activity: 'work' };
    await tables.attendances.enter(team, WEEK, { added: [worked], replaced: [] });
    await tables.results.enter(team, WEEK, {
      added: [{ employeeId: employee, date: WEEK.from, handled: 20 }],
      replaced: [],
    });
    const proposal = {
      season: 'all',
      measure: 'reply-rate',
      ...WEEK,
      best: employee,
      bestValue: 0.8,
      proposed: 0.84,
    } as const;
    const [old] = await tables.results.propose(team, [proposal]);
    await tables.results.accept(team, [{ id: old?.id ?? '', target: undefined }]);
    const [next] = await tables.results.propose(team, [proposal]);
    // Takes the place of the first, which goes, and stays itself, since it is in force.
    await tables.results.accept(team, [{ id: next?.id ?? '', target: 0.9 }]);
    await tables.keys.create({ ...KEY, id: `${team}-key`, name: `${team}-key`, days: 1 });
    await tables.keys.revoke(`${team}-key`);
    const hook = { url: 'https://hooks.example.com', events: ['draft.changed'], state: 'active' } as const;
    const { webhook } = await tables.webhooks.create(hook);
    const { link } = await tables.calendarLinks.create({ whose: 'team', thing: team, names: false, language: 'en' });
    await tables.calendarLinks.remove(link.id);
    const request = { operation: 'plans', body: '{}' } as const;
    const job = await tables.jobs.create({ kind: 'plan', team, seed: 1, request });
    return { ahead: ahead.id, webhook: webhook.id, job: job.id };
  });
  await at.write(async (tables) => {
    // Told to the webhook, which is gone then.
    await tables.drafts.change(
      made.ahead,
      1,
      { put: [shiftOf('b', 'x', 1)], removed: ['a'] },
      { kind: 'undone', to: 1 },
    );
    await tables.jobs.stop(made.job);
  });
  await at.write(({ webhooks }) => webhooks.remove(made.webhook, 1));
}

/** What goes of each kind alone. */
const EXPECTED: Readonly<Partial<Record<RetentionKind, Readonly<Record<string, number>>>>> = {
  teams: { teams: 1 },
  'job-results': { job_contents: 1 },
  jobs: { jobs: 1 },
  'webhook-deliveries': { webhook_deliveries: 1, webhooks: 1 },
  'calendar-links': { calendar_links: 1 },
  keys: { api_keys: 1 },
  publications: { publications: 1, scheduled_shifts: 1 },
  attendances: { attendance_spans: 1, attendances: 1 },
  results: { results: 1, result_targets: 1 },
  agreements: { agreements: 1 },
  absences: { absences: 2 },
  drafts: { drafts: 1 },
  'draft-versions': { draft_versions: 1 },
  audits: { documents: 1 },
  requirements: { documents: 1 },
  forecasts: { documents: 1 },
  histories: { history_rows: 3 },
};

it.each(Object.entries(EXPECTED))('%s go when their time is over, not before, and as was told', async (name, rows) => {
  const kind = name as RetentionKind;
  await periods({ [kind]: DAYS });
  // Absences, results and rows of histories are counted from their own dates, all else from when it was written or ended.
  const isDated = kind === 'histories' || kind === 'absences' || kind === 'results';
  const age = isDated ? Math.round((Date.now() - Date.parse('2026-03-02')) / DAY_MS) : 0;
  const inside = kind === 'absences' ? DAYS - age + 5 : DAYS - age - 0.01;
  expect(counts(await preview(inside))).toEqual({});
  expect(counts((await run(inside)).lines)).toEqual({});
  const told = await preview(DAYS + 1.01);
  expect(counts(told)).toEqual(rows);
  expect(told).toHaveLength(1);
  const done = await run(DAYS + 1.01);
  expect(done).toEqual({ complete: true, lines: told });
  expect(counts(await preview(DAYS + 1.01))).toEqual({});
  expect(await faults()).toEqual([]);
  const trail = await at.read((tables) => tables.trail.list({ kind: 'retention', thing: kind }, { limit: 9 }));
  expect(trail.items.length).toBe(Object.keys(rows).length);
});

it('what something that stays still names stays with it', async () => {
  const linked = of(STRANGER);
  const team = 'linked';
  const made = await linked.write(async (tables) => {
    await tables.teams.create(teamOf(team, ['linked-anna']));
    await tables.histories.create({ ...HISTORY, id: 'linked-calls', team, rows: rowsFrom(MONDAY, 3) });
    await tables.histories.remove('linked-calls', 1);
    const document = { ...DOCUMENT, team };
    const inputs = { history: 'linked-calls', historyVersion: 1 };
    const forecast = await tables.documents.create({ ...document, kind: 'forecast', inputs }, '{}');
    const from = { ...inputs, forecast: forecast.id };
    const requirement = await tables.documents.create({ ...document, kind: 'requirement', inputs: from }, '{}');
    const asked = newDraft(team, [shiftOf('a', 'linked-anna'), shiftOf('b', 'linked-anna', 1)]);
    const frame = { ...asked.frame, requirements: [requirement.id] };
    const draft = await tables.drafts.create({ ...asked, frame });
    const cause = { kind: 'undone', to: 1 } as const;
    for (const version of [1, 2, 3])
      await tables.drafts.change(
        draft.id,
        version,
        { put: [shiftOf('a', 'linked-anna', version)], removed: [] },
        cause,
      );
    const shift = scheduledOf(team, 'linked-anna');
    const publication = newPublication(team, [shift]);
    await tables.publications.create({ ...publication, draft: draft.id, draftVersion: 2 }, [shift]);
    const agreed = { employee: undefined, rule: 'minimum-rest', reference: 'binder', signedOn: '2026-02-01' };
    await tables.agreements.create({ ...agreed, team, ...WEEK });
    const request = { operation: 'rosters', body: '{}', draft: { id: draft.id, version: 3 } } as const;
    const { id: job } = await tables.jobs.create({ kind: 'draft', team, seed: 1, request });
    return { draft: draft.id, job };
  });
  const shifts = (version: number) => linked.read(({ drafts }) => drafts.shifts(made.draft, { version }));
  const known = [await shifts(2), await shifts(3), await shifts(4)];
  const all = Object.fromEntries(
    RETENTION_KINDS.filter((kind) => !['publications', 'jobs', 'trail'].includes(kind)).map((kind) => [kind, DAYS]),
  );
  await linked.periods(all);
  // Of all that is linked, the versions go that nobody names: the publication names one, a job another, and the newest is the draft.
  expect(counts((await linked.run(DAYS + 1.01)).lines)).toMatchObject({ draft_versions: 1 });
  expect([await shifts(1), await shifts(2), await shifts(3), await shifts(4)]).toEqual([undefined, ...known]);
  expect(await linked.left('documents', 'histories', 'agreements', 'drafts', 'draft_versions')).toEqual([
    2, 1, 1, 1, 3,
  ]);

  // A removed team stays as long as anything is its.
  await linked.write(({ teams }) => teams.remove(team, 1));
  expect(counts(await linked.preview(DAYS + 1.01))['teams']).toBeUndefined();

  // Without the job its version goes, and without the publication all of it.
  await linked.write(({ jobs }) => jobs.stop(made.job));
  expect(counts((await linked.run(DAYS + 1.01)).lines)).toEqual({ draft_versions: 1, job_contents: 1 });
  expect(await shifts(2)).toEqual(known[0]);
  await linked.periods({ ...all, publications: DAYS });
  const told = await linked.preview(DAYS + 1.01);
  expect(counts(told)).toEqual({
    publications: 1,
    scheduled_shifts: 1,
    agreements: 1,
    drafts: 1,
    documents: 2,
    histories: 1,
  });
  expect((await linked.run(DAYS + 1.01)).lines).toEqual(told);
  // The day after, but for the job, which has no period here.
  expect(counts(await linked.preview(DAYS + 2.01))).toEqual({});
  await linked.periods({ ...all, jobs: DAYS });
  await linked.run(DAYS + 2.01);
  expect(counts((await linked.run(DAYS + 2.01)).lines)).toEqual({ teams: 1 });
  expect(await linked.left('documents', 'histories', 'agreements', 'drafts', 'draft_versions', 'draft_shifts')).toEqual(
    [0, 0, 0, 0, 0, 0],
  );
  expect(await faults()).toEqual([]);
});

it('hours of each team are kept for as long as its own law wants, and what is left is told as it is', async () => {
  const lawful = of({ organisation: 'lawful', actor: 'tests' });
  await at.store.organisations.create('lawful', undefined, 'tests');
  await lawful.write(async ({ teams, publications, attendances }) => {
    const contracts = [{ id: 'full-time', packs: ['au-contact-centre'] }];
    await teams.create(teamOf('perth', ['kim'], { contracts, packs: ['eu'] }));
    await teams.create(teamOf('kiel', ['bo'], { packs: ['de', 'eu'] }));
    for (const [team, employee] of [
      ['perth', 'kim'],
      ['kiel', 'bo'],
    ] as const) {
      const shifts = [scheduledOf(team, employee), scheduledOf(team, employee, 7)];
      await publications.create({ ...newPublication(team, shifts.slice(0, 1)) }, shifts);
      const added = shifts.map(({ start, end }) => ({ employeeId: employee, start, end, activity: 'work' }));
      await attendances.enter(team, WEEK, { added: added.slice(0, 1), replaced: [] });
    }
    // Of the next week: it stays with what is published and worked there.
    const later = { from: '2026-03-09', to: '2090-03-15' };
    await publications.create({ ...newPublication('kiel', []), ...later }, []);
    await attendances.enter('kiel', later, { added: [], replaced: [] });
  });
  expect((await lawful.read(retentionView)).laws).toMatchObject([
    { pack: 'de', days: 731, teams: 1 },
    { pack: 'au-contact-centre', days: 2557, teams: 1 },
  ]);
  await lawful.periods({ publications: 400, attendances: 400 });
  expect(counts(await lawful.preview(731))).toEqual({});
  const states = () =>
    lawful.read(({ schedules }) => Promise.all([schedules.state({}), schedules.state({ team: 'kiel' })]));
  const before = await states();
  const two = { publications: 1, scheduled_shifts: 1, attendance_spans: 1, attendances: 1 };
  expect(counts((await lawful.run(732.01)).lines)).toEqual(two);
  expect((await lawful.read(({ schedules }) => schedules.list({ team: 'kiel' }))).items).toMatchObject([
    { id: 'bo@2026-03-09#1' },
  ]);
  for (const [index, state] of (await states()).entries()) expect(state).not.toBe(before[index]);
  expect(await lawful.read(({ publications }) => publications.nextNumber('kiel'))).toBe(3);
  // A shift on a day of which nothing is published is counted from its own day.
  expect(counts(await lawful.preview(2557))).toEqual({ scheduled_shifts: 1 });
  expect(counts((await lawful.run(2558.01)).lines)).toEqual({ ...two, scheduled_shifts: 2 });
  expect(await lawful.read(({ publications }) => publications.nextNumber('perth'))).toBe(2);
});

it('a run that is cut off anywhere leaves a store that is whole, and the next one goes on', async () => {
  const cut = of({ organisation: 'cut', actor: 'tests' });
  await at.store.organisations.create('cut', undefined, 'tests');
  await cut.write(async ({ teams, drafts, histories }) => {
    await teams.create(teamOf('north', ['anna']));
    for (let index = 0; index < 21; index += 1) await drafts.create(newDraft('north', [shiftOf('a', 'anna')]));
    await histories.create({ ...HISTORY, id: 'calls', team: 'north', rows: rowsFrom(MONDAY, 5001) });
  });
  await cut.periods({ drafts: DAYS, histories: DAYS, trail: DAYS });
  const told = counts(await cut.preview(DAYS + 1.01));
  expect(told).toMatchObject({ drafts: 21, history_rows: 5001 });
  const removed: RetentionLine[] = [];
  for (let rounds = 1; ; rounds += 1) {
    // It is told to end after one step, then after two ...
    let asked = 0;
    const signal = {
      get aborted() {
        return ++asked > rounds;
      },
    } as AbortSignal;
    const { lines, complete } = await cut.run(DAYS + 1.01, signal);
    removed.push(...lines);
    expect(await faults()).toEqual([]);
    const head = await cut.read(({ histories }) => histories.get('calls'));
    expect(await cut.left('history_rows', 'draft_versions')).toEqual([head?.rows, (await cut.left('drafts'))[0]]);
    if (complete || rounds > 20) break;
  }
  const { trail = 0, ...others } = counts(removed);
  const { trail: first = 0, ...expected } = told;
  expect(others).toEqual(expected);
  // What the runs before told the trail is past its time by then, too.
  expect(trail).toBeGreaterThanOrEqual(first);
});

it('one process at a time clears an organisation, and one that died holds up nobody', async () => {
  const other = new pg.Client({ connectionString: at.url });
  other.on('error', () => undefined);
  await other.connect();
  const [{ pid } = { pid: 0 }] = (
    await other.query<{ pid: number }>("select pg_advisory_lock(5170427, hashtext('acme')), pg_backend_pid() as pid")
  ).rows;
  expect(await runRetention(at.store, ANNAS)).toBe('busy');
  expect(await runRetention(at.store, { organisation: 'cut', actor: 'tests' })).toMatchObject({ complete: true });
  await askDatabase(at.url, 'select pg_terminate_backend($1, 1000)', [pid]);
  expect(await runRetention(at.store, ANNAS)).toMatchObject({ complete: true });
});

it('each organisation is looked through once a day', async () => {
  const look = () => runDueRetention(at.store, new AbortController().signal);
  await look();
  expect(await at.store.retention.due(23)).toEqual([]);
  await askDatabase(at.url, "update retention set ran_at = now() - interval '23 hours' where organisation = 'cut'");
  expect(await at.store.retention.due(23)).toEqual(['cut']);
  await look();
  expect(await at.store.retention.due(23)).toEqual([]);
});

it('the trail goes from its beginning, and what is left of it verifies', async () => {
  await periods({ trail: 400 });
  const [head] = (await at.read(({ trail }) => trail.list({}, { limit: 1 }))).items;
  const [before = 0] = await left('trail');
  expect(counts(await preview(399.9))).toEqual({});
  const told = await preview(400.1);
  expect(counts(told)).toEqual({ trail: before });
  expect((await run(400.1)).lines).toEqual(told);
  // The entry that says so is all there is; a head of before is known still by the last entry that went.
  const after = await at.read(({ trail }) => trail.list({}, { limit: 9 }));
  expect(after.items).toMatchObject([{ kind: 'retention', thing: 'trail', action: 'remove' }]);
  const anchor = { organisation: 'acme', number: head?.number ?? 0, hash: head?.hash ?? '' };
  const judged = async (one: TrailHead) =>
    (await verifyTrails(at.url, [one])).find(({ organisation }) => organisation === 'acme')?.fault;
  expect(await judged(anchor)).toBeUndefined();
  expect(await judged({ ...anchor, hash: 'f'.repeat(64) })).toMatchObject({ reason: 'not-anchored' });
  await periods({});
  expect(await faults()).toEqual([]);
});
