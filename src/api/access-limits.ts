import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { detail, type DetailCode } from '../contract/messages/problem-texts.ts';
import type { AccessSettings } from './dependencies.ts';
import { ProblemError } from './problem.ts';

/** How often somebody may ask, counted in this process: requests by key or user, wrong keys and sign-ins by address. */
export type AccessLimits = {
  /** Throws where too many wrong keys came from the address. */
  readonly refuseLocked: (address: string) => Promise<void>;
  /** Counts a wrong key, and throws with the one that is too many. */
  readonly countGuess: (address: string) => Promise<void>;
  /** Counts a request of a key, and throws where it is one too many. */
  readonly countRequest: (key: string) => Promise<void>;
  /** Throws where too many ways back came from the address that belong to no sign-in. */
  readonly refuseStrays: (address: string) => Promise<void>;
  /** Counts a way back that belongs to no sign-in, and throws with the one that is too many. */
  readonly countStray: (address: string) => Promise<void>;
  /** Counts a sign-in that begins at the address, and throws where it is one too many. */
  readonly countSignIn: (address: string) => Promise<void>;
  /** Throws where too many sessions that are over were named from the address. */
  readonly refuseMisses: (address: string) => Promise<void>;
  /** Counts a session that is over: a browser with many open pages has many of them, so it locks nobody out for long. */
  readonly countMiss: (address: string) => Promise<void>;
};

const MINUTE_SECONDS = 60;

/** Sign-ins that one address begins within a minute. */
const SIGN_INS = 60;

/** Of an office behind one address many go back in their browsers; it locks out no keys, and nobody guesses 256 bits. */
const STRAYS_PER_GUESS = 5;

/** Sessions that are over, named from one address within a minute. */
const MISSES = 120;

function refusal(code: DetailCode, { msBeforeNext }: RateLimiterRes): ProblemError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return new ProblemError('too-many-requests', detail(code), { headers: { 'Retry-After': String(seconds) } });
}

/** One name for all addresses that one client is given: of IPv6 the network. */
function clientOf(address: string): string {
  return address.split(':').slice(0, 4).join(':');
}

export function openLimits({ requestsPerMinute, guesses, lockSeconds }: AccessSettings): AccessLimits {
  const requests = new RateLimiterMemory({ points: requestsPerMinute, duration: MINUTE_SECONDS });
  const wrong = new RateLimiterMemory({ points: guesses, duration: lockSeconds, blockDuration: lockSeconds });
  const signIns = new RateLimiterMemory({ points: SIGN_INS, duration: MINUTE_SECONDS });
  const strays = new RateLimiterMemory({
    points: guesses * STRAYS_PER_GUESS,
    duration: lockSeconds,
    blockDuration: lockSeconds,
  });
  const missed = new RateLimiterMemory({ points: MISSES, duration: MINUTE_SECONDS });
  const count = async (limiter: RateLimiterMemory, name: string, code: DetailCode): Promise<void> => {
    try {
      await limiter.consume(name);
    } catch (error) {
      throw error instanceof RateLimiterRes ? refusal(code, error) : error;
    }
  };
  const refuse = async (limiter: RateLimiterMemory, most: number, address: string): Promise<void> => {
    const state = await limiter.get(clientOf(address));
    if (state !== null && state.consumedPoints > most) throw refusal('too-many-sign-ins', state);
  };
  return {
    refuseLocked: async (address) => {
      const state = await wrong.get(clientOf(address));
      if (state !== null && state.consumedPoints > guesses) throw refusal('too-many-guesses', state);
    },
    countGuess: (address) => count(wrong, clientOf(address), 'too-many-guesses'),
    countRequest: (key) => count(requests, key, 'too-many-requests'),
    countSignIn: (address) => count(signIns, clientOf(address), 'too-many-sign-ins'),
    refuseStrays: (address) => refuse(strays, guesses * STRAYS_PER_GUESS, address),
    countStray: (address) => count(strays, clientOf(address), 'too-many-sign-ins'),
    refuseMisses: (address) => refuse(missed, MISSES, address),
    countMiss: (address) => count(missed, clientOf(address), 'too-many-sign-ins'),
  };
}
