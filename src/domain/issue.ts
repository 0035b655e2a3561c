/**
 * One thing wrong with an input, said so that its owner can mend it. Input is refused with all its issues at once, never with
 * the first alone.
 */
export type Issue = {
  /** Stable name of the kind of mistake; each has an entry in the manual. */
  readonly code: string;
  /** Where: a JSON pointer, or `line 12, column 3` of a file. */
  readonly path: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** What to do about it. */
  readonly hint: string;
};

/** A value, or all that is wrong with what it was to be made from. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };
