import { afterAll, beforeAll, expect, it } from 'vitest';
import { fresh, made201 } from './case.ts';
import { smallTeam } from './documents.ts';
import { type DraftRead, published, readDraft } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
});
afterAll(() => stored.close());

type Judged = Pick<DraftRead, 'breaches' | 'unknowns'>;

/** Rules that are broken, and those that are left open with the reason. */
const said = ({ breaches, unknowns }: Judged): readonly string[] => [
  ...breaches.map(
    ({ rule, otherTeam }) => `${rule} broken${typeof otherTeam === 'string' ? ` with ${otherTeam}` : ''}`,
  ),
  ...(unknowns as readonly { readonly rule: string; readonly reason: string }[]).map(
    ({ rule, reason }) => `${rule} ${reason}`,
  ),
];

/** The same days of a draft as draft, stored audit and publication judge them, for the weekly hours. */
async function judgedThrice(team: string, roster: string): Promise<readonly (readonly string[])[]> {
  const draft = await readDraft(stored, roster);
  const { audit } = (await made201(stored, `/v1/teams/${team}/audits`, { draft: { id: roster } })) as unknown as {
    readonly audit: Judged;
  };
  const waivers = [...new Set(draft.breaches.map(({ rule }) => rule))].map((rule) => ({
    rule,
    reason: 'x',
    name: 'y',
  }));
  const { gate } = (await published(stored, roster, { waivers })) as unknown as { readonly gate: Judged };
  return [draft, audit, gate].map((one) => said(one).filter((text) => /week/u.test(text)));
}

const shift = (employee: string, date: string) => ({
  employee,
  start: `${date}T08:00:00+01:00`,
  end: `${date}T16:00:00+01:00`,
});

it('a week of which a day alone is published is not known to be empty on the others', async () => {
  const id = fresh('team');
  const anna = `${id}-anna`;
  const document = smallTeam(id);
  await made201(stored, '/v1/teams', {
    ...document,
    contracts: [{ id: 'full', minHoursPerWeek: 20 }],
    employees: [{ id: anna, contract: 'full' }],
  });
  const draftOf = async (date: string): Promise<string> => {
    const horizon = { from: date, days: 1 };
    const made = await made201(stored, `/v1/teams/${id}/rosters`, { horizon, shifts: [shift(anna, date)] });
    return String(made['id']);
  };
  await published(stored, await draftOf('2026-12-11'));
  const open = ['minimum-hours-week past-missing'];
  expect(await judgedThrice(id, await draftOf('2026-12-13'))).toEqual([open, open, open]);
  const week = await made201(stored, `/v1/teams/${id}/rosters`, { horizon: { from: '2026-12-07', days: 4 } });
  await published(stored, String(week['id']));
  const saturday = await made201(stored, `/v1/teams/${id}/rosters`, { horizon: { from: '2026-12-12', days: 1 } });
  const waivers = [{ rule: 'minimum-hours-week', reason: 'x', name: 'y' }];
  await published(stored, String(saturday['id']), { waivers });
  const short = ['minimum-hours-week broken'];
  expect(await judgedThrice(id, await draftOf('2026-12-13'))).toEqual([short, short, short]);
});

it('work for another team counts before, on and behind the days, and is named', async () => {
  const [id, other] = [fresh('team'), fresh('team')];
  const anna = `${id}-anna`;
  const employees = [{ id: anna, contract: 'full' }];
  await made201(stored, '/v1/teams', { ...smallTeam(id), contracts: [{ id: 'full', maxHoursPerWeek: 20 }], employees });
  await made201(stored, '/v1/teams', { ...smallTeam(other), contracts: [{ id: 'full' }], employees });
  const theirs = ['2026-12-07', '2026-12-09'].map((date) => shift(anna, date));
  const horizon = { from: '2026-12-07', days: 7 };
  const made = await made201(stored, `/v1/teams/${other}/rosters`, { horizon, shifts: theirs });
  await published(stored, String(made['id']));
  const own = await made201(stored, `/v1/teams/${id}/rosters`, {
    horizon: { from: '2026-12-08', days: 3 },
    shifts: [shift(anna, '2026-12-08')],
  });
  const broken = [`maximum-hours-week broken with ${other}`];
  expect(await judgedThrice(id, String(own['id']))).toEqual([broken, broken, broken]);
});
