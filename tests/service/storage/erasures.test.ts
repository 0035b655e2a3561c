import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tables } from '../../../src/planning/store.ts';
import { replacing } from '../../../src/storage/people/pseudonym.ts';
import { verifyTrails } from '../../../src/storage/trail/verify.ts';
import {
  newDraft,
  newPublication,
  openTestStore,
  scheduledOf,
  shiftOf,
  teamOf,
  type TestStore,
} from '../../fixtures/stores.ts';
import { openedDocuments } from './opened-documents.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

const ANNA = {
  id: 'anna.k',
  name: 'Anna Kowalski',
  contract: 'full-time',
  skills: [],
  externalIds: { payroll: 'P-4711' },
};
const BEN = { id: 'ben', name: 'Ben', contract: 'full-time', skills: [] };

/** Old enough to be over. */
const SHIFT = scheduledOf('north', ANNA.id, 0, { employeeName: ANNA.name, site: 'Kiel' });

async function fill(tables: Tables): Promise<string> {
  await tables.teams.create(teamOf('north', [ANNA, BEN]));
  const draft = await tables.drafts.create(newDraft('north', [shiftOf('a', ANNA.id), shiftOf('b', 'ben')]));
  await tables.publications.create(newPublication('north', [SHIFT]), [SHIFT]);
  const moved = { ...SHIFT, site: 'Bonn', sequence: 1 };
  await tables.publications.create(newPublication('north', [moved]), [moved]);
  await tables.absences.create({
    employee: ANNA.id,
    when: { kind: 'dates', from: '2026-03-02', to: '2026-03-03' },
    reason: 'appendicitis',
    creditHoursPerDay: undefined,
  });
  const about = { team: 'north', rule: 'minimum-rest', from: '2026-03-01', to: '2026-03-31', signedOn: '2026-02-01' };
  await tables.agreements.create({ ...about, employee: ANNA.id, reference: 'binder' });
  const head = {
    kind: 'audit',
    team: 'north',
    from: undefined,
    to: undefined,
    inputs: {},
    parameters: {},
    engine: '0',
  };
  const breach = { employeeId: ANNA.id, message: 'Anna Kowalski (anna.k) works 12 hours.' };
  await tables.documents.create({ ...head, kind: 'audit' }, JSON.stringify({ breaches: [breach], template: 'anna.k' }));
  await tables.documents.create({ ...head, kind: 'audit' }, JSON.stringify({ note: 'Kept for Anna Kowalski.' }));
  const dates = { from: '2026-03-02', to: '2026-03-02' };
  await tables.results.enter('north', dates, {
    added: [{ employeeId: ANNA.id, date: '2026-03-02', handled: 20 }],
    replaced: [],
  });
  const best = { best: ANNA.id, bestValue: 0.8, proposed: 0.84 };
  await tables.results.propose('north', [{ season: 'all', measure: 'reply-rate', ...dates, ...best }]);
  await tables.calendarLinks.create({ whose: 'employee', thing: ANNA.id, names: true, language: 'en' });
  await tables.idempotency.take('key', 'print');
  await tables.idempotency.keep('key', { status: 201, headers: {}, body: JSON.stringify({ employee: ANNA.id }) });
  return draft.id;
}

/** Everything of the database as text, with documents that are sealed as they were before; but for the trail, and what lies under keys of persons. */
async function everything(): Promise<string> {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'",
    );
    const texts: string[] = [];
    for (const { name } of rows) {
      const found = await client
        .query<{ text: string | null }>(
          `select string_agg(t::text, e'\\n') as text from ${name === 'job' ? 'pgboss.job' : `"${name}"`} t`,
        )
        .catch(() => ({ rows: [] }));
      texts.push(...found.rows.map(({ text }) => `${name}: ${text ?? ''}`));
    }
    return [...texts, ...(await openedDocuments(at.url))].join('\n');
  } finally {
    await client.end();
  }
}

