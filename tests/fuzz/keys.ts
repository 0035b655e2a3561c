import { expectReply, type Target } from '../faults/client.ts';
import type { Random } from '../fixtures/random.ts';
import type { Asked } from './requests.ts';
import { EMPLOYEE, TEAM } from './untouched.ts';

/** Requests with keys of every role, and with what is no key at all. */

export const ROLES = ['administrator', 'supervisor', 'hr', 'employee', 'integration'] as const;
export type Role = (typeof ROLES)[number];

/** Makes a key of each role; those of a supervisor and of an employee see what no request names. */
export async function makeKeys(target: Target, roles: readonly Role[]): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const role of roles) {
    const body = {
      name: role,
      role,
      ...(role === 'supervisor' ? { teams: [TEAM] } : {}),
      ...(role === 'employee' ? { employee: EMPLOYEE } : {}),
    };
    const made = await expectReply(target, 201, 'POST', '/v1/api-keys', { body });
    keys.push(String(made.body['key']));
  }
  return keys;
}

/** What stands where a key belongs; some are nearly one of the given. */
function wrongKey(keys: readonly string[], random: Random): string {
  const known = keys.length === 0 ? 'shc_default_k_00' : random.one(keys);
  const last = known.at(-1) === 'A' ? 'B' : 'A';
  return random.one([
    `Bearer ${known.slice(0, -1)}${last}`,
    `Bearer ${known.slice(0, known.length >> 1)}`,
    `Bearer ${known}${known}`,
    `Bearer ${known.replace('default', 'another')}x`,
    `Bearer ${known.replace(/^shc_[^_]+/, 'shc___proto__')}`,
    `Bearer ${known.replace(/^shc_[^_]+/, "shc_' or 1=1 --")}`,
    `Basic ${Buffer.from('admin:admin').toString('base64')}`,
    `Bearer shc_${'a'.repeat(6000)}`,
    `Bearer shc_${'_'.repeat(6000)}`,
    'Bearer',
    'Bearer ',
    'shc_default',
    `Bearer ${'-'.repeat(300)}\u00e9`,
    'Bearer null',
  ]);
}

/** Share of requests with a good key, and with a wrong one. */
const GOOD = 0.25;
const WRONG = 0.03;

/** A request with a key, or what should be one; as it was where it has none. Wrong ones come from other addresses, as these are locked out. */
export function withKey(asked: Asked, keys: readonly string[], random: Random): Asked {
  const kind = random.share();
  if (kind < WRONG) {
    const headers = { ...asked.headers, Authorization: wrongKey(keys, random) };
    return {
      ...asked,
      headers,
      from: `127.0.0.${random.whole(2, 250)}`,
      isRefused: true,
      kind: `${asked.kind}, wrong key`,
    };
  }
  if (keys.length === 0 || kind > WRONG + GOOD) return asked;
  return {
    ...asked,
    headers: { ...asked.headers, Authorization: `Bearer ${random.one(keys)}` },
    kind: `${asked.kind}, key`,
  };
}
