import type { Identity } from './user-store.ts';

/** Who vouches for people: an OpenID Connect issuer, as the service sees it. */

/** What is remembered of a sign-in until the browser comes back. */
export type IdentityCheck = { readonly state: string; readonly nonce: string; readonly verifier: string };

export type IdentityProvider = {
  /** Address of this service as browsers reach it, without a path. */
  readonly publicUrl: string;
  /** Where the browser is sent, and what to remember. Throws an `IdentityError`. */
  readonly begin: () => Promise<{ readonly url: string; readonly check: IdentityCheck }>;
  /** Who came back with this address. Throws an `IdentityError`. */
  readonly finish: (address: string, check: IdentityCheck) => Promise<Identity>;
  /** Where the browser may sign out at the issuer too; undefined where the issuer has no such place, or does not answer. */
  readonly signOutUrl: () => Promise<string | undefined>;
  /** Who an access token of the issuer is for; undefined where such tokens are not taken. Throws an `IdentityError`. */
  readonly ofAccessToken: ((token: string) => Promise<Identity>) | undefined;
  /** Whom the issuer signs out everywhere, by its logout token. Throws an `IdentityError`. */
  readonly ofLogoutToken: (token: string) => Promise<Identity>;
};

/** Why nobody is vouched for. `reason` is a short code for the log: never what a token says. */
export class IdentityError extends Error {
  readonly kind: 'unreachable' | 'refused';
  readonly reason: string;

  constructor(kind: IdentityError['kind'], reason: string) {
    super(kind === 'unreachable' ? 'The issuer does not answer.' : 'The issuer vouches for nobody here.');
    this.name = 'IdentityError';
    this.kind = kind;
    this.reason = reason;
  }
}
