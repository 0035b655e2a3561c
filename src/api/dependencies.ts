import type { Logger } from 'pino';
import type { ClaimRule } from '../planning/claimed-users.ts';
import type { IdentityProvider } from '../planning/identity.ts';
import type { Threads } from '../planning/ports.ts';
import type { Store } from '../planning/store.ts';
import type { Tracing } from '../planning/tracing.ts';
import type { RequestAnswer, RequestWork } from './request-work.ts';

/** The work that the API gives to threads: whole requests. */
export type RequestTasks = { readonly request: { readonly input: RequestWork; readonly output: RequestAnswer } };

export type RequestThreads = Threads<RequestTasks>;

export type ApiSettings = {
  /** Names that the service answers for, without port. */
  readonly hosts: readonly string[];
  /** Largest body, bytes after decompression. */
  readonly maxBodyBytes: number;
  /** Seconds after which a request is answered with the best so far. */
  readonly requestSeconds: number;
  /** How keys are asked for; default as on a machine of one's own. */
  readonly access?: AccessSettings | undefined;
  /** Hosts that webhooks may reach although they are not on the open internet; default none. */
  readonly webhookAllow?: readonly string[] | undefined;
  /** Addresses of proxies whose word for the client's address is taken; default none. */
  readonly trustedProxies?: readonly string[] | undefined;
};

export type AccessSettings = {
  /** Whether nobody may ask without a key. */
  readonly requireKeys: boolean;
  /** Requests of one key within a minute. */
  readonly requestsPerMinute: number;
  /** Wrong keys from one address within `lockSeconds`; after one more it is refused for as long. */
  readonly guesses: number;
  readonly lockSeconds: number;
};

/** How people sign in. */
export type SignInSettings = {
  readonly provider: IdentityProvider;
  /** What values of a claim give; absent: rights are given by hand alone. */
  readonly claimRules?: readonly ClaimRule[] | undefined;
  /** Seconds without a request after which a session is over. */
  readonly idleSeconds: number;
  /** Seconds after which it is over in any case. */
  readonly seconds: number;
};

/** What the API needs from outside; `main` wires it. */
export type ApiDependencies = {
  /** What is stored; absent: the stateless operations alone. */
  readonly store?: Store | undefined;
  readonly threads: RequestThreads;
  /** Absent: nobody signs in, and no session is known. */
  readonly signIn?: SignInSettings | undefined;
  readonly log: Logger;
  readonly settings: ApiSettings;
  /** The OpenAPI document as an object and as YAML; read when somebody asks for it, since to make it takes longer than to start. */
  readonly openapi: { readonly document: object; readonly yaml: string };
  /** Version of the product, written beside what it makes. */
  readonly version?: string | undefined;
  /** Aborted when the service ends: whoever waits is answered with what there is, and streams end. */
  readonly closing?: AbortSignal | undefined;
  /** Where traces are wanted. */
  readonly tracing?: Tracing | undefined;
  /** A new id for a request. */
  readonly newRequestId: () => string;
};
