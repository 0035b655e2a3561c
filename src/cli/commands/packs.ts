import { extname } from 'node:path';
import { fromPack, type PackDocument, parsePack } from '../../contract/pack.ts';
import { issue } from '../../contract/messages/render.ts';
import { checkPackRules } from '../../contract/rule-checks.ts';
import { allPackVersions } from '../../planning/packs.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readJson } from '../json-file.ts';
import { inFile } from '../places.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { packListText, packText } from '../text/pack-text.ts';
import { speech } from '../text/speech.ts';

/** `shiftcast packs [ID | FILE.json]`: the packs of law there are, one of them with its rules and sources, or a file checked. */
export function packsCommand(session: Session, common: Common, named: string | undefined): ExitCode {
  const issues = outIssues(session, common, ['json'], named === undefined ? [] : [named]);
  const subject = named ?? 'shiftcast packs';
  if (issues.length > 0) return refuse(session, common, subject, issues);
  const said = speech(common.language);
  const tell = (items: readonly PackDocument[], text: () => string): ExitCode =>
    give(session, common, { document: { items }, text, code: EXIT.done });
  if (named !== undefined && extname(named).toLowerCase() === '.json') {
    const document = readJson(session.folder, named, 'PACK');
    const pack = document.ok ? parsePack(document.value, checkPackRules) : document;
    if (!pack.ok) return refuse(session, common, named, document.ok ? inFile(named, pack.issues) : pack.issues);
    return tell([fromPack(pack.value)], () => packText(said.told(fromPack(pack.value)), said));
  }
  const all = allPackVersions().map(fromPack);
  if (named === undefined) return tell(all, () => packListText(said.told(all), said));
  const versions = all.filter(({ id }) => id === named);
  if (versions.length > 0)
    return tell(versions, () => versions.map((one) => packText(said.told(one), said)).join('\n'));
  const known = [...new Set(all.map(({ id }) => id))].join(', ');
  return refuse(session, common, subject, [issue('unknown-pack', 'PACK', { id: named, known })]);
}
