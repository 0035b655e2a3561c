import type { Format } from './files.ts';
import { readDocument } from './json-file.ts';
import type { Issue, Outcome } from './messages.ts';
import { outIssues, type Session } from './run.ts';
import type { Common } from './terminal.ts';

/**
 * The document that a command is about, or every issue at once: those that its options have already, those of where the answer is to go, and those of the file. `at` names
 * the argument.
 */
export function readRequest<T>(
  session: Session,
  common: Common,
  file: string,
  parse: (document: unknown) => Outcome<T>,
  {
    issues = [],
    formats = ['json', 'csv'],
    at = 'REQUEST',
  }: { readonly issues?: readonly Issue[]; readonly formats?: readonly Format[]; readonly at?: string } = {},
): Outcome<T> {
  const before = [...issues, ...outIssues(session, common, formats, [file])];
  const request = readDocument(session.folder, file, at, parse);
  if (request.ok && before.length === 0) return request;
  return { ok: false, issues: [...before, ...(request.ok ? [] : request.issues)] };
}
