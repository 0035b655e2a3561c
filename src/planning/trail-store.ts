import type { Page, PageRequest } from './stored.ts';

/** The trail of an organisation: who did what, when, from where, before and after. It grows and is never changed. */

/** What one part of an entry says: of a person, or of the organisation where no employee is named. */
export type TrailChange = {
  /** Whom it is about. */
  readonly employee?: string | undefined;
  /** The person was erased: what it said can be read by nobody any more. */
  readonly erased?: true | undefined;
  /** Absent where there was nothing before, or is nothing after. */
  readonly before?: unknown;
  readonly after?: unknown;
};

export type TrailEntry = {
  /** 1, 2, 3 ... of the organisation. */
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  /** How the actor came: by the API, a solver process, the command line. */
  readonly via: string;
  /** Address of the machine that asked; empty where nobody asked from outside. */
  readonly address: string;
  /** Name of the operation, as in openapi.yaml, or of the command. */
  readonly operation: string;
  readonly action: string;
  /** What was changed: its kind and its id. */
  readonly kind: string;
  readonly thing: string;
  readonly changes: readonly TrailChange[];
  /** Lower-case hexadecimal. */
  readonly hash: string;
};

export type TrailFilter = {
  readonly kind?: string | undefined;
  readonly thing?: string | undefined;
  readonly actor?: string | undefined;
  /** First and last date in UTC, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

export type TrailTable = {
  /** The newest first; what erased persons' parts said is left out. */
  readonly list: (filter: TrailFilter, page: PageRequest) => Promise<Page<TrailEntry>>;
};

/** The newest entry of a trail. Kept elsewhere it shows that nothing was cut off, which the trail alone cannot. */
export type TrailHead = { readonly organisation: string; readonly number: number; readonly hash: string };

/** What is wrong with a trail, and at which entry it shows first. */
export type TrailFault = {
  readonly number: number;
  /** The entry does not have its hash; is not there; was written outside the service; or is not the one that was anchored. */
  readonly reason: 'changed' | 'missing' | 'added' | 'not-anchored';
};

export type TrailVerdict = TrailHead & {
  /** Entries that are there and were looked at. */
  readonly entries: number;
  /** Entries of writes that were committed a moment ago and have no place in the chain yet. */
  readonly pending: number;
  readonly fault?: TrailFault | undefined;
};
