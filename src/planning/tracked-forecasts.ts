import { addDays } from '../domain/calendar.ts';
import type { DocumentHead, HistoryHead, StoredRow, Tables } from './store.ts';

/** A stored forecast as its text. */
export type StoredForecast = { readonly head: DocumentHead; readonly text: string };

/** Days before a forecast whose rows its scores look at: the week before, and one more for weeks that hold closed days. */
const DAYS_BEFORE = 14;

/** Characters of the forecasts that are judged in one go: with more of them a thread would run out of memory. */
const MOST_CHARACTERS = 50_000_000;

/** A stored history as the stateless operations read it: its rows as they were given, in order of time. */
export function historyText({ options }: Pick<HistoryHead, 'options'>, rows: readonly StoredRow[]): string {
  const given = rows.map(({ timestamp, count, ahtSeconds }) => ({ timestamp, count, ahtSeconds }));
  return JSON.stringify({ kind: 'history', ...options, rows: given });
}

/** The newest forecasts from a history that reach `since` or beyond it, as many as are judged in one go and no more than `most`; the oldest first. */
export async function forecastsFrom(
  tables: Tables,
  history: string,
  since: string | undefined,
  most: number,
): Promise<readonly StoredForecast[]> {
  const made: StoredForecast[] = [];
  let characters = 0;
  for (let after: readonly string[] | undefined; ; ) {
    const page = await tables.documents.list('forecast', { input: ['history', history] }, { limit: 100, after });
    for (const { id, to } of page.items) {
      if (since !== undefined && (to ?? '') < since) continue;
      const one = await tables.documents.get('forecast', id);
      // Removed between the two statements.
      if (one === undefined) continue;
      characters += one.text.length;
      if (made.length > 0 && characters > MOST_CHARACTERS) return made.toReversed();
      made.push(one);
      if (made.length === most) return made.toReversed();
    }
    if (page.next === null) return made.toReversed();
    after = page.next;
  }
}

/** Forecasts, at least one, with their history's rows, as the body of a stateless comparison. */
export async function accuracyBody(
  tables: Tables,
  { id: history, options }: HistoryHead,
  made: readonly StoredForecast[],
): Promise<string> {
  const days = made.map(({ head: { id, from, to } }) => {
    if (from === undefined || to === undefined) throw new Error(`the forecast ${id} has no days`);
    return { from, to };
  });
  const first = days.reduce((least, { from }) => (from < least ? from : least), days[0]?.from ?? '');
  const last = days.reduce((latest, { to }) => (to > latest ? to : latest), '');
  const near = await tables.histories.rows(history, { from: addDays(first, -DAYS_BEFORE), end: addDays(last, 1) });
  const rows = near.length > 0 ? near : await tables.histories.rows(history);
  const { absent: policy } = JSON.parse(made[0]?.text ?? '{}') as {
    readonly absent?: HistoryHead['options']['absent'];
  };
  const actuals = historyText({ options: { ...options, absent: options.absent ?? policy } }, rows);
  const texts = made.map(({ text }) => text).join();
  return `{"queues":[{"id":${JSON.stringify(history)},"forecasts":[${texts}],"actuals":${actuals}}]}`;
}
