import { afterAll, beforeAll, expect, it } from 'vitest';
import { USUAL_MEASURES } from '../../../src/domain/team-measures.ts';
import type { Tables } from '../../../src/planning/store.ts';
import { askDatabase, rowsOf, storeTables } from '../../fixtures/rows.ts';
import {
  ANNAS,
  MARIA,
  newDraft,
  newPublication,
  openTestStore,
  scheduledOf,
  sessionOf,
  shiftOf,
  STRANGER,
  teamOf,
  type TestStore,
  USER,
} from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

const sql = (text: string, values: unknown[] = []) => askDatabase(at.url, text, values);
const tablesOfStore = () => storeTables(at.url);

it('in every table the organisation stands first, also in its keys, indexes and references', async () => {
  const tables = await tablesOfStore();
  expect(tables.length).toBeGreaterThan(15);
  const columns = await sql(
    `select table_name as "table", ordinal_position as place, is_nullable as nullable from information_schema.columns
     where table_schema = 'public' and column_name = 'organisation' order by table_name`,
  );
  expect(columns).toEqual(tables.map((table) => ({ table, place: 1, nullable: 'NO' })));
  const indexes = await sql(
    `select c.relname as index, (select attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0])
       as first
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
     where t.relname = any ($1)`,
    [tables],
  );
  expect(indexes.length).toBeGreaterThan(tables.length);
  expect(indexes.filter(({ first }) => first !== 'organisation')).toEqual([]);
  const references = await sql(
    `select conname as name, (select attname from pg_attribute a where a.attrelid = conrelid and a.attnum = conkey[1])
       as first
     from pg_constraint where contype = 'f' and conrelid = any ($1::regclass[])`,
    [tables],
  );
  expect(references.length).toBeGreaterThan(10);
  expect(references.filter(({ first }) => first !== 'organisation')).toEqual([]);
});

type Ids = Readonly<
  Record<
    'draft' | 'document' | 'publication' | 'absence' | 'agreement' | 'job' | 'webhook' | 'link' | 'session' | 'target',
    string
  >
>;

const PAGE = { limit: 100 };
const SHIFT = scheduledOf('north', 'anna');
const HISTORY = { id: 'calls', name: 'c', team: 'north', skill: undefined, options: { zone: 'UTC' } };
const ROW = { timestamp: '2026-01-01T00:00', start: 1_767_225_600, date: '2026-01-01', count: 1, ahtSeconds: 60 };
const TEAM = teamOf('north', [{ id: 'anna', contract: 'full-time', skills: [], externalIds: { payroll: '1' } }]);
const ABSENCE = {
  employee: 'anna',
  when: { kind: 'dates', from: '2026-03-02', to: '2026-03-03' },
  reason: 'flu',
  creditHoursPerDay: undefined,
} as const;
const AGREEMENT = {
  team: 'north',
  employee: undefined,
  rule: 'minimum-rest',
  from: '2026-03-01',
  to: '2026-03-31',
  reference: 'binder',
  signedOn: '2026-02-01',
};
const DOCUMENT = {
  kind: 'forecast',
  team: 'north',
  from: undefined,
  to: undefined,
  inputs: { history: 'calls' },
  parameters: {},
  engine: '0',
} as const;

const KEY = {
  id: 'k',
  name: 'export',
  hash: 'h',
  role: 'supervisor',
  teams: ['north'],
  employee: undefined,
  operations: 'all',
  days: 1,
} as const;

const WORKED = { from: '2026-03-02', to: '2026-03-08' };
const ATTENDANCE = { employeeId: 'anna', start: 1_772_434_800, end: 1_772_438_400, activity: 'work' };

