import { gzipSync } from 'node:zlib';
import type { Random } from '../fixtures/random.ts';
import type { ApiDocument, Operation, Parameter } from './document.ts';
import { tableFile } from './files.ts';
import { BODIES, HEADER_TEXTS, hostileText, hostileValue, jsonText, SEGMENTS } from './hostile.ts';
import { mutated } from './mutate.ts';
import { samplerOf } from './sample.ts';

/** A request as it goes over the wire. */
export type Asked = {
  readonly method: string;
  /** Address with its query, percent-encoded as sent. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
  /** What its answer is judged by; absent where the address may be that of anything. */
  readonly operation?: Operation | undefined;
  /** Address that it is sent from; absent: that of the service. */
  readonly from?: string | undefined;
  /** Its key is none: whatever it asks, it is not let in. */
  readonly isRefused?: boolean | undefined;
  /** In words, for reports: `valid`, `near`, `hostile` ... */
  readonly kind: string;
};

/** Ids that were told by earlier answers, by the parameter or field that names them. */
export type Known = { readonly of: (name: string) => readonly string[] };

/** Kinds of bodies by how often they are sent. */
const BODY_KINDS = [
  ...Array<'example'>(2).fill('example'),
  ...Array<'near'>(6).fill('near'),
  ...Array<'hostile'>(7).fill('hostile'),
  ...Array<'sample'>(3).fill('sample'),
  ...Array<'hostile-sample'>(2).fill('hostile-sample'),
  'bytes' as const,
];

const takesTables = (body: Operation['requestBody']): boolean => body?.content['text/csv'] !== undefined;

/** Operations that solve take seconds, those that only compute some milliseconds, and all others next to nothing: cheap ones are asked more often. */
function weightOf({ method, parameters = [], path, requestBody }: Operation): number {
  if (method === 'delete') return 1;
  if (takesTables(requestBody)) return 20;
  if (parameters.some(({ name }) => name === 'Prefer')) return 1;
  if (requestBody !== undefined && !path.includes('{')) return path === '/v1/teams' || path === '/v1/absences' ? 8 : 2;
  return 8;
}

/** Fields of bodies that name something stored. */
const REFERENCES: Readonly<Record<string, string>> = {
  team: 'team',
  history: 'history',
  forecast: 'forecast',
  draft: 'roster',
  shift: 'shift',
  give: 'shift',
  take: 'shift',
  employee: 'employee',
  vacated: 'shift',
};

/** Replaces some names of a document by ids that are known. */
function named(document: unknown, known: Known, random: Random): unknown {
  if (Array.isArray(document)) return document.map((inner: unknown) => named(inner, known, random));
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => {
      const ids = known.of(REFERENCES[key] ?? '');
      if (ids.length === 0 || !random.chance(0.6)) return [key, named(value, known, random)];
      if (typeof value === 'string') return [key, random.one(ids)];
      return [
        key,
        Array.isArray(value) && typeof value[0] === 'string' ? [random.one(ids)] : named(value, known, random),
      ];
    }),
  );
}

export type Generator = (random: Random, known: Known) => Asked;