describe('erasing an employee', () => {
  it('leaves her hours under a pseudonym, and nothing that names her anywhere', async () => {
    const draft = await at.write(fill);
    expect(await everything()).toContain('Anna Kowalski');
    const erased = await at.write(({ people }) => people.erase(ANNA.id));
    if (!erased.ok) throw new Error(erased.reason);
    const { pseudonym, removed, pseudonymised } = erased.value;
    expect(removed).toMatchObject({ absences: 1, draft_shifts: 1, external_ids: 1, idempotency_keys: 1 });
    expect(pseudonymised).toMatchObject({ scheduled_shifts: 1, publications: 2, agreements: 1, documents: 2 });
    expect(pseudonymised).toMatchObject({ results: 1, result_targets: 1 });
    const left = await everything();
    expect(left).not.toMatch(/Kowalski|P-4711|appendicitis/);
    // The word that is no person stays.
    expect(left.match(/anna\.k/g)).toEqual(['anna.k']);
    const [hours] = (await at.read(({ schedules }) => schedules.list({}))).items;
    expect(hours).toMatchObject({ id: `${pseudonym}@2026-03-02#1`, employeeId: pseudonym, start: SHIFT.start });
    expect(hours?.employeeName).toBeUndefined();
    expect((await at.read(({ teams }) => teams.get('north')))?.team.employees.map(({ id }) => id)).toEqual(['ben']);
    expect(await at.read(({ drafts }) => drafts.get(draft))).toMatchObject({ shifts: 1 });
  });

  it('leaves a trail that is whole, and says of her only that it did', async () => {
    expect((await verifyTrails(at.url)).map(({ fault }) => fault)).toEqual([undefined]);
    const { items } = await at.read(({ trail }) => trail.list({}, { limit: 100 }));
    expect(JSON.stringify(items)).not.toMatch(/Kowalski|anna\.k|appendicitis/);
    expect(items[0]).toMatchObject({ action: 'erase', kind: 'employee' });
    expect(items.find(({ kind }) => kind === 'absence')?.changes).toEqual([{ erased: true }]);
  });

  it('is refused of somebody who is not there, and while shifts or jobs of hers are ahead', async () => {
    expect(await at.write(({ people }) => people.erase('nobody'))).toEqual({ ok: false, reason: 'absent' });
    await at.write(async ({ teams, publications, jobs }) => {
      await teams.create(teamOf('west', ['carl', 'dora']));
      const ahead = scheduledOf('west', 'carl', 40_000);
      await publications.create(newPublication('west', [ahead]), [ahead]);
      const body = JSON.stringify({ problem: { employees: [{ id: 'dora' }] } });
      await jobs.create({ kind: 'roster', team: undefined, seed: 1, request: { operation: 'rosters', body } });
    });
    expect(await at.write(({ people }) => people.erase('carl'))).toEqual({ ok: false, reason: 'scheduled' });
    expect(await at.write(({ people }) => people.erase('dora'))).toEqual({ ok: false, reason: 'in-jobs' });
  });
});

it('the export holds what is held of her and nothing of others', async () => {
  const employees = [
    { ...ANNA, id: 'eve', name: 'Eve', externalIds: {} },
    { ...BEN, id: 'finn', name: 'Finn' },
  ];
  await at.write(async ({ teams, absences, documents }) => {
    await teams.create(teamOf('east', employees));
    const when = { kind: 'dates', from: '2026-03-02', to: '2026-03-03' } as const;
    await absences.create({ employee: 'eve', when, reason: 'flu', creditHoursPerDay: undefined });
    const head = { team: 'east', from: undefined, to: undefined, inputs: {}, parameters: {}, engine: '0' };
    const breaches = [
      { employeeId: 'eve', rule: 'a' },
      { employeeId: 'finn', rule: 'b' },
    ];
    await documents.create({ ...head, kind: 'audit' }, JSON.stringify({ breaches }));
  });
  const held = await at.write(({ people }) => people.exported('eve'));
  expect(held?.teams).toEqual([{ team: 'east', employee: expect.objectContaining({ name: 'Eve' }) as object }]);
  expect(held?.records['absences']).toMatchObject([{ employee: 'eve', reason: 'flu' }]);
  expect(held?.records['documents']).toMatchObject([{ text: [{ employeeId: 'eve', rule: 'a' }] }]);
  expect(held?.trail.map(({ kind }) => kind)).toEqual(['team', 'absence']);
  expect(JSON.stringify(held)).not.toMatch(/[Ff]inn/);
  expect(await at.write(({ people }) => people.exported('nobody'))).toBeUndefined();
  const { items } = await at.read(({ trail }) => trail.list({ kind: 'employee' }, { limit: 1 }));
  expect(items).toMatchObject([{ action: 'export', changes: [{ employee: 'eve' }] }]);
});

it('a pseudonym takes the place of ids and names where they are hers, whatever else is spelt alike', () => {
  const { value } = replacing({ id: 'late', names: ['Li', 'B-(x'] }, 'P');
  expect(
    value({
      employees: ['late', 'early', { id: 'late', name: 'Li', skills: ['late'] }],
      shifts: [{ id: 'late@2026-03-02#1', employeeId: 'late', template: 'late' }, { id: 'late@x' }],
      unknowns: [{ employeeId: 'late', reason: 'past-missing' }],
      message: 'Li and Lina work late; late-shift.',
    }),
  ).toEqual({
    employees: ['P', 'early', { id: 'P', skills: ['late'] }],
    shifts: [{ id: 'P@2026-03-02#1', employeeId: 'P', template: 'late' }, { id: 'late@x' }],
    unknowns: [{ employeeId: 'P', reason: 'past-missing' }],
    message: 'P and Lina work P; P-shift.',
  });
});
