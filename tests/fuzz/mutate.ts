import type { Random } from '../fixtures/random.ts';
import { hostileText, hostileValue } from './hostile.ts';

/** Documents that are nearly right: a copy of a good one with something changed. */

type Place = { readonly holder: Record<string, unknown> | unknown[]; readonly key: string | number };

/** Every place of a document, the inner ones too. */
function placesOf(value: unknown, found: Place[] = []): Place[] {
  if (Array.isArray(value))
    value.forEach((inner: unknown, key) => {
      found.push({ holder: value, key });
      placesOf(inner, found);
    });
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      found.push({ holder: value as Record<string, unknown>, key });
      placesOf(inner, found);
    }
  return found;
}

const at = ({ holder, key }: Place): unknown => (holder as Record<string | number, unknown>)[key];

/** Plain definition: an assignment would set a prototype where the key is `__proto__`. */
function put(holder: object, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function nearNumber(value: number, random: Random): number {
  return random.one([
    value + 1,
    value - 1,
    -value,
    value * 2,
    value / 2,
    value * 10,
    0,
    value + 0.5,
    Math.trunc(value),
  ]);
}

function nearText(value: string, random: Random): string {
  const cut = random.whole(0, value.length);
  return random.one([
    value.slice(0, cut),
    value + value,
    `${value} `,
    value.toUpperCase(),
    value.replace(/\d/, (digit) => String((Number(digit) + random.whole(1, 9)) % 10)),
    value.slice(0, cut) + hostileText(random).slice(0, 50) + value.slice(cut),
    `${value}\u200b`,
  ]);
}

/** Changes one place of the document. */
function mutateOnce(document: object, random: Random, hostile: boolean): void {
  const places = placesOf(document);
  if (places.length === 0) {
    put(document, 'nothingLikeIt', 1);
    return;
  }
  const place = random.one(places);
  const { holder, key } = place;
  const value = at(place);
  if (hostile) {
    put(holder, random.chance(0.1) && !Array.isArray(holder) ? hostileText(random) : key, hostileValue(random));
    return;
  }
  switch (random.whole(0, 6)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      return;
    case 1:
      put(holder, key, structuredClone(at(random.one(places))));
      return;
    case 2:
      if (Array.isArray(holder)) holder.push(structuredClone(value));
      else put(holder, `${key}x`, value);
      return;
    case 3:
      if (Array.isArray(value)) put(holder, key, random.chance(0.5) ? value.toReversed() : value.concat(value));
      else put(holder, key, [value]);
      return;
    default:
      if (typeof value === 'number') put(holder, key, nearNumber(value, random));
      else if (typeof value === 'string') put(holder, key, nearText(value, random));
      else if (typeof value === 'boolean') put(holder, key, !value);
      else put(holder, key, null);
  }
}

/** A copy with one to three changes. */
export function mutated(document: unknown, random: Random, hostile: boolean): unknown {
  if (typeof document !== 'object' || document === null) return hostileValue(random);
  const copy = structuredClone(document);
  for (let changes = random.one([1, 1, 1, 2, 3]); changes > 0; changes--) mutateOnce(copy, random, hostile);
  return copy;
}
