import { afterAll, beforeAll, expect, it } from 'vitest';
import { farewellOf } from '../../../src/api/access.ts';
import { storedTeam } from './cases-people.ts';
import { type StoredService, storedService } from './stored-service.ts';

let service: StoredService;
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

it('counts requests by operation and status, and what is stored by state', async () => {
  await storedTeam(service);
  await service.request.get('/v1/teams/nobody');
  const { status, text, headers } = await service.request.get('/metrics');
  expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')]);
  expect(text).toContain('shiftcast_request_duration_seconds_count{operation="createTeam",status="201"} 1');
  expect(text).toContain('shiftcast_request_duration_seconds_count{operation="getTeam",status="404"} 1');
  expect(text).toContain('shiftcast_jobs{state="queued"} 0');
  expect(text).toContain('shiftcast_webhook_messages{state="dead"} 0');
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  expect(text).not.toContain('nobody');
});

it('shows figures to nobody who comes by a proxy without a key', async () => {
  const asked = service.request.get('/metrics');
  expect((await asked.set('X-Forwarded-For', '203.0.113.7')).status).toBe(401);
  expect((await service.request.post('/metrics')).status).toBe(405);
});

it('says of an operation that goes away since when, until when and what takes its place', () => {
  expect(farewellOf({})).toEqual({});
  expect(farewellOf({ deprecated: { from: '2027-01-01', sunset: '2027-07-01', by: '/v2/teams' } })).toEqual({
    Deprecation: '@1798761600',
    Sunset: 'Thu, 01 Jul 2027 00:00:00 GMT',
    Link: '</v2/teams>; rel="successor-version"',
  });
});
