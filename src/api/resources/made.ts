import type { DocumentHead } from '../../planning/store.ts';
import type { Answer } from './handler.ts';

/** A stored document in short. */
export function madeDocument({ kind: _kind, ...head }: DocumentHead): object {
  return Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined));
}

/** Text of an object with one more member, whose value is JSON text already. */
export function withMember(object: object, name: string, text: string): string {
  const start = JSON.stringify(object).slice(0, -1);
  return `${start}${start === '{' ? '' : ','}${JSON.stringify(name)}:${text}}`;
}

/**
 * The answer with a stored document under its name, or with its members where it has none: its text is given as it was stored, byte by byte. It never
 * changes, so its id is its ETag.
 */
export function madeAnswer(
  status: number,
  address: string,
  name: string | undefined,
  head: DocumentHead,
  text: string,
): Answer {
  const headers = status === 201 ? { Location: `${address}/${head.id}` } : undefined;
  const document = madeDocument(head);
  const body =
    name === undefined ? `${JSON.stringify(document).slice(0, -1)},${text.slice(1)}` : withMember(document, name, text);
  return { status, headers, etag: head.id, body };
}
