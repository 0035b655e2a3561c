import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readRosterCsv } from '../../../src/contract/roster-csv.ts';
import { expectPublished } from '../service.ts';
import { fresh, made201 } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import { COVER, madeDraft, MONDAY, placesOf, published, shiftOn } from './drafting.ts';
import { publishShifts } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type Item = Json & { readonly id: string; readonly start: string; readonly status: string };
type Part = { readonly items: readonly Item[]; readonly next: string | null };
type Changes = { readonly items: readonly Item[]; readonly next: string; readonly more: boolean };

const get = (query: Record<string, string>) => request.get('/v1/schedules').query(query);

async function part(query: Record<string, string>): Promise<Part> {
  const answer = await get(query);
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  expectPublished(answer, 'GET', '/v1/schedules');
  return answer.body as Part;
}

const idsOf = ({ items }: Part | Changes): readonly string[] => items.map(({ id }) => id);

/** Anna on Monday and at night on Sunday, Ben on Tuesday; published. */
async function week(change: (anna: string, ben: string) => Json = () => ({})) {
  const draft = await madeDraft(stored, (anna, ben) => ({
    shifts: [
      shiftOn(anna, 2, { id: 'one' }),
      shiftOn(ben, 3, { id: 'two' }),
      { id: 'night', employee: anna, start: '2026-03-08T22:00:00+01:00', end: '2026-03-09T06:00:00+01:00' },
    ],
    ...change(anna, ben),
  }));
  await published(stored, draft.roster);
  return draft;
}

async function edit(roster: string, version: number, ...edits: readonly Json[]): Promise<void> {
  const answer = await request.post(`/v1/rosters/${roster}/edits`).set('If-Match', `"${version}"`).send({ edits });
  expect(answer.status).toBe(200);
}

