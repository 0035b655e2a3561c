import { parseTrailHeads } from '../../contract/maintenance.ts';
import { DEFAULT_ORGANISATION } from '../../planning/access.ts';
import type { Store } from '../../planning/store.ts';
import type { TrailHead } from '../../planning/trail-store.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readDocument } from '../json-file.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { headsText, trailText, verdictsText } from '../text/maintenance-text.ts';

/** `shiftcast trail verify`: whether the trails are whole, and still hold heads that were kept elsewhere. */
export async function trailVerifyCommand(session: Session, common: Common, raw: RawOptions): Promise<ExitCode> {
  const subject = 'shiftcast trail verify';
  const kept = optionValues(raw).text('fromHead');
  let anchors: readonly TrailHead[] = [];
  if (kept !== undefined) {
    const read = readDocument(session.folder, kept, '--from-head', parseTrailHeads);
    if (!read.ok) return refuse(session, common, subject, read.issues);
    anchors = read.value.heads;
  }
  const verified = await (await session.maintenance()).verify(anchors);
  if (!verified.ok) return refuse(session, common, subject, verified.issues);
  const trails = verified.value;
  return give(session, common, {
    document: { kind: 'trail-verdicts', trails },
    text: () => verdictsText(common.language, trails, kept !== undefined),
    code: trails.some(({ fault }) => fault !== undefined) ? EXIT.notClean : EXIT.done,
  });
}

/** `shiftcast trail head`: what shows later that nothing was cut off. */
export async function trailHeadCommand(session: Session, common: Common): Promise<ExitCode> {
  const read = await (await session.maintenance()).heads();
  if (!read.ok) return refuse(session, common, 'shiftcast trail head', read.issues);
  const heads = read.value;
  return give(session, common, {
    document: { kind: 'trail-heads', heads },
    text: () => headsText(heads),
    code: EXIT.done,
  });
}

const MOST = 500;

/** `shiftcast trail list`: entries of one organisation's trail. */
export async function trailListCommand(session: Session, common: Common, raw: RawOptions): Promise<ExitCode> {
  const subject = 'shiftcast trail list';
  const values = optionValues(raw);
  const filter = {
    kind: values.text('kind'),
    thing: values.text('thing'),
    actor: values.text('actor'),
    from: values.date('from'),
    to: values.date('to'),
  };
  const limit = values.number('limit', { least: 1, most: MOST, whole: true }) ?? 100;
  if (values.issues().length > 0) return refuse(session, common, subject, values.issues());
  const scope = { organisation: values.text('organisation') ?? DEFAULT_ORGANISATION, actor: 'command line' };
  const opened = await session.withStore((store: Store) =>
    store.read(scope, ({ trail }) => trail.list(filter, { limit })),
  );
  if (!opened.ok) return refuse(session, common, subject, opened.issues);
  const { items } = opened.value;
  return give(session, common, {
    document: { kind: 'trail', items },
    text: () => trailText(common.language, items),
    code: EXIT.done,
  });
}
