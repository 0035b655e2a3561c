import type { Role } from '../domain/access.ts';
import type { Page, PageRequest, Versioned, WriteOutcome } from './stored.ts';

/** People who sign in with a browser, as they are stored: who they are elsewhere, what they may do here, and their sessions. */

/** What a user may do: as a key's, without a list of operations. */
export type UserScope = {
  readonly role: Exclude<Role, 'integration'>;
  readonly teams: 'all' | readonly string[];
  readonly employee: string | undefined;
};

export type UserGiven = UserScope & {
  /** For people to read. */
  readonly name: string | undefined;
  /** In small letters; it finds the user at the first sign-in, where the issuer says that it was verified. */
  readonly email: string | undefined;
  /** Who the user is to an issuer: from the first sign-in on this alone finds the user. Both or neither are there. */
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  readonly state: 'active' | 'disabled';
};

export type User = Versioned &
  UserGiven & {
    /** Stands beside what the user writes, as `user:ID`, and says nothing of who it is. */
    readonly id: string;
    /** The claims of the issuer say what the user may do, until an administrator changes it. */
    readonly fromClaims: true | undefined;
    /** To the second. */
    readonly lastSignInAt: string | undefined;
  };

/** Who somebody is, as an issuer vouches for it. */
export type Identity = {
  readonly issuer: string;
  readonly subject: string;
  /** In small letters, and only where the issuer says that it was verified. */
  readonly email: string | undefined;
  /** Values of the claim that gives rights, where there is one. */
  readonly claimed?: readonly string[] | undefined;
};

/** A session that begins: of its token the hash alone is known. */
export type NewSession = {
  readonly tokenHash: Uint8Array;
  /** Seconds without a request after which it is over. */
  readonly idleSeconds: number;
  /** Seconds after which it is over in any case. */
  readonly seconds: number;
};

export type UserTable = {
  /** 'exists' where another user of the organisation has the e-mail address or the subject. */
  readonly create: (id: string, user: UserGiven) => Promise<User | 'exists'>;
  readonly get: (id: string) => Promise<User | undefined>;
  /** In the order in which they were made. */
  readonly list: (page: PageRequest) => Promise<Page<User>>;
  /** Ends all sessions where the user is disabled, or role, teams, employee or subject change. */
  readonly replace: (id: string, user: UserGiven, version: number) => Promise<WriteOutcome<User> | 'exists'>;
  /**
   * Makes a user of an identity whose rights its claims say, or gives one that was made so these rights; sessions end where they change. False where the user
   * was set up by hand, which stays as it is, or another user has the subject.
   */
  readonly claim: (
    id: string,
    identity: Identity,
    rights: Pick<UserGiven, 'role' | 'teams' | 'state'>,
  ) => Promise<boolean>;
  /** Takes the user away with all that says who it was; what the trail has of that can be read no more. */
  readonly remove: (id: string, version: number) => Promise<WriteOutcome<null>>;
  /** Begins a session of a user that is active, and binds the subject to one that has none yet; false where there is no such user. */
  readonly signIn: (id: string, identity: Identity, session: NewSession) => Promise<boolean>;
  /** Enters in the trail that somebody was refused who is disabled. */
  readonly refuse: (id: string) => Promise<void>;
  /** The session of a token, as long as it is not over and its user is active. */
  readonly session: (tokenHash: Uint8Array) => Promise<FoundSession | undefined>;
  /** Ends a session; false where there is none. */
  readonly endSession: (session: string) => Promise<boolean>;
  /** Ends all sessions of a user, and gives how many there were. */
  readonly endSessions: (id: string) => Promise<number>;
  /** Enters that the session was used now, unless that was entered within the last minute. */
  readonly used: (session: string) => Promise<void>;
};

/** A session that is not over, with what its user may do now. */
export type FoundSession = UserScope & {
  readonly organisation: string;
  readonly user: string;
  readonly session: string;
  readonly expiresAt: string;
};

/** A user of some organisation to whom an identity belongs. */
export type KnownUser = UserScope & {
  readonly organisation: string;
  readonly user: string;
  readonly state: UserGiven['state'];
  readonly fromClaims: boolean;
};

/** A sign-in that is under way: begun in one browser, ended once. */
export type SignIn = {
  readonly nonce: string;
  readonly verifier: string;
  /** Path of this service that the browser goes to afterwards. */
  readonly returnTo: string;
  readonly organisation: string | undefined;
  /** SHA-256 of what the browser has as a cookie meanwhile. */
  readonly browserHash: string;
};

/** What is asked before anybody knows of which organisation it is. */
export type Sessions = {
  /** By subject; by verified e-mail address those to whom no subject is bound yet. In order of the organisation. */
  readonly known: (identity: Identity) => Promise<readonly KnownUser[]>;
  /** Keeps a sign-in under its state for so many seconds. */
  readonly begin: (state: string, signIn: SignIn, seconds: number) => Promise<void>;
  /** The sign-in of a state, which is taken away by it: a second one finds nothing, in whatever process. */
  readonly take: (state: string) => Promise<SignIn | undefined>;
};
