import type { Role } from '../domain/access.ts';
import type { Scope } from './stored.ts';

/**
 * Who asks, and what of the organisation is theirs: made once per request, from a key, a session, or nothing at all where the service listens to its
 * own machine alone. Whatever reads or writes for the request has it as its scope.
 */
export type Access = {
  readonly organisation: string;
  /** The name that goes beside every write. */
  readonly actor: string;
  readonly role: Role;
  /** Teams whose things are seen. */
  readonly teams: 'all' | readonly string[];
  /** The one whose own schedule it is; there for the role employee. */
  readonly employee?: string | undefined;
  /** Ids of operations, of those that the role may call. */
  readonly operations: 'all' | readonly string[];
  /** `token`: an access token of the issuer. */
  readonly via: 'local' | 'key' | 'session' | 'token';
  /** Id of the key. */
  readonly key?: string | undefined;
  /** Id of the user who asks with a session or an access token. */
  readonly user?: string | undefined;
  readonly session?: SessionAccess | undefined;
  /** Network address that the request came from. */
  readonly address?: string | undefined;
};

/** The session of a browser that asks. */
export type SessionAccess = {
  readonly id: string;
  readonly expiresAt: string;
  /** What a request that changes something must have in its header. */
  readonly csrfToken: string;
};

/** The one organisation of a service without keys. */
export const DEFAULT_ORGANISATION = 'default';

/** Whoever asks a service without keys: whoever is at the machine may do everything, under the name that they give. */
export function localAccess(actor: string, address?: string): Access {
  const all = { role: 'administrator', teams: 'all', operations: 'all' } as const;
  return { organisation: DEFAULT_ORGANISATION, actor, ...all, via: 'local', address };
}

/** What they see who ask: at the machine itself all of it, and with a key or as a user what is theirs. */
export function scopeOf({ organisation, actor, role, teams, employee, via }: Access): Scope {
  if (via === 'local') return { organisation, actor };
  const sight = { teams: role === 'employee' ? [] : teams, employee, asker: actor };
  return { organisation, actor, sight };
}

/** Whether protected attributes and reasons of absence are theirs to see. */
export function seesProtected({ role }: Pick<Access, 'role'>): boolean {
  return role === 'administrator' || role === 'hr';
}
