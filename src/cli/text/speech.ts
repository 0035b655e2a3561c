import { type Facts, fill, type Language } from '../../contract/messages/catalog.ts';
import { type Names, translateDocument } from '../../contract/translate-document.ts';
import { dayHead } from './local-time.ts';
import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

export type TextKey = keyof typeof textsEn;

const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en: textsEn, zh: textsZh };

type Named = { readonly id: string; readonly name?: string | undefined };

/** What has names: a team, and the activities that are to be placed. */
export type NamedThings = {
  readonly employees?: readonly Named[] | undefined;
  readonly skills?: readonly Named[] | undefined;
  readonly shiftTemplates?: readonly Named[] | undefined;
  readonly activities?: readonly Named[] | undefined;
};

/** How the command line speaks: its texts in a language, and the names of those that it speaks of. */
export type Speech = Names & {
  readonly language: Language;
  /** The text of a key. Throws where a fact of it is missing: that is a defect. */
  readonly say: (key: TextKey, facts?: Facts) => string;
  /** The word for a value such as a severity: the text of `GROUP.VALUE`, or the value itself where there is none. */
  readonly word: (group: string, value: string, facts?: Facts) => string;
  /** `Mon 03-02`. */
  readonly day: (date: string) => string;
  /** A document with its sentences in the language and by names. */
  readonly told: <T>(document: T) => T;
};

/** Names by id; those that several have are told apart by their ids. */
function namer(things: readonly Named[] = []): (id: string) => string {
  const count = Map.groupBy(things, ({ name }) => name);
  const names = new Map(
    things.map(({ id, name }) => [
      id,
      name === undefined || name === '' ? id : (count.get(name)?.length ?? 0) > 1 ? `${name} (${id})` : name,
    ]),
  );
  return (id) => names.get(id) ?? id;
}

/** Speech in a language about a team; without one by ids. */
export function speech(language: Language, things: NamedThings = {}): Speech {
  const texts = TEXTS[language];
  const say = (key: TextKey, facts: Facts = {}): string => {
    const text = fill(texts[key], facts);
    if (text === undefined) throw new Error(`the text ${key} lacks facts: ${Object.keys(facts).join(', ')} are given`);
    return text;
  };
  const names: Names = {
    employee: namer(things.employees),
    template: namer(things.shiftTemplates),
    skill: namer(things.skills),
    activity: namer(things.activities),
  };
  return {
    language,
    ...names,
    say,
    word: (group, value, facts) => {
      const key = `${group}.${value}`;
      return isKey(key) ? say(key, facts) : value;
    },
    day: (date) => dayHead(date, language),
    told: <T>(document: T) => translateDocument(language, document, names) as T,
  };
}

function isKey(key: string): key is TextKey {
  return Object.hasOwn(textsEn, key);
}

/** English by ids. */
export const ENGLISH: Speech = speech('en');
