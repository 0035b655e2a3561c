import { readFile } from 'node:fs/promises';
import { percent } from '../cli/text/numbers.ts';

const EXAMPLE = new URL('../../examples/call-centre-week/', import.meta.url);

/** Longest time of one request, milliseconds: the solve with its wait is the longest. */
const REQUEST_MILLISECONDS = 120_000;

type Json = Readonly<Record<string, unknown>>;
type Reply = { readonly status: number; readonly body: Json; readonly etag: string };

/** The parts of the example's plan that the steps take. */
type ExamplePlan = {
  readonly queues: readonly [{ readonly history: Json; readonly forecast: Json; readonly requirement: Json }];
  readonly horizon: { readonly from: string; readonly days: number };
  readonly team: { readonly id: string; readonly employees: readonly { readonly id: string }[] };
  readonly solve: Json;
};

/** The service's own API, as any other client calls it. */
function clientOf(url: string) {
  const ask = async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        'X-Actor': 'example',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_MILLISECONDS),
    });
    const text = await answer.text();
    return { status: answer.status, body: JSON.parse(text) as Json, etag: answer.headers.get('etag') ?? '' };
  };
  const need = async (...request: Parameters<typeof ask>): Promise<Reply> => {
    const reply = await ask(...request);
    if (reply.status < 300) return reply;
    const [method, path] = request;
    throw new Error(
      `${method} ${path} was answered with ${reply.status}: ${JSON.stringify(reply.body).slice(0, 2000)}`,
    );
  };
  /** The newest entry of a list that fits. */
  const newest = async (path: string, fits: (entry: Json) => boolean = () => true): Promise<Json | undefined> => {
    for (let next: string | null = path; next !== null; ) {
      const { body }: Reply = await need('GET', next);
      const found = (body['items'] as readonly Json[]).find(fits);
      if (found !== undefined) return found;
      next = typeof body['next'] === 'string' ? `${path}&cursor=${encodeURIComponent(body['next'])}` : null;
    }
    return undefined;
  };
  return { ask, need, newest };
}

type Client = ReturnType<typeof clientOf>;

/** The last date of the example's days. */
function lastOf({ from, days }: ExamplePlan['horizon']): string {
  return new Date(Date.parse(from) + (days - 1) * 86_400_000).toISOString().slice(0, 10);
}

/** The newest publication of all of the example's days; the team may have published other weeks since. */
function publicationOf(client: Client, { team, horizon }: ExamplePlan): Promise<Json | undefined> {
  const last = lastOf(horizon);
  const path = `/v1/publications?team=${team.id}&from=${horizon.from}&to=${last}`;
  return client.newest(path, ({ from, to }) => String(from) <= horizon.from && String(to) >= last);
}

/** What is there already, or what making it gives: an earlier start may have been ended between two steps. */
async function idOf(client: Client, list: string, path: string, body: object): Promise<string> {
  const known = await client.newest(list);
  return String(known?.['id'] ?? (await client.need('POST', path, body)).body['id']);
}

async function planStored(client: Client, { queues, horizon, team, solve }: ExamplePlan): Promise<void> {
  const [queue] = queues;
  const id = team.id;
  if ((await client.ask('GET', `/v1/teams/${id}`)).status === 404) await client.need('POST', '/v1/teams', team);
  if ((await client.ask('GET', `/v1/histories/${id}`)).status === 404) {
    const { file: _file, ...history } = queue.history;
    const csv = await readFile(new URL('history.csv', EXAMPLE), 'utf8');
    await client.need('POST', '/v1/histories', {
      id,
      name: 'Example contacts',
      team: id,
      history: { ...history, csv },
    });
  }
  const forecast = await idOf(client, `/v1/forecasts?history=${id}&limit=1`, `/v1/histories/${id}/forecasts`, {
    ...horizon,
    ...queue.forecast,
  });
  const requirement = await idOf(
    client,
    `/v1/requirements?forecast=${forecast}&limit=1`,
    `/v1/forecasts/${forecast}/requirements`,
    { parameters: queue.requirement },
  );
  const draft = await idOf(
    client,
    `/v1/rosters?team=${id}&from=${horizon.from}&to=${lastOf(horizon)}&limit=1`,
    `/v1/teams/${id}/rosters`,
    {
      name: 'Example week',
      horizon,
      requirements: [requirement],
    },
  );
  let { body, etag } = await client.need('GET', `/v1/rosters/${draft}?fields=id,version,shifts`);
  if ((body['shifts'] as readonly unknown[]).length === 0) {
    await client.need('POST', `/v1/rosters/${draft}/solves`, { solve }, { Prefer: 'wait=60' });
    ({ body, etag } = await client.need('GET', `/v1/rosters/${draft}?fields=id,version,shifts`));
  }
  await client.need('POST', `/v1/rosters/${draft}/publications`, {}, { 'If-Match': etag });
}

async function summary(client: Client, url: string, publication: Json, plan: ExamplePlan): Promise<string> {
  const { team, horizon } = plan;
  const draft = publication['draft'] as { readonly id: string; readonly version: number };
  const { body } = await client.need('GET', `/v1/rosters/${draft.id}?version=${draft.version}`);
  const solve = body['lastSolve'] as Readonly<Record<string, string | number | null>> | undefined;
  const parts = body['objectiveParts'] as readonly { readonly part: string; readonly count: number }[];
  const part = (name: string): number => parts.find((one) => one.part === name)?.count ?? 0;
  const shifts = body['shifts'] as readonly { readonly paidHours?: number }[];
  const worked = shifts.reduce((sum, { paidHours = 0 }) => sum + paidHours, 0);
  const short = part('below-target') + part('below-floor');
  const breaches = body['breaches'] as readonly unknown[];
  const schedule = `${url}/v1/schedules?team=${team.id}&from=${horizon.from}&to=${lastOf(horizon)}`;
  const gap = typeof solve?.['gap'] === 'number' ? `, gap ${percent(solve['gap'])}` : '';
  return [
    `example week from ${horizon.from}, ${team.employees.length} employees, publication ${String(publication['number'])}`,
    `  roster    ${shifts.length} shifts, ${worked.toFixed(0)} paid hours, ${short.toFixed(1)} hours short${gap}, ` +
      (breaches.length === 0 ? 'no breaches' : `${breaches.length} breaches`),
    `  to print  ${schedule}&format=html`,
    `  as CSV    ${schedule}&format=csv`,
    `  calendar  ${url}/v1/employees/${team.employees[0]?.id ?? ''}/calendar.ics?from=${horizon.from}`,
  ].join('\n');
}

/**
 * Loads the example team and history into the store where they are not there yet, plans and publishes the week through the service's own API, and
 * tells where to look. A store with anything else in it is left alone. Throws where a step is refused.
 */
export async function planExampleWeek(url: string): Promise<string> {
  const plan = JSON.parse(await readFile(new URL('plan.json', EXAMPLE), 'utf8')) as ExamplePlan;
  const client = clientOf(url);
  let published = await publicationOf(client, plan);
  if (published === undefined) {
    const other =
      (await client.newest('/v1/teams?limit=100', ({ id }) => id !== plan.team.id)) ??
      (await client.newest(`/v1/publications?team=${plan.team.id}&limit=1`));
    if (other !== undefined) return `teams, drafts and schedules: ${url}/v1/teams`;
    await planStored(client, plan);
    published = await publicationOf(client, plan);
  }
  if (published === undefined) throw new Error('the example week was published and is not to be found');
  return summary(client, url, published, plan);
}
