import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT, run } from '../e2e/command.ts';
import { made201 } from './resources/case.ts';
import { madeDraft, published, shiftOn } from './resources/drafting.ts';
import { type StoredService, storedService } from './resources/stored-service.ts';

/** The example in `examples/client`: its types are those of `openapi.yaml`, and it does what it says. `npm run types` checks the example itself. */

let service: StoredService;
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

const node = (...args: readonly string[]) => run(process.execPath, args);
const generate = (...args: readonly string[]) => node(`${ROOT}examples/client/generate.ts`, '-', ...args);

it('the types are those of openapi.yaml', async () => {
  const made = await generate();
  expect([made.code, made.error]).toEqual([0, '']);
  expect(made.out === readFileSync(`${ROOT}examples/client/api.d.ts`, 'utf8'), 'run `npm run client`').toBe(true);
}, 60_000);

it('the types of an operation that is not there are refused', async () => {
  const made = await generate('listTeams', 'listTaems');
  expect([made.code, made.out]).toEqual([1, '']);
  expect(made.error).toContain('openapi.yaml has no operation listTaems');
}, 60_000);

it('the example lists the teams of a key and the published week of one', async () => {
  const draft = await madeDraft(service, (anna, ben) => ({
    shifts: [shiftOn(anna, 2, { id: 'one' }), shiftOn(ben, 3, { id: 'two' })],
  }));
  await published(service, draft.roster);
  const body = { name: 'reader', role: 'supervisor', teams: [draft.team] };
  const { key } = (await made201(service, '/v1/api-keys', body)) as { readonly key: string };
  const address = new URL(service.request.get('/').url).origin;
  const ask = (word: string) =>
    run(process.execPath, [`${ROOT}examples/client/week.ts`, draft.team, '2026-03-02'], ROOT, {
      SHIFTCAST_URL: address,
      SHIFTCAST_KEY: word,
    });
  const told = await ask(key);
  expect([told.code, told.error]).toEqual([0, '']);
  const lines = told.out.trimEnd().split('\n');
  expect(lines[0]).toBe(`${draft.team}  Europe/Berlin`);
  expect(lines.slice(1).map((line) => line.split('  '))).toEqual([
    [draft.anna, expect.stringContaining('2026-03-02T'), expect.stringContaining('2026-03-02T')],
    [draft.ben, expect.stringContaining('2026-03-03T'), expect.stringContaining('2026-03-03T')],
  ]);
  const refused = await ask(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`);
  expect([refused.code, refused.out, refused.error]).toEqual([
    1,
    '',
    expect.stringContaining('A key or a session is needed'),
  ]);
}, 60_000);
