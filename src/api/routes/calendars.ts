import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { detail } from '../../contract/messages/problem-texts.ts';
import { scheduleCalendar } from '../../contract/schedules/schedule-calendar.ts';
import type { LinkedCalendar } from '../../planning/calendar-links.ts';
import { linkedShifts } from '../../planning/schedules/linked-calendar.ts';
import type { Store } from '../../planning/store.ts';
import { ProblemError } from '../problem.ts';
import { sendAnswer } from '../resources/mount.ts';
import { storeRefusal } from '../resources/store-refusal.ts';

/** Calendar programs ask some times an hour. */
const PER_MINUTE = 30;
/** Addresses that are nothing, by one client. */
const MISSES_PER_MINUTE = 20;

const FILE = /^([\w-]{43})\.ics$/;

/** Whoever reads by a link. */
const READER = 'calendar-link';

async function count(limiter: RateLimiterMemory, name: string): Promise<void> {
  try {
    await limiter.consume(name);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = String(Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
    throw new ProblemError('too-many-requests', detail('too-many-requests'), { headers: { 'Retry-After': seconds } });
  }
}

async function calendarText(store: Store, link: LinkedCalendar): Promise<string> {
  const { organisation, whose, thing, names, language } = link;
  const scope = { organisation, actor: READER };
  const now = Math.floor(Date.now() / 1000);
  const { shifts, name } = await store.read(scope, (tables) => linkedShifts(tables, link, now));
  const withEmployee = names && whose !== 'employee';
  return scheduleCalendar({ organisation, shifts, name: name ?? thing, language, withEmployee });
}

/** The calendar behind a link. It needs no key: its address is the secret, of which the store knows the hash alone and the log nothing. */
export function linkedCalendar(store: Store): RequestHandler {
  const asked = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 });
  const missed = new RateLimiterMemory({ points: MISSES_PER_MINUTE, duration: 60 });
  return async (request, response) => {
    const token = FILE.exec(String(request.params['file']))?.[1];
    const client = request.ip ?? '';
    try {
      const state = await missed.get(client);
      if (state !== null && state.consumedPoints > MISSES_PER_MINUTE) await count(missed, client);
      const link = token === undefined ? undefined : await store.calendarLink(token);
      if (link === undefined) {
        await count(missed, client);
        throw new ProblemError('not-found', detail('no-address', { address: '/v1/calendars/...' }));
      }
      await count(asked, `${link.organisation} ${link.id}`);
      const body = await calendarText(store, link);
      const etag = createHash('sha256').update(body).digest('base64url').slice(0, 24);
      sendAnswer(request, response, { status: 200, etag, type: 'text/calendar; charset=utf-8', body });
    } catch (error) {
      throw storeRefusal(error);
    }
  };
}
