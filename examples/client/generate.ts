/**
 * Writes the types of the API's operations, as `openapi-fetch` takes them, from `openapi.yaml`.
 *
 * `npm run client` writes `api.d.ts` here, for the operations that `week.ts` calls and those beside them. Another selection, or all
 * operations (`all`), to the standard output:
 *
 *     npm run -s client -- - all >api.d.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { OpenAPI3, OperationObject, PathItemObject } from 'openapi-typescript';
import { parse } from 'yaml';

/** What is read of teams and of what is published. */
const READING = ['listTeams', 'getTeam', 'listPublications', 'getPublication', 'getSchedule', 'getScheduleChanges'];

type Reference = { readonly $ref?: unknown };

/** Components that a part of the document refers to by itself, each as its kind and its name: `schemas/Team`. */
function referred(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { $ref } = part as Reference;
  const own = typeof $ref === 'string' ? [$ref.replace('#/components/', '')] : [];
  return [...own, ...Object.values(part).flatMap(referred)];
}

/** The document with these operations alone, and the components that they need. */
function withOperations(document: OpenAPI3, names: ReadonlySet<string>): OpenAPI3 {
  const found = new Set<string>();
  const paths = Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const kept = Object.entries(item as PathItemObject).filter(([, value]) => {
      const { operationId } = value as OperationObject;
      if (operationId === undefined || !names.has(operationId)) return false;
      found.add(operationId);
      return true;
    });
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept)] as const];
  });
  const unknown = [...names].filter((name) => !found.has(name));
  if (unknown.length > 0) throw new Error(`openapi.yaml has no operation ${unknown.join(', ')}`);
  const components = Object.entries(document.components ?? {}) as [string, Readonly<Record<string, unknown>>][];
  const byName = new Map<string, unknown>(
    components.flatMap(([kind, some]) =>
      Object.entries(some).map(([name, part]) => [`${kind}/${name}`, part] as const),
    ),
  );
  const needed = new Set<string>();
  const queue = referred(paths);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    queue.push(...referred(byName.get(name)));
  }
  const used = components.map(([kind, some]) => {
    const kept = Object.entries(some).filter(([name]) => needed.has(`${kind}/${name}`));
    return [kind, Object.fromEntries(kept)] as const;
  });
  return { ...document, paths: Object.fromEntries(paths), components: Object.fromEntries(used) };
}

// The generator builds its text with the syntax tree of TypeScript 5, which TypeScript 7 does not give.
registerHooks({
  resolve: (name, context, next) => next(name === 'typescript' ? import.meta.resolve('typescript-5') : name, context),
});
const { default: typesOf, astToString } = await import('openapi-typescript');

const [target = 'api.d.ts', ...asked] = process.argv.slice(2);
const document = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')) as OpenAPI3;
const all = asked.length === 1 && asked[0] === 'all';
const names = new Set(asked.length === 0 ? READING : asked);
const types = await typesOf(all ? document : withOperations(document, names), { alphabetize: true });
const text = `// Made from openapi.yaml by \`npm run client\`.\n${astToString(types)}`;
if (target === '-') process.stdout.write(text);
else writeFileSync(fileURLToPath(new URL(target, import.meta.url)), text);
