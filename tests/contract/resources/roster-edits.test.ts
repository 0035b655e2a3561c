import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublished } from '../service.ts';
import type { Json } from './documents.ts';
import { edit, madeDraft, placesOf, readDraft, shiftOn, type ShiftRead } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type Edited = {
  readonly version: number;
  readonly employees: readonly string[];
  readonly shifts: readonly { readonly kind: string; readonly before?: ShiftRead; readonly after?: ShiftRead }[];
  readonly audit: {
    readonly breaches: { readonly gone: readonly Json[]; readonly added: readonly Json[] };
    readonly ledger: readonly { readonly before: Json; readonly after: Json }[];
  };
  readonly cover: readonly Json[];
  readonly objective: { readonly before: number; readonly after: number };
};

const edited = async (roster: string, version: number, ...edits: readonly Json[]): Promise<Edited> => {
  const answer = await edit(stored, roster, version, ...edits);
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  expectPublished(answer, 'POST', '/v1/rosters/{roster}/edits');
  return answer.body as Edited;
};

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
    const draft = await readDraft(stored, roster);
    expect(draft.objective).toBe(answer.objective.after);
    expect(draft.breaches.map(({ rule }) => rule)).toEqual(answer.audit.breaches.added.map(({ rule }) => rule));
  });

  it('give the same as reading the draft anew, edit for edit', async () => {
    const { roster, anna, ben } = await madeDraft(stored);
    const before = await readDraft(stored, roster);
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
      ({ objective } = await readDraft(stored, roster));
      expect(answer.objective.after).toBe(objective);
    }
    expect((await readDraft(stored, roster)).shifts).toMatchObject([
      { employee: ben, start: '2026-03-03T08:00:00+01:00' },
    ]);
    expect((await readDraft(stored, roster, { version: '1' })).shifts).toEqual(before.shifts);
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

  it('shorten a shift past its break where they give its breaks anew', async () => {
    const { roster } = await madeDraft(stored);
    const before = await readDraft(stored, roster);
    const start = '2026-03-02T08:00:00+01:00';
    expect(before.shifts).toMatchObject([{ start }]);
    const end = `${start.slice(0, 11)}11:00:00${start.slice(19)}`;
    const pause = { start: `${start.slice(0, 11)}10:00`, end: `${start.slice(0, 11)}10:15`, paid: true };
    const resize = { op: 'resize', shift: 'one', end };
    const refused = await edit(stored, roster, 1, resize);
    expect(refused.body).toMatchObject({
      issues: [
        {
          code: 'break-outside-shift',
          path: '/edits/0/breaks/0',
          hint: expect.stringContaining('`breaks`') as unknown,
        },
      ],
    });
    const { shifts } = await edited(roster, 1, resize, { op: 'breaks', shift: 'one', breaks: [pause] });
    expect(shifts).toMatchObject([{ kind: 'resized', after: { end, breaks: [{ paid: true }] } }]);
    const versions = await request.get(`/v1/rosters/${roster}/versions`);
    expect(versions.body).toMatchObject({ items: [{ cause: { kind: 'edited', edits: ['resize', 'breaks'] } }, {}] });
    const wrong = await edit(stored, roster, 2, {
      op: 'breaks',
      shift: 'one',
      breaks: [{ start: '2026-03-29T02:30', end: '2026-03-29T03:30' }],
    });
    expect(placesOf(wrong.body)).toEqual(['local-time-skipped /edits/0/breaks/0/start']);
  });

  it('give a shift its pieces, which stay with it and leave the cover', async () => {
    const { roster } = await madeDraft(stored);
    const meeting = { start: '2026-03-02T10:00:00+01:00', end: '2026-03-02T10:30:00+01:00', activity: 'meeting' };
    const { shifts } = await edited(roster, 1, { op: 'pieces', shift: 'one', pieces: [meeting] });
    expect(shifts).toMatchObject([{ kind: 'changed', after: { id: 'one', pieces: [meeting] } }]);
    expect((await readDraft(stored, roster)).shifts).toMatchObject([{ pieces: [meeting] }]);
    const over = { start: '2026-03-02T11:45', end: '2026-03-02T12:15', activity: 'training' };
    const none = { start: '2026-03-02T13:00', end: '2026-03-02T13:30' };
    const refused = await edit(stored, roster, 2, { op: 'pieces', shift: 'one', pieces: [none] });
    expect(placesOf(refused.body)).toEqual(['one-needed /edits/0/pieces/0']);
    const wrong = await edit(stored, roster, 2, { op: 'pieces', shift: 'one', pieces: [over] });
    expect(placesOf(wrong.body)).toEqual(['pieces-overlap /edits/0/pieces/0']);
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
      stored,
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
    expect(placesOf(refused.body)).toEqual([
      'unknown-shift /edits/1/shift',
      'shift-locked /edits/2/shift',
      'unknown-employee /edits/3/shift/employee',
      'outside-horizon /edits/4/shift/start',
      'duplicate-id /edits/5/shift/id',
      'break-outside-shift /edits/6/shift/breaks/0',
    ]);
    expect(await readDraft(stored, roster)).toMatchObject({ version: 2, shiftCount: 2 });
  });

  it('tell a local time that a clock change skips or repeats, an unknown kind, and a resize to nothing', async () => {
    const { roster } = await madeDraft(stored, () => ({
      horizon: { from: '2026-03-28', days: 3 },
      shifts: [],
      cover: undefined,
    }));
    const skipped = await edit(
      stored,
      roster,
      1,
      { op: 'move', shift: 'one', start: '2026-03-29T02:30' },
      { op: 'resize', shift: 'one', start: '2026-03-29T01:00', end: '2026-10-25T02:30' },
    );
    expect(placesOf(skipped.body)).toEqual(['local-time-skipped /edits/0/start', 'local-time-repeated /edits/1/end']);
    const unknown = await edit(stored, roster, 1, { op: 'fly', shift: 'one' });
    expect(unknown.status).toBe(422);
    expect(JSON.stringify(unknown.body)).toContain('/edits/0');
    expect(placesOf((await edit(stored, roster, 1, { op: 'resize', shift: 'one' })).body)).toEqual([
      'one-needed /edits/0',
    ]);
    expect((await request.post(`/v1/rosters/${roster}/edits`).set('If-Match', '"1"').send({ edits: [] })).status).toBe(
      422,
    );
  });

  it('need the newest version: the stale one of two is refused and told which there is', async () => {
    const { roster } = await madeDraft(stored);
    const answers = await Promise.all([
      edit(stored, roster, 1, { op: 'remove', shift: 'one' }),
      edit(stored, roster, 1, { op: 'move', shift: 'one', start: '2026-03-03T08:00' }),
    ]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '412']);
    const late = await edit(stored, roster, 1, { op: 'remove', shift: 'one' });
    expect([late.status, late.headers['etag']]).toEqual([412, '"2"']);
    expect(
      (await request.post(`/v1/rosters/${roster}/edits`).send({ edits: [{ op: 'remove', shift: 'one' }] })).status,
    ).toBe(428);
  });

  it('of a request that is repeated with its key are made once', async () => {
    const { roster, ben } = await madeDraft(stored);
    const post = () =>
      edit(stored, roster, 1, { op: 'add', shift: shiftOn(ben, 3) }).set('Idempotency-Key', `edit-${roster}`);
    const [first, again] = [await post(), await post()];
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect(await readDraft(stored, roster)).toMatchObject({ version: 2, shiftCount: 2 });
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
    const first = (await readDraft(stored, roster)).shifts;
    await edited(roster, 1, { op: 'remove', shift: 'one' });
    const undo = async (version: number, to: number) =>
      request.post(`/v1/rosters/${roster}/undo`).set('If-Match', `"${version}"`).send({ to });
    expect((await undo(2, 1)).body).toMatchObject({ version: 3, shifts: [{ kind: 'added' }] });
    expect((await readDraft(stored, roster)).shifts).toEqual(first);
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
    expect(placesOf((await undo(4, 9)).body)).toEqual(['unknown-version /to']);
    for (const to of [2 ** 31, 2 ** 53]) expect(placesOf((await undo(4, to)).body)).toContain('too-big /to');
    expect((await undo(3, 1)).status).toBe(412);
  });
});
