import { issue } from '../contract/messages/render.ts';
import { DEFAULT_ORGANISATION } from '../planning/access.ts';
import type { Store } from '../planning/store.ts';
import type { Scope } from '../planning/stored.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Outcome } from './messages.ts';
import { optionValues, type RawOptions } from './option-values.ts';
import { type Answer, give, refuse, type Session } from './run.ts';
import type { Common } from './terminal.ts';

/** The scope of a command on what is stored: all of the organisation that is named. */
export function storedScope(raw: RawOptions, operation: string): Scope {
  const organisation = optionValues(raw).text('organisation') ?? DEFAULT_ORGANISATION;
  return { organisation, actor: 'command line', origin: { operation, via: 'command', address: '' } };
}

/** Does a piece of work in the organisation of the scope, and tells what came of it or what was wrong. */
export async function toldFromStore<T>(
  session: Session,
  common: Common,
  subject: string,
  scope: Scope,
  work: (store: Store) => Promise<Outcome<T>>,
  document: (value: T) => object,
  text: (value: T) => string,
  csv?: (value: T) => string,
): Promise<ExitCode> {
  const opened = await session.withStore(async (store): Promise<Outcome<T>> => {
    const known = await store.organisations.list();
    if (known.some(({ id }) => id === scope.organisation)) return work(store);
    const facts = { id: scope.organisation, known: known.map(({ id }) => id).join(', ') };
    return { ok: false, issues: [issue('unknown-organisation', '--organisation', facts)] };
  });
  const outcome = opened.ok ? opened.value : opened;
  if (!outcome.ok) return refuse(session, common, subject, outcome.issues);
  const { value } = outcome;
  const forms: Pick<Answer, 'csv'> = csv === undefined ? {} : { csv: () => csv(value) };
  return give(session, common, { document: document(value), text: () => text(value), ...forms, code: EXIT.done });
}
