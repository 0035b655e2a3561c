import { DEFAULT_ORGANISATION } from '../../planning/access.ts';
import type { Scope } from '../../planning/stored.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { commandIssue } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { documentText, give, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { erasedText } from '../text/maintenance-text.ts';

function scopeOf(raw: RawOptions, operation: string): Scope {
  const organisation = optionValues(raw).text('organisation') ?? DEFAULT_ORGANISATION;
  return { organisation, actor: 'command line', origin: { operation, via: 'command', address: '' } };
}

/** `shiftcast export-employee ID`: all that is held about an employee. */
export async function exportEmployeeCommand(
  session: Session,
  common: Common,
  id: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast export-employee';
  const opened = await session.withStore((store) =>
    store.write(scopeOf(raw, 'export-employee'), ({ people }) => people.exported(id)),
  );
  if (!opened.ok) return refuse(session, common, subject, opened.issues);
  const held = opened.value;
  if (held === undefined)
    return refuse(session, common, subject, [commandIssue('employee-absent', 'EMPLOYEE', { id })]);
  return give(session, common, { document: held, text: () => documentText(held), code: EXIT.done });
}

/** `shiftcast erase ID`: hours that must be kept stay under a pseudonym, all else goes. */
export async function eraseCommand(session: Session, common: Common, id: string, raw: RawOptions): Promise<ExitCode> {
  const subject = 'shiftcast erase';
  const opened = await session.withStore((store) =>
    store.write(scopeOf(raw, 'erase'), ({ people }) => people.erase(id), { locksSchedule: true }),
  );
  if (!opened.ok) return refuse(session, common, subject, opened.issues);
  const erased = opened.value;
  if (!erased.ok)
    return refuse(session, common, subject, [commandIssue(`employee-${erased.reason}`, 'EMPLOYEE', { id })]);
  const { value } = erased;
  return give(session, common, {
    document: { kind: 'erased', ...value },
    text: () => erasedText(common.language, value),
    code: EXIT.done,
  });
}
