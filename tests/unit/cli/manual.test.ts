import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMAND_LINE_CODES } from '../../../src/cli/messages.ts';
import { en } from '../../../src/contract/messages/en.ts';
import { zh } from '../../../src/contract/messages/zh.ts';
import { rules } from '../../../src/rules/registry.ts';

const manual = readFileSync(new URL('../../../src/MANUAL.md', import.meta.url), 'utf8');
const section = (from: string, to: string): string => manual.slice(manual.indexOf(from), manual.indexOf(to));
const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1] ?? '');

const issueCodes = codesIn(section('## Issues', '## Notes'));
const known = [...new Set([...Object.keys(en.issues), ...Object.keys(zh.issues), ...COMMAND_LINE_CODES])].sort();

describe('the manual', () => {
  it('has every code of an issue once, and no code that no issue has', () => {
    expect([...issueCodes].sort()).toEqual(known);
  });

  it('has the codes that are written in the source beside their text', () => {
    const sources = globSync('src/**/*.ts', { cwd: new URL('../../../', import.meta.url) });
    const written = sources.flatMap((file) => {
      const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
      return [...text.matchAll(/(?:issues\.add\(\s*|\brefuse\(|\bissue\()'([a-z-]+-[a-z-]+)'/g)].map(
        (match) => match[1] ?? '',
      );
    });
    expect(written.length).toBeGreaterThan(40);
    expect(written.filter((code) => !issueCodes.includes(code))).toEqual([]);
  });

  it('has every note and every rule with all its values', () => {
    expect(codesIn(section('## Notes', '## Rules'))).toEqual(expect.arrayContaining(Object.keys(en.notes)));
    const ruleRows = manual.slice(manual.indexOf('## Rules')).split('\n');
    for (const { id, parameters } of rules) {
      const row = ruleRows.find((line) => line.startsWith(`| \`${id}\` |`)) ?? '';
      expect(row, id).not.toBe('');
      for (const { name } of parameters) expect(row).toContain(`\`${name}\``);
    }
  });
});
