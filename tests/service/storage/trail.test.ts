import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrailEntry, TrailVerdict } from '../../../src/planning/trail-store.ts';
import type { Scope } from '../../../src/planning/stored.ts';
import { verifyTrails } from '../../../src/storage/trail/verify.ts';
import {
  ANNAS,
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
});
afterAll(() => at.close());

async function sql(...texts: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  try {
    let rows: readonly Record<string, unknown>[] = [];
    for (const text of texts) rows = (await client.query<Record<string, unknown>>(text)).rows ?? [];
    return rows;
  } finally {
    await client.end();
  }
}

/** Entries, once all that was written is linked. */
async function entries(scope: Scope = ANNAS): Promise<readonly TrailEntry[]> {
  return (await at.store.read(scope, ({ trail }) => trail.list({}, { limit: 100 }))).items;
}

const ABSENCE = {
  employee: 'anna',
  when: { kind: 'dates', from: '2026-03-02', to: '2026-03-03' },
  reason: 'flu',
  creditHoursPerDay: undefined,
} as const;

const ORIGIN = { operation: 'createAbsence', via: 'api', address: '127.0.0.1' };

describe('an entry', () => {
  it('says who did what, when, from where, before and after', async () => {
    const scope = { ...ANNAS, origin: ORIGIN };
    const { id } = await at.store.write(scope, ({ absences }) => absences.create(ABSENCE));
    await at.store.write(scope, ({ absences }) => absences.replace({ ...ABSENCE, id, reason: 'fracture' }, 1));
    await at.write(({ absences }) => absences.remove(id, 2));
    const [removed, changed, created] = await entries();
    expect(created).toMatchObject({ ...ORIGIN, actor: 'anna', action: 'create', kind: 'absence', thing: id });
    expect(created?.changes).toEqual([
      { employee: 'anna', after: expect.objectContaining({ reason: 'flu' }) as object },
    ]);
    expect(changed?.changes).toMatchObject([{ before: { reason: 'flu' }, after: { reason: 'fracture' } }]);
    expect(removed).toMatchObject({ via: 'service', action: 'remove', changes: [{ before: { reason: 'fracture' } }] });
  });

  it('of what failed is not there', async () => {
    const before = await entries();
    const failing = at.write(async ({ absences }) => {
      await absences.create(ABSENCE);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await entries()).toEqual(before);
  });

  it('of a team, a draft and a publication says what became of each employee', async () => {
    const employee = (id: string, name: string) => ({ id, name, contract: 'full-time', skills: [] });
    await at.write(async ({ teams, drafts, publications }) => {
      await teams.create(teamOf('north', [employee('anna', 'Anna'), employee('ben', 'Ben')]));
      await teams.replace(teamOf('north', [employee('anna', 'Anna'), employee('ben', 'Benno')]), 1);
      const draft = await drafts.create(newDraft('north', [shiftOf('a', 'anna')]));
      await drafts.change(draft.id, 1, { put: [shiftOf('a', 'ben')], removed: [] }, { kind: 'undone', to: 1 });
      const shift = scheduledOf('north', 'anna');
      await publications.create(newPublication('north', [shift]), [shift]);
    });
    const [publication, edited, , replaced] = await entries();
    expect(replaced?.changes).toMatchObject([{ employee: 'ben', before: { name: 'Ben' }, after: { name: 'Benno' } }]);
    expect(edited?.changes).toMatchObject([
      { after: { team: 'north', version: 2 } },
      { employee: 'anna', before: [{ id: 'a' }] },
      { employee: 'ben', after: [{ id: 'a' }] },
    ]);
    expect(publication?.changes).toMatchObject([{ after: { number: 1, added: 1 } }, { employee: 'anna' }]);
  });

  it('holds nothing that can be read without the keys', async () => {
    const [row] = await sql(`select string_agg(encode(content, 'escape'), '') as text from trail`);
    expect(row?.['text']).not.toMatch(/anna|flu|Benno/);
  });

  it('is of its organisation alone', async () => {
    await at.store.write(STRANGER, ({ teams }) => teams.create(teamOf('south')));
    expect(await entries(STRANGER)).toMatchObject([{ number: 1, kind: 'team', thing: 'south' }]);
  });

  it('of writes at once has its place in one chain', async () => {
    const { number = 0 } = (await entries())[0] ?? {};
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => at.write(({ teams }) => teams.create(teamOf(`t${index}`)))),
    );
    expect((await entries()).slice(0, 8).map((entry) => entry.number)).toEqual(
      Array.from({ length: 8 }, (_, index) => number + 8 - index),
    );
    expect((await verifyTrails(at.url)).map(({ fault }) => fault)).toEqual([undefined, undefined]);
  });
});

