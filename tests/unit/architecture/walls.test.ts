import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

/** Folders of `src` and the folders each may import, said here a second time so that a slip in the rules shows. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  rules: ['domain'],
  lp: [],
  forecasting: ['domain'],
  staffing: ['domain', 'lp'],
  rostering: ['domain', 'rules', 'lp'],
  simulation: ['domain'],
  audit: ['domain', 'rules'],
  calendars: ['domain'],
  planning: ['domain', 'rules', 'forecasting', 'staffing', 'rostering', 'simulation', 'audit'],
  contract: ['domain', 'rules'],
  workbook: ['domain', 'contract'],
  storage: ['domain', 'contract'],
  webhooks: [],
  identity: [],
  jobs: ['domain', 'contract'],
  api: ['planning', 'contract', 'workbook'],
  cli: ['planning', 'contract', 'workbook'],
  console: ['contract'],
};
const folders = Object.keys(mayImport);
const everyFolder = [...folders, 'main'];

/** Packages that are installed, and the folders that may import each. */
const importers: Readonly<Record<string, readonly string[]>> = {
  'javascript-lp-solver': ['lp'],
  highs: ['lp'],
  zod: ['contract'],
  'zod-openapi': ['contract'],
  'csv-parse/sync': ['contract'],
  'prom-client': ['api'],
  saxen: ['workbook'],
  piscina: ['jobs'],
  'openid-client': ['identity'],
  jose: ['identity'],
  cookie: ['api'],
  express: ['api'],
  pino: ['api'],
  'swagger-ui-express': ['api'],
  commander: ['cli'],
  'cli-table3': ['cli'],
  'date-holidays': ['calendars'],
  'chinese-days': ['calendars'],
  luxon: [],
  yaml: [],
};
const withoutBuiltins = [
  'domain',
  'rules',
  'lp',
  'forecasting',
  'staffing',
  'rostering',
  'simulation',
  'audit',
  'contract',
  'console',
  'identity',
];

/** A module of the planted tree that holds one import, and the rules it breaks. */
interface Plant {
  readonly path: string;
  readonly source: string;
  readonly rules: readonly string[];
}

function slug(specifier: string): string {
  return specifier.replaceAll(/[^a-z0-9]+/g, '-');
}

function plantImport(folder: string, specifier: string, rules: readonly string[]): Plant {
  return { path: `src/${folder}/uses-${slug(specifier)}.ts`, source: `import '${specifier}';\n`, rules };
}

function plantFolders(): Plant[] {
  return folders.flatMap((from) =>
    everyFolder
      .filter((to) => to !== from)
      .map((to) => plantImport(from, `../${to}/target.ts`, mayImport[from]?.includes(to) ? [] : [`wall-of-${from}`])),
  );
}

function plantPackages(): Plant[] {
  return Object.entries(importers).flatMap(([name, allowed]) =>
    folders.map((from) => plantImport(from, name, allowed.includes(from) ? [] : [`packages-of-${from}`])),
  );
}

function plantBuiltins(): Plant[] {
  return ['node:fs', 'crypto'].flatMap((name) =>
    folders.map((from) => plantImport(from, name, withoutBuiltins.includes(from) ? [`builtins-of-${from}`] : [])),
  );
}

/** Every way to write an import, across one wall: a parser that misses one would let it through. */
const spellings: readonly Plant[] = [
  `import type { Target } from '../rules/target.ts';\nexport type A = Target;`,
  `import { type Target } from '../rules/target.ts';\nexport type B = Target;`,
  `import { target } from '../rules/target.ts';\nexport const c: number = target satisfies number;`,
  `export { target as d } from '../rules/target.ts';`,
  `export type { Target as E } from '../rules/target.ts';`,
  `export * from '../rules/target.ts';`,
  `export const g = async (): Promise<number> => (await import('../rules/target.ts')).target;`,
].map((source, index) => ({
  path: `src/domain/spelling-${index}.ts`,
  source: `${source}\n`,
  rules: ['wall-of-domain'],
}));

