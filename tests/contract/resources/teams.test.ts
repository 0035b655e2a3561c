import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StoredService, storedService } from './stored-service.ts';
import { smallTeam } from './documents.ts';
import { expectPublished } from '../service.ts';

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
});
afterAll(() => stored.close());

it('works', async () => {
  const answer = await stored.request.post('/v1/teams').send(smallTeam('one'));
  expectPublished(answer, 'POST', '/v1/teams');
  expect(answer.status).toBe(201);
});
