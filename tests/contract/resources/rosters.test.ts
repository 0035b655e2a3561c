import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublished } from '../service.ts';
import { fresh, made201 } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import { COVER, madeDraft, MONDAY, published, shiftOn } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type Told = { readonly issues?: readonly { readonly code: string; readonly path: string }[] };
type Shift = Json & { readonly id: string; readonly employee: string; readonly start: string; readonly end: string };
type Draft = {
  readonly id: string;
  readonly version: number;
  readonly shiftCount: number;
  readonly shifts: readonly Shift[];
  readonly objective: number;
  readonly uncovered: readonly unknown[];
  readonly breaches: readonly (Json & { readonly rule: string; readonly employee: string })[];
  readonly unknowns: readonly unknown[];
};
type Edited = {
  readonly version: number;
  readonly employees: readonly string[];
  readonly shifts: readonly { readonly kind: string; readonly before?: Shift; readonly after?: Shift }[];
  readonly audit: {
    readonly breaches: { readonly gone: readonly Json[]; readonly added: readonly Json[] };
    readonly ledger: readonly { readonly before: Json; readonly after: Json }[];
  };
  readonly cover: readonly Json[];
  readonly objective: { readonly before: number; readonly after: number };
};

const places = (body: unknown): readonly string[] =>
  ((body as Told).issues ?? []).map(({ code, path }) => `${code} ${path}`);

const read = async (roster: string, query: Record<string, string> = {}): Promise<Draft> => {
  const answer = await request.get(`/v1/rosters/${roster}`).query(query);
  expect(answer.status).toBe(200);
  expectPublished(answer, 'GET', '/v1/rosters/{roster}');
  return answer.body as Draft;
};

const edit = (roster: string, version: number, ...edits: readonly Json[]) =>
  request.post(`/v1/rosters/${roster}/edits`).set('If-Match', `"${version}"`).send({ edits });

const edited = async (roster: string, version: number, ...edits: readonly Json[]): Promise<Edited> => {
  const answer = await edit(roster, version, ...edits);
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  expectPublished(answer, 'POST', '/v1/rosters/{roster}/edits');
  return answer.body as Edited;
};

const make = (team: string, body: Json) =>
  request.post(`/v1/teams/${team}/rosters`).send({ horizon: { from: MONDAY, days: 7 }, ...body });

async function madeTeam(change: Json = {}): Promise<string> {
  const team = fresh('team');
  await made201(stored, '/v1/teams', smallTeam(team, change));
  return team;
}

