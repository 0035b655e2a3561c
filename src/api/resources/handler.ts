import type { OperationDescription, Read } from '../../contract/operations.ts';
import type { Access } from '../../planning/access.ts';
import type { ScheduleFilter, Tables } from '../../planning/store.ts';
import type { Scope } from '../../planning/stored.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** Version that a change starts from: a number, or any. */
export type IfMatch = number | '*';

export type Preference = {
  /** Seconds that the client waits for the end of a job before it takes 202. */
  readonly waitSeconds: number | undefined;
  readonly async: boolean;
};

/** A request whose parts are read and checked. */
export type Context<O extends OperationDescription = OperationDescription> = {
  readonly scope: Scope;
  /** Who asks. */
  readonly access: Access;
  readonly parameters: Readonly<Record<keyof NonNullable<O['parameters']> & string, string>>;
  readonly query: Read<O['query']>;
  readonly body: Read<O['body']>;
  /** The body as it came: what checks look at that must see what was written, and not what a schema made of it. */
  readonly written: unknown;
  /** The body as bytes. */
  readonly bytes: Uint8Array;
  readonly ifMatch: IfMatch | undefined;
  readonly prefer: Preference;
  /** How soon the job that the request makes is to run. */
  readonly urgency: number | undefined;
  /** The preferred media type among those of the answer. */
  readonly accepted: string;
  readonly language: 'en' | 'zh';
  readonly service: ApiDependencies;
  /** Aborted when the client leaves, or the service ends. */
  readonly signal: AbortSignal;
};

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Becomes the ETag in quotes; a GET that names it in If-None-Match gets 304. */
  readonly etag?: string | undefined;
  /** A document, or a text or bytes of `type`; bytes are of answers that are not kept for a key. */
  readonly body?: object | string | Uint8Array | undefined;
  /** What is kept for repetitions in place of the body, where that holds a secret. */
  readonly kept?: object | undefined;
  /** Media type of a text or of bytes; default application/json. */
  readonly type?: string | undefined;
  /** The part of the schedule that the answer to a GET rests on, and its state: the answer holds as long as that is so. */
  readonly rests?: { readonly on: ScheduleFilter; readonly state: string } | undefined;
  /** A job that this answer is about: with Prefer: wait the service waits for it and answers by `settled` instead. */
  readonly job?: string | undefined;
  /** Called once what the answer tells of is committed; not for a repetition. */
  readonly committed?: (() => void) | undefined;
};

/**
 * What an operation does. `look` reads, at one state of the store. `prepare` does what takes time and touches nothing, `commit` writes in one
 * transaction with what was prepared; it may run again after a clash with another one.
 */
export type Handler<O extends OperationDescription> =
  | { readonly look: (tables: Tables, context: Context<O>) => Promise<Answer> }
  | {
      readonly commit: (tables: Tables, context: Context<O>) => Promise<Answer>;
      readonly locksSchedule?: boolean | undefined;
    }
  | Prepared<O>;

type Prepared<O extends OperationDescription> = {
  /** The body is not read before: `prepare` has its bytes read where that holds nobody up. */
  readonly leaveBody?: boolean | undefined;
  /** Requests for the same thing go one after the other: prepared at the same time, all but one would be prepared again. */
  readonly isOneByOne?: boolean | undefined;
  readonly prepare: (context: Context<O>) => Promise<unknown>;
  readonly commitPrepared: (tables: Tables, context: Context<O>, prepared: never) => Promise<Answer>;
};

/** An operation with what it does. */
export type Bound = { readonly description: OperationDescription; readonly handler: Handler<OperationDescription> };

/** Binds a handler that only reads. */
export function reading<O extends OperationDescription>(
  description: O,
  look: (tables: Tables, context: Context<O>) => Promise<Answer>,
): Bound {
  return { description, handler: { look } as unknown as Handler<OperationDescription> };
}

/**
 * Binds a handler that writes in one transaction. With `locksSchedule` no publication is made between what it reads and what it writes: whatever looks
 * at the schedule to decide, or is looked at by who publishes, needs that.
 */
export function writing<O extends OperationDescription>(
  description: O,
  commit: (tables: Tables, context: Context<O>) => Promise<Answer>,
  { locksSchedule = false }: { readonly locksSchedule?: boolean } = {},
): Bound {
  return { description, handler: { commit, locksSchedule } as unknown as Handler<OperationDescription> };
}

/** Thrown by a commit whose preparation another change has overtaken: it is prepared anew, a few times. */
export class OvertakenError extends Error {
  constructor() {
    super('What was prepared rests on a state that has changed since.');
    this.name = 'OvertakenError';
  }
}

/**
 * Binds a handler that computes first and then writes what came of it in one transaction. With `leaveBody` its body stays bytes: one that may be
 * large is read in a thread. With `isOneByOne` it is not prepared while another request changes the same thing, unless it names a version.
 */
export function computing<O extends OperationDescription, P>(
  description: O,
  prepare: (context: Context<O>) => Promise<P>,
  commit: (tables: Tables, context: Context<O>, prepared: P) => Promise<Answer>,
  { leaveBody = false, isOneByOne = false }: Pick<Prepared<O>, 'leaveBody' | 'isOneByOne'> = {},
): Bound {
  const handler = { leaveBody, isOneByOne, prepare, commitPrepared: commit };
  return { description, handler: handler as unknown as Handler<OperationDescription> };
}
