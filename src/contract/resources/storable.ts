import type { Cursor } from '../cursor.ts';
import { pointer } from '../cursor.ts';
import type { Check } from '../documents.ts';
import { issue } from '../messages/render.ts';

/** What a text holds that no database keeps as it is; undefined where it holds nothing of the kind. */
function faultOf(text: string): 'nul-character' | 'half-character' | undefined {
  if (text.includes('\u0000')) return 'nul-character';
  return text.isWellFormed() ? undefined : 'half-character';
}

/**
 * Reports texts, in values and in names of fields, that hold the character NUL, which no database keeps, or half a character (one of the two
 * surrogates that only together write one), which would be kept as another: two different texts would become the same.
 */
export const checkStorable: Check = (root, add) => {
  const report = (text: string, path: string): void => {
    const code = faultOf(text);
    if (code !== undefined) add(issue(code, path));
  };
  const visit = ({ value, path }: Cursor): void => {
    if (typeof value === 'string') report(value, path);
    else if (Array.isArray(value)) {
      value.forEach((inner: unknown, index) => visit({ value: inner, path: pointer(path, index) }));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        report(key, path);
        visit({ value: inner, path: pointer(path, key) });
      }
    }
  };
  visit(root);
};

/** Whether a JSON text may write what cannot be stored: only then the values are looked at one by one. */
export function mayNotBeStorable(text: string): boolean {
  return /\\u(?:0000|[dD][89a-fA-F])/.test(text);
}