async function fill({ store }: TestStore): Promise<Ids> {
  for (const { organisation } of [ANNAS, STRANGER]) await store.organisations.create(organisation, undefined, 'test');
  return store.write(ANNAS, async (tables) => {
    await tables.teams.create(TEAM);
    await tables.histories.create({ ...HISTORY, rows: [ROW] });
    await tables.histories.enter('calls', [{ ...ROW, count: 2 }], { correct: true });
    const document = await tables.documents.create(DOCUMENT, '{}');
    const draft = await tables.drafts.create(newDraft('north', [shiftOf('a', 'anna')]));
    const cause = { kind: 'undone', to: 1 } as const;
    await tables.drafts.change(draft.id, 1, { put: [shiftOf('b', 'anna', 1)], removed: ['a'] }, cause);
    const publication = await tables.publications.create(newPublication('north', [SHIFT]), [
      { ...SHIFT, site: 'Köln' },
    ]);
    await tables.publications.create(newPublication('north', [SHIFT]), [SHIFT]);
    const absence = await tables.absences.create(ABSENCE);
    const agreement = await tables.agreements.create(AGREEMENT);
    const job = await tables.jobs.create({
      kind: 'roster',
      team: 'north',
      seed: 1,
      request: { operation: 'rosters', body: '{}' },
    });
    await tables.keys.create(KEY);
    await tables.users.create('maria', USER);
    await tables.users.signIn('maria', MARIA, sessionOf('of maria'));
    const { webhook } = await tables.webhooks.create(WEBHOOK);
    const { link } = await tables.calendarLinks.create(LINK);
    await tables.idempotency.take('key', 'print');
    await tables.idempotency.keep('key', { status: 200, headers: {}, body: 'secret' });
    await tables.teams.create(teamOf('south', ['carl', 'dora']));
    await tables.people.erase('dora');
    await tables.attendances.enter('north', WORKED, { added: [ATTENDANCE], replaced: [] });
    await tables.results.enter('north', WORKED, { added: [RESULT], replaced: [] });
    await tables.results.replaceSettings('north', USUAL_MEASURES, 1);
    const [target] = await tables.results.propose('north', [PROPOSAL]);
    await tables.retention.replace({ jobs: 90 }, 1);
    return {
      draft: draft.id,
      document: document.id,
      publication: publication.id,
      absence: absence.id,
      agreement: agreement.id,
      job: job.id,
      webhook: webhook.id,
      link: link.id,
      target: target?.id ?? '',
      session: (await tables.users.session(sessionOf('of maria').tokenHash))?.session ?? '',
    };
  });
}

const RESULT = { employeeId: 'anna', date: '2026-03-02', handled: 20 };
const PROPOSAL = {
  season: 'all',
  measure: 'reply-rate',
  ...WORKED,
  best: 'anna',
  bestValue: 0.8,
  proposed: 0.84,
} as const;
const WEBHOOK = { url: 'https://hooks.example.com', state: 'active' } as const;
const LINK = { whose: 'employee', thing: 'anna', names: false, language: 'en' } as const;
const NOTHING = { items: [], next: null };
const ABSENT = { ok: false, reason: 'absent' };

type Call = { readonly call: (tables: Tables, ids: Ids) => Promise<unknown>; readonly sees: unknown };