describe('the schedule as JSON', () => {
  it('takes an employee by our own id before it reads the id as SYSTEM:ID', async () => {
    const { anna } = await week();
    const [alone, both] = [fresh('k'), fresh('k')];
    const employees = [
      { id: anna, contract: 'full', externalIds: { hr: both, payroll: alone } },
      { id: `hr:${both}`, contract: 'full' },
    ];
    await made201(stored, '/v1/teams', smallTeam(fresh('team'), { employees }));
    expect(idsOf(await part({ employee: `payroll:${alone}` }))).toEqual([
      `${anna}@2026-03-02#1`,
      `${anna}@2026-03-08#1`,
    ]);
    expect(idsOf(await part({ employee: `hr:${both}` }))).toEqual([]);
  });

  it('takes dates up to the last year that is accepted and no further', async () => {
    const { team, anna, ben } = await week();
    const all = [`${anna}@2026-03-02#1`, `${ben}@2026-03-03#1`, `${anna}@2026-03-08#1`];
    expect(idsOf(await part({ team, from: '1970-01-01', to: '2199-12-31' }))).toEqual(all);
    const absence = { employee: anna, from: '2026-04-01', to: '2199-12-31' };
    const made = await made201(stored, '/v1/absences', absence);
    const absences = await request.get('/v1/absences').query({ employee: anna, to: '2199-12-31' });
    expect((absences.body as Part).items.map(({ id }) => id)).toEqual([made['id']]);
    for (const query of [{ from: '0000-01-01' }, { from: '1969-12-31' }, { to: '2200-01-01' }, { to: '9999-12-31' }]) {
      const refused = await get(query);
      expect([refused.status, placesOf(refused.body)]).toEqual([422, [`date-out-of-range ?${Object.keys(query)[0]}`]]);
    }
  });

  it('holds what overlaps the dates, both included, in order of start', async () => {
    const { team, anna, ben } = await week();
    const all = await part({ team });
    expect(idsOf(all)).toEqual([`${anna}@2026-03-02#1`, `${ben}@2026-03-03#1`, `${anna}@2026-03-08#1`]);
    expect(idsOf(await part({ team, from: '2026-03-03', to: '2026-03-03' }))).toEqual([`${ben}@2026-03-03#1`]);
    // The night of Sunday reaches into Monday, and ends before Tuesday begins.
    expect(idsOf(await part({ team, from: '2026-03-09' }))).toEqual([`${anna}@2026-03-08#1`]);
    expect(idsOf(await part({ team, from: '2026-03-10' }))).toEqual([]);
    expect(idsOf(await part({ team, to: '2026-03-02' }))).toEqual([`${anna}@2026-03-02#1`]);
  });

  it('reads the dates on the clocks of each site', async () => {
    const team = fresh('team');
    await made201(stored, '/v1/teams', smallTeam(team, { zone: 'Pacific/Auckland', site: `site-${team}` }));
    const shifts = [{ employee: `${team}-anna`, start: '2026-03-03T08:00', end: '2026-03-03T16:00' }];
    const draft = await made201(stored, `/v1/teams/${team}/rosters`, { horizon: { from: MONDAY, days: 7 }, shifts });
    await published(stored, String(draft['id']));
    // In UTC this is the evening of the second of March.
    expect(idsOf(await part({ site: `site-${team}`, from: '2026-03-03', to: '2026-03-03' }))).toHaveLength(1);
    expect(idsOf(await part({ site: `site-${team}`, from: '2026-03-02', to: '2026-03-02' }))).toHaveLength(0);
  });

  it('comes in parts without loss or repetition, with the fields asked for', async () => {
    const { team, anna, ben } = await week();
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const answer: Part = await part({
        team,
        limit: '1',
        fields: 'start',
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const item of answer.items) expect(Object.keys(item).toSorted()).toEqual(['id', 'start']);
      seen.push(...idsOf(answer));
      if (answer.next === null) break;
      cursor = answer.next;
    }
    expect(seen).toEqual([`${anna}@2026-03-02#1`, `${ben}@2026-03-03#1`, `${anna}@2026-03-08#1`]);
    const other = await part({ team, limit: '1' });
    const foreign = await get({ limit: '1', cursor: other.next ?? '', employee: anna });
    expect(placesOf(foreign.body)).toEqual(['wrong-cursor ?cursor']);
  });

  it('is filtered by employee, by our id or by that of another system, and by site', async () => {
    const { team, anna } = await week();
    const employees = [
      { id: anna, contract: 'full', skills: ['sales'], externalIds: { payroll: `47:${team}` } },
      { id: `${team}-ben`, contract: 'full', skills: ['sales'] },
    ];
    const changed = await request.put(`/v1/teams/${team}`).set('If-Match', '"1"').send(smallTeam(team, { employees }));
    expect(changed.status).toBe(200);
    const own = idsOf(await part({ employee: anna }));
    expect(own).toEqual([`${anna}@2026-03-02#1`, `${anna}@2026-03-08#1`]);
    expect(idsOf(await part({ employee: `payroll:47:${team}` }))).toEqual(own);
    expect(idsOf(await part({ employee: anna, site: 'berlin' }))).toEqual(own);
    expect(idsOf(await part({ employee: anna, site: 'nowhere' }))).toEqual([]);
  });

  it('tells a team or an employee whom nobody knows, dates that are none, and a span that is empty', async () => {
    expect(placesOf((await get({ team: 'nothing', employee: 'nobody' })).body)).toEqual([
      'unknown-team ?team',
      'unknown-employee ?employee',
    ]);
    expect(placesOf((await get({ employee: 'payroll:0815' })).body)).toEqual(['unknown-employee ?employee']);
    expect(placesOf((await get({ from: '2026-02-30' })).body)).toEqual(['wrong-date ?from']);
    expect(placesOf((await get({ from: '2026-03-03', to: '2026-03-02' })).body)).toEqual(['window-empty ?to']);
    expect((await get({ colour: 'red' })).status).toBe(422);
  });

  it('has an ETag that changes with what is published of the team, and with the question', async () => {
    const { team, roster } = await week();
    const etagOf = async (query: Record<string, string>) => String((await get(query)).headers['etag']);
    const etag = await etagOf({ team });
    expect((await get({ team }).set('If-None-Match', etag)).status).toBe(304);
    await week();
    expect((await get({ team }).set('If-None-Match', etag)).status).toBe(304);
    expect(await etagOf({ team, limit: '2' })).not.toBe(etag);
    expect(await etagOf({ team, format: 'csv', from: MONDAY, to: MONDAY })).not.toBe(etag);
    await edit(roster, 1, { op: 'remove', shift: 'one' });
    expect((await get({ team }).set('If-None-Match', etag)).status).toBe(304);
    await published(stored, roster, {}, 2);
    expect((await get({ team }).set('If-None-Match', etag)).status).toBe(200);
  });

  it('gives cancelled shifts to whom asks for them', async () => {
    const { team, roster, anna } = await week();
    await edit(roster, 1, { op: 'remove', shift: 'one' });
    await published(stored, roster, {}, 2);
    expect(await part({ team })).toMatchObject({ items: [{ status: 'published' }, { status: 'published' }] });
    const { items } = await part({ team, cancelled: 'true', to: MONDAY });
    expect(items).toMatchObject([{ id: `${anna}@2026-03-02#1`, status: 'cancelled', sequence: 1 }]);
  });
});

