import { parseErasures } from '../../contract/maintenance.ts';
import type { Erasure } from '../../planning/maintenance.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { userPath } from '../files.ts';
import { readDocument } from '../json-file.ts';
import { commandIssue } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { backupText, erasuresText, restoreText } from '../text/maintenance-text.ts';

/** `shiftcast backup --out FILE`: everything that is stored, in one file. */
export async function backupCommand(session: Session, common: Common): Promise<ExitCode> {
  const subject = 'shiftcast backup';
  const { out } = common;
  if (out === undefined) {
    const missing = commandIssue('option-missing', '--out', { option: '--out', expected: 'the file to write' });
    return refuse(session, common, subject, [missing]);
  }
  const written = await (await session.maintenance()).backup(userPath(session.folder, out));
  if (!written.ok) return refuse(session, common, subject, written.issues);
  // The file is the backup; what is said of it goes to the terminal.
  return give(
    session,
    { ...common, out: undefined },
    {
      document: { kind: 'backup', file: out, ...written.value },
      text: () => backupText(common.language, out, written.value),
      code: EXIT.done,
    },
  );
}

/** `shiftcast restore FILE`: the store as it was, but for those who were erased since. */
export async function restoreCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast restore';
  const values = optionValues(raw);
  const list = values.text('erasures');
  let erasures: readonly Erasure[] = [];
  if (list !== undefined) {
    const read = readDocument(session.folder, list, '--erasures', parseErasures);
    if (!read.ok) return refuse(session, common, subject, read.issues);
    ({ erasures } = read.value);
  }
  const how = { replace: values.flag('replace'), erasures };
  const restored = await (await session.maintenance()).restore(userPath(session.folder, file), how);
  if (!restored.ok) return refuse(session, common, subject, restored.issues);
  return give(session, common, {
    document: { kind: 'restored', file, ...restored.value },
    text: () => restoreText(common.language, restored.value),
    code: restored.value.trail.some(({ fault }) => fault !== undefined) ? EXIT.notClean : EXIT.done,
  });
}

/** `shiftcast erasures`: who was erased, as marks, to be kept beside the backups. */
export async function erasuresCommand(session: Session, common: Common): Promise<ExitCode> {
  const read = await (await session.maintenance()).erasures();
  if (!read.ok) return refuse(session, common, 'shiftcast erasures', read.issues);
  return give(session, common, {
    document: { kind: 'erasures', erasures: read.value },
    text: () => erasuresText(read.value),
    code: EXIT.done,
  });
}