/** Makes requests of all operations of a document. */
export function generatorOf({ root, operations }: ApiDocument): Generator {
  const sample = samplerOf(root);
  // With other periods everything that is old goes, and no request has named it.
  const asked = operations.filter(({ operationId }) => operationId !== 'replaceRetention');
  const weighted = asked.flatMap((operation) => Array<Operation>(weightOf(operation)).fill(operation));

  const pathOf = ({ path }: Operation, known: Known, random: Random): string =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const ids = known.of(name);
      if (ids.length > 0 && random.chance(0.85)) return encodeURIComponent(random.one(ids));
      return random.chance(0.5)
        ? random.one(SEGMENTS)
        : encodeURIComponent(hostileText(random).slice(0, 2000).toWellFormed());
    });

  const valueOf = ({ name, schema }: Parameter, known: Known, random: Random): string => {
    const ids = known.of(name);
    if (ids.length > 0 && random.chance(0.7)) return random.one(ids);
    if (/^(?:from|to|date)$/.test(name) && random.chance(0.8))
      return `2026-0${random.whole(1, 6)}-${String(random.whole(1, 30)).padStart(2, '0')}`;
    if (random.chance(0.65)) return String(sample(schema, random));
    const hostile = random.chance(0.5) ? hostileText(random) : jsonText(hostileValue(random));
    return hostile.slice(0, 3000);
  };

  const queryOf = ({ parameters = [] }: Operation, known: Known, random: Random): string => {
    const parts: string[] = [];
    for (const parameter of parameters.filter((one) => one.in === 'query')) {
      if (parameter.required !== true && !random.chance(0.4)) continue;
      const value = encodeURIComponent(valueOf(parameter, known, random).toWellFormed());
      parts.push(`${parameter.name}=${value}`);
      if (random.chance(0.03)) parts.push(`${parameter.name}=again`, `${parameter.name}[]=1`);
    }
    if (random.chance(0.04)) parts.push(random.one(['__proto__=1', 'a[b]=c', '=', '&&', '%ff=%ff', 'nothingLikeIt=1']));
    return parts.length === 0 ? '' : `?${parts.join('&')}`;
  };

  const headersOf = ({ parameters = [] }: Operation, random: Random): Record<string, string> => {
    const headers: Record<string, string> = {};
    for (const { name } of parameters.filter((one) => one.in === 'header')) {
      if (name === 'If-Match') headers[name] = random.one(['*', '*', '*', '"1"', '"2"']);
      if (name === 'Prefer' && random.chance(0.5))
        headers[name] = random.one(['respond-async', 'wait=1', 'respond-async, wait=1']);
      if (name === 'Idempotency-Key' && random.chance(0.2)) headers[name] = `key-${random.whole(1, 500)}`;
      if (random.chance(0.05)) headers[name] = random.one(HEADER_TEXTS);
    }
    for (const name of [
      'Accept',
      'Accept-Language',
      'If-None-Match',
      'X-Request-Id',
      'Content-Language',
      'Origin',
      'Range',
    ])
      if (random.chance(name === 'Origin' ? 0.005 : 0.04)) headers[name] = random.one(HEADER_TEXTS);
    return headers;
  };

  const documentOf = (
    schema: unknown,
    example: unknown,
    kind: (typeof BODY_KINDS)[number],
    random: Random,
  ): unknown => {
    const base = kind === 'sample' || kind === 'hostile-sample' ? sample(schema as never, random) : example;
    if (kind === 'near') return mutated(base, random, false);
    return kind === 'hostile' || kind === 'hostile-sample' ? mutated(base, random, true) : base;
  };

  return (random, known) => {
    const operation = random.one(weighted);
    const { method } = operation;
    // Some addresses are those of nothing, and some methods those of another operation.
    if (random.chance(0.01)) {
      const address = `/${random.one(['v1', 'v2', 'docs', 'healthz', ''])}/${random.one(SEGMENTS)}/${random.one(SEGMENTS)}`;
      return {
        method: random.one(['GET', 'POST', 'PUT', 'OPTIONS', 'PROPFIND']),
        address,
        headers: {},
        kind: 'address',
      };
    }
    const address = `${pathOf(operation, known, random)}${queryOf(operation, known, random)}`;
    const headers = headersOf(operation, random);
    // A segment that is a path of its own, or none at all, may lead to another operation; a line that is too long leads to none.
    const isElsewhere = /\/(?:\.\.?|%2e%2e|\*)?(?:[/?]|$)/i.test(address);
    const isLong = address.length + Object.values(headers).join('').length > 14_000;
    const judged = isElsewhere || isLong ? undefined : operation;
    const content = operation.requestBody?.content['application/json'];
    if (content === undefined)
      return { method: method.toUpperCase(), address, headers, operation: judged, kind: 'read' };
    if (takesTables(operation.requestBody) && random.chance(0.6)) {
      const { type, bytes, kind } = tableFile(random);
      const all = { ...headers, 'Content-Type': type };
      return { method: method.toUpperCase(), address, headers: all, body: bytes, operation: judged, kind };
    }
    const kind = random.one(BODY_KINDS);
    if (kind === 'bytes') {
      const { bytes, headers: more } = random.one(BODIES)();
      const all = { 'Content-Type': 'application/json', ...headers, ...more };
      return { method: method.toUpperCase(), address, headers: all, body: bytes, operation: judged, kind };
    }
    const document = named(documentOf(content.schema, content.example, kind, random), known, random);
    const text = Buffer.from(jsonText(withOwnName(document, operation, random)));
    const isZipped = random.chance(0.02);
    return {
      method: method.toUpperCase(),
      address,
      headers: { 'Content-Type': 'application/json', ...headers, ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}) },
      body: isZipped ? gzipSync(text) : text,
      operation: judged,
      kind,
    };
  };
}

/** Where an example names what it makes, mostly another name is given: a second one of the same name is refused. */
function withOwnName(document: unknown, { method, path }: Operation, random: Random): unknown {
  if (method !== 'post' || !/^\/v1\/(?:teams|histories)$/.test(path) || !random.chance(0.8)) return document;
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  return { ...document, id: `made-${random.whole(1, 1e9)}` };
}
