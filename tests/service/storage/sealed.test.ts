import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Employee } from '../../../src/domain/team.ts';
import type { Tables } from '../../../src/planning/store.ts';
import {
  ANNAS,
  newDraft,
  newPublication,
  openTestStore,
  scheduledOf,
  shiftOf,
  teamOf,
  type TestStore,
} from '../../fixtures/stores.ts';

/**
 * What a copy of the database says of persons to somebody who has no key: nothing of names, protected records, ids in other systems and reasons, of what they
 * achieved, and of why a job of theirs failed.
 */

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

const ANNA: Employee = {
  id: 'e-1',
  name: 'Anna Kowalski',
  contract: 'full-time',
  skills: [],
  externalIds: { payroll: 'PAY-4711' },
  protected: [{ kind: 'pregnant', from: '2026-03-01' }],
  leave: [{ from: '2026-07-06', to: '2026-07-17', creditHoursPerDay: 8 }],
  groups: ['trainee-group'],
};
const TEAM = teamOf('north', [ANNA, { ...ANNA, id: 'e-2', name: 'Ben Okafor', externalIds: { payroll: 'PAY-4712' } }]);
const SHIFT = scheduledOf('north', ANNA.id, 0, { employeeName: ANNA.name, site: 'Kiel' });
const BREACH = { ruleId: 'rest-of-pregnant', employeeId: ANNA.id, isProtected: true, shiftIds: [], measured: 1 };
const HEAD = { team: 'north', from: undefined, to: undefined, inputs: {}, parameters: {}, engine: '0' };
const REQUEST = JSON.stringify({ team: { employees: [ANNA] } });

/** What nobody may find: of names, of fields of employees, of ids elsewhere and of reasons. */
const SECRETS = [
  'Kowalski',
  'Okafor',
  'pregnant',
  'PAY-471',
  '2026-07-06',
  'trainee-group',
  'appendicitis',
  '7315',
  '0.8125',
  '0.9375',
];

type Made = {
  readonly document: string;
  readonly requirement: string;
  readonly publication: string;
  readonly job: string;
};

/** Of the results of one day, which would tell who is slow. */
const DAY = { from: '2026-03-02', to: '2026-03-02' };
const RESULT = { employeeId: ANNA.id, date: DAY.from, handled: 7315 };
const TARGET = { season: 'all', measure: 'reply-rate', ...DAY, best: ANNA.id, bestValue: 0.8125 } as const;
const CREW = { crew: [{ employee: ANNA.id, count: 1, proficiency: 0.8125 }] };
const PROBLEM = {
  kind: 'invalid-input',
  detail: 'Anna Kowalski cannot work so.',
  issues: [{ path: '/team/employees/0', message: 'Anna Kowalski is pregnant.' }],
};

async function fill(tables: Tables): Promise<Made> {
  await tables.teams.create(TEAM);
  await tables.drafts.create(newDraft('north', [shiftOf('a', ANNA.id)]));
  const publication = {
    ...newPublication('north', [SHIFT]),
    gate: { breaches: [BREACH], unknowns: [], notChecked: [] },
  };
  const { id } = await tables.publications.create(publication as never, [SHIFT]);
  // At another site it leaves a tombstone behind.
  const moved = { ...SHIFT, site: 'Bonn', sequence: 1 };
  await tables.publications.create(newPublication('north', [moved]), [moved]);
  const when = { kind: 'dates', from: '2026-03-02', to: '2026-03-03' } as const;
  await tables.absences.create({ employee: ANNA.id, when, reason: 'appendicitis', creditHoursPerDay: undefined });
  const document = await tables.documents.create({ ...HEAD, kind: 'audit' }, JSON.stringify({ breaches: [BREACH] }));
  await tables.idempotency.take('key', 'print');
  await tables.idempotency.keep('key', { status: 201, headers: {}, body: JSON.stringify(TEAM) });
  const request = { operation: 'rosters', body: REQUEST } as const;
  const job = await tables.jobs.create({ kind: 'roster', team: 'north', seed: 1, request });
  await tables.results.enter('north', DAY, { added: [RESULT], replaced: [] });
  const [target] = await tables.results.propose('north', [{ ...TARGET, proposed: 0.9375 }]);
  await tables.results.accept('north', [{ id: target?.id ?? '', target: undefined }]);
  const requirement = await tables.documents.create({ ...HEAD, kind: 'requirement', parameters: CREW }, '{}');
  return { document: document.id, requirement: requirement.id, publication: id, job: job.id };
}

