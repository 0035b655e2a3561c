import type { Team } from '../../domain/team.ts';
import type { Session } from '../session.ts';
import { openDocument, sealDocument } from './document-seal.ts';

/** Teams as they are stored: sealed, or in clear as a version of before wrote them. */

export type TeamRow = { readonly id: string; readonly document: Team | null; readonly sealed: Buffer | null };

/** Texts of teams that were opened last, by the master key that opened them: nearly every request reads a team, and few change one. */
const lately = new WeakMap<Uint8Array, { characters: number; readonly texts: Map<string, string> }>();

/** Characters of all texts that are kept. */
const MOST_CHARACTERS = 4_000_000;

/** Name of the key, nonce and tag: no other text has them. */
const HEAD_BYTES = 44;

/** The text of a sealed team. */
async function teamText(session: Session, id: string, sealed: Buffer): Promise<string> {
  const kept = lately.get(session.masterKey) ?? { characters: 0, texts: new Map<string, string>() };
  lately.set(session.masterKey, kept);
  const name = `${session.scope.organisation}\n${id}\n${sealed.toString('latin1', 0, HEAD_BYTES)}`;
  const known = kept.texts.get(name);
  if (known !== undefined) return known;
  const text = await openDocument(session, 'teams.document', id, sealed);
  if (text.length > MOST_CHARACTERS) return text;
  if (!kept.texts.has(name)) kept.characters += text.length;
  kept.texts.set(name, text);
  for (const [oldest, its] of kept.texts) {
    if (kept.characters <= MOST_CHARACTERS) break;
    kept.texts.delete(oldest);
    kept.characters -= its.length;
  }
  return text;
}

/** The team that a row holds. */
export async function openTeam(session: Session, { id, document, sealed }: TeamRow): Promise<Team> {
  if (sealed !== null) return JSON.parse(await teamText(session, id, sealed)) as Team;
  if (document === null) throw new Error(`the team ${id} has no document`);
  return document;
}

/** A team as it is stored. */
export function sealTeam(session: Session, team: Team): Promise<Buffer> {
  return sealDocument(session, 'teams.document', team.id, JSON.stringify(team));
}