describe('a new draft', () => {
  it('has its shifts, is judged, and counts what the cover lacks', async () => {
    const { roster, anna } = await madeDraft(stored);
    const draft = await read(roster);
    expect(draft).toMatchObject({ version: 1, shiftCount: 1, shifts: [{ id: 'one', employee: anna, paidHours: 7.5 }] });
    // 40 hours are wanted, and Anna is at the desk for 7.5 of them.
    expect(draft.objective).toBe(3250);
    expect(draft.uncovered.length).toBeGreaterThan(0);
    expect(draft.unknowns.length).toBeGreaterThan(0);
  });

  it('takes stored requirements, and refuses those that are not there or were made for others', async () => {
    const team = await madeTeam();
    const other = await madeTeam();
    const requirement = {
      kind: 'requirement',
      zone: 'Europe/Berlin',
      skill: 'sales',
      intervals: [
        { start: '2026-03-02T08:00:00+01:00', end: '2026-03-02T10:00:00+01:00', positions: 1, toSchedule: 2 },
      ],
    };
    const keep = async (owner: string): Promise<string> => {
      const scope = { organisation: 'default', actor: 'test' };
      const head = await stored.store.write(scope, (tables) =>
        tables.documents.create(
          {
            kind: 'requirement',
            team: owner,
            from: undefined,
            to: undefined,
            inputs: {},
            parameters: {},
            engine: 'test',
          },
          JSON.stringify(requirement),
        ),
      );
      return head.id;
    };
    const own = await keep(team);
    const made = await make(team, { requirements: [own], coverFrom: 'positions' });
    expect(made.status).toBe(201);
    const draft = await read(String((made.body as Draft).id));
    expect(draft).toMatchObject({ requirements: [own], objective: 200 });
    const foreign = await keep(other);
    const refused = await make(team, { requirements: ['nothing', foreign, own] });
    expect(places(refused.body)).toEqual([
      'unknown-requirement /requirements/0',
      'requirement-of-other-team /requirements/1',
    ]);
    const twice = await make(team, { requirements: [own, own] });
    expect(places(twice.body)).toEqual(['cover-overlap /requirements/1']);
    const beside = await make(team, { requirements: [own], requirement });
    expect(places(beside.body)).toEqual(['cover-overlap /requirement/intervals/0']);
  });

  it('is refused with all that is wrong with it at once', async () => {
    const team = await madeTeam();
    const [anna, ben] = [`${team}-anna`, `${team}-ben`];
    const refused = await make(team, {
      cover: { intervals: [{ from: '08:00', to: '10:00', skill: 'sails', target: 1 }] },
      shifts: [
        shiftOn('nobody', 2, { id: 'a' }),
        shiftOn(anna, 9, { id: 'a' }),
        shiftOn(ben, 3, { template: 'night', skill: 'sails', breaks: [] }),
        shiftOn(ben, 4, { end: '2026-03-04T07:00:00+01:00', breaks: [] }),
      ],
      past: [shiftOn(anna, 2)],
      future: [shiftOn(anna, 8)],
    });
    expect(refused.status).toBe(422);
    expect([...places(refused.body)].toSorted()).toEqual(
      [
        'unknown-skill /cover/intervals/0/skill',
        'unknown-employee /shifts/0/employee',
        'duplicate-id /shifts/1/id',
        'outside-horizon /shifts/1',
        'unknown-template /shifts/2/template',
        'unknown-skill /shifts/2/skill',
        'span-not-positive /shifts/3/end',
        'past-not-before /past/0',
        'future-not-behind /future/0',
      ].toSorted(),
    );
    expect((await make('nothing', {})).status).toBe(404);
  });

  it('may hold two shifts of one person at once: that is a breach, and publishing refuses it', async () => {
    const { roster, anna } = await madeDraft(stored, (one) => ({
      shifts: [shiftOn(one, 2), shiftOn(one, 2, { start: '2026-03-02T09:00:00+01:00' })],
    }));
    const { breaches } = await read(roster);
    expect(breaches).toContainEqual(expect.objectContaining({ rule: 'one-shift-a-day', employee: anna }));
  });

  it('is as good without anything wanted, for a roster by hand', async () => {
    const team = await madeTeam();
    const made = await make(team, { shifts: [shiftOn(`${team}-anna`, 2)] });
    expect(made.status).toBe(201);
    expect(await read(String((made.body as Draft).id))).toMatchObject({ objective: 0, shiftCount: 1 });
  });
});

