import { expectPublished } from '../service.ts';
import { type Arrange, fresh, made201 } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import type { StoredService } from './stored-service.ts';

/** Drafts for the tests: the week from Monday, 2 March 2026, of the small team. */
export const MONDAY = '2026-03-02';

/** A shift on one date of March by the wall clock of Berlin, with a meal. */
export function shiftOn(employee: string, day: number, change: Json = {}): Json {
  const date = `2026-03-${String(day).padStart(2, '0')}`;
  return {
    employee,
    template: 'early',
    skill: 'sales',
    start: `${date}T08:00:00+01:00`,
    end: `${date}T16:00:00+01:00`,
    breaks: [{ start: `${date}T12:00:00+01:00`, end: `${date}T12:30:00+01:00`, paid: false }],
    ...change,
  };
}

/** People of the sales desk wanted from 8 to 16 on workdays. */
export const COVER: Json = {
  intervals: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '16:00', skill: 'sales', target: 1 }],
};

export type MadeDraft = { readonly team: string; readonly anna: string; readonly ben: string; readonly roster: string };

/** A team with a draft that has Anna's shift of Monday, or what the change says. */
export async function madeDraft(
  service: StoredService,
  change: (anna: string, ben: string) => Json = () => ({}),
): Promise<MadeDraft> {
  const team = fresh('team');
  const [anna, ben] = [`${team}-anna`, `${team}-ben`];
  await made201(service, '/v1/teams', smallTeam(team));
  const draft = await made201(service, `/v1/teams/${team}/rosters`, {
    name: 'March',
    horizon: { from: MONDAY, days: 7 },
    cover: COVER,
    shifts: [shiftOn(anna, 2, { id: 'one' })],
    ...change(anna, ben),
  });
  return { team, anna, ben, roster: String(draft['id']) };
}

/** Publishes a draft at its version. */
export async function published(
  { request }: StoredService,
  roster: string,
  body: Json = {},
  version = 1,
): Promise<Json> {
  const answer = await request.post(`/v1/rosters/${roster}/publications`).set('If-Match', `"${version}"`).send(body);
  if (answer.status !== 201) throw new Error(`publishing gave ${answer.status}: ${answer.text}`);
  return answer.body as Json;
}

/** A request to a draft of its own. */
export function ofDraft(
  sent: (draft: MadeDraft) => Awaited<ReturnType<Arrange>>,
  change?: (anna: string, ben: string) => Json,
): Arrange {
  return async (service) => {
    const draft = await madeDraft(service, change);
    return { parameters: { roster: draft.roster }, ...sent(draft) };
  };
}

export type ShiftRead = Json & { readonly id: string; readonly employee: string; readonly start: string };

export type DraftRead = {
  readonly id: string;
  readonly version: number;
  readonly shiftCount: number;
  readonly shifts: readonly ShiftRead[];
  readonly objective: number;
  readonly uncovered: readonly unknown[];
  readonly breaches: readonly (Json & { readonly rule: string; readonly employee: string })[];
  readonly unknowns: readonly unknown[];
};

/** A draft as it is answered. */
export async function readDraft(
  { request }: StoredService,
  roster: string,
  query: Readonly<Record<string, string>> = {},
): Promise<DraftRead> {
  const answer = await request.get(`/v1/rosters/${roster}`).query(query);
  if (answer.status !== 200) throw new Error(`reading gave ${answer.status}: ${answer.text}`);
  expectPublished(answer, 'GET', '/v1/rosters/{roster}');
  return answer.body as DraftRead;
}

/** Sends edits of a version. */
export function edit({ request }: StoredService, roster: string, version: number, ...edits: readonly Json[]) {
  return request.post(`/v1/rosters/${roster}/edits`).set('If-Match', `"${version}"`).send({ edits });
}

/** Codes and places of the issues of an answer. */
export function placesOf(body: unknown): readonly string[] {
  const { issues = [] } = body as { readonly issues?: readonly { readonly code: string; readonly path: string }[] };
  return issues.map(({ code, path }) => `${code} ${path}`);
}