/** Every method of every table, called for what another organisation has; the types see to it that none is left out. */
const CALLS: { readonly [T in keyof Tables]: { readonly [M in keyof Tables[T]]: Call } } = {
  teams: {
    get: { call: ({ teams }) => teams.get('north'), sees: undefined },
    list: { call: ({ teams }) => teams.list({ employee: 'anna' }, PAGE), sees: NOTHING },
    replace: { call: ({ teams }) => teams.replace(TEAM, 1), sees: ABSENT },
    remove: { call: ({ teams }) => teams.remove('north', 1), sees: ABSENT },
    externalIdClashes: {
      call: ({ teams }) =>
        teams.externalIdClashes(
          teamOf('mine', [{ id: 'bo', contract: 'c', skills: [], externalIds: { payroll: '1' } }]),
        ),
      sees: [],
    },
    employeeByExternalId: { call: ({ teams }) => teams.employeeByExternalId('payroll', '1'), sees: undefined },
    create: { call: ({ teams }) => teams.create(TEAM), sees: expect.objectContaining({ version: 1 }) },
  },
  histories: {
    get: { call: ({ histories }) => histories.get('calls'), sees: undefined },
    list: { call: ({ histories }) => histories.list({}, PAGE), sees: NOTHING },
    rows: { call: ({ histories }) => histories.rows('calls'), sees: [] },
    days: { call: ({ histories }) => histories.days('calls', {}, PAGE), sees: NOTHING },
    enter: { call: ({ histories }) => histories.enter('calls', [ROW], { correct: true }), sees: ABSENT },
    remove: { call: ({ histories }) => histories.remove('calls', 2), sees: ABSENT },
    create: {
      call: ({ histories }) => histories.create({ ...HISTORY, rows: [] }),
      sees: expect.objectContaining({ rows: 0 }),
    },
  },
  documents: {
    get: { call: ({ documents }, ids) => documents.get('forecast', ids.document), sees: undefined },
    list: { call: ({ documents }) => documents.list('forecast', { input: ['history', 'calls'] }, PAGE), sees: NOTHING },
    create: { call: ({ documents }) => documents.create(DOCUMENT, '[]'), sees: expect.anything() },
  },
  drafts: {
    get: { call: ({ drafts }, ids) => drafts.get(ids.draft), sees: undefined },
    frame: { call: ({ drafts }, ids) => drafts.frame(ids.draft), sees: undefined },
    list: { call: ({ drafts }) => drafts.list({}, PAGE), sees: NOTHING },
    shifts: { call: ({ drafts }, ids) => drafts.shifts(ids.draft), sees: undefined },
    versions: { call: ({ drafts }, ids) => drafts.versions(ids.draft, PAGE), sees: NOTHING },
    change: {
      call: ({ drafts }, ids) =>
        drafts.change(ids.draft, 2, { put: [shiftOf('c', 'bo')], removed: ['b'] }, { kind: 'created' }),
      sees: ABSENT,
    },
    remove: { call: ({ drafts }, ids) => drafts.remove(ids.draft, 2), sees: ABSENT },
    create: { call: ({ drafts }) => drafts.create(newDraft('north', [])), sees: expect.anything() },
  },
  schedules: {
    list: { call: ({ schedules }) => schedules.list({ cancelled: true }, PAGE), sees: NOTHING },
    state: { call: ({ schedules }) => schedules.state({}), sees: '0.0.0' },
    changes: {
      call: ({ schedules }) => schedules.changes({ site: 'Köln' }, undefined, 100),
      sees: { shifts: [], position: '0', more: false },
    },
    named: { call: ({ schedules }) => schedules.named([SHIFT.id]), sees: [] },
    firstPublished: {
      call: ({ schedules }) => schedules.firstPublished(['anna'], '2026-01-01', '2026-12-31'),
      sees: [],
    },
    publishedSpans: {
      call: ({ schedules }) => schedules.publishedSpans('north', '2026-03-02', '2026-03-08'),
      sees: [],
    },
  },
  publications: {
    get: { call: ({ publications }, ids) => publications.get(ids.publication), sees: undefined },
    list: { call: ({ publications }) => publications.list({}, PAGE), sees: NOTHING },
    waivers: { call: ({ publications }) => publications.waivers('north', WORKED), sees: [] },
    nextNumber: { call: ({ publications }) => publications.nextNumber('north'), sees: 1 },
    lock: { call: ({ publications }) => publications.lock(), sees: undefined },
    create: {
      call: ({ publications }) => publications.create(newPublication('north', [SHIFT]), [SHIFT]),
      sees: expect.objectContaining({ number: 1 }),
    },
  },
  absences: {
    get: { call: ({ absences }, ids) => absences.get(ids.absence), sees: undefined },
    list: { call: ({ absences }) => absences.list({ employees: ['anna'] }, PAGE), sees: NOTHING },
    replace: { call: ({ absences }, ids) => absences.replace({ ...ABSENCE, id: ids.absence }, 1), sees: ABSENT },
    remove: { call: ({ absences }, ids) => absences.remove(ids.absence, 1), sees: ABSENT },
    create: { call: ({ absences }) => absences.create(ABSENCE), sees: expect.anything() },
  },
  agreements: {
    get: { call: ({ agreements }, ids) => agreements.get(ids.agreement), sees: undefined },
    list: { call: ({ agreements }) => agreements.list({}, PAGE), sees: NOTHING },
    remove: { call: ({ agreements }, ids) => agreements.remove(ids.agreement, 1), sees: ABSENT },
    create: { call: ({ agreements }) => agreements.create(AGREEMENT), sees: expect.anything() },
  },
  webhooks: {
    get: { call: ({ webhooks }, ids) => webhooks.get(ids.webhook), sees: undefined },
    list: { call: ({ webhooks }) => webhooks.list(PAGE), sees: NOTHING },
    replace: { call: ({ webhooks }, ids) => webhooks.replace(ids.webhook, WEBHOOK, 1), sees: ABSENT },
    rotate: { call: ({ webhooks }, ids) => webhooks.rotate(ids.webhook, 1), sees: ABSENT },
    remove: { call: ({ webhooks }, ids) => webhooks.remove(ids.webhook, 1), sees: ABSENT },
    deliveries: { call: ({ webhooks }, ids) => webhooks.deliveries(ids.webhook, undefined, PAGE), sees: NOTHING },
    replay: { call: ({ webhooks }, ids) => webhooks.replay(ids.webhook, 'any'), sees: undefined },
    create: { call: ({ webhooks }) => webhooks.create(WEBHOOK), sees: expect.anything() },
  },
  calendarLinks: {
    get: { call: ({ calendarLinks }, ids) => calendarLinks.get(ids.link), sees: undefined },
    list: { call: ({ calendarLinks }) => calendarLinks.list({}, PAGE), sees: NOTHING },
    remove: { call: ({ calendarLinks }, ids) => calendarLinks.remove(ids.link), sees: false },
    create: { call: ({ calendarLinks }) => calendarLinks.create(LINK), sees: expect.anything() },
  },
  jobs: {
    get: { call: ({ jobs }, ids) => jobs.get(ids.job), sees: undefined },
    result: { call: ({ jobs }, ids) => jobs.result(ids.job), sees: undefined },
    list: { call: ({ jobs }) => jobs.list({}, PAGE), sees: NOTHING },
    stop: { call: ({ jobs }, ids) => jobs.stop(ids.job), sees: undefined },
    events: { call: ({ jobs }, ids) => jobs.events(ids.job, 0, 100), sees: [] },
    createBatch: {
      call: ({ jobs }) => jobs.createBatch({ plans: [{ label: 'a', team: undefined, seed: 1, body: '{}' }] }),
      sees: expect.objectContaining({ state: 'running', parts: { round: 1, all: 1, ended: 0 } }),
    },
    repeat: { call: ({ jobs }, ids) => jobs.repeat(ids.job), sees: undefined },
    create: {
      call: ({ jobs }) =>
        jobs.create({ kind: 'plan', team: undefined, seed: 1, request: { operation: 'plans', body: '{}' } }),
      sees: expect.objectContaining({ state: 'queued' }),
    },
  },
  users: {
    get: { call: ({ users }) => users.get('maria'), sees: undefined },
    list: { call: ({ users }) => users.list(PAGE), sees: NOTHING },
    replace: { call: ({ users }) => users.replace('maria', USER, 1), sees: ABSENT },
    claim: {
      call: ({ users }) =>
        users.claim(
          'claimed',
          { ...MARIA, subject: 'claimed', email: undefined },
          { role: 'hr', teams: 'all', state: 'active' },
        ),
      sees: true,
    },
    remove: { call: ({ users }) => users.remove('maria', 1), sees: ABSENT },
    signIn: { call: ({ users }) => users.signIn('maria', MARIA, sessionOf('of a stranger')), sees: false },
    session: { call: ({ users }) => users.session(sessionOf('of maria').tokenHash), sees: undefined },
    refuse: { call: ({ users }) => users.refuse('maria'), sees: undefined },
    endSession: { call: ({ users }, ids) => users.endSession(ids.session), sees: false },
    endSessions: { call: ({ users }) => users.endSessions('maria'), sees: 0 },
    used: { call: ({ users }, ids) => users.used(ids.session), sees: undefined },
    create: { call: ({ users }) => users.create('mine', USER), sees: expect.objectContaining({ version: 1 }) },
  },
  keys: {
    get: { call: ({ keys }) => keys.get('k'), sees: undefined },
    list: { call: ({ keys }) => keys.list(PAGE), sees: NOTHING },
    valid: { call: ({ keys }) => keys.valid('k'), sees: undefined },
    used: { call: ({ keys }) => keys.used('k'), sees: undefined },
    revoke: { call: ({ keys }) => keys.revoke('k'), sees: undefined },
    create: { call: ({ keys }) => keys.create(KEY), sees: expect.objectContaining({ teams: ['north'] }) },
  },
  trail: { list: { call: ({ trail }) => trail.list({ actor: 'anna' }, PAGE), sees: NOTHING } },
  attendances: {
    rows: {
      call: ({ attendances }) => attendances.rows({ employees: ['anna'], span: { start: 0, end: 4_000_000_000 } }),
      sees: [],
    },
    spans: { call: ({ attendances }) => attendances.spans('north', WORKED), sees: [] },
    // The team of that name is the stranger's own by now; the row of the other organisation stays.
    enter: {
      call: ({ attendances }) => attendances.enter('north', WORKED, { added: [], replaced: [ATTENDANCE] }),
      sees: undefined,
    },
  },
  results: {
    rows: { call: ({ results }) => results.rows('north', { limit: 9 }), sees: [] },
    lock: { call: ({ results }) => results.lock('north'), sees: undefined },
    enter: {
      call: ({ results }) => results.enter('north', WORKED, { added: [], replaced: [RESULT] }),
      sees: undefined,
    },
    settings: {
      call: ({ results }) => results.settings('north'),
      sees: { settings: USUAL_MEASURES, version: 1, updated: undefined },
    },
    replaceSettings: {
      call: ({ results }) => results.replaceSettings('north', { ...USUAL_MEASURES, uplift: 0.5 }, 2),
      sees: { ok: false, reason: 'stale', version: 1 },
    },
    targets: { call: ({ results }) => results.targets('north', {}, PAGE), sees: NOTHING },
    named: { call: ({ results }, ids) => results.named('north', [ids.target]), sees: [] },
    accept: { call: ({ results }, ids) => results.accept('north', [{ id: ids.target, target: 1 }]), sees: [] },
    propose: {
      call: ({ results }) => results.propose('north', [PROPOSAL]),
      sees: [expect.objectContaining({ proposed: 0.84, state: 'proposed' })],
    },
  },
  retention: {
    get: { call: ({ retention }) => retention.get(), sees: expect.objectContaining({ version: 1, given: {} }) },
    laws: { call: ({ retention }) => retention.laws(), sees: [{ team: 'north', packs: [] }] },
    replace: {
      call: ({ retention }) => retention.replace({ jobs: 5 }, 1),
      sees: { ok: true, value: expect.objectContaining({ version: 2 }) as object },
    },
  },
  people: {
    exported: { call: ({ people }) => people.exported('carl'), sees: undefined },
    erase: { call: ({ people }) => people.erase('carl'), sees: ABSENT },
  },
  idempotency: {
    peek: { call: ({ idempotency }) => idempotency.peek('key', 'print'), sees: { state: 'new' } },
    take: { call: ({ idempotency }) => idempotency.take('key', 'print'), sees: { state: 'new' } },
    keep: {
      call: ({ idempotency }) => idempotency.keep('key', { status: 201, headers: {}, body: 'mine' }),
      sees: undefined,
    },
  },
};

