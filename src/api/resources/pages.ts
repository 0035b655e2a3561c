import { createHash } from 'node:crypto';
import { issue } from '../../contract/messages/render.ts';
import type { Page, PageRequest } from '../../planning/stored.ts';
import { invalid } from './refusals.ts';

type PageQuery = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly fields?: string | undefined;
};

/** What a list was asked for besides where to go on: a cursor goes on with the same question only. */
function questionOf({ cursor: _cursor, limit: _limit, fields: _fields, ...question }: PageQuery): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
}

/** What a list is in the order of: the keys of an entry, as a cursor holds them. */
const KEYS = {
  id: /^[^\0]+$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  version: /^[1-9]\d{0,8}$/,
  instant: /^-?\d{1,12}$/,
} as const satisfies Readonly<Record<string, RegExp>>;

/**
 * The part of a list that a query asks for; `keys` says what the list is in the order of. A cursor is opaque to clients and no secret: one that they
 * made or changed themselves is read only where it holds what the list could have written.
 */
export function pageOf(query: PageQuery, keys: readonly (keyof typeof KEYS)[] = ['id']): PageRequest {
  if (query.cursor === undefined) return { limit: query.limit };
  const [question, after] = read(query.cursor);
  const isWhole = after?.length === keys.length && keys.every((key, index) => KEYS[key].test(after[index] ?? ''));
  if (question !== questionOf(query) || !isWhole) throw invalid([issue('wrong-cursor', '?cursor')]);
  return { limit: query.limit, after };
}

/** The text within a token that was given out. Throws a SyntaxError for another: the decoder itself skips what it does not know. */
export function textOfToken(token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.toString('base64url') !== token) throw new SyntaxError('no token');
  return bytes.toString('utf8');
}

function read(cursor: string): readonly [string | undefined, readonly string[] | undefined] {
  try {
    const value: unknown = JSON.parse(textOfToken(cursor));
    if (!Array.isArray(value) || value.length < 2 || !value.every((part) => typeof part === 'string'))
      return [undefined, undefined];
    const [question, ...after] = value as readonly string[];
    return [question, after];
  } catch {
    return [undefined, undefined];
  }
}

/** Where the list goes on after a part, as its client sees it. */
function cursorOf(query: PageQuery, next: readonly string[] | null): string | null {
  return next === null ? null : Buffer.from(JSON.stringify([questionOf(query), ...next])).toString('base64url');
}

/** The body of a list. `schema` is that of an entry: it knows the fields that may be asked for; `key` is always there. */
export function listBody<T>(
  query: PageQuery,
  page: Page<T>,
  schema: { readonly shape: object },
  documentOf: (item: T) => object,
  key = 'id',
): { readonly items: readonly object[]; readonly next: string | null } {
  const wanted = fieldsOf(query.fields, Object.keys(schema.shape), key);
  const items = page.items.map((item) => {
    const document = documentOf(item);
    if (wanted === undefined) return document;
    return Object.fromEntries(Object.entries(document).filter(([key]) => wanted.has(key)));
  });
  return { items, next: cursorOf(query, page.next) };
}

/** The fields that a query names; undefined: all. */
export function fieldsOf(
  text: string | undefined,
  known: readonly string[],
  key = 'id',
): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw invalid(unknown.map((name) => issue('unknown-field', '?fields', { field: name, known: known.join(', ') })));
  return new Set([key, ...names]);
}
