import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { PublishedResponses } from '../fixtures/published-response.ts';

/** openapi.yaml as far as requests are made of it and answers judged by it. */

export type Schema = Readonly<Record<string, unknown>>;

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
};

type Published = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;
  };
  readonly responses: PublishedResponses;
};

type Root = Schema & { readonly paths: Readonly<Record<string, Readonly<Record<string, Published>>>> };

export type Operation = Published & { readonly method: string; readonly path: string };

export type ApiDocument = {
  readonly root: Root;
  readonly operations: readonly Operation[];
  /** The parameter that names one of a collection, by the collection: `teams` -> `team`. */
  readonly collections: ReadonlyMap<string, string>;
};

const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete']);

export function readDocument(): ApiDocument {
  const text = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8');
  const root = parse(text) as Root;
  const operations = Object.entries(root.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.has(method))
      .map(([method, published]) => ({ ...published, method, path })),
  );
  const collections = new Map<string, string>();
  for (const { path } of operations) {
    const [, collection, parameter] = /^\/v1\/([\w-]+)\/\{(\w+)\}$/.exec(path) ?? [];
    if (collection !== undefined && parameter !== undefined) collections.set(collection, parameter);
  }
  return { root, operations, collections };
}
