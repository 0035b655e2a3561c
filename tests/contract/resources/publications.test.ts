import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublished } from '../service.ts';
import { fresh, made201 } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import { madeDraft, MONDAY, placesOf, published, shiftOn } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type Told = {
  readonly type: string;
  readonly issues?: readonly { readonly code: string; readonly path: string; readonly facts: Json }[];
};
type Published = {
  readonly id: string;
  readonly number: number;
  readonly gate: { readonly breaches: readonly Json[]; readonly unknowns: readonly Json[] };
  readonly difference: Json;
  readonly shifts: readonly (Json & { readonly id: string; readonly sequence: number })[];
};

const publish = (roster: string, body: Json = {}, version = 1) =>
  request.post(`/v1/rosters/${roster}/publications`).set('If-Match', `"${version}"`).send(body);

async function publication(roster: string, body: Json = {}, version = 1): Promise<Published> {
  const answer = await publish(roster, body, version);
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  expectPublished(answer, 'POST', '/v1/rosters/{roster}/publications');
  return answer.body as Published;
}

const edit = async (roster: string, version: number, ...edits: readonly Json[]): Promise<void> => {
  const answer = await request.post(`/v1/rosters/${roster}/edits`).set('If-Match', `"${version}"`).send({ edits });
  expect(answer.status).toBe(200);
};

/** Anna works from 8 to 20 on Monday, two hours more than her contract has in a day. */
const longDay = (anna: string): Json => ({
  shifts: [shiftOn(anna, 2, { id: 'one', end: '2026-03-02T20:00:00+01:00' })],
});

