/** An element of a page. */
export type Element = {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decoded(text: string): string {
  return text.replaceAll(/&(\w+|#39);/g, (whole, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined) throw new Error(`an entity that nobody writes: ${whole}`);
    return character;
  });
}

const TOKEN = /<!DOCTYPE html>|<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?::[a-z]+)?="[^"<>]*")*)(\/?)>|([^<]+)/gi;

/** The page as a tree. Strict as XML: whatever is not closed, not quoted or not escaped throws. */
export function treeOf(page: string): Element {
  const stack: { tag: string; attributes: Record<string, string>; children: (Element | string)[] }[] = [
    { tag: '', attributes: {}, children: [] },
  ];
  let at = 0;
  for (const match of page.matchAll(TOKEN)) {
    if (match.index !== at) throw new Error(`not well formed: ${page.slice(at, at + 60)}`);
    at += match[0].length;
    const [, closing, tag, attributes = '', empty, text] = match;
    const open = stack.at(-1);
    if (open === undefined) throw new Error('closed too often');
    if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare &: ${text}`);
      open.children.push(decoded(text));
    } else if (closing === '/') {
      if (open.tag !== tag) throw new Error(`<${open.tag}> is closed by </${tag}>`);
      stack.pop();
    } else if (tag !== undefined) {
      const pairs = [...attributes.matchAll(/ ([a-z:-]+)="([^"]*)"/gi)];
      const named = Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, decoded(value)]));
      const element = { tag, attributes: named, children: [] };
      open.children.push(element);
      if (empty !== '/') stack.push(element);
    }
  }
  const [root] = stack;
  if (at !== page.length || stack.length !== 1 || root === undefined)
    throw new Error('the page ends inside of an element');
  return root;
}

/** All elements below one that have the tag, and the class where one is given, in order. */
export function all(root: Element, tag: string, name?: string): readonly Element[] {
  return root.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    const classes = (child.attributes['class'] ?? '').split(' ');
    const own = child.tag === tag && (name === undefined || classes.includes(name)) ? [child] : [];
    return [...own, ...all(child, tag, name)];
  });
}

/** The text below an element, a blank between its parts. */
export function textOf(node: Element | string): string {
  const text = typeof node === 'string' ? node : node.children.map(textOf).join(' ');
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The rows of the grid as texts, the name first and the hours last; without the head. */
export function gridOf(page: string): readonly (readonly string[])[] {
  return all(treeOf(page), 'tbody').flatMap((body) =>
    all(body, 'tr').map((row) => row.children.filter((cell) => typeof cell !== 'string').map(textOf)),
  );
}
