/**
 * The import walls between the folders of `src`, as rules of dependency-cruiser (`npm run walls`).
 *
 * One row per folder. What a row does not name is forbidden: other folders, npm packages, built-ins of Node. A new npm
 * package gets its place in a row here and a reason in the same commit.
 */
import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';

interface Wall {
  readonly folder: string;
  /** Folders, or single modules such as `planning/ports.ts`, that it may import besides itself. */
  readonly mayImport: readonly string[];
  /** npm packages that it may import. */
  readonly packages: readonly string[];
  /** Whether it may import built-ins of Node. */
  readonly builtins: boolean;
  readonly reason: string;
}

const meetInDomain =
  'The cores (forecasting, staffing, rostering, simulation, audit) meet only in artefacts of the domain: that one ban ' +
  'keeps the flow one way.';

/** The modules of planning that say what the use cases need from outside. */
const ports = [
  'planning/ports.ts',
  'planning/tracing.ts',
  'planning/store.ts',
  'planning/stored.ts',
  'planning/job-store.ts',
  'planning/access-store.ts',
  'planning/trail-store.ts',
  'planning/people-store.ts',
  'planning/attendance-store.ts',
  'planning/results-store.ts',
  'planning/maintenance.ts',
  'planning/webhook-store.ts',
  'planning/calendar-links.ts',
  'planning/retention-store.ts',
  'planning/user-store.ts',
];

const walls: readonly Wall[] = [
  {
    folder: 'domain',
    mayImport: [],
    packages: [],
    builtins: false,
    reason: 'The domain is the language that all others speak: it depends on nothing, so that nothing can bend it.',
  },
  {
    folder: 'rules',
    mayImport: ['domain'],
    packages: [],
    builtins: false,
    reason: 'A rule is arithmetic on lines, written once for audit, search and explainer: it knows none of them.',
  },
  {
    folder: 'lp',
    mayImport: [],
    packages: ['javascript-lp-solver', 'highs'],
    builtins: false,
    reason: 'The solver port takes a model in numbers and knows nothing of rosters, so an engine can be exchanged.',
  },
  { folder: 'forecasting', mayImport: ['domain'], packages: [], builtins: false, reason: meetInDomain },
  { folder: 'staffing', mayImport: ['domain', 'lp'], packages: [], builtins: false, reason: meetInDomain },
  { folder: 'rostering', mayImport: ['domain', 'rules', 'lp'], packages: [], builtins: false, reason: meetInDomain },
  { folder: 'simulation', mayImport: ['domain'], packages: [], builtins: false, reason: meetInDomain },
  {
    folder: 'audit',
    mayImport: ['domain', 'rules'],
    packages: [],
    builtins: false,
    reason: `${meetInDomain} An audit that shared code with the solver could not contradict it.`,
  },
  {
    folder: 'calendars',
    mayImport: ['domain'],
    packages: ['date-holidays', 'chinese-days'],
    builtins: true,
    reason: 'Holidays enter the cores as data: the adapters that fetch them know the domain and nothing else.',
  },
  {
    folder: 'planning',
    mayImport: ['domain', 'rules', 'forecasting', 'staffing', 'rostering', 'simulation', 'audit'],
    packages: [],
    builtins: true,
    reason: 'A use case joins cores and speaks to the world through its ports: it knows no wire, store or queue.',
  },
  {
    folder: 'contract',
    mayImport: ['domain', 'rules'],
    packages: ['zod', 'zod-openapi', 'csv-parse'],
    builtins: false,
    reason: 'The wire formats run wherever a client runs: they know the artefacts, and neither machine nor use case.',
  },
  {
    folder: 'workbook',
    mayImport: ['domain', 'contract'],
    packages: ['saxen'],
    builtins: true,
    reason: 'A file format is an adapter: it turns cells into bytes and back, and knows nothing of what they mean.',
  },
  {
    folder: 'storage',
    mayImport: [...ports, 'domain', 'contract'],
    packages: ['kysely', 'pg', 'pg-boss'],
    builtins: true,
    reason: 'An adapter fulfils a port: it sees the port, never the use case behind it.',
  },
  {
    folder: 'webhooks',
    mayImport: [...ports],
    packages: [],
    builtins: true,
    reason: 'What is sent to others goes through one door, which looks at every address before it connects.',
  },
  {
    folder: 'identity',
    mayImport: ['planning/identity.ts', 'planning/user-store.ts'],
    packages: ['openid-client', 'jose'],
    builtins: false,
    reason: 'Who somebody is, is told by others; what they may do is decided here. Nothing of a token goes further in.',
  },
  {
    folder: 'jobs',
    mayImport: [...ports, 'domain', 'contract'],
    packages: ['piscina'],
    builtins: true,
    reason: 'An adapter fulfils a port: it sees the port, never the use case behind it.',
  },
  {
    folder: 'api',
    mayImport: ['planning', 'contract', 'workbook', 'webhooks/targets.ts'],
    packages: ['express', 'pino', 'swagger-ui-express', 'helmet', 'rate-limiter-flexible', 'prom-client', 'cookie'],
    builtins: true,
    reason: 'Delivery turns the wire into a use case and back: a decision made here would be missing elsewhere.',
  },
  {
    folder: 'cli',
    mayImport: ['planning', 'contract', 'workbook'],
    packages: ['commander', 'cli-table3'],
    builtins: true,
    reason: 'Delivery turns the wire into a use case and back: a decision made here would be missing elsewhere.',
  },
  {
    folder: 'console',
    mayImport: ['contract'],
    packages: [],
    builtins: false,
    reason: 'The console is a client like any other: what it needs, the contract must offer.',
  },
];

