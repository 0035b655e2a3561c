import type { z } from 'zod';
import type { Issue } from '../domain/issue.ts';
import { pointer } from './cursor.ts';
import { issue } from './messages/render.ts';
import { nearest } from './nearest.ts';

type SchemaIssue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** What schemas look like from inside, as far as it is read here. */
type Definition = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
};

const definitionOf = (schema: Schema): Definition => schema._zod.def;

/** The schemas that a place of a document may have: several where a union stands on the way. */
function schemasAt(schema: Schema, path: readonly PropertyKey[]): readonly Schema[] {
  const definition = definitionOf(schema);
  if (definition.innerType !== undefined) return schemasAt(definition.innerType, path);
  if (definition.options !== undefined) return definition.options.flatMap((option) => schemasAt(option, path));
  const [key, ...rest] = path;
  if (key === undefined) return [schema];
  const inner = definition.shape?.[String(key)] ?? definition.element ?? definition.valueType;
  return inner === undefined ? [] : schemasAt(inner, rest);
}

function keysAt(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  return [...new Set(schemasAt(schema, path).flatMap((found) => Object.keys(definitionOf(found).shape ?? {})))];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** A value as it stands in a message: short, on one line. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const TYPE_NAMES: Readonly<Record<string, string>> = { array: 'list', record: 'object', int: 'whole number' };
const typeName = (type: string): string => TYPE_NAMES[type] ?? type;

/** What is wrong by its name: the last one of the path, entries of a list as `days[0]`. */
function fieldOf(path: readonly PropertyKey[]): string {
  const at = path.findLastIndex((part) => typeof part === 'string');
  const indices = path.slice(at + 1).map((index) => `[${String(index)}]`);
  return `${String(path[at] ?? 'document')}${indices.join('')}`;
}

function codeAndFacts(found: SchemaIssue, value: unknown): readonly [string, Issue['facts']] {
  const field = fieldOf(found.path);
  switch (found.code) {
    case 'invalid_type': {
      // What a partial document must have all the same is of no type of its own.
      if (value === undefined && String(found.expected) === 'nonoptional') return ['required', { field }];
      if (value === undefined) return ['required', { field, expected: typeName(found.expected) }];
      if (typeof value === 'number') {
        if (!Number.isFinite(value)) return ['not-finite', { field }];
        if (found.expected === 'int') return ['not-whole', { field, received: value }];
      }
      return ['wrong-type', { field, expected: typeName(found.expected), received: typeOf(value) }];
    }
    case 'too_small':
      if (found.origin === 'string') return ['text-empty', { field }];
      if (found.origin === 'array') return ['too-few', { field, minimum: Number(found.minimum) }];
      return [
        found.inclusive === false ? 'not-above' : 'too-small',
        { field, minimum: Number(found.minimum), received: shown(value) },
      ];
    case 'too_big':
      if (found.origin === 'string') return ['text-too-long', { field, maximum: Number(found.maximum) }];
      if (found.origin === 'array') {
        const count = Array.isArray(value) ? value.length : 0;
        return ['too-many', { field, maximum: Number(found.maximum), count }];
      }
      return [
        found.inclusive === false ? 'not-below' : 'too-big',
        { field, maximum: Number(found.maximum), received: shown(value) },
      ];
    case 'invalid_value': {
      const allowed = found.values.map(String).join(', ');
      if (value === undefined) return ['required', { field, expected: allowed }];
      if (field === 'kind' && found.values.length === 1)
        return ['wrong-kind', { expected: allowed, received: shown(value) }];
      const near = typeof value === 'string' ? nearest(value, found.values.map(String)) : undefined;
      return [
        'not-one-of',
        { field, allowed, received: shown(value), ...(near === undefined ? {} : { nearest: near }) },
      ];
    }
    case 'custom': {
      const code: unknown = found.params?.['code'];
      return [typeof code === 'string' ? code : 'wrong-format', { field, received: shown(value) }];
    }
    case 'invalid_union':
      return unionIssue(found, field, value);
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'unrecognized_keys':
      return ['wrong-format', { field, received: shown(value) }];
  }
}

function unionIssue(
  found: z.core.$ZodIssueInvalidUnion,
  field: string,
  value: unknown,
): readonly [string, Issue['facts']] {
  const options = (found as { readonly options?: readonly unknown[] }).options;
  if (options !== undefined) {
    const allowed = options.map(String);
    if (value === undefined) return ['required', { field, expected: allowed.join(', ') }];
    const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
    const facts = { field, allowed: allowed.join(', '), received: shown(value) };
    return ['not-one-of', near === undefined ? facts : { ...facts, nearest: near }];
  }
  const expected = new Set<string>();
  for (const [first] of found.errors) if (first?.code === 'invalid_type') expected.add(typeName(first.expected));
  const names = [...expected].join(' or ');
  if (value === undefined) return ['required', { field, expected: names }];
  return ['wrong-type', { field, expected: names, received: typeOf(value) }];
}

/**
 * The branch of a union that the value was most likely meant for: the one that its type fits, and among those the one with the fewest
 * wrong keys and values. Undefined where its type fits none.
 */
function meantBranch(found: z.core.$ZodIssueInvalidUnion): readonly SchemaIssue[] | undefined {
  const weigh = (issues: readonly SchemaIssue[]): number =>
    issues.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 1), 0);
  const fitting = found.errors.filter(
    (issues) => !issues.some((one) => one.code === 'invalid_type' && one.path.length === 0),
  );
  return fitting.toSorted((a, b) => weigh(a) - weigh(b))[0];
}

/** Issues after which no more are told of: each costs the search for a name near to it, and a body can hold a million wrong keys. */
export const MOST_ISSUES = 1000;

/** Issues of a document against its schema, each at its place, with the nearest known key or value where there is one. */
export function schemaIssues(
  schema: Schema,
  input: unknown,
  found: readonly SchemaIssue[],
  base: readonly PropertyKey[] = [],
): readonly Issue[] {
  const issues: Issue[] = [];
  for (const one of found) {
    const path = [...base, ...one.path];
    const at = path.reduce<string>((text, key) => pointer(text, key), '');
    if (issues.length >= MOST_ISSUES) break;
    if (one.code === 'unrecognized_keys') {
      const known = keysAt(schema, path);
      for (const key of one.keys.slice(0, MOST_ISSUES)) {
        const near = nearest(key, known);
        const facts = { key, known: known.join(', '), ...(near === undefined ? {} : { nearest: near }) };
        issues.push(issue('unknown-key', pointer(at, key), facts));
      }
      continue;
    }
    if (one.code === 'invalid_union' && (one as { readonly options?: unknown }).options === undefined) {
      const branch = valueAt(input, path) === undefined ? undefined : meantBranch(one);
      if (branch !== undefined) {
        issues.push(...schemaIssues(schema, input, branch, path));
        continue;
      }
    }
    if (one.code === 'invalid_key') {
      issues.push(
        ...schemaIssues(
          schema,
          input,
          one.issues.map((inner) => ({ ...inner, path: [] })),
          path,
        ),
      );
      continue;
    }
    const [code, facts] = codeAndFacts(one, valueAt(input, path));
    issues.push(issue(code, at, facts));
  }
  return issues;
}