describe('publishing', () => {
  it('gives shifts ids that stay when a time moves, and tells the difference', async () => {
    const { roster, anna, ben } = await madeDraft(stored);
    const first = await publication(roster);
    expect(first).toMatchObject({
      number: 1,
      from: MONDAY,
      to: '2026-03-08',
      draft: { id: roster, version: 1 },
      shiftCount: 1,
      difference: { added: [`${anna}@2026-03-02#1`], changed: [], removed: [], unchanged: 0 },
      shifts: [{ id: `${anna}@2026-03-02#1`, status: 'published', sequence: 0 }],
    });
    await edit(
      roster,
      1,
      { op: 'move', shift: 'one', start: '2026-03-02T09:00' },
      { op: 'add', shift: shiftOn(ben, 3) },
    );
    expect(await publication(roster, {}, 2)).toMatchObject({
      number: 2,
      difference: { added: [`${ben}@2026-03-03#1`], changed: [`${anna}@2026-03-02#1`], removed: [], unchanged: 0 },
      shifts: [
        { id: `${anna}@2026-03-02#1`, sequence: 1 },
        { id: `${ben}@2026-03-03#1`, sequence: 0 },
      ],
    });
    await edit(roster, 2, { op: 'reassign', shift: 'one', employee: ben });
    expect(await publication(roster, {}, 3)).toMatchObject({
      difference: { added: [`${ben}@2026-03-02#1`], removed: [`${anna}@2026-03-02#1`], unchanged: 1 },
    });
  });

  it('replaces the dates asked for alone', async () => {
    const { roster, anna, ben } = await madeDraft(stored, (one, other) => ({
      shifts: [shiftOn(one, 2, { id: 'one' }), shiftOn(other, 5, { id: 'two' })],
    }));
    await publication(roster);
    await edit(roster, 1, { op: 'remove', shift: 'one' }, { op: 'remove', shift: 'two' });
    expect(await publication(roster, { from: '2026-03-05', to: '2026-03-06' }, 2)).toMatchObject({
      from: '2026-03-05',
      shiftCount: 0,
      difference: { added: [], removed: [`${ben}@2026-03-05#1`], unchanged: 0 },
    });
    const left = await request.get('/v1/schedules').query({ employee: anna });
    expect(left.body).toMatchObject({ items: [{ id: `${anna}@2026-03-02#1`, status: 'published' }] });
  });

  it('is refused with every breach that nothing lets through, and let through by waivers', async () => {
    const { roster, anna } = await madeDraft(stored, longDay);
    const refused = await publish(roster);
    expect(refused.status).toBe(422);
    expectPublished(refused, 'POST', '/v1/rosters/{roster}/publications');
    expect(refused.body).toMatchObject({
      type: 'urn:shiftcast:problem:not-publishable',
      issues: [{ code: 'breach-not-waived', facts: { rule: 'maximum-hours-day', employee: anna, date: MONDAY } }],
    });
    const waiver = { rule: 'maximum-hours-day', employee: anna, date: MONDAY, reason: 'Asked for it.', name: 'Kim' };
    const made = await publication(roster, { waivers: [waiver] });
    expect(made.gate.breaches).toMatchObject([{ rule: 'maximum-hours-day', passes: 'waived', waiver }]);
    const again = await request.get(`/v1/publications/${made.id}`);
    expectPublished(again, 'GET', '/v1/publications/{publication}');
    expect(again.body).toEqual(made);
  });

  it('tells slips: a waiver that nothing needs, one without a reason, dates outside, a stale version', async () => {
    const { roster, anna } = await madeDraft(stored);
    const unused = { rule: 'minimum-rest', reason: 'why', name: 'Kim' };
    expect(placesOf((await publish(roster, { waivers: [unused] })).body)).toEqual(['waiver-unused /waivers/0']);
    expect(placesOf((await publish(roster, { waivers: [{ ...unused, reason: '' }] })).body)).toEqual([
      'text-empty /waivers/0/reason',
    ]);
    expect(placesOf((await publish(roster, { waivers: [{ ...unused, name: '  ' }] })).body)).toContain(
      'text-empty /waivers/0/name',
    );
    expect(placesOf((await publish(roster, { from: '2026-03-01', to: '2026-03-09' })).body)).toEqual([
      'outside-horizon /from',
      'outside-horizon /to',
    ]);
    expect(placesOf((await publish(roster, { from: '2026-03-05', to: '2026-03-04' })).body)).toEqual([
      'window-empty /to',
    ]);
    expect((await publish(roster, {}, 2)).status).toBe(412);
    await edit(roster, 1, { op: 'remove', shift: 'one' });
    expect((await publish(roster, {}, 1)).status).toBe(412);
    const schedule = await request.get('/v1/schedules').query({ employee: anna });
    expect(schedule.body).toMatchObject({ items: [] });
  });

  it('refuses shifts of somebody who has left the team since', async () => {
    const { team, roster, ben } = await madeDraft(stored);
    const employees = [{ id: ben, contract: 'full', skills: [] }];
    const changed = await request.put(`/v1/teams/${team}`).set('If-Match', '"1"').send(smallTeam(team, { employees }));
    expect(changed.status).toBe(200);
    expect(placesOf((await publish(roster)).body)).toEqual(['unknown-employee /draft']);
  });

  it('of a rule that an agreement may lift needs the agreement on record', async () => {
    const { roster, team, anna } = await madeDraft(stored, longDay);
    const rules = [{ rule: 'maximum-hours-day', values: { maximumHours: 8 }, severity: 'agreement' }];
    const contracts = [{ id: 'full', maxHoursPerWeek: 40 }];
    await request.put(`/v1/teams/${team}`).set('If-Match', '"1"').send(smallTeam(team, { rules, contracts }));
    const refused = await publish(roster);
    expect(refused.body).toMatchObject({ issues: [{ code: 'agreement-missing', facts: { employee: anna } }] });
    const agreement = {
      rule: 'maximum-hours-day',
      employee: anna,
      team,
      from: MONDAY,
      to: MONDAY,
      reference: 'drawer 3',
      signedOn: '2026-01-07',
    };
    const scope = { organisation: 'default', actor: 'test' };
    const { id } = await stored.store.write(scope, (tables) => tables.agreements.create(agreement));
    expect((await publication(roster)).gate.breaches).toMatchObject([{ passes: 'agreed', agreement: id }]);
  });

  it('checks an employee of two teams across both, and names the other team', async () => {
    const { roster, team, anna } = await madeDraft(stored);
    await publication(roster);
    const other = fresh('team');
    const employees = [{ id: anna, name: 'Anna', contract: 'full', skills: ['sales'] }];
    await made201(stored, '/v1/teams', smallTeam(other, { employees }));
    const made = await made201(stored, `/v1/teams/${other}/rosters`, {
      horizon: { from: MONDAY, days: 7 },
      shifts: [shiftOn(anna, 2, { start: '2026-03-02T15:00:00+01:00', end: '2026-03-02T20:00:00+01:00', breaks: [] })],
    });
    const refused = await publish(String(made['id']));
    expect(refused.status).toBe(422);
    expect((refused.body as Told).issues).toContainEqual(
      expect.objectContaining({
        code: 'breach-not-waived',
        facts: expect.objectContaining({ rule: 'one-shift-a-day', otherTeam: team, limit: '1 shift' }) as Json,
      }),
    );
    // In the words of the draft's breaches, with her name, and no rest of less than none.
    const part = `A shift of the team ${team} has a part in it. That is forbidden.`;
    expect((refused.body as { readonly issues: readonly { readonly message: string }[] }).issues).toMatchObject([
      { message: `Anna (${anna}) has 2 shifts on 2026-03-02, where one is allowed. ${part}` },
      {
        message: expect.stringContaining('2.5 h more than the 10 h of a day. Source: contract full. A shift') as string,
      },
      {
        message: expect.stringMatching(
          /^Anna \(.*\) rests 0 h from .*, 11 h less than the 11 h that are due\. Source: team\. A shift/u,
        ) as string,
      },
    ]);
  });

  it('at once for two teams of one employee lets one of them through', async () => {
    const [one, other] = [fresh('team'), fresh('team')];
    const employees = [{ id: `shared-${one}`, contract: 'full', skills: ['sales'] }];
    const rosters = await Promise.all(
      [one, other].map(async (team) => {
        await made201(stored, '/v1/teams', smallTeam(team, { employees }));
        const shifts = [shiftOn(`shared-${one}`, 2)];
        const body = { horizon: { from: MONDAY, days: 7 }, shifts };
        return String((await made201(stored, `/v1/teams/${team}/rosters`, body))['id']);
      }),
    );
    const answers = await Promise.all(rosters.map((roster) => publish(roster)));
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['201', '422']);
  });

  it('of a request that is repeated with its key happens once', async () => {
    const { roster, team } = await madeDraft(stored);
    const post = () => publish(roster).set('Idempotency-Key', `publish-${roster}`);
    const [first, again] = [await post(), await post()];
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    const list = await request.get('/v1/publications').query({ team });
    expectPublished(list, 'GET', '/v1/publications');
    expect(list.body).toMatchObject({ items: [{ number: 1, shiftCount: 1 }], next: null });
  });
});

it('publications are listed by team and dates, the newest first', async () => {
  const { roster, team } = await madeDraft(stored);
  await published(stored, roster);
  await published(stored, roster, { from: '2026-03-06' });
  const numbers = async (query: Record<string, string>) => {
    const answer = await request.get('/v1/publications').query({ team, fields: 'number', ...query });
    return (answer.body as { readonly items: readonly { readonly number: number }[] }).items.map(
      ({ number }) => number,
    );
  };
  expect(await numbers({})).toEqual([2, 1]);
  expect(await numbers({ to: '2026-03-04' })).toEqual([1]);
  expect(await numbers({ from: '2026-03-09' })).toEqual([]);
});