it('nothing of another organisation is read or written by any method', async () => {
  const ids = await fill(at);
  // Whoever reads the trail has all of it linked first: one table is empty then.
  await at.read(({ trail }) => trail.list({}, { limit: 1 }));
  const before = await rowsOf(at.url, ANNAS.organisation);
  // A sign-in under way and counts of guesses are of no organisation.
  const empty = Object.entries(before).filter(([, rows]) => rows.length === 0);
  expect(empty.map(([table]) => table)).toEqual(['access_counts', 'sign_ins', 'trail_pending']);
  for (const [table, methods] of Object.entries(CALLS))
    for (const [method, { call, sees }] of Object.entries(methods as Readonly<Record<string, Call>>)) {
      const seen = await at.store.write(STRANGER, (tables) => call(tables, ids));
      expect(seen, `${table}.${method}`).toEqual(sees);
    }
  expect(await rowsOf(at.url, ANNAS.organisation)).toEqual(before);
  const mine = await rowsOf(at.url, STRANGER.organisation);
  expect(mine['teams']).toHaveLength(1);
  expect(mine['schedule_departures']).toEqual([]);
});

it('a change that one organisation publishes does not show in the state of another', async () => {
  const state = () => at.store.read(STRANGER, ({ schedules }) => schedules.state({}));
  const before = await state();
  await at.write(({ publications }) => publications.create(newPublication('north', []), [scheduledOf('north', 'bo')]));
  expect(await state()).toBe(before);
});
