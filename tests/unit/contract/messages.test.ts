import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { issue, noteText, translateIssue } from '../../../src/contract/messages/render.ts';
import { type Catalog, fill, placesOf, type Text } from '../../../src/contract/messages/catalog.ts';
import { en } from '../../../src/contract/messages/en.ts';
import { zh } from '../../../src/contract/messages/zh.ts';
import { rules } from '../../../src/rules/registry.ts';

const root = new URL('../../../src/', import.meta.url);

function codesOf(folders: readonly string[], pattern: RegExp): readonly string[] {
  const codes = new Set<string>();
  for (const folder of folders) {
    for (const name of readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const text = readFileSync(new URL(`${folder}/${name}`, root), 'utf8');
      for (const match of text.matchAll(pattern)) codes.add(match[1] ?? '');
    }
  }
  return [...codes];
}

const folders = [
  'contract',
  'planning',
  'planning/drafts',
  'planning/publications',
  'forecasting',
  'staffing',
  'rostering',
  'audit',
  'rules',
  'calendars',
  'api',
  'main',
  'storage/embedded',
];
const written = codesOf(folders, /\bcode: '([a-z][a-z0-9-]+)'/g);
const called = codesOf(folders, /\b(?:issue|issues\.add|refuse|checkKnown)\(\s*'([a-z][a-z0-9-]+)'/g);

const variants = (text: Text): readonly string[] => (typeof text === 'string' ? [text] : text);

it.each([...new Set([...written, ...called])])('%s has a text in Chinese', (code) => {
  expect(Object.hasOwn(zh.issues, code) || Object.hasOwn(zh.notes, code)).toBe(true);
});

it.each(Object.entries(en.issues))('the issue %s says the same facts in both languages', (code, text) => {
  const other = zh.issues[code];
  for (const part of ['message', 'hint'] as const) {
    const places = (entry: Catalog['issues'][string] | undefined): readonly string[] =>
      entry === undefined ? [] : variants(entry[part]).map((variant) => placesOf(variant).toSorted().join());
    expect(places(other).length).toBe(places(text).length);
  }
  expect(variants(text.message).flatMap(placesOf).toSorted()).toEqual(
    variants(other?.message ?? '')
      .flatMap(placesOf)
      .toSorted(),
  );
});

it.each(Object.keys(en.notes))('the note %s has the same facts in both languages', (code) => {
  const facts = (catalog: Catalog): readonly string[] =>
    variants(catalog.notes[code] ?? '')
      .flatMap(placesOf)
      .toSorted();
  expect(facts(zh)).toEqual(facts(en));
});

it('both languages know the same notes, breaches, questions and words', () => {
  for (const part of ['notes', 'breaches', 'unknowns', 'words'] as const) {
    expect(Object.keys(zh[part]).toSorted()).toEqual(Object.keys(en[part]).toSorted());
  }
});

it.each(rules.map(({ id }) => id))('a breach of %s has a text of its own in both languages', (id) => {
  expect(Object.hasOwn(en.breaches, id)).toBe(true);
  expect(Object.hasOwn(zh.breaches, id)).toBe(true);
});

it('the first variant whose facts are all there is taken', () => {
  expect(fill(['{a} and {b}', '{a} alone'], { a: 1, b: 2 })).toBe('1 and 2');
  expect(fill(['{a} and {b}', '{a} alone'], { a: 1 })).toBe('1 alone');
  expect(fill('{a}', {})).toBeUndefined();
});

it('a place says how its fact is shown', () => {
  expect([1, 2].map((days) => fill('{days:day|days}', { days }))).toEqual(['1 day', '2 days']);
  expect(fill('{share%} at {start@}', { share: 0.0761, start: '2026-03-02T09:30:00+01:00' })).toBe(
    '7.6 % at 2026-03-02 09:30',
  );
  expect(fill('{a=} {b=}', { a: 'x', b: 'y' }, { x: 'a word' })).toBe('a word y');
  expect(placesOf('{a} {b:one|many} {c%} {d@} {e=}')).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('facts that look like places are not filled again', () => {
  expect(fill('{a} {b}', { a: '{b}', b: '$&' })).toBe('{b} $&');
});

it('an issue without a text is a defect', () => {
  expect(() => issue('no-such-code', '')).toThrow('no text for the issue no-such-code');
});

it('an issue that a language does not know keeps its own words', () => {
  const own = { code: 'of-elsewhere', path: '', message: 'mine', facts: {}, hint: 'mine too' };
  expect(translateIssue('zh', own)).toEqual(own);
});

it('a note rounds its facts; one without a text shows its code and facts', () => {
  expect(noteText('en', 'gap-before-forecast', { days: 2.00049 })).toContain('2 days');
  expect(noteText('zh', 'of-elsewhere', { share: 1 / 3 })).toBe('of-elsewhere, share 0.333');
});
