import type { Role } from '../domain/access.ts';
import type { Page, PageRequest, Written } from './stored.ts';

/** Who may ask, as it is stored: organisations and their keys. */

export type Organisation = { readonly id: string; readonly name: string | undefined; readonly created: Written };

/** The organisations themselves: what can be asked of none of them. */
export type Organisations = {
  readonly list: () => Promise<readonly Organisation[]>;
  /** 'exists' where the id is taken. */
  readonly create: (id: string, name: string | undefined, actor: string) => Promise<Organisation | 'exists'>;
  /** Whether some administrator of some organisation has a key that is neither revoked nor past its time. */
  readonly hasAdministratorKey: () => Promise<boolean>;
};

/** What a key may do, beside its role: its teams, its employee, its operations. */
export type KeyScope = {
  readonly role: Role;
  readonly teams: 'all' | readonly string[];
  readonly employee: string | undefined;
  /** Ids of operations, of those that the role may call; all of them. */
  readonly operations: 'all' | readonly string[];
};

export type ApiKey = KeyScope & {
  readonly id: string;
  /** Unlike all others of the organisation: it stands beside what was written with the key. */
  readonly name: string;
  readonly created: Written;
  readonly expiresAt: string;
  /** To the minute. */
  readonly lastUsedAt: string | undefined;
  readonly revoked: Written | undefined;
};

export type NewKey = KeyScope & {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  /** Days from now. */
  readonly days: number;
};

export type KeyTable = {
  /** 'exists' where a key has, or had, the name. */
  readonly create: (key: NewKey) => Promise<ApiKey | 'exists'>;
  readonly get: (id: string) => Promise<ApiKey | undefined>;
  /** By name; those that were revoked too. */
  readonly list: (page: PageRequest) => Promise<Page<ApiKey>>;
  /** The key of an id with the hash of its text, as long as it is neither revoked nor past its time. */
  readonly valid: (id: string) => Promise<{ readonly key: ApiKey; readonly hash: string } | undefined>;
  /** One that was revoked before stays as it was. */
  readonly revoke: (id: string) => Promise<ApiKey | undefined>;
  /** Enters that the key was used now, unless that was entered within the last minute. */
  readonly used: (id: string) => Promise<void>;
};

/** What is counted of whoever asks: requests by key or user, requests by the link of a calendar, and by address what a guesser does. */
export type CountKind = 'request' | 'calendar' | 'guess' | 'stray' | 'miss' | 'sign-in' | 'calendar-miss';

export type CountLimit = {
  /** As many are let pass; the next one locks. */
  readonly most: number;
  /** Seconds from the first one after which the count begins anew. */
  readonly seconds: number;
  /** Seconds for which the one too many locks; absent: until the count begins anew. */
  readonly lockSeconds?: number | undefined;
};

export type AddedCount = {
  readonly kind: CountKind;
  readonly name: string;
  readonly by: number;
  /** Milliseconds after which a count that begins by it is over. */
  readonly milliseconds: number;
};

/** A count as all processes together have it. */
export type SharedCount = {
  readonly kind: CountKind;
  readonly name: string;
  readonly count: number;
  /** Milliseconds until it begins anew. */
  readonly milliseconds: number;
};

/** Counts that all processes of a database share. They end with the server that keeps them, and are in no backup that is restored. */
export type AccessCounts = {
  /** Counts one more; gives the milliseconds for which the name is locked, 0 where it is not. */
  readonly count: (kind: CountKind, name: string, limit: CountLimit) => Promise<number>;
  /** Milliseconds for which a name is locked, by whatever process; 0 where it is not. Asks nobody: processes tell each other of locks. */
  readonly locked: (kind: CountKind, name: string) => number;
  /** Adds what was counted here, and gives what it comes to; of no kind and name two. */
  readonly add: (counts: readonly AddedCount[]) => Promise<readonly SharedCount[]>;
};
