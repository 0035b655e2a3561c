import type { Outcome } from '../domain/issue.ts';
import { issue } from './messages/render.ts';

const HEXADECIMAL = /^[\da-fA-F]{4}$/;

/** The offset behind a string that begins at an offset; undefined where it is none. By hand: a pattern runs out of stack in a string of megabytes. */
function endOfString(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return undefined;
    if (code !== 0x5c) continue;
    at += 1;
    if (text[at] === 'u' && HEXADECIMAL.test(text.slice(at + 1, at + 5))) at += 4;
    else if (!'"\\/bfnrt'.includes(text[at] ?? ' ')) return undefined;
  }
  return undefined;
}

/** Offset of the first character that cannot belong to JSON; the text's length where it ends too early. */
function faultOffset(text: string): number {
  const scanner = /[\t\n\r ]*(?:([[\]{},:])|(")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;
  /** What may come next: a value, a key, a colon, or what follows a value. */
  type Next = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'after';
  const open: string[] = [];
  let next: Next = 'value';
  while (scanner.lastIndex < text.length) {
    const from = scanner.lastIndex;
    const token = scanner.exec(text);
    const end = token?.[2] === undefined ? scanner.lastIndex : endOfString(text, scanner.lastIndex - 1);
    if (token === null || end === undefined) {
      const ahead = /[^\t\n\r ]/g;
      ahead.lastIndex = from;
      return ahead.exec(text)?.index ?? text.length;
    }
    const at = scanner.lastIndex - (token[1] ?? token[2] ?? token[3] ?? '').length;
    scanner.lastIndex = end;
    const mark = token[1];
    const inside = open.at(-1);
    if (next === 'value' || next === 'first-value') {
      if (mark === undefined) next = 'after';
      else if (mark === '{' || mark === '[') {
        open.push(mark);
        next = mark === '{' ? 'first-key' : 'first-value';
      } else if (mark === ']' && next === 'first-value') {
        open.pop();
        next = 'after';
      } else return at;
    } else if (next === 'key' || next === 'first-key') {
      if (token[2] !== undefined) next = 'colon';
      else if (mark === '}' && next === 'first-key') {
        open.pop();
        next = 'after';
      } else return at;
    } else if (next === 'colon') {
      if (mark !== ':') return at;
      next = 'value';
    } else if (mark === ',' && inside !== undefined) next = inside === '{' ? 'key' : 'value';
    else if ((mark === '}' && inside === '{') || (mark === ']' && inside === '[')) open.pop();
    else return at;
  }
  return text.length;
}

/** Reads JSON; a byte-order mark is passed over. What is no JSON becomes one issue with line and column. */
export function parseJson(given: string): Outcome<unknown> {
  const text = given.replace(/^\uFEFF/, '');
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const offset = faultOffset(text);
    const before = text.slice(0, offset).split('\n');
    const line = before.length;
    const column = (before.at(-1)?.length ?? 0) + 1;
    const found = offset >= text.length ? 'the end' : JSON.stringify(text.slice(offset, offset + 12).split('\n')[0]);
    return { ok: false, issues: [issue('malformed-json', `line ${line}, column ${column}`, { line, column, found })] };
  }
}
