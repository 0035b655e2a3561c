import { describe, expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();
const PATH = '/v1/simulations';

type Json = Record<string, unknown>;

async function post(body: Json, status: number): Promise<Json> {
  const answer = await service.post(PATH).send(body);
  expectPublished(answer, 'POST', PATH);
  expect(answer.status).toBe(status);
  return answer.body as Json;
}

const example = (): Json => exampleOf(PATH);
const firstQueue = (): Json => structuredClone((example()['queues'] as readonly Json[])[0] as Json);
const withQueue = (more: Json): Json => ({ ...example(), queues: [{ ...firstQueue(), ...more }] });

async function places(body: Json): Promise<readonly string[]> {
  const { issues } = (await post(body, 422)) as { issues?: readonly { code: string; path: string }[] };
  return (issues ?? []).map(({ code, path }) => `${code} ${path}`);
}

describe('POST /v1/simulations', () => {
  it('answers the same to the same seed, and otherwise to another', async () => {
    const body = { ...example(), simulate: { replications: 6, seed: 5 } };
    const first = await post(body, 200);
    expect(first).toMatchObject({ replications: 6, endedBy: 'replications', seed: 5, promises: [{}] });
    expect(await post(body, 200)).toEqual(first);
    expect((await post({ ...body, simulate: { replications: 6, seed: 6 } }, 200))['all']).not.toEqual(first['all']);
  });

  it('takes actuals in finer intervals as they came', async () => {
    const rows = Array.from({ length: 36 }, (_, index) => ({
      timestamp: `2026-03-02T${String(9 + Math.floor(index / 12)).padStart(2, '0')}:${String((index % 12) * 5).padStart(2, '0')}`,
      count: index % 7,
    }));
    const actuals = { kind: 'history', zone: 'Europe/Berlin', rows };
    const body = { ...withQueue({ actuals }), promises: [], simulate: { replications: 3 } };
    const { all } = (await post(body, 200)) as unknown as {
      all: { intervals: readonly { offered: { value: number; halfWidth: number } }[] };
    };
    const sums = [0, 12, 24].map((from) => rows.slice(from, from + 12).reduce((sum, { count }) => sum + count, 0));
    expect(all.intervals.map(({ offered }) => offered)).toEqual(sums.map((value) => ({ value, halfWidth: 0 })));
  });

  it('gives each employee of a roster the handle times of her own proficiency', async () => {
    const { requirement } = firstQueue() as { requirement: Json };
    const start = '2026-03-02T09:00:00+01:00';
    const end = '2026-03-02T12:00:00+01:00';
    const crowd = (requirement['intervals'] as readonly Json[]).map((row) => ({ ...row, contacts: 200 }));
    const team = {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'old' }, { id: 'new' }],
      employees: [
        { id: 'anna', contract: 'old' },
        { id: 'bo', contract: 'new' },
      ],
    };
    const shifts = ['anna', 'bo'].map((employee) => ({ employee, start, end }));
    const handled = async (crew: Json | undefined, ofRequirement?: Json): Promise<readonly number[]> => {
      const queue = {
        requirement: { ...requirement, intervals: crowd, ...ofRequirement },
        handling: { kind: 'fixed' },
        patience: { kind: 'none' },
        ...crew,
      };
      const body = {
        ...withQueue(queue),
        team,
        shifts,
        groupBy: 'contract',
        promises: [],
        simulate: { replications: 2 },
      };
      const { groups } = (await post(body, 200)) as unknown as {
        groups: readonly { id: string; horizon: { handled: { value: number } } }[];
      };
      return groups.toSorted((a, b) => (a.id < b.id ? 1 : -1)).map(({ horizon }) => horizon.handled.value);
    };
    // Three hours at 240 s each; what is begun by then is finished later.
    const [old = 0, fresh = 0] = await handled(undefined);
    expect([Math.round(old), Math.round(fresh)]).toEqual([44, 44]);
    const crew = [
      {
        employee: 'bo',
        startedOn: '2026-02-20',
        ramp: [
          { fromDay: 0, value: 0.2 },
          { fromDay: 10, value: 0.5 },
        ],
      },
    ];
    const own = await handled({ crew });
    expect(own[0]).toBe(old);
    expect(own[1]).toBeGreaterThan(20);
    expect(own[1]).toBeLessThan(24);
    // The crew of the requirement: its handle times are those of the mean of both.
    const parameters = { target: { kind: 'asa', asaSeconds: 20 }, ahtSeconds: 180, crew: [{ count: 1 }, ...crew] };
    const ofMean = await handled(undefined, { parameters });
    expect(ofMean[0]).toBeGreaterThan(57);
    expect(ofMean[0]).toBeLessThan(62);
    expect(ofMean[1]).toBeGreaterThan(27);
    expect(ofMean[1]).toBeLessThan(32);
    const wrong = [{ employee: 'bo', ramp: [{ fromDay: 0, value: 0.2 }] }];
    expect(await places(withQueue({ crew: wrong }))).toEqual(['ramp-without-start /queues/0/crew/0/ramp']);
  });

  it('refuses queues that cannot be simulated, each at its place', async () => {
    const requirement = firstQueue()['requirement'] as Json;
    const [one, two, three] = requirement['intervals'] as readonly Json[];
    const { contacts: _contacts, ...withoutContacts } = one as Json;
    const { ahtSeconds: _aht, ...withoutAht } = three as Json;
    const queue = (id: string, more: Json): Json => ({ ...firstQueue(), id, ...more });
    const queues = [
      queue('a', {
        requirement: { ...requirement, intervals: [withoutContacts, two, withoutAht] },
        callback: { afterSeconds: 60, share: 0.5, queue: 'a' },
      }),
      queue('b', {
        requirement: { ...requirement, zone: 'Asia/Tokyo' },
        callback: { afterSeconds: 60, share: 0.5, queue: 'z' },
      }),
    ];
    const promises = [{ bound: 80 }, { measure: 'occupancy', queue: 'a', bound: 0.9 }, { queue: 'c', bound: 0.8 }];
    expect(await places({ ...example(), queues, promises, against: [] })).toEqual([
      'simulation-without-contacts /queues/0/requirement/intervals/0',
      'simulation-without-aht /queues/0/requirement/intervals/2',
      'callback-to-itself /queues/0/callback/queue',
      'zones-differ /queues/1/requirement/zone',
      'unknown-queue /queues/1/callback/queue',
      'promise-above-one /promises/0/bound',
      'promise-of-everybody /promises/1/queue',
      'unknown-queue /promises/2/queue',
      'against-without-shifts /against',
    ]);
    expect(await places({ ...example(), shifts: [] })).toEqual(['team-needed /shifts']);
  });

  it('refuses what holds nothing to simulate, or too much', async () => {
    const requirement = firstQueue()['requirement'] as Json;
    const rows = requirement['intervals'] as readonly Json[];
    const closed = { ...requirement, intervals: rows.map((row) => ({ ...row, open: false })) };
    expect(await places(withQueue({ requirement: closed }))).toEqual(['all-closed /queues/0/requirement/intervals']);
    const csv = 'timestamp,count\n2026-02-02T09:00,3\n2026-02-02T09:30,4\n';
    expect(await places(withQueue({ actuals: { zone: 'Europe/Berlin', csv } }))).toEqual([
      'actuals-elsewhere /queues/0/actuals',
    ]);
    const many = { ...requirement, intervals: rows.map((row) => ({ ...row, contacts: 1e8 })) };
    expect(await places(withQueue({ requirement: many }))).toEqual(['too-many-contacts /queues/0']);
  });
});
