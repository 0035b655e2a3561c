import { minutesOfDay } from '../domain/calendar.ts';
import { isTimeOfDay } from './scalars.ts';

/**
 * A place in a document that may be wrong anywhere. Checks across a document read through cursors, so that one mistake does not
 * hide the others: what has the wrong type reads as undefined, and the schema reports it.
 */
export type Cursor = {
  readonly value: unknown;
  /** JSON pointer (RFC 6901) of the place. */
  readonly path: string;
};

/** JSON pointer of `path` extended by a key or an index. */
export function pointer(path: string, key: PropertyKey): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The member of an object; a cursor on undefined where there is none. */
export function member(at: Cursor, key: string): Cursor {
  const { value } = at;
  const inner =
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
      ? (value as Readonly<Record<string, unknown>>)[key]
      : undefined;
  return { value: inner, path: pointer(at.path, key) };
}

/** The elements of a list; none where the value is no list. */
export function elements(at: Cursor): readonly Cursor[] {
  if (!Array.isArray(at.value)) return [];
  return at.value.map((value: unknown, index) => ({ value, path: pointer(at.path, index) }));
}

/** The elements of the list under a key. */
export function list(at: Cursor, key: string): readonly Cursor[] {
  return elements(member(at, key));
}

/** The text under a key. */
export function text(at: Cursor, key: string): string | undefined {
  const { value } = member(at, key);
  return typeof value === 'string' ? value : undefined;
}

/** The finite number under a key. */
export function number(at: Cursor, key: string): number | undefined {
  const { value } = member(at, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The texts in the list under a key, each at its place. */
export function texts(at: Cursor, key: string): readonly { readonly value: string; readonly path: string }[] {
  return list(at, key).flatMap(({ value, path }) => (typeof value === 'string' ? [{ value, path }] : []));
}

/** Minutes from midnight of the time of day under a key. */
export function minutesAt(at: Cursor, key: string): number | undefined {
  const time = text(at, key);
  return time !== undefined && isTimeOfDay(time) ? minutesOfDay(time) : undefined;
}
