import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScheduledShift } from '../../../src/domain/schedule.ts';
import { expectPublished } from '../service.ts';
import { publishedFrom } from '../../fixtures/published.ts';
import { fresh, made201 } from './case.ts';
import { storedTeam } from './cases-people.ts';
import { type Json, smallTeam } from './documents.ts';
import { publishShifts } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type Audit = {
  readonly id: string;
  readonly inputs: Json;
  readonly audit: {
    readonly clean: boolean;
    readonly breaches: readonly {
      readonly rule: string;
      readonly employee: string;
      readonly shifts: readonly string[];
    }[];
    readonly unknowns: readonly { readonly reason: string; readonly rule: string }[];
    readonly ledger: readonly { readonly employee: string; readonly workHours: number; readonly creditHours: number }[];
    readonly checked: { readonly shifts: number };
  };
  readonly notes: readonly { readonly code: string; readonly facts: Json; readonly message: string }[];
};

const told = (body: unknown): readonly string[] =>
  (body as { issues: { code: string; path: string }[] }).issues.map(({ code, path }) => `${code} ${path}`);

async function post(team: string, body: Json) {
  const answer = await request.post(`/v1/teams/${team}/audits`).send(body);
  expectPublished(answer, 'POST', '/v1/teams/{team}/audits');
  return answer;
}

async function audited(team: string, body: Json): Promise<Audit> {
  const answer = await post(team, body);
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  return answer.body as Audit;
}

/** A published shift of a team from one local time to another, without a template. */
function shift(team: string, employee: string, from: string, to: string, change: Partial<ScheduledShift> = {}) {
  const site = 'berlin';
  const times = [`${from}:00+01:00`, `${to}:00+01:00`] as const;
  const employeeId = employee.startsWith(team) ? employee : `${team}-${employee}`;
  const none = { template: undefined, skill: undefined };
  return publishedFrom(...times, {
    teamId: team,
    site,
    ...none,
    ...change,
    employeeId: change.employeeId ?? employeeId,
  });
}

const WEEK = { from: '2026-03-02', days: 7 };

const codes = ({ notes }: Audit): readonly string[] => notes.map(({ code }) => code).toSorted();

