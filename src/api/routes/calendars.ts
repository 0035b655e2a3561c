import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { detail } from '../../contract/messages/problem-texts.ts';
import { scheduleCalendar } from '../../contract/schedules/schedule-calendar.ts';
import type { LinkedCalendar } from '../../planning/calendar-links.ts';
import { linkedShifts } from '../../planning/schedules/linked-calendar.ts';
import type { Store } from '../../planning/store.ts';
import type { AccessLimits } from '../access-limits.ts';
import { ProblemError } from '../problem.ts';
import { sendAnswer } from '../resources/mount.ts';
import { storeRefusal } from '../resources/store-refusal.ts';

const FILE = /^([\w-]{43})\.ics$/;

/** Whoever reads by a link. */
const READER = 'calendar-link';

async function calendarText(store: Store, link: LinkedCalendar): Promise<string> {
  const { organisation, whose, thing, names, language } = link;
  const scope = { organisation, actor: READER };
  const now = Math.floor(Date.now() / 1000);
  const { shifts, name } = await store.read(scope, (tables) => linkedShifts(tables, link, now));
  const withEmployee = names && whose !== 'employee';
  return scheduleCalendar({ organisation, shifts, name: name ?? thing, language, withEmployee });
}

/** The calendar behind a link. It needs no key: its address is the secret, of which the store knows the hash alone and the log nothing. */
export function linkedCalendar(store: Store, limits: AccessLimits): RequestHandler {
  return async (request, response) => {
    const token = FILE.exec(String(request.params['file']))?.[1];
    const client = request.ip ?? '';
    try {
      limits.refuseCalendarMisses(client);
      const link = token === undefined ? undefined : await store.calendarLink(token);
      if (link === undefined) {
        await limits.countCalendarMiss(client);
        throw new ProblemError('not-found', detail('no-address', { address: '/v1/calendars/...' }));
      }
      await limits.countCalendar(`${link.organisation} ${link.id}`);
      const body = await calendarText(store, link);
      const etag = createHash('sha256').update(body).digest('base64url').slice(0, 24);
      sendAnswer(request, response, { status: 200, etag, type: 'text/calendar; charset=utf-8', body });
    } catch (error) {
      throw storeRefusal(error);
    }
  };
}