describe('a copy', () => {
  it('of another draft lies on the new days by the wall clock, over the night of the clock change', async () => {
    const { team, roster, anna } = await madeDraft(stored);
    const made = await make(team, { horizon: { from: '2026-03-30', days: 7 }, copyFrom: { roster } });
    expect(made.status).toBe(201);
    const draft = await read(String((made.body as Draft).id));
    expect(draft.shifts).toMatchObject([
      { employee: anna, start: '2026-03-30T08:00:00+02:00', end: '2026-03-30T16:00:00+02:00' },
    ]);
    const versions = await request.get(`/v1/rosters/${draft.id}/versions`);
    expect(versions.body).toMatchObject({ items: [{ version: 1, cause: { kind: 'copied' } }] });
  });

  it('of the published week says whom it left out', async () => {
    const { team, roster, anna, ben } = await madeDraft(stored, (one, other) => ({
      shifts: [shiftOn(one, 2), shiftOn(other, 3, { skill: undefined })],
    }));
    await published(stored, roster);
    const smaller = { ...smallTeam(team), employees: [{ id: anna, contract: 'full', skills: [] }], skills: [] };
    expect((await request.put(`/v1/teams/${team}`).set('If-Match', '"1"').send(smaller)).status).toBe(200);
    const made = await make(team, {
      horizon: { from: '2026-03-09', days: 7 },
      copyFrom: { published: { from: MONDAY } },
    });
    expect(made.body).toMatchObject({
      shiftCount: 1,
      notes: [
        { code: 'copy-left-out', facts: { employee: ben, shifts: 1 } },
        { code: 'copy-without-skill', facts: { skill: 'sales' } },
      ],
    });
  });

  it('names one source, which is there and is the team’s', async () => {
    const { team, roster } = await madeDraft(stored);
    const other = await madeDraft(stored);
    const of = async (copyFrom: Json, more: Json = {}) => places((await make(team, { copyFrom, ...more })).body);
    expect(await of({})).toEqual(['one-needed /copyFrom']);
    expect(await of({ roster, published: { from: MONDAY } })).toEqual(['both-given /copyFrom']);
    expect(await of({ roster }, { shifts: [shiftOn(`${team}-anna`, 2)] })).toEqual(['both-given /copyFrom']);
    expect(await of({ published: { from: MONDAY }, version: 1 })).toEqual(['required /copyFrom/roster']);
    expect(await of({ roster: 'nothing' })).toEqual(['unknown-draft /copyFrom/roster']);
    expect(await of({ roster: other.roster })).toEqual(['draft-of-other-team /copyFrom/roster']);
    expect(await of({ roster, version: 2 })).toEqual(['unknown-version /copyFrom/version']);
  });
});

