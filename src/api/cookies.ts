import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request } from 'express';

/**
 * The two cookies of a browser: its session, and while it signs in a secret that binds the sign-in to it. No script reads them, other sites send them with
 * nothing but a plain visit, and behind https the name itself keeps other hosts of the domain from setting them.
 */
export type BrowserCookies = {
  /** What the browser has, whatever it is. */
  readonly read: (request: Pick<Request, 'headers'>, kind: CookieKind) => string | undefined;
  /** Header that sets it for so many seconds. */
  readonly set: (kind: CookieKind, value: string, seconds: number) => string;
  /** Header that takes it away. */
  readonly clear: (kind: CookieKind) => string;
};

export type CookieKind = 'session' | 'sign-in';

export function browserCookies(publicUrl: string): BrowserCookies {
  const secure = publicUrl.startsWith('https:');
  const nameOf = (kind: CookieKind): string => `${secure ? '__Host-' : ''}shiftcast-${kind}`;
  const set = (kind: CookieKind, value: string, maxAge: number): string =>
    stringifySetCookie({ name: nameOf(kind), value, maxAge, path: '/', httpOnly: true, secure, sameSite: 'lax' });
  return {
    read: ({ headers }, kind) => parseCookie(headers.cookie ?? '')[nameOf(kind)],
    set,
    clear: (kind) => set(kind, '', 0),
  };
}
