import type { Issue } from '../domain/issue.ts';
import { type Cursor, pointer } from './cursor.ts';
import { issue } from './messages/render.ts';

/** Levels of lists and objects in each other: several times what any document has, and far from what fills a stack. */
const MOST_LEVELS = 50;

/** In JSON a name as any other, in objects no field but the object's prototype: what schemas and copies pass over without a word. */
const NO_NAME = '__proto__';

function isFit(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0 || Object.hasOwn(value, NO_NAME)) return false;
  if (Array.isArray(value)) return value.every((inner) => isFit(inner, levels - 1));
  for (const key in value) if (!isFit((value as Readonly<Record<string, unknown>>)[key], levels - 1)) return false;
  return true;
}

function firstFault({ value, path }: Cursor, levels: number): Issue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return issue('nested-too-deep', path, { maximum: MOST_LEVELS });
  if (Object.hasOwn(value, NO_NAME)) return issue('name-not-allowed', pointer(path, NO_NAME), { key: NO_NAME });
  for (const [key, inner] of Object.entries(value)) {
    const found = firstFault({ value: inner, path: pointer(path, key) }, levels - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What makes a document unfit to be looked at any further: too many levels, or the name `__proto__`. */
export function shapeFault(input: unknown): Issue | undefined {
  return isFit(input, MOST_LEVELS) ? undefined : firstFault({ value: input, path: '' }, MOST_LEVELS);
}
