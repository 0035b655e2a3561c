import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const repository = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/** What git tracks or would track on the next commit: neither ignored nor deleted. */
const files = execFileSync(
  'git',
  ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  },
)
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(repository, path)));

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

interface Finding {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Every line of the files given that matches; an empty answer is the guarantee. */
function findLines(paths: readonly string[], pattern: RegExp, contentOf: (path: string) => string = read): Finding[] {
  return paths.flatMap((path) =>
    contentOf(path)
      .split('\n')
      .flatMap((text, index) =>
        pattern.test(text) ? [{ path, line: index + 1, text: text.trim().slice(0, 160) }] : [],
      ),
  );
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const sources = files.filter((path) => /^src\/.*\.ts$/.test(path));

describe('the tree', () => {
  test('is listed by git and holds source', () => {
    expect(sources.length).toBeGreaterThan(0);
  });

  test('has only the top-level entries agreed on', () => {
    const agreed = new Set([
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'openapi.yaml',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'src',
      'examples',
      'tests',
    ]);
    const top = new Set(files.map((path) => path.split('/')[0] ?? path));
    expect([...top].filter((entry) => !agreed.has(entry) && !entry.startsWith('.'))).toEqual([]);
  });

  test('has no source file over 500 lines', () => {
    const long = sources.map((path) => ({ path, lines: read(path).split('\n').length - 1 }));
    expect(long.filter(({ lines }) => lines > 500)).toEqual([]);
  });

  test('has no file named by a word that says nothing', () => {
    const empty = /(?:^|[-_.])(?:utils?|helpers?|managers?|base)(?:[-_.]|$)/i;
    const code = files.filter((path) => /^(?:src|tests|examples)\//.test(path));
    expect(code.filter((path) => path.split('/').some((part) => empty.test(part)))).toEqual([]);
    for (const name of ['utils.ts', 'date-helper.ts', 'job_manager.ts', 'base.ts', 'rule.base.ts']) {
      expect(name).toMatch(empty);
    }
    for (const name of ['database.ts', 'baseline.ts']) expect(name).not.toMatch(empty);
  });
});

describe('tracked text', () => {
  const text = files.filter((path) => !/\.(?:png|ico|gz|wasm|xlsx)$/.test(path));

  test('names no package registry, so an install asks the one that npm is configured with', () => {
    expect(findLines(text, /registry[.]npmjs|registry[.]yarnpkg|npm[.]pkg[.]github/i)).toEqual([]);
    expect(findLines(['package-lock.json'], /"resolved"\s*:/)).toEqual([]);
    expect(findLines(['.npmrc'], /registry\s*=/)).toEqual([]);
    // npm tells its scripts of a registry other than the default; a loopback host may well stand in the text otherwise.
    const configured = process.env['npm_config_registry'];
    const hosts = configured === undefined ? [] : [new URL(configured).host];
    const telling = hosts.filter((host) => !/^(?:localhost|127\.|\[)/.test(host));
    expect(telling.flatMap((host) => findLines(text, new RegExp(literal(host), 'i')))).toEqual([]);
  });

  test('names no place of the machine it was written on', () => {
    const places = [repository, resolve(repository, '../shared')].filter((place) => place.split('/').length > 2);
    if (!['/', tmpdir()].includes(homedir())) places.push(homedir());
    const machine = new RegExp(`(?<![\\w.:-])(?:${places.map(literal).join('|')}|(?:/home|/Users)/[a-z]+)(?![\\w-])`);
    expect(findLines(text, machine)).toEqual([]);
    expect(`'${['', 'home', 'somebody', 'src'].join('/')}'`).toMatch(machine);
  });
});

describe('the pure folders', () => {
  const pure = /^src\/(?:domain|rules|lp|forecasting|staffing|rostering|simulation|audit)\//;
  const impure = [
    /\bMath\s*\.\s*random\b/,
    /\bDate\s*\.\s*now\b/,
    /\bnew\s+Date\s*(?:\(\s*\)|[^\s(])/,
    /\bDateTime\s*\.\s*(?:now|local|utc)\s*\(\s*\)/,
    /\bperformance\s*\.\s*now\b/,
    /\bcrypto\s*\.\s*(?:random|getRandom)/,
    /\bprocess\s*\./,
    /\bglobalThis\b/,
    /\bset(?:Timeout|Interval|Immediate)\s*\(/,
  ];
  const paths = sources.filter((path) => pure.test(path));

  /** Comments may name what code may not use; strings stay, since none of the patterns belongs into one. */
  function code(path: string): string {
    return read(path)
      .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
      .replaceAll(/(?<![:'"`\\])\/\/.*$/gm, '');
  }

  test.each(impure)('use nothing that matches %s: same input, same answer', (pattern) => {
    expect(findLines(paths, pattern, code)).toEqual([]);
  });

  test('would be caught using a clock, randomness or the environment', () => {
    const planted = [
      'Math.random()',
      'Date.now()',
      'new Date()',
      'DateTime.now()',
      'performance.now()',
      'crypto.randomUUID()',
      'process.env.X',
      'globalThis.x',
      'setTimeout(f, 1)',
    ];
    expect(planted.map((line) => impure.findIndex((pattern) => pattern.test(line)))).toEqual(planted.map((_, i) => i));
    expect(paths).not.toEqual([]);
  });
});
