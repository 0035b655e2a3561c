import fc from 'fast-check';
import type { Random } from '../fixtures/random.ts';
import type { Schema } from './document.ts';

/** Values that a JSON schema allows, as far as schemas say; relations between them are up to luck. */

/** Below this depth only what is required is made. */
const DEPTH = 5;
const POOL = 40;

/** Texts of each pattern, made once. */
const texts = new Map<string, readonly string[]>();

function textsOf(pattern: string): readonly string[] {
  let made = texts.get(pattern);
  if (made === undefined) {
    try {
      made = fc.sample(fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' }), { numRuns: POOL, seed: 1 });
    } catch {
      // A pattern that fast-check cannot write: whatever is sent is refused, which is a case as well.
      made = ['x'];
    }
    texts.set(pattern, made);
  }
  return made;
}

const FORMATS: Readonly<Record<string, (random: Random) => string>> = {
  date: (random) => dateOf(random),
  'date-time': (random) => `${dateOf(random)}T${random.one(['00:00:00Z', '08:30:00+01:00', '23:59:59-11:00'])}`,
  time: () => '08:00:00',
  uuid: () => '0b9f4c1e-3f0a-4b52-9d0f-1f1f3c5a2a11',
};

function dateOf(random: Random): string {
  return new Date(Date.UTC(2026, 2, 1 + random.whole(0, 60))).toISOString().slice(0, 10);
}

const WORDS = [
  'a',
  'day',
  'anna',
  'bo',
  'support',
  'full-time',
  'Europe/Berlin',
  '09:00',
  '2026-03-02',
  'x y',
  'Zoë',
  '午班',
];

type TextSchema = {
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
};

function textFor(schema: Schema, random: Random): string {
  const { pattern, format, minLength = 0, maxLength = 40 } = schema as TextSchema;
  if (Array.isArray(schema['examples']) && random.chance(0.5))
    return String(random.one(schema['examples'] as unknown[]));
  if (pattern !== undefined) return random.one(textsOf(pattern));
  const special = FORMATS[format ?? ''];
  if (special !== undefined) return special(random);
  const word = random.one(WORDS);
  return word.padEnd(minLength, 'x').slice(0, maxLength);
}

function numberFor(schema: Schema, random: Random, isWhole: boolean): number {
  const bound = (name: string): number | undefined => (typeof schema[name] === 'number' ? schema[name] : undefined);
  const least =
    bound('minimum') ?? (bound('exclusiveMinimum') ?? 0) + (bound('exclusiveMinimum') === undefined ? 0 : 1e-6);
  const most = bound('maximum') ?? bound('exclusiveMaximum') ?? Math.max(1000, least + 10);
  // Both ends are as likely as all between them; those are mostly small, as a large one mostly means much work.
  const kind = random.whole(0, 9);
  const near = least + random.share() * Math.min(most - least, 20);
  const value = kind === 0 ? least : kind === 1 ? most : kind === 2 ? least + random.share() * (most - least) : near;
  if (!isWhole) return value;
  return Math.max(Math.ceil(least), Math.min(Math.floor(most), Math.round(value)));
}

export type Sampler = (schema: Schema, random: Random, depth?: number) => unknown;

/** Makes values of schemas of one document. */
export function samplerOf(root: Schema): Sampler {
  const resolve = (schema: Schema): Schema => {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    let found: unknown = root;
    for (const part of reference.slice(2).split('/')) found = (found as Schema)[part];
    return resolve(found as Schema);
  };

  const objectFor = (schema: Schema, random: Random, depth: number): unknown => {
    const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
    const required = new Set((schema['required'] ?? []) as readonly string[]);
    const made: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(properties))
      if (required.has(name) || (depth < DEPTH && random.chance(0.35))) made[name] = sample(inner, random, depth + 1);
    const more = schema['additionalProperties'];
    if (typeof more === 'object' && more !== null && depth < DEPTH)
      for (let count = random.whole(0, 2); count > 0; count--)
        made[textFor((schema['propertyNames'] ?? {}) as Schema, random)] = sample(more as Schema, random, depth + 1);
    return made;
  };

  const arrayFor = (schema: Schema, random: Random, depth: number): unknown => {
    const fixed = schema['prefixItems'] as readonly Schema[] | undefined;
    if (fixed !== undefined) return fixed.map((inner) => sample(inner, random, depth + 1));
    const least = Number(schema['minItems'] ?? 0);
    const most = Math.min(Number(schema['maxItems'] ?? 4), least + (depth < DEPTH ? 3 : 0));
    const items = (schema['items'] ?? {}) as Schema;
    return Array.from({ length: random.whole(least, Math.max(least, most)) }, () => sample(items, random, depth + 1));
  };

  const sample: Sampler = (given, random, depth = 0) => {
    const schema = resolve(given);
    if ('const' in schema) return schema['const'];
    if (Array.isArray(schema['enum'])) return random.one(schema['enum'] as unknown[]);
    const choices = (schema['oneOf'] ?? schema['anyOf']) as readonly Schema[] | undefined;
    if (choices !== undefined) return sample(random.one(choices), random, depth);
    if (Array.isArray(schema['allOf'])) {
      const parts = (schema['allOf'] as readonly Schema[]).map((part) => sample(part, random, depth));
      return parts.every((part) => typeof part === 'object') ? Object.assign({}, ...parts) : parts[0];
    }
    const type = Array.isArray(schema['type']) ? random.one(schema['type'] as string[]) : schema['type'];
    switch (type) {
      case 'object':
        return objectFor(schema, random, depth);
      case 'array':
        return arrayFor(schema, random, depth);
      case 'string':
        return textFor(schema, random);
      case 'integer':
        return numberFor(schema, random, true);
      case 'number':
        return numberFor(schema, random, false);
      case 'boolean':
        return random.chance(0.5);
      case 'null':
        return null;
      default:
        return random.one([1, 'x', null, true, [], {}]);
    }
  };
  return sample;
}