describe('an audit of what is published', () => {
  it('tells rules of protected employees to human resources, in the answer alone', async () => {
    const id = fresh('team');
    const small = smallTeam(id);
    const [anna, ...others] = small['employees'] as readonly Json[];
    const rules = [{ rule: 'forbidden-window', protected: ['pregnant'], source: 'Letter of the clinic' }];
    const employees = [{ ...anna, protected: [{ kind: 'pregnant', from: '2026-01-01' }] }, ...others];
    await made201(stored, '/v1/teams', { ...small, employees, rules });
    await publishShifts(stored, id, [shift(id, String(anna?.['id']), '2026-03-02T22:00', '2026-03-03T06:00')]);
    const rulesOf = ({ audit }: Audit): readonly string[] => audit.breaches.map(({ rule }) => rule);
    const whole = await audited(id, { ...WEEK, view: 'hr' });
    expect(rulesOf(whole)).toContain('forbidden-window');
    const kept = (await request.get(`/v1/audits/${whole.id}`)).body as Audit;
    expect([rulesOf(kept).includes('protected-rule'), rulesOf(kept).includes('forbidden-window')]).toEqual([
      true,
      false,
    ]);
    expect(rulesOf(await audited(id, WEEK))).not.toContain('forbidden-window');
  });

  it('finds the breaches of its days, judged beside the days around them', async () => {
    const team = await storedTeam(stored);
    await publishShifts(stored, team, [
      shift(team, 'anna', '2026-03-01T14:00', '2026-03-01T23:00'),
      shift(team, 'anna', '2026-03-02T06:00', '2026-03-02T14:00'),
      shift(team, 'ben', '2026-03-03T06:00', '2026-03-03T14:00'),
      shift(team, 'anna', '2026-03-09T06:00', '2026-03-09T14:00'),
    ]);
    const found = await audited(team, WEEK);
    expect(found.audit.checked.shifts).toBe(2);
    expect(found.audit.breaches).toMatchObject([{ rule: 'minimum-rest', employee: `${team}-anna` }]);
    expect(found.audit.breaches[0]?.shifts).toEqual([`${team}-anna@2026-03-01#1`, `${team}-anna@2026-03-02#1`]);
    expect(found.inputs).toEqual({ team, teamVersion: 1 });
    expect(found.notes).toEqual([]);
    expect((await request.get(`/v1/audits/${found.id}`)).body).toEqual(found);
  });

  it('leaves open what depends on days for which nothing was published', async () => {
    const team = await storedTeam(stored);
    await publishShifts(stored, team, [shift(team, 'anna', '2026-03-02T06:00', '2026-03-02T14:00')]);
    const reasons = (await audited(team, WEEK)).audit.unknowns.map(({ reason }) => reason);
    expect(reasons).toContain('past-missing');
  });

  it('counts what other teams have published for the same people', async () => {
    const [team, other] = [await storedTeam(stored), fresh('team')];
    const anna = `${team}-anna`;
    const employees = [{ id: anna, contract: 'full', skills: [] }];
    await made201(stored, '/v1/teams', smallTeam(other, { employees }));
    await publishShifts(stored, team, [shift(team, 'anna', '2026-03-02T06:00', '2026-03-02T12:00')]);
    await publishShifts(stored, other, [
      shift(other, 'x', '2026-03-02T18:00', '2026-03-02T23:00', { employeeId: anna, id: `${anna}@2026-03-02#2` }),
    ]);
    const found = await audited(team, WEEK);
    expect(codes(found)).toEqual(['other-teams-counted']);
    expect(found.notes[0]?.message).toContain(other);
    expect(found.audit.breaches.map(({ rule }) => rule)).toContain('one-shift-a-day');
    expect(found.audit.ledger.find(({ employee }) => employee === anna)?.workHours).toBe(11);
  });

  it('says whose shifts it could not judge since they left the team', async () => {
    const team = await storedTeam(stored);
    await publishShifts(stored, team, [
      shift(team, 'anna', '2026-03-02T06:00', '2026-03-02T14:00'),
      shift(team, 'ben', '2026-03-02T06:00', '2026-03-02T14:00'),
      shift(team, 'ben', '2026-03-03T06:00', '2026-03-03T14:00'),
    ]);
    const employees = [{ id: `${team}-anna`, contract: 'full', skills: [] }];
    await request.put(`/v1/teams/${team}`).set('If-Match', '*').send(smallTeam(team, { employees }));
    const found = await audited(team, WEEK);
    expect(found.notes).toMatchObject([{ code: 'employees-left', facts: { shifts: 2, employees: `${team}-ben` } }]);
    expect([found.audit.checked.shifts, found.inputs['teamVersion']]).toEqual([1, 2]);
  });

  it('judges shifts whose template or skill is gone, and says so', async () => {
    const team = await storedTeam(stored);
    await publishShifts(stored, team, [
      shift(team, 'anna', '2026-03-02T06:00', '2026-03-02T14:00', { template: 'dawn', skill: 'fax' }),
    ]);
    const found = await audited(team, WEEK);
    expect(codes(found)).toEqual(['skills-gone', 'templates-gone']);
    expect(found.audit.checked.shifts).toBe(1);
  });

  it('lays absences in', async () => {
    const team = await storedTeam(stored);
    const employee = `${team}-anna`;
    await publishShifts(stored, team, [shift(team, 'anna', '2026-03-03T06:00', '2026-03-03T14:00')]);
    expect((await audited(team, WEEK)).audit.clean).toBe(true);
    await made201(stored, '/v1/absences', { employee, from: '2026-03-03', to: '2026-03-04', creditHoursPerDay: 7 });
    const found = await audited(team, WEEK);
    expect(found.audit.breaches).toMatchObject([{ rule: 'availability', employee }]);
    expect(found.audit.ledger.find((week) => week.employee === employee)?.creditHours).toBe(7);
  });

  it('covers up to 400 days', async () => {
    const team = await storedTeam(stored);
    const found = await audited(team, { from: '2026-01-01', days: 400 });
    expect(found).toMatchObject({ from: '2026-01-01', to: '2027-02-04', audit: { horizon: { days: 400 } } });
  });
});

