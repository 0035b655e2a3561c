/**
 * Text for codes. Places in braces are filled from the facts; of several variants the first whose places are all in the facts
 * is taken, so the last one has only places that are always there.
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

const place = /\{(\w+)\}/g;

/** Names of the places of a text. */
export function placesOf(template: string): readonly string[] {
  return [...template.matchAll(place)].map((match) => match[1] ?? '');
}

/** The text with its places filled; undefined where no variant fits the facts. */
export function fill(template: Text, facts: Facts): string | undefined {
  const variants = typeof template === 'string' ? [template] : template;
  const chosen = variants.find((variant) => placesOf(variant).every((name) => Object.hasOwn(facts, name)));
  return chosen?.replaceAll(place, (_, name: string) => String(facts[name]));
}
