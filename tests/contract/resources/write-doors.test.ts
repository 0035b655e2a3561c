import { afterAll, beforeAll, expect, it } from 'vitest';
import { fresh, made201 } from './case.ts';
import type { Json } from './documents.ts';
import { smallTeam } from './documents.ts';
import { COVER, published } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

/*
 * Whatever way shifts come in by, they are judged by the same rules, and both people of an exchange are: each way below leads from a clean week to the same
 * one, in which an exchange has left Anna and Ben too little rest, and must tell the same two breaches with the same facts.
 */

let service: StoredService;
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

const WEEK = { from: '2026-03-02', days: 7 };
const WAIVERS = [{ rule: 'minimum-rest', reason: 'Flu', name: 'Kim Berg' }];

type Ids = { readonly team: string; readonly anna: string; readonly ben: string };
type Told = Json & { readonly rule: string; readonly employee: string };

const shiftAt = (id: string, employee: string, day: number, hour: number): Json => {
  const at = (hours: number): string => `2026-03-0${day}T${String(hours).padStart(2, '0')}:00:00+01:00`;
  return { id, employee, skill: 'sales', start: at(hour), end: at(hour + 8) };
};

const clean = ({ anna, ben }: Ids): readonly Json[] => [
  shiftAt('a1', anna, 2, 14),
  shiftAt('a2', anna, 3, 14),
  shiftAt('b1', ben, 3, 6),
  shiftAt('b2', ben, 4, 6),
];

const exchanged = ({ anna, ben }: Ids): readonly Json[] => [
  shiftAt('a1', anna, 2, 14),
  shiftAt('b1', anna, 3, 6),
  shiftAt('a2', ben, 3, 14),
  shiftAt('b2', ben, 4, 6),
];

async function send(method: 'post' | 'get', path: string, body?: Json, version?: number): Promise<Json> {
  const request = service.request[method](path);
  if (version !== undefined) void request.set('If-Match', `"${version}"`);
  const answer = await (body === undefined ? request : request.send(body));
  if (answer.status >= 400 && answer.status !== 422) throw new Error(`${path} gave ${answer.status}: ${answer.text}`);
  return answer.body as Json;
}

const draftOf = async ({ team }: Ids, shifts: readonly Json[]): Promise<string> =>
  String((await made201(service, `/v1/teams/${team}/rosters`, { name: 'Week', horizon: WEEK, shifts }))['id']);

/** The week as published, with a waiver where it takes one. */
async function publishedWeek(ids: Ids, shifts: readonly Json[], waivers: readonly Json[] = []): Promise<void> {
  await published(service, await draftOf(ids, shifts), { waivers });
}

const addedBy = (answer: Json): readonly Told[] =>
  (answer as { audit: { breaches: { added: readonly Told[] } } }).audit.breaches.added;
const breachesOf = (answer: Json): readonly Told[] => (answer as { breaches: readonly Told[] }).breaches;

/** What each way tells of the breaches that it leads to. */
const DOORS: Readonly<Record<string, (ids: Ids) => Promise<readonly Told[]>>> = {
  'a new draft': async (ids) => breachesOf(await send('get', `/v1/rosters/${await draftOf(ids, exchanged(ids))}`)),
  'edits that reassign': async (ids) => {
    const edits = [
      { op: 'reassign', shift: 'a2', employee: ids.ben },
      { op: 'reassign', shift: 'b1', employee: ids.anna },
    ];
    return addedBy(await send('post', `/v1/rosters/${await draftOf(ids, clean(ids))}/edits`, { edits }, 1));
  },
  'edits that remove and add': async (ids) => {
    const edits = [
      ...['a2', 'b1'].map((shift) => ({ op: 'remove', shift })),
      { op: 'add', shift: { ...shiftAt('a2n', ids.ben, 3, 14) } },
      { op: 'add', shift: { ...shiftAt('b1n', ids.anna, 3, 6) } },
    ];
    return addedBy(await send('post', `/v1/rosters/${await draftOf(ids, clean(ids))}/edits`, { edits }, 1));
  },
  'an import': async (ids) => {
    const [a1, b1, a2, b2] = exchanged(ids);
    const roster = await draftOf(ids, [a1 ?? {}, b2 ?? {}]);
    const lines = [b1 ?? {}, a2 ?? {}].map((one) =>
      [one['employee'], one['start'], one['end'], 'work', 'sales'].join(','),
    );
    const csv = ['employee,start,end,activity,skill', ...lines].join('\n');
    return addedBy(await send('post', `/v1/rosters/${roster}/imports`, { csv }, 1));
  },
  'going back': async (ids) => {
    const roster = await draftOf(ids, exchanged(ids));
    const edits = [
      { op: 'reassign', shift: 'a2', employee: ids.anna },
      { op: 'reassign', shift: 'b1', employee: ids.ben },
    ];
    await send('post', `/v1/rosters/${roster}/edits`, { edits }, 1);
    return addedBy(await send('post', `/v1/rosters/${roster}/undo`, { to: 1 }, 2));
  },
  'a copy of what is published': async (ids) => {
    await publishedWeek(ids, exchanged(ids), WAIVERS);
    const copyFrom = { published: { from: WEEK.from } };
    const draft = await made201(service, `/v1/teams/${ids.team}/rosters`, {
      horizon: { from: '2026-03-09', days: 7 },
      copyFrom,
    });
    return breachesOf(await send('get', `/v1/rosters/${String(draft['id'])}`));
  },
  'the exchange in a draft': async (ids) => {
    const swap = { give: 'a2', take: 'b1' };
    return addedBy(
      (await send('post', `/v1/rosters/${await draftOf(ids, clean(ids))}/swaps`, swap))['difference'] as Json,
    );
  },
  'the exchange in what is published': async (ids) => {
    await publishedWeek(ids, clean(ids));
    const swap = { give: `${ids.anna}@2026-03-03#1`, take: `${ids.ben}@2026-03-03#1` };
    return addedBy((await send('post', `/v1/teams/${ids.team}/swaps`, { ...WEEK, ...swap }))['difference'] as Json);
  },
  'a publication': async (ids) => {
    const roster = await draftOf(ids, exchanged(ids));
    const gate = (await published(service, roster, { waivers: WAIVERS }))['gate'];
    return breachesOf(gate as Json);
  },
  'an audit of a draft': async (ids) => {
    const id = await draftOf(ids, exchanged(ids));
    return breachesOf((await send('post', `/v1/teams/${ids.team}/audits`, { draft: { id } }))['audit'] as Json);
  },
  'an audit by request': async (ids) => {
    const body = { team: smallTeam(ids.team), horizon: WEEK, shifts: exchanged(ids), past: [], future: [] };
    return breachesOf(await send('post', '/v1/audits', body));
  },
  'a score by request': async (ids) => {
    const problem = { kind: 'problem', team: smallTeam(ids.team), horizon: WEEK, cover: COVER, past: [], future: [] };
    return breachesOf(await send('post', '/v1/scores', { problem, shifts: exchanged(ids) }));
  },
  'hours by request': async (ids) => {
    const body = { team: smallTeam(ids.team), from: '2026-03-02', to: '2026-03-08', shifts: exchanged(ids) };
    return breachesOf(await send('post', '/v1/hours', body));
  },
  'hours of what is published': async (ids) => {
    await publishedWeek(ids, exchanged(ids), WAIVERS);
    return breachesOf(await send('get', `/v1/teams/${ids.team}/hours?from=2026-03-02&to=2026-03-08`));
  },
};