/** Where luxon may be used: the one place that turns local clock times into instants and back. */
const calendarModule = '^src/domain/calendar(?:\\.ts$|/)';

/** Packages are linked or hoisted: match wherever `node_modules` stands in the resolved path. */
function packagePaths(packages: readonly string[]): string {
  return `(?:^|/)node_modules/(?:@types/)?(?:${packages.join('|')})/`;
}

function folderPaths(entries: readonly string[]): string {
  const paths = entries.map((entry) => (entry.endsWith('.ts') ? `${entry.replace('.ts', '\\.ts')}$` : `${entry}/`));
  return `^src/(?:${paths.join('|')})`;
}

function rulesOf({ folder, mayImport, packages, builtins, reason }: Wall): IForbiddenRuleType[] {
  const from = { path: `^src/${folder}/` };
  const rules: IForbiddenRuleType[] = [
    {
      name: `wall-of-${folder}`,
      comment: reason,
      severity: 'error',
      from,
      to: { path: '^src/', pathNot: folderPaths([folder, ...mayImport]) },
    },
    {
      name: `packages-of-${folder}`,
      comment: `${folder} may use ${packages.length > 0 ? packages.join(', ') : 'no npm package'}. ${reason}`,
      severity: 'error',
      from: folder === 'domain' ? { ...from, pathNot: calendarModule } : from,
      to: { path: '(?:^|/)node_modules/', ...(packages.length > 0 ? { pathNot: packagePaths(packages) } : {}) },
    },
  ];
  if (!builtins) {
    rules.push({
      name: `builtins-of-${folder}`,
      comment: `${folder} runs anywhere and repeats exactly: files, clock and randomness come in as data.`,
      severity: 'error',
      from,
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
}

const configuration: IConfiguration = {
  forbidden: [
    ...walls.flatMap(rulesOf),
    {
      name: 'packages-of-domain-calendar',
      comment: 'The calendar of the domain converts local clock times with luxon, and uses nothing else.',
      severity: 'error',
      from: { path: calendarModule },
      to: { path: '(?:^|/)node_modules/', pathNot: packagePaths(['luxon']) },
    },
    {
      name: 'known-folders',
      comment: 'A module in a folder without a row here would stand outside every wall.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: folderPaths([...walls.map(({ folder }) => folder), 'main']) },
    },
    {
      name: 'no-tests-in-source',
      comment: 'What ships must not need what only tests or shows it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(?:tests|examples)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'A package that only development installs is absent where the product runs.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '(?:^|/)node_modules/@types/' },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module in two files, and load in an order nobody chose.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment:
        'A module that nobody imports and that imports nothing is left over. Types of a package that has none are found by its name.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/main/|\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'A path that leads nowhere escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 offers no parser to dependency-cruiser, and without one it finds no module and reports success.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

export default configuration;
