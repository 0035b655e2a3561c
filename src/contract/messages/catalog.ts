/**
 * Text for codes. Places in braces are filled from the facts; of several variants the first whose places are all in the facts
 * is taken, so the last one has only places that are always there. Besides `{name}` a place may say how its fact is shown:
 * - `{name:day|days}` the number and the word for one or for several;
 * - `{name%}` a ratio 0-1 in per cent;
 * - `{name@}` a time as people write it, `2026-03-02 09:30`;
 * - `{name=}` the word of the catalogue for a value such as the name of a reason, the value itself where there is none.
 */
export type Text = string | readonly string[];
export type IssueText = { readonly message: Text; readonly hint: Text };

export type Catalog = {
  readonly issues: Readonly<Record<string, IssueText>>;
  readonly notes: Readonly<Record<string, Text>>;
  /** By rule id. Besides the breach's own facts: employee, measured, limit, excess (with unit), start, end (local). */
  readonly breaches: Readonly<Record<string, Text>>;
  readonly unknowns: Readonly<Record<string, Text>>;
  /** Names of units and shapes that appear inside other texts. */
  readonly words: Readonly<Record<string, string>>;
};

export type Language = 'en' | 'zh';
export type Facts = Readonly<Record<string, string | number>>;

const place = /\{(\w+)([%@=]|:[^|{}]*\|[^|{}]*)?\}/g;

/** Names of the places of a text. */
export function placesOf(template: string): readonly string[] {
  return [...template.matchAll(place)].map((match) => match[1] ?? '');
}

/** A fact as its place asks for it. */
function shown(value: string | number, format: string, words: Catalog['words']): string {
  switch (format[0]) {
    case ':': {
      const [one = '', many = ''] = format.slice(1).split('|');
      return `${value} ${value === 1 ? one : many}`;
    }
    case '%':
      return typeof value === 'number' ? `${Math.round(value * 1000) / 10} %` : value;
    case '@':
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(String(value))
        ? String(value).slice(0, 16).replace('T', ' ')
        : String(value);
    case '=':
      return words[String(value)] ?? String(value);
    default:
      return String(value);
  }
}

/** The text with its places filled; undefined where no variant fits the facts. `words` are those of the text's language. */
export function fill(template: Text, facts: Facts, words: Catalog['words'] = {}): string | undefined {
  const variants = typeof template === 'string' ? [template] : template;
  const chosen = variants.find((variant) => placesOf(variant).every((name) => Object.hasOwn(facts, name)));
  return chosen?.replaceAll(place, (_, name: string, format: string | undefined) =>
    shown(facts[name] ?? '', format ?? '', words),
  );
}
