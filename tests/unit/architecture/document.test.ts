import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import walls from '../../walls.config.ts';

const text = readFileSync(new URL('../../../src/ARCHITECTURE.md', import.meta.url), 'utf8');
const dependencies = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

type Row = {
  readonly folder: string;
  readonly mayImport: readonly string[];
  readonly packages: readonly string[];
  readonly builtins: boolean;
};

const listOf = (cell: string): readonly string[] => (cell === '-' ? [] : cell.split(', '));

const rows: readonly Row[] = text
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 7 && /^[a-z]+$/.test(cells[1] ?? '') && ['yes', 'no'].includes(cells[5] ?? ''))
  .map((cells) => ({
    folder: cells[1] ?? '',
    mayImport: listOf(cells[3] ?? ''),
    packages: listOf(cells[4] ?? ''),
    builtins: cells[5] === 'yes',
  }));

type NamedRule = { readonly name?: string; readonly to?: { readonly pathNot?: string | string[] } };
const forbidden: readonly NamedRule[] = walls.forbidden ?? [];
const ruleOf = (name: string) => forbidden.find((rule) => rule.name === name);
const pathNotOf = (name: string): string => {
  return String(ruleOf(name)?.to?.pathNot ?? '');
};

describe('the table of the architecture', () => {
  it('has a row for every wall', () => {
    const folders = forbidden.flatMap(({ name }) => /^wall-of-(.*)$/.exec(name ?? '')?.[1] ?? []);
    expect(rows.map(({ folder }) => folder).sort()).toEqual(folders.sort());
  });

  it.each(rows)('says what the wall of $folder lets in', ({ folder, mayImport, packages, builtins }) => {
    const paths = [folder, ...mayImport].map((entry) =>
      entry.endsWith('.ts') ? `${entry.replace('.ts', '\\.ts')}$` : `${entry}/`,
    );
    expect(pathNotOf(`wall-of-${folder}`)).toBe(`^src/(?:${paths.join('|')})`);
    const allowed = /\?:@types\/\)\?\(\?:([^)]*)\)/.exec(
      pathNotOf(folder === 'domain' ? 'packages-of-domain-calendar' : `packages-of-${folder}`),
    )?.[1];
    expect(packages).toEqual(allowed === undefined ? [] : allowed.split('|'));
    expect(ruleOf(`builtins-of-${folder}`) === undefined).toBe(builtins);
  });

  it('gives a reason for every package that ships', () => {
    const reasons = text.slice(text.indexOf('## Each npm package'), text.indexOf('## Kept'));
    expect(
      Object.keys(dependencies.dependencies).filter(
        (name) => !new RegExp(`(?:^\\| |, )${name}(?:,| \\|)`, 'm').test(reasons),
      ),
    ).toEqual([]);
  });
});
