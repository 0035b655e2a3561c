import { isDeepStrictEqual } from 'node:util';
import { expectReply, type Target } from '../faults/client.ts';

/** What is stored under names that no other request knows: whatever else is asked, it stays as it is. */

export type Untouched = { readonly changes: () => Promise<readonly string[]> };

export const TEAM = 'untouched';
export const EMPLOYEE = 'untouched-employee';

const body = {
  id: TEAM,
  zone: 'Europe/Berlin',
  contracts: [{ id: 'full-time' }],
  shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
  employees: [{ id: EMPLOYEE, contract: 'full-time' }],
};

export async function prepare(target: Target): Promise<Untouched> {
  await expectReply(target, 201, 'POST', '/v1/teams', { body });
  const rows = Array.from({ length: 14 }, (_, day) => ({
    timestamp: new Date(Date.UTC(2026, 0, 5 + day)).toISOString().slice(0, 10),
    count: 100 + day,
  }));
  const history = { id: TEAM, history: { zone: 'Europe/Berlin', interval: '1d', rows } };
  await expectReply(target, 201, 'POST', '/v1/histories', { body: history });
  const shifts = [{ employee: EMPLOYEE, template: 'day', start: '2026-03-02T09:00', end: '2026-03-02T17:00' }];
  const draft = await expectReply(target, 201, 'POST', `/v1/teams/${TEAM}/rosters`, {
    body: { horizon: { from: '2026-03-02', days: 7 }, cover: { templates: [{ template: 'day', target: 1 }] }, shifts },
  });
  const id = String(draft.body['id']);
  await expectReply(target, 201, 'POST', `/v1/rosters/${id}/publications`, {
    headers: { 'If-Match': draft.etag ?? '*' },
    body: {},
  });
  const addresses = [
    `/v1/teams/${TEAM}`,
    `/v1/histories/${TEAM}`,
    `/v1/histories/${TEAM}/rows?from=2026-01-05&to=2026-01-18`,
    `/v1/rosters/${id}`,
    `/v1/publications?team=${TEAM}`,
    `/v1/schedules?team=${TEAM}&from=2026-03-01&to=2026-03-31`,
    '/v1/packs',
  ];
  const read = () =>
    Promise.all(addresses.map(async (address) => (await expectReply(target, 200, 'GET', address)).body));
  const before = await read();
  return {
    changes: async () => {
      const after = await read();
      return addresses
        .filter((_, index) => !isDeepStrictEqual(before[index], after[index]))
        .map((address) => `${address} has changed`);
    },
  };
}
