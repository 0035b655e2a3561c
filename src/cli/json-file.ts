import { parseJson } from '../contract/json-text.ts';
import { readText } from './files.ts';
import type { Outcome } from './messages.ts';
import { inFile } from './places.ts';

/** Reads a JSON file; `shown` is the path as the user wrote it. */
export function readJson(folder: string, shown: string, at: string): Outcome<unknown> {
  const text = readText(folder, shown, at);
  if (!text.ok) return text;
  const parsed = parseJson(text.value.replace(/^\uFEFF/, ''));
  if (parsed.ok) return parsed;
  const issues = parsed.issues.map((each) => ({ ...each, path: each.path === '' ? shown : `${shown} ${each.path}` }));
  return { ok: false, issues };
}

/** Reads a JSON file and takes it for a document; what is wrong with that is told with the file's name in front. */
export function readDocument<T>(
  folder: string,
  shown: string,
  at: string,
  parse: (document: unknown) => Outcome<T>,
): Outcome<T> {
  const document = readJson(folder, shown, at);
  if (!document.ok) return document;
  const parsed = parse(document.value);
  return parsed.ok ? parsed : { ok: false, issues: inFile(shown, parsed.issues) };
}
