import { fromOutbound, parseOutbound } from '../../contract/outbound.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { RawOptions } from '../option-values.ts';
import { inFile } from '../places.ts';
import { give, notesText, refuse, type Session, watched } from '../run.ts';
import { readRequest } from '../request-file.ts';
import type { Common } from '../terminal.ts';
import { outboundText } from '../text/outbound-text.ts';
import { speech } from '../text/speech.ts';

/** `shiftcast outbound REQUEST.json`: dials by hour and head-count by day. Leaves with 1 where a goal is missed or records are left over. */
export async function outboundCommand(
  session: Session,
  common: Common,
  file: string,
  _raw: RawOptions,
): Promise<ExitCode> {
  const request = readRequest(session, common, file, parseOutbound);
  if (!request.ok) return refuse(session, common, file, request.issues);
  const made = await watched(session, common, (control) => session.threads().run('outbound', request.value, control));
  if (!made.ok) return refuse(session, common, file, inFile(file, made.issues));
  const plan = fromOutbound(made.value);
  return give(session, common, {
    document: plan,
    text: () => outboundText(plan, speech(common.language)) + notesText(common, plan.notes),
    csv: () =>
      csvOf(
        [
          ['start', (row) => row.start],
          ['agents', (row) => row.agents],
          ['dials', (row) => row.dials],
          ['contacts', (row) => row.contacts],
        ],
        plan.slots,
      ),
    code: plan.totals === null || plan.notes.length > 0 ? EXIT.notClean : EXIT.done,
  });
}