const minutesOf = (text: unknown): string => String(text).slice(8, 16);

it.each(Object.entries(DOORS))('%s judges both people by the same rules', async (_door, tell) => {
  const team = fresh('team');
  const ids = { team, anna: `${team}-anna`, ben: `${team}-ben` };
  await made201(service, '/v1/teams', smallTeam(team));
  const told = await tell(ids);
  const week = _door.startsWith('a copy') ? 7 : 0;
  const day = (date: number): string => String(date + week).padStart(2, '0');
  const facts = {
    rule: 'minimum-rest',
    severity: 'block',
    unit: 'seconds',
    measured: 8 * 3600,
    limit: 11 * 3600,
    excess: 3 * 3600,
  };
  expect(
    told
      .map(({ rule, employee, severity, unit, measured, limit, excess, start, end, source }) => ({
        rule,
        employee,
        severity,
        unit,
        measured,
        limit,
        excess,
        source,
        at: [minutesOf(start), minutesOf(end)],
      }))
      .toSorted((a, b) => (a.employee < b.employee ? -1 : 1)),
  ).toEqual([
    { ...facts, employee: ids.anna, source: 'team', at: [`${day(2)}T22:00`, `${day(3)}T06:00`] },
    { ...facts, employee: ids.ben, source: 'team', at: [`${day(3)}T22:00`, `${day(4)}T06:00`] },
  ]);
});

it('a publication without a waiver is refused with both breaches, and nothing is published', async () => {
  const team = fresh('team');
  const ids = { team, anna: `${team}-anna`, ben: `${team}-ben` };
  await made201(service, '/v1/teams', smallTeam(team));
  const refused = await send('post', `/v1/rosters/${await draftOf(ids, exchanged(ids))}/publications`, {}, 1);
  expect(refused['issues']).toMatchObject([
    { code: 'breach-not-waived', facts: { rule: 'minimum-rest', employee: ids.anna } },
    { code: 'breach-not-waived', facts: { rule: 'minimum-rest', employee: ids.ben } },
  ]);
  expect((await send('get', `/v1/schedules?team=${team}`))['items']).toEqual([]);
});

it('an absence tells the published shifts that it touches, and each judges it from then on', async () => {
  const team = fresh('team');
  const ids = { team, anna: `${team}-anna`, ben: `${team}-ben` };
  await made201(service, '/v1/teams', smallTeam(team));
  await publishedWeek(ids, clean(ids));
  const absence = await send('post', '/v1/absences', { employee: ids.anna, from: '2026-03-03', to: '2026-03-03' });
  expect(absence['affected']).toMatchObject([{ employee: ids.anna, start: '2026-03-03T14:00:00+01:00' }]);
  const availability = { rule: 'availability', employee: ids.anna };
  const audit = await send('post', `/v1/teams/${team}/audits`, WEEK);
  expect(breachesOf(audit['audit'] as Json)).toMatchObject([availability]);
  expect(breachesOf(await send('get', `/v1/teams/${team}/hours?from=2026-03-02&to=2026-03-08`))).toMatchObject([
    availability,
  ]);
  const draft = await draftOf(ids, clean(ids));
  expect(breachesOf(await send('get', `/v1/rosters/${draft}`))).toMatchObject([availability]);
});
