import { parseJson } from '../contract/json-text.ts';
import { readText } from './files.ts';
import type { Outcome } from './messages.ts';

/** Reads a JSON file; `shown` is the path as the user wrote it. */
export function readJson(folder: string, shown: string, at: string): Outcome<unknown> {
  const text = readText(folder, shown, at);
  if (!text.ok) return text;
  const parsed = parseJson(text.value.replace(/^\uFEFF/, ''));
  if (parsed.ok) return parsed;
  const issues = parsed.issues.map((each) => ({ ...each, path: each.path === '' ? shown : `${shown} ${each.path}` }));
  return { ok: false, issues };
}
