import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublished } from '../service.ts';
import { fresh, made201 } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import { COVER, type DraftRead, edit, madeDraft, MONDAY, placesOf, published, readDraft, shiftOn } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

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
    const draft = await readDraft(stored, roster);
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
    const draft = await readDraft(stored, (made.body as DraftRead).id);
    expect(draft).toMatchObject({ requirements: [own], objective: 200 });
    const foreign = await keep(other);
    const refused = await make(team, { requirements: ['nothing', foreign, own] });
    expect(placesOf(refused.body)).toEqual([
      'unknown-requirement /requirements/0',
      'requirement-of-other-team /requirements/1',
    ]);
    const twice = await make(team, { requirements: [own, own] });
    expect(placesOf(twice.body)).toEqual(['requirement-repeated /requirements/1']);
    const beside = await make(team, { requirements: [own], requirement });
    expect(placesOf(beside.body)).toEqual(['cover-overlap /requirement/intervals/0']);
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
    expect([...placesOf(refused.body)].toSorted()).toEqual(
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
    const { breaches } = await readDraft(stored, roster);
    expect(breaches).toContainEqual(expect.objectContaining({ rule: 'one-shift-a-day', employee: anna }));
  });

  it('is as good without anything wanted, for a roster by hand', async () => {
    const team = await madeTeam();
    const made = await make(team, { shifts: [shiftOn(`${team}-anna`, 2)] });
    expect(made.status).toBe(201);
    expect(await readDraft(stored, (made.body as DraftRead).id)).toMatchObject({ objective: 0, shiftCount: 1 });
  });
});