const target = 'export const target = 1;\nexport type Target = number;\n';
const special: readonly Plant[] = [
  // What each folder holds for the others to import; main imports all of them, so none is an orphan.
  ...everyFolder.map((folder) => ({ path: `src/${folder}/target.ts`, source: target, rules: [] })),
  {
    path: 'src/main/serve.ts',
    source: `${folders.map((folder) => `import '../${folder}/target.ts';\n`).join('')}import 'node:fs';\nimport 'yaml';\n`,
    rules: [],
  },
  { path: 'src/planning/ports.ts', source: target, rules: [] },
  plantImport('storage', '../planning/ports.ts', []),
  plantImport('jobs', '../planning/ports.ts', []),
  plantImport('audit', '../planning/ports.ts', ['wall-of-audit']),
  { path: 'src/domain/calendar.ts', source: `import 'luxon';\n`, rules: [] },
  { path: 'src/domain/calendar/clock.ts', source: `import 'zod';\n`, rules: ['packages-of-domain-calendar'] },
  { path: 'src/shared/target.ts', source: target, rules: [] },
  plantImport('main', '../shared/target.ts', ['known-folders']),
  { path: 'tests/fixtures/target.ts', source: target, rules: [] },
  { path: 'examples/target.ts', source: target, rules: [] },
  plantImport('main', '../../tests/fixtures/target.ts', ['no-tests-in-source']),
  plantImport('main', '../../examples/target.ts', ['no-tests-in-source']),
  plantImport('main', 'fast-check', ['no-development-packages']),
  plantImport('main', './nowhere.ts', ['no-unresolvable']),
  { path: 'src/rules/orphan.ts', source: target, rules: ['no-orphans'] },
  { path: 'src/audit/first.ts', source: `import './second.ts';\n`, rules: ['no-cycles'] },
  {
    path: 'src/audit/second.ts',
    source: `import type { A } from './first.ts';\nexport type B = A;\n`,
    rules: ['no-cycles'],
  },
  {
    path: 'tests/unit/anything.ts',
    source: `${everyFolder.map((folder) => `import '../../src/${folder}/target.ts';\n`).join('')}import 'fast-check';\n`,
    rules: [],
  },
];

const plants = [...plantFolders(), ...plantPackages(), ...plantBuiltins(), ...spellings, ...special];

const cruiseReport = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        rule: z.object({ name: z.string() }),
        // A cycle is reported once, from one of its modules, with all of them in here.
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});

/** Cruises a tree as `npm run walls` does; violations come back sorted as `module: rule`, each once. */
async function cruise(root: string): Promise<{ readonly modules: string[]; readonly violations: string[] }> {
  const { stdout } = await run(
    process.execPath,
    [
      join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      join(repository, 'tests/walls.config.ts'),
      '--output-type',
      'json',
      'src',
      'tests',
    ],
    { cwd: root, maxBuffer: 64 * 2 ** 20 },
  );
  const { modules, summary } = cruiseReport.parse(JSON.parse(stdout));
  const violations = summary.violations.flatMap(({ from, rule, cycle }) =>
    (cycle ?? [{ name: from }]).map(({ name }) => `${name}: ${rule.name}`),
  );
  return { modules: modules.map(({ source }) => source), violations: [...new Set(violations)].sort() };
}

async function plantTree(tree: readonly Plant[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'walls-'));
  roots.push(root);
  for (const { path, source } of tree) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), source);
  }
  for (const name of ['node_modules', 'package.json']) await symlink(join(repository, name), join(root, name));
  return root;
}

const roots: string[] = [];
afterAll(async () => {
  for (const root of roots) await rm(root, { recursive: true });
});

describe('walls between the folders', () => {
  let violations: readonly string[];
  beforeAll(async () => {
    ({ violations } = await cruise(await plantTree(plants)));
  });

  const rules = [...new Set(plants.flatMap((plant) => plant.rules))].sort();
  test.each(rules)('%s is reported for every planted breach and for nothing else', (rule) => {
    const expected = plants.filter((plant) => plant.rules.includes(rule)).map(({ path }) => `${path}: ${rule}`);
    expect(violations.filter((violation) => violation.endsWith(`: ${rule}`))).toEqual(expected.sort());
  });

  test('no rule fires that was not planted', () => {
    expect(violations.filter((violation) => !rules.some((rule) => violation.endsWith(`: ${rule}`)))).toEqual([]);
  });

  test('every rule of the configuration has a planted breach', async () => {
    const { default: configuration } = await import('../../walls.config.ts');
    expect(new Set(configuration.forbidden?.map(({ name }) => name))).toEqual(new Set(rules));
  });

  test('a tree that holds only what is allowed is clean', async () => {
    const clean = plants.filter((plant) => plant.rules.length === 0 && plant.path !== 'src/shared/target.ts');
    const result = await cruise(await plantTree(clean));
    expect(result.violations).toEqual([]);
    expect(result.modules).toEqual(
      expect.arrayContaining(clean.filter(({ path }) => !path.startsWith('examples/')).map(({ path }) => path)),
    );
  });

  test('the source of the product is read whole and breaks no wall', async () => {
    const { modules, violations: found } = await cruise(repository);
    expect(found).toEqual([]);
    const sources = await readdir(join(repository, 'src'), { recursive: true });
    expect(modules).toEqual(
      expect.arrayContaining(sources.filter((path) => path.endsWith('.ts')).map((path) => `src/${path}`)),
    );
  });
});
