import type { Role } from '../domain/access.ts';
import { newId } from './keys.ts';
import type { Store } from './store.ts';
import type { Scope } from './stored.ts';
import type { Identity, UserScope } from './user-store.ts';

/**
 * Rights by what the issuer says of somebody at a sign-in, so that nobody has to be invited one by one. Who was set up by hand stays as an administrator
 * wants it; of all others the claims decide at each sign-in, also that they have no rights any more.
 */

/** What a value of the claim gives in one organisation. */
export type ClaimRule = {
  readonly value: string;
  readonly organisation: string;
  readonly role: Exclude<Role, 'integration' | 'employee'>;
  /** Of a supervisor those that are named, of others all. */
  readonly teams: 'all' | readonly string[];
};

type Rights = Pick<UserScope, 'role' | 'teams'>;

/** By organisation: the first rule that fits gives the role, and all that fit of a supervisor give teams. */
export function rightsByClaims(rules: readonly ClaimRule[], values: readonly string[]): ReadonlyMap<string, Rights> {
  const fitting = rules.filter(({ value }) => values.includes(value));
  const rights = [...Map.groupBy(fitting, ({ organisation }) => organisation)].map(([organisation, own]) => {
    const role = own[0]?.role ?? 'hr';
    const named = own.flatMap((rule) => (rule.role === role && rule.teams !== 'all' ? rule.teams : []));
    return [organisation, { role, teams: role === 'supervisor' ? [...new Set(named)] : 'all' }] as const;
  });
  return new Map(rights);
}

/** Enters what the claims of a sign-in say: users that are new, others' rights, and whoever has none any more. */
export async function enterClaims(
  store: Store,
  rules: readonly ClaimRule[],
  identity: Identity,
  origin: Scope['origin'],
): Promise<void> {
  const granted = rightsByClaims(rules, identity.claimed ?? []);
  const known = await store.sessions.known(identity);
  const enter = async (organisation: string, id: string, rights: Rights, state: 'active' | 'disabled') => {
    const scope: Scope = { organisation, actor: 'issuer', origin };
    await store.write(scope, ({ users }) => users.claim(id, identity, { ...rights, state }));
  };
  for (const { organisation, user, fromClaims, role, teams } of known) {
    if (!fromClaims) continue;
    const rights = granted.get(organisation);
    await enter(organisation, user, rights ?? { role, teams }, rights === undefined ? 'disabled' : 'active');
  }
  const isKnown = new Set(known.map(({ organisation }) => organisation));
  const others = [...granted].filter(([organisation]) => !isKnown.has(organisation));
  if (others.length === 0) return;
  const there = new Set((await store.organisations.list()).map(({ id }) => id));
  for (const [organisation, rights] of others)
    if (there.has(organisation)) await enter(organisation, newId(), rights, 'active');
}