describe('a copy', () => {
  it('of another draft lies on the new days by the wall clock, over the night of the clock change', async () => {
    const { team, roster, anna } = await madeDraft(stored);
    const made = await make(team, { horizon: { from: '2026-03-30', days: 7 }, copyFrom: { roster } });
    expect(made.status).toBe(201);
    const draft = await readDraft(stored, (made.body as DraftRead).id);
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

  it('says how much of the days was published, and that weekdays differ', async () => {
    const { team, roster } = await madeDraft(stored);
    const notesOf = async (from: string, to: string) => {
      const made = await make(team, { horizon: { from: to, days: 7 }, copyFrom: { published: { from } } });
      expectPublished(made, 'POST', '/v1/teams/{team}/rosters');
      return (made.body as { readonly notes: readonly Json[] }).notes;
    };
    expect(await notesOf(MONDAY, '2026-03-09')).toMatchObject([
      { code: 'copy-part-published', facts: { published: 0, days: 7, shifts: 0 } },
    ]);
    await published(stored, roster);
    expect(await notesOf(MONDAY, '2026-03-09')).toEqual([]);
    expect(await notesOf('2026-03-01', '2026-03-09')).toMatchObject([
      {
        code: 'copy-part-published',
        message: 'Of the 7 days from 2026-03-01 on, 6 are published; 1 shift was copied.',
        facts: { published: 6, shifts: 1 },
      },
      { code: 'copy-other-weekday', facts: { fromWeekday: 'sun', toWeekday: 'mon' } },
    ]);
    const empty = (await make(team, { horizon: { from: '2026-04-06', days: 7 } })).body as DraftRead;
    const copied = await make(team, { horizon: { from: '2026-04-13', days: 7 }, copyFrom: { roster: empty.id } });
    expect(copied.body).toMatchObject({ notes: [{ code: 'copy-empty' }] });
  });

  it('names one source, which is there and is the team’s', async () => {
    const { team, roster } = await madeDraft(stored);
    const other = await madeDraft(stored);
    const of = async (copyFrom: Json, more: Json = {}) => placesOf((await make(team, { copyFrom, ...more })).body);
    expect(await of({})).toEqual(['one-needed /copyFrom']);
    expect(await of({ roster, published: { from: MONDAY } })).toEqual(['both-given /copyFrom']);
    expect(await of({ roster }, { shifts: [shiftOn(`${team}-anna`, 2)] })).toEqual(['both-given /copyFrom']);
    expect(await of({ published: { from: MONDAY }, version: 1 })).toEqual(['required /copyFrom/roster']);
    expect(await of({ roster: 'nothing' })).toEqual(['unknown-draft /copyFrom/roster']);
    expect(await of({ roster: other.roster })).toEqual(['draft-of-other-team /copyFrom/roster']);
    expect(await of({ roster, version: 2 })).toEqual(['unknown-version /copyFrom/version']);
  });
});

describe('reading a draft', () => {
  it('gives only the fields asked for, and refuses others', async () => {
    const { roster } = await madeDraft(stored);
    const few = await readDraft(stored, roster, { fields: 'version,shiftCount' });
    expect(few).toEqual({ id: roster, version: 1, shiftCount: 1 });
    expect(Object.keys(await readDraft(stored, roster, { fields: 'objective' })).toSorted()).toEqual([
      'id',
      'objective',
    ]);
    expect(placesOf((await request.get(`/v1/rosters/${roster}`).query({ fields: 'colour' })).body)).toEqual([
      'unknown-field ?fields',
    ]);
    expect(placesOf((await request.get(`/v1/rosters/${roster}`).query({ version: '2' })).body)).toEqual([
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
    expect((anew.body as DraftRead).breaches).toMatchObject([{ rule: 'maximum-hours-day' }]);
    const edits = [{ op: 'remove', shift: 'one' }];
    const made = await request.post(`/v1/rosters/${roster}/edits`).set('If-Match', etag).send({ edits });
    expect([made.status, made.headers['etag']]).toEqual([200, '"2"']);
  });

  it('lists heads by team and dates, in parts without loss', async () => {
    const { team, roster } = await madeDraft(stored);
    const ids = [roster];
    for (let index = 0; index < 4; index += 1) {
      const made = await make(team, { horizon: { from: `2026-04-0${index + 1}`, days: 2 } });
      ids.push((made.body as DraftRead).id);
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: Record<string, string> = {
        team,
        limit: '2',
        fields: 'id,horizon',
        ...(cursor === '' ? {} : { cursor }),
      };
      const answer = await request.get('/v1/rosters').query(query);
      const part = answer.body as { readonly items: readonly { readonly id: string }[]; readonly next: string | null };
      seen.push(...part.items.map(({ id }) => id));
      cursor = part.next;
    }
    expect(seen).toEqual(ids.toReversed());
    const some = await request.get('/v1/rosters').query({ team, from: '2026-04-03', to: '2026-04-03' });
    expect((some.body as { readonly items: readonly { readonly id: string }[] }).items.map(({ id }) => id)).toEqual([
      ids[3],
      ids[2],
    ]);
  });

  it('removes a draft by its version', async () => {
    const { roster } = await madeDraft(stored);
    expect((await request.delete(`/v1/rosters/${roster}`).set('If-Match', '"2"')).status).toBe(412);
    expect((await request.delete(`/v1/rosters/${roster}`).set('If-Match', '"1"')).status).toBe(204);
    expect((await request.get(`/v1/rosters/${roster}`)).status).toBe(404);
    expect((await edit(stored, roster, 1, { op: 'remove', shift: 'one' })).status).toBe(404);
  });
});

describe('comparing', () => {
  it('two versions tells each change once, and what each is worth', async () => {
    const { roster, anna, ben } = await madeDraft(stored);
    await edit(stored, roster, 1, { op: 'reassign', shift: 'one', employee: ben });
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
      placesOf((await request.get(`/v1/rosters/${one.roster}/comparison`).query(query)).body);
    expect(await of({ with: 'nothing' })).toEqual(['unknown-draft ?with']);
    expect(await of({ with: other.roster })).toEqual(['draft-of-other-team ?with']);
    expect(await of({ version: '4', withVersion: '5' })).toEqual([
      'unknown-version ?version',
      'unknown-version ?withVersion',
    ]);
    const same = await make(one.team, { shifts: [shiftOn(one.anna, 2)], cover: COVER });
    const answer = await request
      .get(`/v1/rosters/${one.roster}/comparison`)
      .query({ with: (same.body as DraftRead).id });
    expect(answer.body).toMatchObject({ employees: [], cover: [] });
  });
});
