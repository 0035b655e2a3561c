import { detail, type DetailCode } from '../contract/messages/problem-texts.ts';
import type { AccessCounts, CountKind, CountLimit } from '../planning/access-store.ts';
import type { Store } from '../planning/store.ts';
import type { AccessSettings } from './dependencies.ts';
import { clientNetwork } from './client-network.ts';
import { memoryCounts } from './memory-counts.ts';
import { ProblemError } from './problem.ts';
import { sharedLimit } from './shared-limit.ts';

/** How often somebody may ask, in all processes of a database together: requests by key or user, wrong keys and sign-ins by address. */
export type AccessLimits = {
  /** Throws where too many wrong keys came from the address. */
  readonly refuseLocked: (address: string) => void;
  /** Counts a wrong key, and throws with the one that is too many. */
  readonly countGuess: (address: string) => Promise<void>;
  /** Counts a request of a key, and throws where it is one too many. */
  readonly countRequest: (key: string) => Promise<void>;
  /** Throws where too many ways back came from the address that belong to no sign-in. */
  readonly refuseStrays: (address: string) => void;
  /** Counts a way back that belongs to no sign-in, and throws with the one that is too many. */
  readonly countStray: (address: string) => Promise<void>;
  /** Counts a sign-in that begins at the address, and throws where it is one too many. */
  readonly countSignIn: (address: string) => Promise<void>;
  /** Throws where too many sessions that are over were named from the address. */
  readonly refuseMisses: (address: string) => void;
  /** Counts a session that is over: a browser with many open pages has many of them, so it locks nobody out for long. */
  readonly countMiss: (address: string) => Promise<void>;
  /** Throws where too many calendars were asked for from the address that are none. */
  readonly refuseCalendarMisses: (address: string) => void;
  /** Counts a calendar that is none, and throws with the one that is too many. */
  readonly countCalendarMiss: (address: string) => Promise<void>;
  /** Counts a request by the link of a calendar, and throws where it is one too many. */
  readonly countCalendar: (link: string) => Promise<void>;
};

const MINUTE_SECONDS = 60;

/** Sign-ins that one address begins within a minute. */
const SIGN_INS = 60;

/** Of an office behind one address many go back in their browsers; it locks out no keys, and nobody guesses 256 bits. */
const STRAYS_PER_GUESS = 5;

/** Sessions that are over, named from one address within a minute. */
const MISSES = 120;

/** Calendar programs ask some times an hour. */
const CALENDARS = 30;
/** Calendars that are none, asked for from one address within a minute. */
const CALENDAR_MISSES = 20;

function refuseFor(milliseconds: number, code: DetailCode): void {
  if (milliseconds <= 0) return;
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  throw new ProblemError('too-many-requests', detail(code), { headers: { 'Retry-After': String(seconds) } });
}

type Guard = { readonly refuse: (address: string) => void; readonly count: (address: string) => Promise<void> };

/** Where the database counts nothing, as when its disk is full, this process counts for itself. */
function guardOf(counts: AccessCounts, kind: CountKind, limit: CountLimit, code: DetailCode): Guard {
  const own = memoryCounts();
  const refuse = (address: string): void => {
    const client = clientNetwork(address);
    refuseFor(Math.max(counts.locked(kind, client), own.locked(kind, client)), code);
  };
  return {
    refuse,
    count: async (address) => {
      refuse(address);
      const client = clientNetwork(address);
      refuseFor(await counts.count(kind, client, limit).catch(() => own.count(kind, client, limit)), code);
    },
  };
}

export function openLimits(
  { requestsPerMinute, guesses, lockSeconds }: AccessSettings,
  store: Pick<Store, 'accessCounts'> | undefined,
): AccessLimits {
  const counts = store?.accessCounts ?? memoryCounts();
  const perMinute = (most: number): CountLimit => ({ most, seconds: MINUTE_SECONDS });
  const locking = (most: number): CountLimit => ({ most, seconds: lockSeconds, lockSeconds });
  const wrong = guardOf(counts, 'guess', locking(guesses), 'too-many-guesses');
  const signIns = guardOf(counts, 'sign-in', perMinute(SIGN_INS), 'too-many-sign-ins');
  const strays = guardOf(counts, 'stray', locking(guesses * STRAYS_PER_GUESS), 'too-many-sign-ins');
  const misses = guardOf(counts, 'miss', perMinute(MISSES), 'too-many-sign-ins');
  const calendarMisses = guardOf(counts, 'calendar-miss', perMinute(CALENDAR_MISSES), 'too-many-requests');
  const requests = sharedLimit('request', requestsPerMinute, counts);
  const calendars = sharedLimit('calendar', CALENDARS, counts);
  return {
    refuseLocked: wrong.refuse,
    countGuess: wrong.count,
    countRequest: async (key) => refuseFor(await requests.count(key), 'too-many-requests'),
    countSignIn: signIns.count,
    refuseStrays: strays.refuse,
    countStray: strays.count,
    refuseMisses: misses.refuse,
    countMiss: misses.count,
    refuseCalendarMisses: calendarMisses.refuse,
    countCalendarMiss: calendarMisses.count,
    countCalendar: async (link) => refuseFor(await calendars.count(link), 'too-many-requests'),
  };
}