async function ask<T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  try {
    return (await client.query<T>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Secrets that any column of any table says, also as the hexadecimal digits in which bytes are written. */
async function secretsFound(): Promise<readonly string[]> {
  const tables = await ask<{ name: string }>(`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`);
  const found: string[] = [];
  for (const { name } of tables)
    for (const { text } of await ask<{ text: string }>(`select t::text as text from ${name} t`))
      for (const secret of SECRETS)
        if (text.includes(secret) || text.includes(Buffer.from(secret).toString('hex')))
          found.push(`${name}: ${secret}`);
  return [...new Set(found)].sort();
}

let made: Made;

/** All that ports say of what was stored. */
const told = async (): Promise<object> =>
  at.read(async ({ teams, documents, publications, schedules, absences, idempotency, jobs, results }) => ({
    team: await teams.get('north'),
    person: await teams.employeeByExternalId('payroll', 'PAY-4711'),
    nobody: await teams.employeeByExternalId('payroll', await markOf('PAY-4711')),
    document: await documents.get('audit', made.document),
    publication: await publications.get(made.publication),
    shifts: (await schedules.list({})).items,
    changes: await schedules.changes({ site: 'Kiel' }, undefined, 9),
    absences: await absences.list({}, { limit: 9 }),
    answer: await idempotency.peek('key', 'print'),
    job: await jobs.get(made.job),
    events: await jobs.events(made.job, 0, 9),
    requirement: (await documents.list('requirement', {}, { limit: 1 })).items,
    results: await results.rows('north', { limit: 9 }),
    targets: (await results.targets('north', {}, { limit: 9 })).items,
  }));

/** The mark by which the database knows an id, which is no id itself. */
async function markOf(_externalId: string): Promise<string> {
  const [row] = await ask<{ mark: string }>("select external_id as mark from external_ids where employee = 'e-1'");
  return row?.mark ?? '';
}

it('no column of any table says a name, a protected record, an id elsewhere or a reason', async () => {
  made = await at.write(fill);
  expect(await secretsFound()).toEqual([]);
  expect(await told()).toMatchObject({
    team: { version: 1, team: TEAM },
    person: ANNA.id,
    nobody: undefined,
    document: { text: JSON.stringify({ breaches: [BREACH] }) },
    publication: { gate: { breaches: [BREACH] }, published: [{ employeeName: ANNA.name }] },
    shifts: [{ employeeName: ANNA.name, site: 'Bonn' }],
    changes: { shifts: [{ employeeName: ANNA.name, site: 'Kiel', status: 'cancelled' }] },
    answer: { state: 'kept', answer: { body: JSON.stringify(TEAM) } },
    requirement: [{ parameters: CREW }],
    results: [RESULT],
    targets: [{ ...TARGET, proposed: 0.9375, target: 0.9375, state: 'accepted' }],
  });
});

it('the request and the result of a job are sealed too, and a solver reads them', async () => {
  const solver = await at.openAnother({ role: 'solver' });
  const ended = Promise.withResolvers<string>();
  const working = await solver.ledger.work(1, async (job) => {
    await solver.ledger.keepBest(job, JSON.stringify({ best: ANNA }));
    expect(await secretsFound()).toEqual([]);
    await solver.ledger.end(job, { state: 'succeeded', result: REQUEST });
    ended.resolve(job.request.body);
  });
  expect(await ended.promise).toBe(REQUEST);
  await working.stop();
  expect(await at.read(({ jobs }) => jobs.result(made.job))).toBe(REQUEST);
  expect(await secretsFound()).toEqual([]);
});

it('why a job failed is sealed, and told with the job, its end and by its kind', async () => {
  const solver = await at.openAnother({ role: 'solver' });
  const body = '{}';
  const { id } = await at.write(({ jobs }) =>
    jobs.create({ kind: 'roster', team: 'north', seed: 1, request: { operation: 'rosters', body } }),
  );
  const ended = Promise.withResolvers<boolean>();
  const working = await solver.ledger.work(1, async (job) =>
    ended.resolve(await solver.ledger.end(job, { state: 'failed', problem: PROBLEM })),
  );
  expect(await ended.promise).toBe(true);
  await working.stop();
  expect(await secretsFound()).toEqual([]);
  const jobs = await at.read(async (tables) => ({
    one: await tables.jobs.get(id),
    found: (await tables.jobs.list({ problem: PROBLEM.kind }, { limit: 9 })).items,
    end: (await tables.jobs.events(id, 0, 9)).at(-1),
  }));
  const failed = { id, state: 'failed', problem: PROBLEM };
  expect(jobs).toMatchObject({ one: failed, found: [failed], end: { type: 'ended', job: failed } });
  made = { ...made, job: id };
});

it('what a version of before wrote in clear is sealed at the first start, and says the same at the same version', async () => {
  const before = await told();
  const clear: readonly (readonly [string, unknown])[] = [
    ["update teams set sealed = null, document = $1 where id = 'north'", JSON.stringify(TEAM)],
    ["update documents set sealed = null, text = $1 where kind = 'audit'", JSON.stringify({ breaches: [BREACH] })],
    ["update documents set sealed_parameters = null, parameters = $1 where kind = 'requirement'", JSON.stringify(CREW)],
    ['update results set sealed_counts = null, counts = $1', JSON.stringify({ handled: RESULT.handled })],
    [
      'update result_targets set sealed_figures = null, figures = $1',
      JSON.stringify({ employee: ANNA.id, bestValue: 0.8125, proposed: 0.9375, target: 0.9375 }),
    ],
    ['update jobs set sealed_problem = null, problem = $1 where problem_kind is not null', JSON.stringify(PROBLEM)],
    ['update idempotency_keys set sealed = null, body = $1', JSON.stringify(TEAM)],
    ['update job_contents set sealed_body = null, body = $1', REQUEST],
    ['update job_contents set sealed_result = null, result = $1', REQUEST],
    ['delete from team_external_ids where $1::text is not null', ''],
    ["update external_ids set marked = false, external_id = 'PAY-4711' where $1 || employee = 'e-1'", ''],
    ["insert into team_external_ids values ('acme', 'north', 'payroll', $1, 'e-1')", 'PAY-4711'],
    ['update publications set sealed_published = null, published = $1 where number = 1', JSON.stringify([SHIFT])],
    [
      "update scheduled_shifts set name_sealed = false, data = jsonb_set(data::jsonb, '{employeeName}', to_jsonb($1::text))",
      ANNA.name,
    ],
  ];
  for (const [text, value] of clear) await ask(text, [value]);
  expect(await secretsFound()).toEqual(
    expect.arrayContaining(['public.teams: pregnant', 'public.external_ids: PAY-471']),
  );
  expect({ ...(await told()), nobody: undefined }).toEqual({ ...before, nobody: undefined });
  expect(await at.sealOld()).toBeGreaterThan(5);
  expect(await secretsFound()).toEqual([]);
  expect(await told()).toEqual(before);
  expect(await at.sealOld()).toBe(0);
});

it('a document is opened for its own row alone, unchanged, and with the key of its organisation', async () => {
  await at.write(({ teams }) => teams.create(teamOf('south', ['carl'])));
  const read = (id: string) => at.read(({ teams }) => teams.get(id));
  await ask("update teams set sealed = (select sealed from teams where id = 'north') where id = 'south'");
  await expect(read('south')).rejects.toThrow('cannot be opened');
  await ask("update results set employee = 'e-2'");
  await expect(at.read(({ results }) => results.rows('north', { limit: 9 }))).rejects.toThrow('cannot be opened');
  await ask("update documents set sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 1) where kind = 'audit'");
  await expect(at.read(({ documents }) => documents.get('audit', made.document))).rejects.toThrow('cannot be opened');
  await ask('update scheduled_shifts set data = replace(data::text, \'"e-1"\', \'"e-2"\')::json');
  await expect(at.read(({ schedules }) => schedules.list({}))).rejects.toThrow('cannot be opened');
  // Another process has opened nothing before.
  await ask("delete from person_keys where organisation = 'acme' and employee = ''");
  const other = await at.openAnother({ masterKey: Buffer.alloc(32, 7) });
  await expect(other.store.read(ANNAS, ({ teams }) => teams.get('north'))).rejects.toThrow('cannot be opened');
});
