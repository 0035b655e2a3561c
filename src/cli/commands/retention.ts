import { parseRetention } from '../../contract/resources/retention.ts';
import { fromRetention, shortPeriodIssue } from '../../contract/resources/retention-mapping.ts';
import {
  previewRetention,
  type RetentionView,
  retentionView,
  runRetention,
  shortPeriods,
} from '../../planning/retention.ts';
import type { RetentionRun } from '../../planning/retention-store.ts';
import type { Store } from '../../planning/store.ts';
import type { ExitCode } from '../exit-codes.ts';
import { commandIssue, type Issue, type Outcome } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { refuse, type Session } from '../run.ts';
import { storedScope, toldFromStore } from '../stored-command.ts';
import type { Common } from '../terminal.ts';
import { retentionRunText, retentionText } from '../text/retention-text.ts';

const viewDocument = (view: RetentionView): object => ({ kind: 'retention', ...fromRetention(view) });

/** `shiftcast retention show`: the periods, and the laws that bound them. */
export function showRetentionCommand(session: Session, common: Common, raw: RawOptions): Promise<ExitCode> {
  const scope = storedScope(raw, 'retention show');
  return toldFromStore(
    session,
    common,
    'shiftcast retention show',
    scope,
    async (store) => ({ ok: true, value: await store.read(scope, retentionView) }),
    viewDocument,
    (view) => retentionText(common.language, fromRetention(view)),
  );
}

/** Days of `90`, `forever` or `usual`. */
type Wanted = number | null | 'usual';

type Period = readonly [kind: string, wanted: Wanted];

/** `jobs=90`: a kind and its period, or what is wrong with it. Whether there is such a kind, the document says. */
function periodOf(written: string): Period | Issue {
  const [kind = '', days = '', ...more] = written.split('=');
  const number = /^\d{1,9}$/.test(days) ? Number(days) : undefined;
  const wanted: Wanted | undefined = days === 'forever' ? null : days === 'usual' ? 'usual' : number;
  if (kind !== '' && wanted !== undefined && more.length === 0) return [kind, wanted];
  const expected = 'a kind with its days, such as jobs=90, jobs=forever or jobs=usual';
  return commandIssue('option-wrong', 'PERIOD', { option: 'PERIOD', received: written.slice(0, 60), expected });
}

const isIssue = (one: Period | Issue): one is Issue => !Array.isArray(one);
const isPeriod = (one: Period | Issue): one is Period => !isIssue(one);

/** `shiftcast retention set KIND=DAYS...`: changes these periods and leaves the others. */
export function setRetentionCommand(
  session: Session,
  common: Common,
  written: readonly string[],
  raw: RawOptions,
): Promise<ExitCode> {
  const subject = 'shiftcast retention set';
  const read = written.map(periodOf);
  const wrong = read.filter(isIssue);
  if (wrong.length > 0) return Promise.resolve(refuse(session, common, subject, wrong));
  const scope = storedScope(raw, 'retention set');
  const change = (store: Store): Promise<Outcome<RetentionView> | undefined> =>
    store.write(scope, async (tables) => {
      const view = await retentionView(tables);
      const merged = Object.fromEntries([...Object.entries(view.given), ...read.filter(isPeriod)]);
      const given = parseRetention(Object.fromEntries(Object.entries(merged).filter(([, days]) => days !== 'usual')));
      if (!given.ok)
        return { ok: false, issues: given.issues.map((one) => ({ ...one, path: one.path.replace(/^\//, '') })) };
      const short = shortPeriods(given.value, view.laws);
      if (short.length > 0) return { ok: false, issues: short.map((one) => shortPeriodIssue(one.kind, one)) };
      const replaced = await tables.retention.replace(given.value, view.version);
      return replaced.ok ? { ok: true, value: await retentionView(tables) } : undefined;
    });
  const work = async (store: Store): Promise<Outcome<RetentionView>> => {
    // Where somebody else was first, the periods that were not named are theirs.
    for (;;) {
      const changed = await change(store);
      if (changed !== undefined) return changed;
    }
  };
  return toldFromStore(session, common, subject, scope, work, viewDocument, (view) =>
    retentionText(common.language, fromRetention(view)),
  );
}

/** `shiftcast retention run [--dry-run]`: removes what is past its time, or tells what would go. */
export function runRetentionCommand(session: Session, common: Common, raw: RawOptions): Promise<ExitCode> {
  const dryRun = optionValues(raw).flag('dryRun');
  const scope = storedScope(raw, 'retention run');
  return toldFromStore(
    session,
    common,
    'shiftcast retention run',
    scope,
    async (store): Promise<Outcome<RetentionRun>> => {
      if (dryRun) return { ok: true, value: { lines: await previewRetention(store, scope), complete: true } };
      const run = await runRetention(store, scope, { signal: session.interrupted });
      if (run !== 'busy') return { ok: true, value: run };
      return { ok: false, issues: [commandIssue('retention-running', '', { organisation: scope.organisation })] };
    },
    (run) => ({ kind: 'retention-run', dryRun, ...run }),
    (run) => retentionRunText(common.language, dryRun, run),
  );
}