describe('an audit with a draft', () => {
  const draftOf = (team: string, shifts: readonly Json[]): Promise<Json> =>
    made201(stored, `/v1/teams/${team}/rosters`, {
      horizon: { from: '2026-03-02', days: 7 },
      cover: { templates: [{ template: 'early', target: 0 }] },
      shifts,
    });

  it('judges the days as they would be, in the version that is named', async () => {
    const team = await storedTeam(stored);
    const anna = `${team}-anna`;
    await publishShifts(stored, team, [
      shift(team, 'anna', '2026-03-01T14:00', '2026-03-01T23:00'),
      shift(team, 'anna', '2026-03-02T12:00', '2026-03-02T20:00'),
    ]);
    const { id } = await draftOf(team, [
      { id: 'one', employee: anna, start: '2026-03-02T08:00', end: '2026-03-02T16:00' },
    ]);
    expect((await audited(team, WEEK)).audit.breaches).toEqual([]);
    const first = await audited(team, { draft: { id } });
    expect(first.audit.breaches).toMatchObject([{ rule: 'minimum-rest', shifts: [`${anna}@2026-03-01#1`, 'one'] }]);
    expect(first).toMatchObject({
      from: '2026-03-02',
      to: '2026-03-08',
      inputs: { draft: id, draftVersion: 1 },
    });
    const edits = [{ op: 'move', shift: 'one', start: '2026-03-02T11:00' }];
    await request
      .post(`/v1/rosters/${String(id)}/edits`)
      .set('If-Match', '*')
      .send({ edits });
    expect((await audited(team, { draft: { id } })).audit.breaches).toEqual([]);
    expect((await audited(team, { draft: { id, version: 1 } })).audit.breaches).toHaveLength(1);
    const around = await audited(team, { draft: { id, version: 1 }, from: '2026-03-01', days: 14 });
    expect([around.audit.checked.shifts, around.audit.breaches.length]).toEqual([2, 1]);
    const { items } = (await request.get(`/v1/audits?draft=${String(id)}&fields=id`)).body as { items: Json[] };
    expect(items).toHaveLength(4);
  });

  it('refuses drafts, versions and days that do not fit', async () => {
    const [team, other] = [await storedTeam(stored), await storedTeam(stored)];
    const { id } = await draftOf(team, []);
    const refused = async (body: Json, of = team) => told((await post(of, body)).body);
    expect(await refused({ draft: { id: 'none' } })).toEqual(['unknown-draft /draft/id']);
    expect(await refused({ draft: { id } }, other)).toEqual(['unknown-draft /draft/id']);
    expect(await refused({ draft: { id, version: 9 } })).toEqual(['unknown-version /draft/version']);
    expect(await refused({ draft: { id }, from: '2026-03-09' })).toEqual(['outside-horizon /from']);
    expect(await refused({ draft: { id }, from: '2026-02-01', days: 2 })).toEqual(['outside-horizon /from']);
  });
});

it('refuses packs and days that there are not, all at once', async () => {
  const team = await storedTeam(stored);
  const refused = async (body: Json) => told((await post(team, body)).body).toSorted();
  expect(await refused({})).toEqual(['required /days', 'required /from']);
  expect(await refused({ from: '2026-02-30', days: 401 })).toEqual(['too-big /days', 'wrong-date /from']);
  // Which packs there are depends on the team, which is read once the request itself makes sense.
  expect(await refused({ ...WEEK, packs: ['xx'] })).toEqual(['unknown-pack /packs/0']);
  expect(await refused({ from: '1926-03-02', days: 1.5 })).toEqual(['date-out-of-range /from', 'not-whole /days']);
  expect((await audited(team, { ...WEEK, packs: ['cn'] })).audit).toMatchObject({ packs: [{ id: 'cn' }] });
});