describe('edits', () => {
  it('make one new version, and tell what they did to the audit, the cover and the objective', async () => {
    const { roster, anna, ben } = await madeDraft(stored);
    const answer = await edited(
      roster,
      1,
      { op: 'add', shift: shiftOn(anna, 3, { id: 'two', start: '2026-03-03T00:00:00+01:00', breaks: [] }) },
      { op: 'reassign', shift: 'one', employee: ben },
    );
    expect(answer).toMatchObject({ version: 2, employees: [anna, ben] });
    expect(answer.shifts.map(({ kind }) => kind).toSorted()).toEqual(['added', 'reassigned']);
    // 16 hours in a day, of the 10 that the contract has.
    expect(answer.audit.breaches.added).toContainEqual(
      expect.objectContaining({ rule: 'maximum-hours-day', employee: anna, severity: 'block' }),
    );
    expect(answer.cover).toContainEqual(
      expect.objectContaining({ skill: 'sales', before: 0, after: 1, start: '2026-03-03T08:00:00+01:00' }),
    );
    const draft = await read(roster);
    expect(draft.objective).toBe(answer.objective.after);
    expect(draft.breaches.map(({ rule }) => rule)).toEqual(answer.audit.breaches.added.map(({ rule }) => rule));
  });

  it('give the same as reading the draft anew, edit for edit', async () => {
    const { roster, anna, ben } = await madeDraft(stored);
    const before = await read(roster);
    const steps: readonly Json[] = [
      { op: 'add', shift: shiftOn(ben, 3) },
      { op: 'move', shift: 'one', start: '2026-03-02T10:00:00+01:00' },
      { op: 'resize', shift: 'one', end: '2026-03-02T16:30:00+01:00' },
      { op: 'reassign', shift: 'one', employee: ben },
      { op: 'lock', shift: 'one', locked: true },
      { op: 'lock', shift: 'one', locked: false },
      { op: 'reassign', shift: 'one', employee: anna },
      { op: 'remove', shift: 'one' },
    ];
    let objective = before.objective;
    for (const [index, step] of steps.entries()) {
      const answer = await edited(roster, index + 1, step);
      expect(answer.objective.before).toBe(objective);
      ({ objective } = await read(roster));
      expect(answer.objective.after).toBe(objective);
    }
    expect((await read(roster)).shifts).toMatchObject([{ employee: ben, start: '2026-03-03T08:00:00+01:00' }]);
    expect((await read(roster, { version: '1' })).shifts).toEqual(before.shifts);
  });

  it('move a shift with its breaks by the wall clock', async () => {
    const { roster } = await madeDraft(stored);
    const { shifts } = await edited(roster, 1, { op: 'move', shift: 'one', start: '2026-03-04T07:30' });
    expect(shifts).toMatchObject([
      {
        kind: 'moved',
        after: {
          id: 'one',
          end: '2026-03-04T15:30:00+01:00',
          breaks: [{ start: '2026-03-04T11:30:00+01:00', end: '2026-03-04T12:00:00+01:00' }],
        },
      },
    ]);
  });

  it('are refused all together, each mistake at its place, and nothing is changed', async () => {
    const { roster, anna } = await madeDraft(stored);
    await edited(
      roster,
      1,
      { op: 'add', shift: shiftOn(anna, 3, { id: 'fixed' }) },
      { op: 'lock', shift: 'fixed', locked: true },
    );
    const refused = await edit(
      roster,
      2,
      { op: 'remove', shift: 'one' },
      { op: 'move', shift: 'nothing', start: '2026-03-04T08:00' },
      { op: 'remove', shift: 'fixed' },
      { op: 'add', shift: shiftOn('nobody', 4) },
      { op: 'add', shift: shiftOn(anna, 20) },
      { op: 'add', shift: shiftOn(anna, 5, { id: 'fixed' }) },
      { op: 'add', shift: shiftOn(anna, 6, { end: '2026-03-06T09:00:00+01:00' }) },
    );
    expect(refused.status).toBe(422);
    expectPublished(refused, 'POST', '/v1/rosters/{roster}/edits');
    expect(places(refused.body)).toEqual([
      'unknown-shift /edits/1/shift',
      'shift-locked /edits/2/shift',
      'unknown-employee /edits/3/shift/employee',
      'outside-horizon /edits/4/shift/start',
      'duplicate-id /edits/5/shift/id',
      'break-outside-shift /edits/6/shift/breaks/0',
    ]);
    expect(await read(roster)).toMatchObject({ version: 2, shiftCount: 2 });
  });

  it('tell a local time that a clock change skips or repeats, an unknown kind, and a resize to nothing', async () => {
    const { roster } = await madeDraft(stored, () => ({
      horizon: { from: '2026-03-28', days: 3 },
      shifts: [],
      cover: undefined,
    }));
    const skipped = await edit(
      roster,
      1,
      { op: 'move', shift: 'one', start: '2026-03-29T02:30' },
      { op: 'resize', shift: 'one', start: '2026-03-29T01:00', end: '2026-10-25T02:30' },
    );
    expect(places(skipped.body)).toEqual(['local-time-skipped /edits/0/start', 'local-time-repeated /edits/1/end']);
    const unknown = await edit(roster, 1, { op: 'fly', shift: 'one' });
    expect(unknown.status).toBe(422);
    expect(JSON.stringify(unknown.body)).toContain('/edits/0');
    expect(places((await edit(roster, 1, { op: 'resize', shift: 'one' })).body)).toEqual(['one-needed /edits/0']);
    expect((await request.post(`/v1/rosters/${roster}/edits`).set('If-Match', '"1"').send({ edits: [] })).status).toBe(
      422,
    );
  });

  it('need the newest version: the stale one of two is refused and told which there is', async () => {
    const { roster } = await madeDraft(stored);
    const answers = await Promise.all([
      edit(roster, 1, { op: 'remove', shift: 'one' }),
      edit(roster, 1, { op: 'move', shift: 'one', start: '2026-03-03T08:00' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const late = await edit(roster, 1, { op: 'remove', shift: 'one' });
    expect([late.status, late.headers['etag']]).toEqual([412, '"2"']);
    expect(
      (await request.post(`/v1/rosters/${roster}/edits`).send({ edits: [{ op: 'remove', shift: 'one' }] })).status,
    ).toBe(428);
  });

  it('of a request that is repeated with its key are made once', async () => {
    const { roster, ben } = await madeDraft(stored);
    const post = () => edit(roster, 1, { op: 'add', shift: shiftOn(ben, 3) }).set('Idempotency-Key', `edit-${roster}`);
    const [first, again] = [await post(), await post()];
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect(await read(roster)).toMatchObject({ version: 2, shiftCount: 2 });
    // What the first one left in memory is what is stored.
    expect((await edited(roster, 2, { op: 'remove', shift: 'one' })).version).toBe(3);
  });

  it('of two services on one store see what the other did', async () => {
    const { roster, anna, ben } = await madeDraft(stored);
    const other = await stored.beside({});
    await edited(roster, 1, { op: 'reassign', shift: 'one', employee: ben });
    const there = await other
      .post(`/v1/rosters/${roster}/edits`)
      .set('If-Match', '"2"')
      .send({ edits: [{ op: 'add', shift: shiftOn(ben, 3, { id: 'two' }) }] });
    expect(there.status).toBe(200);
    const answer = await edited(roster, 3, { op: 'reassign', shift: 'two', employee: anna });
    expect(answer.audit.ledger.map(({ before }) => [before['employee'], before['shifts']])).toEqual([
      [anna, 0],
      [ben, 2],
    ]);
  });
});

describe('undo', () => {
  it('makes the shifts of an older version the newest, and can be undone itself', async () => {
    const { roster } = await madeDraft(stored);
    const first = (await read(roster)).shifts;
    await edited(roster, 1, { op: 'remove', shift: 'one' });
    const undo = async (version: number, to: number) =>
      request.post(`/v1/rosters/${roster}/undo`).set('If-Match', `"${version}"`).send({ to });
    expect((await undo(2, 1)).body).toMatchObject({ version: 3, shifts: [{ kind: 'added' }] });
    expect((await read(roster)).shifts).toEqual(first);
    expect((await undo(3, 2)).body).toMatchObject({ version: 4, shifts: [{ kind: 'removed' }] });
    const versions = await request.get(`/v1/rosters/${roster}/versions`).query({ limit: '3' });
    expectPublished(versions, 'GET', '/v1/rosters/{roster}/versions');
    const { items, next } = versions.body as { readonly items: readonly Json[]; readonly next: string };
    expect(items).toMatchObject([
      { version: 4, cause: { kind: 'undone', to: 2 }, shiftCount: 0 },
      { version: 3, cause: { kind: 'undone', to: 1 }, shiftCount: 1 },
      { version: 2, cause: { kind: 'edited', edits: ['remove'] } },
    ]);
    const rest = await request.get(`/v1/rosters/${roster}/versions`).query({ limit: '3', cursor: next });
    expect(rest.body).toMatchObject({ items: [{ version: 1, cause: { kind: 'created' } }], next: null });
    expect(places((await undo(4, 9)).body)).toEqual(['unknown-version /to']);
    expect((await undo(3, 1)).status).toBe(412);
  });
});

describe('reading a draft', () => {
  it('gives only the fields asked for, and refuses others', async () => {
    const { roster } = await madeDraft(stored);
    const few = await read(roster, { fields: 'version,shiftCount' });
    expect(few).toEqual({ id: roster, version: 1, shiftCount: 1 });
    expect(Object.keys(await read(roster, { fields: 'objective' })).toSorted()).toEqual(['id', 'objective']);
    expect(places((await request.get(`/v1/rosters/${roster}`).query({ fields: 'colour' })).body)).toEqual([
      'unknown-field ?fields',
    ]);
    expect(places((await request.get(`/v1/rosters/${roster}`).query({ version: '2' })).body)).toEqual([
      'unknown-version ?version',
    ]);
    expect((await request.get(`/v1/rosters/${roster}`).query({ version: 'one' })).status).toBe(422);
    expect((await request.get('/v1/rosters/nothing')).status).toBe(404);
  });

  it('has an ETag that serves for a change, and that changes when the team does', async () => {
    const { team, roster } = await madeDraft(stored);
    const first = await request.get(`/v1/rosters/${roster}`);
    const etag = String(first.headers['etag']);
    const known = () => request.get(`/v1/rosters/${roster}`).set('If-None-Match', etag);
    expect((await known()).status).toBe(304);
    const contracts = [{ id: 'full', maxHoursPerDay: 4 }];
    const changed = await request.put(`/v1/teams/${team}`).set('If-Match', '"1"').send(smallTeam(team, { contracts }));
    expect(changed.status).toBe(200);
    const anew = await known();
    expect(anew.status).toBe(200);
    expect((anew.body as Draft).breaches).toMatchObject([{ rule: 'maximum-hours-day' }]);
    const edits = [{ op: 'remove', shift: 'one' }];
    const made = await request.post(`/v1/rosters/${roster}/edits`).set('If-Match', etag).send({ edits });
    expect([made.status, made.headers['etag']]).toEqual([200, '"2"']);
  });

  it('lists heads by team and dates, in parts without loss', async () => {
    const { team, roster } = await madeDraft(stored);
    const ids = [roster];
    for (let index = 0; index < 4; index += 1) {
      const made = await make(team, { horizon: { from: `2026-04-0${index + 1}`, days: 2 } });
      ids.push(String((made.body as Draft).id));
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: Record<string, string> = {
        team,
        limit: '2',
        fields: 'id,horizon',
        ...(cursor === '' ? {} : { cursor }),
      };
      const { body } = await request.get('/v1/rosters').query(query);
      const part = body as { readonly items: readonly { readonly id: string }[]; readonly next: string | null };
      seen.push(...part.items.map(({ id }) => id));
      cursor = part.next;
    }
    expect(seen).toEqual(ids.toReversed());
    const some = await request.get('/v1/rosters').query({ team, from: '2026-04-03', to: '2026-04-03' });
    expect((some.body as { readonly items: readonly { readonly id: string }[] }).items.map(({ id }) => id)).toEqual(
      [ids[3], ids[2]].toSorted().toReversed(),
    );
  });

  it('removes a draft by its version', async () => {
    const { roster } = await madeDraft(stored);
    expect((await request.delete(`/v1/rosters/${roster}`).set('If-Match', '"2"')).status).toBe(412);
    expect((await request.delete(`/v1/rosters/${roster}`).set('If-Match', '"1"')).status).toBe(204);
    expect((await request.get(`/v1/rosters/${roster}`)).status).toBe(404);
    expect((await edit(roster, 1, { op: 'remove', shift: 'one' })).status).toBe(404);
  });
});

describe('comparing', () => {
  it('two versions tells each change once, and what each is worth', async () => {
    const { roster, anna, ben } = await madeDraft(stored);
    await edited(roster, 1, { op: 'reassign', shift: 'one', employee: ben });
    const answer = await request.get(`/v1/rosters/${roster}/comparison`).query({ version: '1', withVersion: '2' });
    expectPublished(answer, 'GET', '/v1/rosters/{roster}/comparison');
    expect(answer.body).toMatchObject({
      before: { id: roster, version: 1, objective: 3250 },
      after: { id: roster, version: 2, objective: 3250 },
      employees: [
        { employee: anna, changes: [{ kind: 'reassigned' }], workHoursBefore: 7.5, workHoursAfter: 0 },
        { employee: ben, changes: [{ kind: 'reassigned' }], workHoursBefore: 0, workHoursAfter: 7.5 },
      ],
    });
  });

  it('refuses drafts and versions that are not there, and drafts of two teams', async () => {
    const [one, other] = [await madeDraft(stored), await madeDraft(stored)];
    const of = async (query: Record<string, string>) =>
      places((await request.get(`/v1/rosters/${one.roster}/comparison`).query(query)).body);
    expect(await of({ with: 'nothing' })).toEqual(['unknown-draft ?with']);
    expect(await of({ with: other.roster })).toEqual(['draft-of-other-team ?with']);
    expect(await of({ version: '4', withVersion: '5' })).toEqual([
      'unknown-version ?version',
      'unknown-version ?withVersion',
    ]);
    const same = await make(one.team, { shifts: [shiftOn(one.anna, 2)], cover: COVER });
    const answer = await request
      .get(`/v1/rosters/${one.roster}/comparison`)
      .query({ with: String((same.body as Draft).id) });
    expect(answer.body).toMatchObject({ employees: [], cover: [] });
  });
});
