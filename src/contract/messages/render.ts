import type { Issue } from '../../domain/issue.ts';
import type { Catalog, Facts, Language } from './catalog.ts';
import { fill } from './catalog.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const catalogs: Readonly<Record<Language, Catalog>> = { en, zh };

/** The words of a language. */
export function catalogOf(language: Language): Catalog {
  return catalogs[language];
}

/** An issue with its English text. Throws on a code that has none: that is a defect, not the input's fault. */
export function issue(code: string, path: string, facts: Facts = {}): Issue {
  const rendered = textOf('en', code, facts);
  if (rendered === undefined) throw new Error(`no text for the issue ${code} with ${Object.keys(facts).join(', ')}`);
  return { code, path, message: rendered.message, facts, hint: rendered.hint };
}

function textOf(
  language: Language,
  code: string,
  facts: Facts,
): { readonly message: string; readonly hint: string } | undefined {
  const entry = catalogs[language].issues[code];
  const named = withExpected(language, facts);
  const message = entry === undefined ? undefined : fill(entry.message, named);
  const hint = entry === undefined ? undefined : fill(entry.hint, named);
  return message === undefined || hint === undefined ? undefined : { message, hint };
}

/** The facts with what is expected in the words of the language, as far as it has them. */
export function withExpected(language: Language, facts: Facts): Facts {
  const expected = catalogs[language].words[`expected ${facts['expected']}`];
  return expected === undefined ? facts : { ...facts, expected };
}

/** The issue in another language; its own text where that language has none for it. */
export function translateIssue(language: Language, given: Issue): Issue {
  return { ...given, ...textOf(language, given.code, given.facts) };
}

/** Facts are measured to the last bit; people read three decimals. */
function readable(value: string | number): string | number {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

/** A note's text; the code with its facts where the catalogue has none. */
export function noteText(language: Language, code: string, facts: Facts): string {
  const { notes, words } = catalogs[language];
  const entry = notes[code];
  const rounded = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, readable(value)]));
  const text = entry === undefined ? undefined : fill(entry, rounded, words);
  return text ?? [code, ...Object.entries(rounded).map(([name, value]) => `${name} ${value}`)].join(', ');
}

/** A breach's text from its facts; the plain comparison of measure and limit where the rule has none. */
export function breachText(language: Language, rule: string, facts: Facts): string {
  const { breaches } = catalogs[language];
  const entry = breaches[rule];
  const text = entry === undefined ? undefined : fill(entry, facts);
  return text ?? fill(breaches['default'] ?? '', facts) ?? rule;
}

/** Why a rule could not be judged. */
export function unknownText(language: Language, reason: string, facts: Facts): string {
  const entry = catalogs[language].unknowns[reason];
  return (entry === undefined ? undefined : fill(entry, facts)) ?? reason;
}