/** An entry that was committed, and whose process died before it was linked. */
const ORPHAN = `
  insert into trail_pending (organisation, at, actor, via, address, operation, action, kind, thing, content, mac)
  select organisation, at, actor, via, address, operation, action, kind, thing, content, '\\x00'
  from trail where organisation = 'acme' and number = 1`;

it.each([
  'update trail set actor = actor',
  'delete from trail',
  'truncate trail',
  'delete from trail_heads',
  `${ORPHAN}; update trail_pending set actor = actor`,
  `${ORPHAN}; delete from trail_pending`,
  'truncate trail_pending',
])('the server refuses to %s', async (text) => {
  await expect(sql(text)).rejects.toThrow('append-only');
});

describe('an entry that is not linked yet', () => {
  /** Writes with the link held up, and lets it go at the end. */
  async function heldUp(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: at.url });
    await client.connect();
    await client.query("begin; select from trail_heads where organisation = 'acme' for update");
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }

  it('is told by verification, keeps no write waiting, and is linked by whoever reads', async () => {
    const [newest] = await entries();
    await heldUp(async () => {
      for (const name of ['p', 'q']) await at.write(({ teams }) => teams.create(teamOf(name)));
      const [verdict] = await verifyTrails(at.url);
      expect(verdict).toMatchObject({ organisation: 'acme', number: newest?.number, pending: 2 });
      expect(verdict?.fault).toBeUndefined();
    });
    expect((await entries()).slice(0, 2).map(({ thing }) => thing)).toEqual(['q', 'p']);
    expect((await verifyTrails(at.url))[0]).toMatchObject({ pending: 0, number: (newest?.number ?? 0) + 2 });
  });

  it('is linked by the next process that starts, where its own died', async () => {
    await sql(ORPHAN);
    expect((await verifyTrails(at.url))[0]).toMatchObject({ pending: 1 });
    const another = await at.openAnother();
    await another.close();
    expect((await verifyTrails(at.url))[0]).toMatchObject({ pending: 0 });
  });

  it('shows in the chain where somebody changed it', async () => {
    await heldUp(async (client) => {
      await at.write(({ teams }) => teams.create(teamOf('touched')));
      await sql(
        'alter table trail_pending disable trigger user',
        "update trail_pending set actor = 'nobody' where thing = 'touched'",
        'alter table trail_pending enable trigger user',
      );
      await client.query('rollback');
    });
    const [alarm, touched] = await entries();
    expect(touched).toMatchObject({ actor: 'nobody', kind: 'team', thing: 'touched' });
    expect(alarm).toMatchObject({ actor: 'shiftcast', action: 'tampered', kind: 'team', thing: 'touched' });
    expect((await verifyTrails(at.url))[0]?.fault).toBeUndefined();
  });
});

