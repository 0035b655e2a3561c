import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublished } from '../service.ts';
import { publishedFrom } from '../../fixtures/published.ts';
import { storedTeam } from './cases-people.ts';
import type { Json } from './documents.ts';
import { publishShifts } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

let service: StoredService;
let team: string;
let anna: string;
const WEEK = { from: '2026-03-02', to: '2026-03-08' };

beforeAll(async () => {
  service = await storedService();
  team = await storedTeam(service);
  anna = `${team}-anna`;
  const of = { employeeId: anna, teamId: team };
  await publishShifts(service, team, [
    publishedFrom('2026-03-02T08:00:00+01:00', '2026-03-02T16:00:00+01:00', of),
    publishedFrom('2026-03-03T22:00:00+01:00', '2026-03-04T06:00:00+01:00', of),
  ]);
});
afterAll(() => service.close());

const enter = (body: Json) => service.request.post(`/v1/teams/${team}/attendances`).send({ ...WEEK, ...body });
const rows = (...given: readonly (readonly [start: string, end: string])[]) => ({
  rows: given.map(([start, end]) => ({ employee: anna, start, end })),
});
const MONDAY = ['2026-03-02T08:10:00+01:00', '2026-03-02T17:00:00+01:00'] as const;
const EVENING = ['2026-03-03T22:00:00+01:00', '2026-03-04T01:00:00+01:00'] as const;
const MORNING = ['2026-03-04T01:30:00+01:00', '2026-03-04T06:00:00+01:00'] as const;

describe('attendance', () => {
  it('is entered once, whatever is sent again, and gives way to corrections alone', async () => {
    const first = await enter(rows(MONDAY, EVENING, MORNING));
    expectPublished(first, 'POST', '/v1/teams/{team}/attendances');
    expect(first.body).toMatchObject({ added: 3, same: 0, corrected: 0 });
    expect((await enter(rows(MONDAY, EVENING, MORNING))).body).toMatchObject({ added: 0, same: 3, corrected: 0 });
    const later = ['2026-03-02T08:20:00+01:00', MONDAY[1]] as const;
    const refused = await enter({ csv: `employee,start,end\n${anna},${later.join(',')}\n` });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ issues: [{ code: 'attendance-differs', path: '/csv line 2' }] });
    const corrected = await enter({ ...rows(later, EVENING, MORNING), correct: true });
    expect(corrected.body).toMatchObject({ added: 1, same: 2, corrected: 1 });
    await enter({ ...rows(MONDAY, EVENING, MORNING), correct: true });
    const list = await service.request.get(`/v1/teams/${team}/attendances`).query(WEEK);
    expect(list.body).toMatchObject({
      spans: [WEEK],
      items: [{ start: MONDAY[0] }, { start: EVENING[0] }, { start: MORNING[0] }],
    });
    const elsewhere = await enter(rows(['2026-04-02T08:00:00+02:00', '2026-04-02T09:00:00+02:00']));
    expect(elsewhere.body).toMatchObject({ issues: [{ code: 'attendance-elsewhere', path: '/rows/0' }] });
  });

  it('feeds the hours of the team, a night on the date of its shift, and adherence', async () => {
    const answer = await service.request.get(`/v1/teams/${team}/hours`).query({ ...WEEK, by: 'week', employee: anna });
    expectPublished(answer, 'GET', '/v1/teams/{team}/hours');
    expect((answer.body as { totals: unknown }).totals).toMatchObject([
      {
        employee: anna,
        shifts: 2,
        days: 2,
        scheduledHours: 16,
        workedHours: 16.333333,
        countedHours: 16.333333,
        nightHours: 7.5,
      },
    ]);
    const adherence = await service.request.get(`/v1/teams/${team}/adherence`).query({ ...WEEK, employee: anna });
    expectPublished(adherence, 'GET', '/v1/teams/{team}/adherence');
    expect((adherence.body as { all: unknown }).all).toMatchObject({
      scheduledHours: 16,
      workedHours: 16.333333,
      outsideHours: 1,
    });
  });

  it('comes as CSV, as a workbook and as a page in Chinese', async () => {
    const ask = (query: Json) => service.request.get(`/v1/teams/${team}/hours`).query({ ...WEEK, ...query });
    const csv = await ask({ format: 'csv', table: 'totals' });
    expect(csv.text).toMatch(new RegExp(`^employee,name,from,to,whole[^\n]*\n${anna},Anna,2026-03-02,2026-03-08,`));
    const book = await ask({ format: 'xlsx' })
      .buffer()
      .parse((answer, done) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => done(null, Buffer.concat(parts)));
      });
    expect((book.body as Buffer).subarray(0, 2).toString()).toBe('PK');
    const page = await ask({ format: 'html', language: 'zh' });
    expect(page.text).toContain('工时台账');
    const backwards = await ask({ to: '2026-03-01' });
    expect(backwards.body).toMatchObject({ issues: [{ code: 'window-empty', path: '?to' }] });
  });
});

describe('allowances', () => {
  it('tell what is left on a date by what is published, and by a draft on its days', async () => {
    const ask = (query: Json) => service.request.get(`/v1/employees/${anna}/allowances`).query(query);
    const published = await ask({ date: '2026-03-05' });
    expectPublished(published, 'GET', '/v1/employees/{employee}/allowances');
    expect(published.body).toMatchObject({ employee: anna, team, leftHours: 10, leftBy: 'maximum-hours-day' });
    const limits = (body: unknown) => (body as { limits: { rule: string; measured: number; source: string }[] }).limits;
    expect(limits(published.body)).toContainEqual(
      expect.objectContaining({
        rule: 'maximum-hours-week',
        measured: 16 * 3600,
        left: 24 * 3600,
        source: 'contract full',
      }),
    );
    const days = ['02', '03', '04', '05'];
    const shifts = days.map((day) => ({
      employee: anna,
      start: `2026-03-${day}T08:00:00+01:00`,
      end: `2026-03-${day}T17:30:00+01:00`,
    }));
    const made = await service.request
      .post(`/v1/teams/${team}/rosters`)
      .send({ name: 'Drag', horizon: { from: WEEK.from, days: 7 }, shifts });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    const drafted = await ask({ date: '2026-03-06', draft: (made.body as { id: string }).id });
    expect(drafted.body).toMatchObject({ leftHours: 2, leftBy: 'maximum-hours-week' });
    expect((await ask({ date: '2026-03-06', draft: 'none' })).body).toMatchObject({
      issues: [{ code: 'unknown-draft' }],
    });
  });
});