describe('the forms of the schedule', () => {
  const days = { from: MONDAY, to: '2026-03-08' };

  it('CSV reads back as a roster', async () => {
    const { team } = await week();
    const answer = await get({ team, ...days }).set('Accept', 'text/csv');
    expectPublished(answer, 'GET', '/v1/schedules');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const back = readRosterCsv(answer.text, 'Europe/Berlin');
    expect(back).toMatchObject({ ok: true });
    expect(JSON.stringify(back)).toContain('"start":"2026-03-08T22:00:00+01:00"');
    expect(answer.text.startsWith('id,')).toBe(true);
    // A spreadsheet takes it for UTF-8 by its first bytes, and it reads back the same.
    const marked = await get({ team, ...days, format: 'csv', bom: 'true' });
    expect(marked.text).toBe(`\uFEFF${answer.text}`);
    expect(JSON.stringify(readRosterCsv(marked.text, 'Europe/Berlin'))).toBe(JSON.stringify(back));
    expect(placesOf((await get({ team, ...days, format: 'ics', bom: 'true' })).body)).toEqual(['useless-in-form ?bom']);
  });

  it('iCalendar is read by a client, with what was cancelled, in the language asked for', async () => {
    const { team, roster, anna } = await week();
    await edit(roster, 1, { op: 'remove', shift: 'one' });
    await published(stored, roster, {}, 2);
    const answer = await get({ team, ...days, format: 'ics', language: 'zh' });
    expectPublished(answer, 'GET', '/v1/schedules');
    const calendar = new ICAL.Component(ICAL.parse(answer.text) as unknown[]);
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe(`Team ${team}`);
    const events = calendar.getAllSubcomponents('vevent');
    const states = events.map((event) => [
      String(event.getFirstPropertyValue('status')),
      Number(event.getFirstPropertyValue('sequence')),
    ]);
    expect(states).toEqual([
      ['CANCELLED', 1],
      ['CONFIRMED', 0],
      ['CONFIRMED', 0],
    ]);
    expect(answer.text).toContain(anna.slice(-4));
    expect(answer.text).toMatch(/[\u4e00-\u9fff]/);
    expect((await get({ team, ...days, format: 'ics', cancelled: 'false' })).text).not.toContain('CANCELLED');
  });

  it('HTML is one page of the team with hours per person and the cover that was published for', async () => {
    const { team } = await week(() => ({ cover: COVER }));
    const answer = await get({ team, ...days }).set('Accept', 'text/html,*/*;q=0.1');
    expectPublished(answer, 'GET', '/v1/schedules');
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
    expect(answer.text).toContain('<svg');
    // 40 hours are wanted; Anna and Ben are at the desk for seven and a half hours each.
    expect(answer.text).toContain('wanted 40 h, there 15 h, short 25 h');
    expect(answer.text).not.toMatch(/<script|https?:\/\//);
    const chinese = await get({ team, ...days, format: 'html' }).set('Accept-Language', 'zh');
    expect(chinese.text).toContain('<html lang="zh-CN">');
  });

  it('HTML shows who is away, and the demand of each date’s newest publication', async () => {
    const { team, roster, ben } = await week();
    const scope = { organisation: 'default', actor: 'hr' };
    await stored.store.write(scope, (tables) =>
      tables.absences.create({
        employee: ben,
        when: { kind: 'dates', from: '2026-03-05', to: '2026-03-06' },
        reason: 'a secret illness',
        creditHoursPerDay: undefined,
      }),
    );
    const page = await get({ team, ...days, format: 'html' });
    expect(page.text).toContain('away');
    expect(page.text).not.toContain('secret');
    const busier = {
      horizon: { from: '2026-03-05', days: 1 },
      shifts: [],
      cover: { intervals: [{ from: '08:00', to: '16:00', skill: 'sales', target: 3 }] },
    };
    const draft = await made201(stored, `/v1/teams/${team}/rosters`, busier);
    await published(stored, String(draft['id']));
    await request.delete(`/v1/rosters/${roster}`).set('If-Match', '"1"');
    // The first draft is gone, and its demand with it: that of Thursday is left.
    const left = await get({ team, ...days, format: 'html' });
    expect(left.text).toContain('wanted 24 h, there 0 h, short 24 h');
    expect(left.text).toMatch(/Publications 1, 2; the newest, 2, /);
  });

  it('that come whole need dates, HTML a team too, and take no parts', async () => {
    const { team } = await week();
    expect(placesOf((await get({ format: 'csv', fields: 'id' })).body)).toEqual([
      'needed-in-form ?from',
      'needed-in-form ?to',
      'useless-in-form ?fields',
    ]);
    expect(placesOf((await get({ ...days, format: 'html', site: 'berlin', cancelled: 'true' })).body)).toEqual([
      'needed-in-form ?team',
      'useless-in-form ?site',
      'useless-in-form ?cancelled',
    ]);
    const long = await get({ team, format: 'html', from: MONDAY, to: '2026-04-30' });
    expect(placesOf(long.body)).toEqual(['too-many-days ?to']);
    expect(placesOf((await get({ team, format: 'csv', from: '2020-01-01', to: '2026-04-30' })).body)).toEqual([
      'too-many-days ?to',
    ]);
    expect((await get({ team, ...days, format: 'pdf' })).status).toBe(422);
    expect((await get({ team, ...days }).set('Accept', 'application/pdf')).status).toBe(406);
    expect((await get({ team, ...days, format: 'csv' }).set('Accept', 'text/html')).headers['content-type']).toMatch(
      /^text\/csv/,
    );
  });

  it('have ETags of their own, by language where they have one', async () => {
    const { team } = await week();
    const etagOf = async (more: Record<string, string>) => (await get({ team, ...days, ...more })).headers['etag'];
    const tags = [
      await etagOf({ format: 'csv' }),
      await etagOf({ format: 'ics' }),
      await etagOf({ format: 'ics', language: 'zh' }),
      await etagOf({ format: 'html' }),
      await etagOf({ format: 'html', language: 'zh' }),
      await etagOf({}),
    ];
    expect(new Set(tags).size).toBe(tags.length);
    const known = await get({ team, ...days, format: 'csv' }).set('If-None-Match', String(tags[0]));
    expect([known.status, known.text]).toEqual([304, '']);
  });

  it('as a page is the same an hour later, and another one once something that it shows has changed', async () => {
    const { team, anna } = await week();
    const question = { team, ...days, format: 'html' };
    const first = await get(question);
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    const later = await get(question);
    clock.mockRestore();
    expect(later.headers['etag']).toBe(first.headers['etag']);
    expect(later.text).toBe(first.text);
    const absence = { employee: anna, from: '2026-03-04', to: '2026-03-04' };
    expect((await request.post('/v1/absences').send(absence)).status).toBe(201);
    expect((await get(question)).headers['etag']).not.toBe(first.headers['etag']);
  });
});

describe('the changes of the schedule', () => {
  const changes = async (query: Record<string, string>): Promise<Changes> => {
    const answer = await request.get('/v1/schedules/changes').query(query);
    expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
    expectPublished(answer, 'GET', '/v1/schedules/changes');
    return answer.body as Changes;
  };

  it('lead from nothing to the schedule, and on with tombstones, each shift once', async () => {
    const { team, roster, anna, ben } = await week();
    const first = await changes({ team });
    expect(idsOf(first).toSorted()).toEqual([`${anna}@2026-03-02#1`, `${anna}@2026-03-08#1`, `${ben}@2026-03-03#1`]);
    const none = await changes({ team, since: first.next });
    expect(none).toEqual({ items: [], next: first.next, more: false });
    await edit(roster, 1, { op: 'reassign', shift: 'one', employee: ben });
    await published(stored, roster, {}, 2);
    const next = await changes({ team, since: first.next });
    expect(next.items.map(({ id, status }) => `${status} ${id}`).toSorted()).toEqual([
      `cancelled ${anna}@2026-03-02#1`,
      `published ${ben}@2026-03-02#1`,
    ]);
    expect(idsOf(await changes({ team, since: next.next }))).toEqual([]);
  });

  it('come in parts without loss', async () => {
    const { team } = await week();
    const seen: string[] = [];
    for (let since: string | undefined; ; ) {
      const answer: Changes = await changes({ team, limit: '1', ...(since === undefined ? {} : { since }) });
      seen.push(...idsOf(answer));
      since = answer.next;
      if (!answer.more) break;
    }
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
  });

  it('take no token of other filters, and none that is made up', async () => {
    const { team } = await week();
    const { next } = await changes({ team });
    const wrong = [
      next.slice(1),
      'nothing',
      Buffer.from('[1,2]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ];
    for (const since of wrong) {
      const answer = await request.get('/v1/schedules/changes').query({ team, since });
      expect(placesOf(answer.body)).toEqual(['wrong-change-token ?since']);
    }
    const foreign = await request.get('/v1/schedules/changes').query({ since: next });
    expect(placesOf(foreign.body)).toEqual(['wrong-change-token ?since']);
  });
});

describe('the calendar of an employee', () => {
  it('holds her shifts of all teams from five weeks ago on, by our id or another system’s', async () => {
    const team = fresh('team');
    const id = `${team}-anna`;
    const employees = [{ id, name: 'Anna 丽', contract: 'full', externalIds: { hr: team } }];
    await made201(stored, '/v1/teams', smallTeam(team, { employees }));
    const day = 86_400;
    const now = Math.floor(Date.now() / 1000);
    const at = (days: number) => {
      const start = now + days * day;
      const date = new Date(start * 1000).toISOString().slice(0, 10);
      return {
        id: `${id}@${date}#1`,
        employeeId: id,
        employeeName: 'Anna 丽',
        teamId: team,
        site: 'berlin',
        zone: 'Europe/Berlin',
        date,
        ordinal: 1,
        start,
        end: start + 8 * 3600,
        template: undefined,
        templateName: undefined,
        skill: undefined,
        skillName: undefined,
        activity: 'work',
        breaks: [],
        status: 'published' as const,
        sequence: 0,
        publication: 1,
        changedAt: now,
      };
    };
    await publishShifts(stored, team, [at(-60), at(-30), at(0), { ...at(40), status: 'cancelled' }, at(300)]);
    const answer = await request.get(`/v1/employees/${id}/calendar.ics`);
    expectPublished(answer, 'GET', '/v1/employees/{employee}/calendar.ics');
    const calendar = new ICAL.Component(ICAL.parse(answer.text) as unknown[]);
    const states = calendar.getAllSubcomponents('vevent').map((event) => String(event.getFirstPropertyValue('status')));
    expect(states).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED', 'CONFIRMED']);
    expect(String(calendar.getFirstPropertyValue('x-wr-calname'))).toBe('Anna 丽');
    const later = new Date((now + 10 * day) * 1000).toISOString().slice(0, 10);
    const part = await request.get(`/v1/employees/${id}/calendar.ics`).query({ from: later });
    expect(part.text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    const external = await request.get(`/v1/employees/hr:${team}/calendar.ics`);
    expect(external.text).toBe(answer.text);
    const known = await request
      .get(`/v1/employees/${id}/calendar.ics`)
      .set('If-None-Match', String(answer.headers['etag']));
    expect(known.status).toBe(304);
    const chinese = await request.get(`/v1/employees/${id}/calendar.ics`).query({ language: 'zh' });
    expect(chinese.headers['etag']).not.toBe(answer.headers['etag']);
  });

  it('is empty for somebody without shifts, and not there for somebody nobody knows', async () => {
    const team = fresh('team');
    await made201(stored, '/v1/teams', smallTeam(team));
    const empty = await request.get(`/v1/employees/${team}-ben/calendar.ics`);
    expect(empty.status).toBe(200);
    expect(empty.text).not.toContain('VEVENT');
    expect((await request.get('/v1/employees/nobody/calendar.ics')).status).toBe(404);
  });
});
