/** Puts a pseudonym in the place of a person throughout a document, and leaves her personal fields out. */

export type Person = {
  readonly id: string;
  /** Names that texts call her by. */
  readonly names: readonly string[];
};

/** Fields whose texts are ids of employees. An id may be anything, `late` too, so a text elsewhere is not hers. */
const ID_FIELDS = /employees?(?:Ids?)?$/i;

/** Fields for people to read, which name her by id or by name. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(['message', 'hint', 'detail', 'text', 'title', 'note', 'summary']);

/** What an object that is hers says of her as a person. */
const PERSONAL_FIELDS: ReadonlySet<string> = new Set([
  'name',
  'employeeName',
  'externalIds',
  'protected',
  'leave',
  'unavailable',
  'daysOff',
  'requests',
  'availability',
  'otherWork',
  'away',
  'groups',
  'reason',
]);

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, (sign) => `\\${sign}`);

/** Whether an object is about her; `field` is what it is the value of. */
function isHers(id: string, object: Readonly<Record<string, unknown>>, field: string): boolean {
  return object['employeeId'] === id || object['employee'] === id || (ID_FIELDS.test(field) && object['id'] === id);
}

/** The objects of a document that are about a person, each whole and once. */
export function partsOf(id: string, value: unknown, field = ''): readonly object[] {
  if (Array.isArray(value)) return value.flatMap((one) => partsOf(id, one, field));
  if (typeof value !== 'object' || value === null) return [];
  if (isHers(id, value as Readonly<Record<string, unknown>>, field)) return [value];
  return Object.entries(value).flatMap(([key, each]) => partsOf(id, each, key));
}

export type Replacing = {
  readonly value: (value: unknown) => unknown;
  /** The id of a shift of hers with the pseudonym; any other text as it is. */
  readonly shiftId: (id: string) => string;
};

export function replacing({ id, names }: Person, pseudonym: string): Replacing {
  const shift = new RegExp(`^${escaped(id)}(?=@\\d{4}-\\d{2}-\\d{2}#\\d+$)`);
  const called = [id, ...names].filter((name) => name !== '').sort((left, right) => right.length - left.length);
  const inText = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${called.map(escaped).join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
  const shiftId = (text: string): string => text.replace(shift, pseudonym);

  const textOf = (text: string, field: string): string => {
    if (ID_FIELDS.test(field) && text === id) return pseudonym;
    return TEXT_FIELDS.has(field) ? text.replaceAll(inText, pseudonym) : shiftId(text);
  };

  const walk = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return textOf(value, field);
    if (Array.isArray(value)) return value.map((one) => walk(one, field));
    if (typeof value !== 'object' || value === null) return value;
    const object = value as Readonly<Record<string, unknown>>;
    const hers = isHers(id, object, field);
    return Object.fromEntries(
      Object.entries(object).flatMap(([key, each]) => {
        // Why something could not be judged is a word of the product.
        if (hers && PERSONAL_FIELDS.has(key) && field !== 'unknowns') return [];
        if (hers && key === 'id' && each === id) return [[key, pseudonym]];
        return [[ID_FIELDS.test(field) && key === id ? pseudonym : key, walk(each, key)]];
      }),
    );
  };
  return { value: (value) => walk(value, ''), shiftId };
}
