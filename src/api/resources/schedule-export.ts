import { once } from 'node:events';
import type { RequestHandler, Response } from 'express';
import type { Read } from '../../contract/operations.ts';
import { scheduleOperations } from '../../contract/resources/schedules.ts';
import { fromScheduledShift } from '../../contract/schedules/scheduled-shift.ts';
import { isOnDates, widestSpan } from '../../planning/schedules/schedule-question.ts';
import type { Store, Tables } from '../../planning/store.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { localsOf } from '../request-log.ts';
import { contextOf } from './request-parts.ts';
import { scheduleDatesOf, scheduleFilterOf } from './schedules.ts';
import { storeRefusal } from './store-refusal.ts';

/** Shifts of one part: few enough that others are answered between two of them. */
const PART = 1000;

/**
 * GET /v1/schedules/export: a shift per line, however many there are. One state of the schedule is read part by part. While one part is written the next is
 * read, and none beyond that before the client has taken what was written: so nothing gathers here, and the database does not wait for the text.
 */
export function exportSchedule(service: ApiDependencies, store: Store): RequestHandler {
  return async (request, response) => {
    const context = contextOf(scheduleOperations.exportSchedule, service, request, response);
    const query = context.query as Read<typeof scheduleOperations.exportSchedule.query>;
    const dates = scheduleDatesOf(query);
    const read = (tables: Tables): Promise<void> => writeAll(tables, response, context.signal, dates, query);
    try {
      await store.read(context.scope, read);
      response.end();
    } catch (error) {
      if (!response.headersSent) throw storeRefusal(error);
      // The status is out: a connection that is cut tells the client that this was not all.
      localsOf(response).log.warn({ err: error }, 'export of a schedule ended early');
      response.destroy();
    }
  };
}

async function writeAll(
  tables: Tables,
  response: Response,
  signal: AbortSignal,
  dates: { readonly from: string; readonly to: string },
  query: { readonly team?: string | undefined; readonly site?: string | undefined },
): Promise<void> {
  const filter = { ...(await scheduleFilterOf(tables, query)), span: widestSpan(dates) };
  const part = (after?: readonly string[]): ReturnType<Tables['schedules']['list']> =>
    tables.schedules.list(filter, { limit: PART, after });
  let coming = part();
  for (let isFirst = true; ; isFirst = false) {
    const page = await coming;
    if (isFirst)
      response.status(200).set({ 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'private, no-cache' });
    if (page.next !== null) {
      coming = part(page.next);
      // Whoever waits for it hears of its failure; nobody does where the client has left.
      coming.catch(() => undefined);
    }
    const lines = page.items
      .filter((shift) => isOnDates(shift, dates))
      .map((shift) => `${JSON.stringify(fromScheduledShift(shift))}\n`);
    if (signal.aborted) return;
    if (lines.length > 0 && !response.write(lines.join('')))
      await once(response, 'drain', { signal }).catch(() => undefined);
    if (page.next === null || signal.aborted) return;
  }
}
