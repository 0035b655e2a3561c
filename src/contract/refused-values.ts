/** The keys on the way of a JSON pointer. */
function keysOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

type Container = Record<string, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

function childOf(container: Container, key: string): unknown {
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function put(container: Container, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * The document with null in place of every text and number that its schema refused, so that checks of relations count with nothing
 * beyond the schema's bounds: a length of 1e21 minutes would keep a loop busy for ever. Lists and objects stay: one too many of them does not hide
 * what is wrong inside. The document given is left as it is.
 */
export function withoutRefused(input: unknown, pointers: Iterable<string>): unknown {
  const root: Container = { '': input };
  const copies = new Set<Container>();
  const ownOf = (container: Container, key: string): Container | undefined => {
    const inner = childOf(container, key);
    if (!isContainer(inner)) return undefined;
    if (copies.has(inner)) return inner;
    const copy = (Array.isArray(inner) ? [...(inner as readonly unknown[])] : { ...inner }) as Container;
    copies.add(copy);
    put(container, key, copy);
    return copy;
  };
  for (const pointer of pointers) {
    const keys = ['', ...keysOf(pointer)];
    const last = keys.pop() as string;
    let at: Container | undefined = root;
    for (const key of keys) at = at === undefined ? undefined : ownOf(at, key);
    const value = at === undefined ? undefined : childOf(at, last);
    if (at !== undefined && (typeof value === 'string' || typeof value === 'number')) put(at, last, null);
  }
  return root[''];
}
