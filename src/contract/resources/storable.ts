import type { Cursor } from '../cursor.ts';
import { pointer } from '../cursor.ts';
import type { Check } from '../documents.ts';
import { issue } from '../messages/render.ts';

/** Reports texts that hold the character NUL, in values and in names of fields: no database keeps it. */
export const checkStorable: Check = (root, add) => {
  const visit = ({ value, path }: Cursor): void => {
    if (typeof value === 'string') {
      if (value.includes('\u0000')) add(issue('nul-character', path));
    } else if (Array.isArray(value)) {
      value.forEach((inner: unknown, index) => visit({ value: inner, path: pointer(path, index) }));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key.includes('\u0000')) add(issue('nul-character', path));
        visit({ value: inner, path: pointer(path, key) });
      }
    }
  };
  visit(root);
};

/** Whether a JSON text may write NUL: only then the values are looked at one by one. */
export function mayHoldNul(text: string): boolean {
  return text.includes(String.raw`\u0000`);
}
