/** Words of everything that is stored. */

export type Scope = {
  readonly organisation: string;
  /** Who asks: the name that goes beside every write. */
  readonly actor: string;
  /** Where the wish came from, for the trail; absent: the service itself. */
  readonly origin?: Origin | undefined;
  /** What of the organisation is seen; absent: all of it. */
  readonly sight?: Sight | undefined;
};

/** What of an organisation somebody sees. */
export type Sight = {
  /** Things of these teams, and of their people. */
  readonly teams: 'all' | readonly string[];
  /** Nothing but the published shifts of this employee. */
  readonly employee?: string | undefined;
  /** The actor who sees, and what only the asker is told. */
  readonly asker: string;
};

/** Part of a filter: only things of these teams, and so none that is of no team. */
export type Among = { readonly among?: readonly string[] | undefined };

/** How somebody came to ask. */
export type Origin = {
  /** Name of the operation or of the command. */
  readonly operation: string;
  /** `api`, `solver` or `command`. */
  readonly via: string;
  /** Address of the machine that asked; empty where it is this one. */
  readonly address: string;
};

/** Who wrote something, and when. */
export type Written = { readonly at: string; readonly by: string };

/** State of something that can change: its version starts at 1 and is its ETag. */
export type Versioned = { readonly version: number; readonly created: Written; readonly updated: Written };

/** A part of a list: entries behind `after`, which is the `next` of the part before. */
export type PageRequest = { readonly limit: number; readonly after?: readonly string[] | undefined };

export type Page<T> = { readonly items: readonly T[]; readonly next: readonly string[] | null };

/** What a write to something that may have moved on says: done, gone, or at another version. */
export type WriteOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: 'absent' }
  | { readonly ok: false; readonly reason: 'stale'; readonly version: number };