describe('verification', () => {
  let verdict: TrailVerdict;
  const change = async (...texts: readonly string[]): Promise<unknown> => {
    // Whoever owns the database can take the refusal away.
    await sql('alter table trail disable trigger user', ...texts);
    [verdict = verdict] = await verifyTrails(at.url);
    return verdict.fault;
  };
  beforeEach(async () => {
    await sql(
      'alter table trail disable trigger user',
      'alter table trail_heads disable trigger user',
      'delete from trail',
      'delete from trail_heads',
    );
    for (const id of ['a', 'b', 'c', 'd'])
      await at.store.write({ organisation: 'acme', actor: 'anna' }, (tables) =>
        tables.agreements.list({}, { limit: 1 }).then(() => tables.histories.create(historyOf(id))),
      );
    await entries();
  });
  afterAll(() => sql('alter table trail enable trigger user', 'alter table trail_heads enable trigger user'));

  let made = 0;
  const historyOf = (id: string) => {
    made += 1;
    const options = { zone: 'UTC' };
    return { id: `${id}${made}`, name: undefined, team: undefined, skill: undefined, options, rows: [] };
  };

  it('passes what nobody touched', async () => {
    expect(await change()).toBeUndefined();
    expect(verdict).toMatchObject({ organisation: 'acme', number: 4, entries: 4 });
  });

  it.each([
    ['at', "at + interval '1 microsecond'"],
    ['actor', "actor || 'x'"],
    ['via', "via || 'x'"],
    ['address', "address || 'x'"],
    ['operation', "operation || 'x'"],
    ['action', "action || 'x'"],
    ['kind', "kind || 'x'"],
    ['thing', "thing || 'x'"],
    ['content', 'set_byte(content, 40, 255 - get_byte(content, 40))'],
    ['previous', 'set_byte(previous, 0, 255 - get_byte(previous, 0))'],
    ['hash', 'set_byte(hash, 0, 255 - get_byte(hash, 0))'],
  ])('names the entry whose %s was changed', async (column, value) => {
    expect(await change(`update trail set ${column} = ${value} where number = 3`)).toEqual({
      number: 3,
      reason: 'changed',
    });
  });

  it('names the entry that is gone, in the middle, at the beginning and at the end', async () => {
    expect(await change('delete from trail where number = 4')).toEqual({ number: 4, reason: 'missing' });
    expect(await change('delete from trail where number = 2')).toEqual({ number: 2, reason: 'missing' });
    expect(await change('delete from trail where number = 1')).toEqual({ number: 1, reason: 'missing' });
  });

  it('names the entry that went to another organisation', async () => {
    expect(await change("update trail set organisation = 'acmf' where number = 2")).toEqual({
      number: 2,
      reason: 'missing',
    });
  });

  it('names the first of two that changed places', async () => {
    const swap = 'update trail set number = case number when 12 then 3 else 2 end where number > 10';
    const apart = 'update trail set number = number + 10 where number in (2, 3)';
    expect(await change(apart, swap)).toEqual({ number: 2, reason: 'changed' });
  });

  it('names an entry that was put in', async () => {
    const copy = (number: number) =>
      `insert into trail select organisation, ${number}, at, actor, via, address, operation, action, kind, thing, content,
         previous, hash from trail where number = 2`;
    expect(await change(copy(5))).toEqual({ number: 5, reason: 'added' });
    expect(await change('delete from trail where number = 5', copy(0))).toEqual({ number: 0, reason: 'added' });
  });

  it('finds an end that was cut off with its head by a head that was kept elsewhere, and only so', async () => {
    const anchor = { organisation: 'acme', number: 4, hash: verdict.hash };
    await change();
    const kept = { ...anchor, hash: verdict.hash };
    const cut = 'update trail_heads set number = 3, hash = (select hash from trail where number = 3)';
    expect(await change('delete from trail where number = 4', cut)).toBeUndefined();
    expect((await verifyTrails(at.url, [kept]))[0]?.fault).toEqual({ number: 4, reason: 'missing' });
    await at.store.write(ANNAS, ({ histories }) => histories.create(historyOf('e')));
    await entries();
    expect((await verifyTrails(at.url, [kept]))[0]?.fault).toEqual({ number: 4, reason: 'not-anchored' });
  });
});
