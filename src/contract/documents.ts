import type { z } from 'zod';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { Cursor } from './cursor.ts';
import { shapeFault } from './document-shape.ts';
import { withoutRefused } from './refused-values.ts';
import { MOST_ISSUES, schemaIssues } from './schema-issues.ts';

/**
 * Looks at the relations inside a document and adds what is wrong with them. Parts of the wrong type are the schema's affair, and texts and numbers
 * that the schema refused read as null: what a check counts with lies within the schema's bounds.
 */
export type Check = (root: Cursor, add: Add) => void;

export type Add = (one: Issue) => void;

/** Issues that one answer lists; a document with more is wrong as a whole, and the first ones say how. */
const LISTED = 200;

/** Ends the checks where enough is wrong. */
class Enough extends Error {}

function runChecks(checks: readonly Check[], root: Cursor, issues: Issue[]): void {
  const add: Add = (one) => {
    issues.push(one);
    if (issues.length >= MOST_ISSUES) throw new Enough();
  };
  try {
    for (const check of checks) check(root, add);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
}

/** Issues in order, each place and code once, at most 200 of them. */
export function listed(issues: readonly Issue[]): readonly Issue[] {
  const seen = new Set<string>();
  const kept: Issue[] = [];
  for (const one of issues) {
    const key = `${one.code} ${one.path} ${one.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(one);
    if (kept.length >= LISTED) break;
  }
  return kept;
}

/** The kind of a document, or of one that is a member of it. */
const DOCUMENT_KIND = /^(\/\w+)?\/kind$/;

/** Another kind of document has nothing that this one wants: what is missing there and what is too much would be noise. */
function withoutNoise(issues: readonly Issue[]): readonly Issue[] {
  const kinds = issues.filter(({ code, path }) => code === 'wrong-kind' && DOCUMENT_KIND.test(path));
  const within = kinds.map(({ path }) => path.slice(0, -'/kind'.length));
  const isNoise = ({ path }: Issue): boolean =>
    within.some((document) => path === document || path.startsWith(`${document}/`));
  return issues.filter((one) => kinds.includes(one) || !isNoise(one));
}

/** Reads a document by its schema and its checks: the value, or the issues of both together. */
export function readDocument<S extends z.ZodType>(
  schema: S,
  input: unknown,
  checks: readonly Check[],
): Outcome<z.output<S>> {
  const fault = shapeFault(input);
  if (fault !== undefined) return { ok: false, issues: [fault] };
  const result = schema.safeParse(input);
  const issues: Issue[] = result.success ? [] : [...schemaIssues(schema, input, result.error.issues)];
  // Of so many the checks would not know which values were refused.
  if (issues.length >= MOST_ISSUES) return { ok: false, issues: listed(issues) };
  const refused = issues.map(({ path }) => path);
  const root: Cursor = { value: withoutRefused(input, refused), path: '' };
  runChecks(checks, root, issues);
  const told = withoutNoise(issues);
  if (told.length > 0) return { ok: false, issues: listed(told) };
  if (!result.success) throw new Error('a document was refused without an issue');
  return { ok: true, value: result.data };
}

/** A check that looks at the part under a key, whatever the rest is. */
export function checkAt(key: string, check: Check): Check {
  return (root, add) => {
    const { value } = root;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return;
    check({ value: (value as Readonly<Record<string, unknown>>)[key], path: `${root.path}/${key}` }, add);
  };
}
