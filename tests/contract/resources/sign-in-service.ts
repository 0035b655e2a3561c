import type { SignInSettings } from '../../../src/api/dependencies.ts';
import { openProvider } from '../../../src/identity/provider.ts';
import { fresh, made201 } from './case.ts';
import { type Browser, CLIENT, type Issuer, openBrowser, startIssuer } from './issuer.ts';
import { type ServiceChange, type StoredService, storedService } from './stored-service.ts';

/** A service at which people of a real issuer sign in. */

export const AUDIENCE = 'https://shiftcast.example/api';

export type SignInService = StoredService & {
  readonly issuer: Issuer;
  /** Where browsers reach it. */
  readonly address: string;
  /** Another process of the same service; gives where it answers. */
  readonly another: (change?: ServiceChange) => Promise<string>;
  /** Makes a user of the organisation `default`, by e-mail address unless told otherwise. */
  readonly user: (body?: object) => Promise<{ readonly id: string; readonly sub: string; readonly email: string }>;
  /** Signs somebody in with a browser. */
  readonly signIn: (sub: string, email?: string, browser?: Browser) => Promise<Browser>;
  /** What a browser's session may say of itself. */
  readonly csrfOf: (browser: Browser) => Promise<string>;
};

export async function signInService(change: ServiceChange = {}): Promise<SignInService> {
  const issuer = await startIssuer();
  let address = '';
  const signIn = (url: string): SignInSettings => {
    address ||= url;
    const settings = { issuer: issuer.url, ...CLIENT, publicUrl: address, audience: AUDIENCE };
    return { provider: openProvider(settings), idleSeconds: 600, seconds: 3600 };
  };
  const service = await storedService({ ...change, signIn });
  issuer.serve([`${address}/v1/session/callback`]);
  return {
    ...service,
    issuer,
    address,
    another: async (more = {}) => {
      let own = '';
      await service.beside({
        ...more,
        signIn: (url) => {
          own = url;
          return signIn(url);
        },
      });
      return own;
    },
    user: async (body = {}) => {
      const sub = fresh('sub');
      const email = `${sub}@example.com`;
      const made = await made201(service, '/v1/users', { email, role: 'administrator', ...body });
      return { id: String(made['id']), sub, email };
    },
    signIn: async (sub, email = `${sub}@example.com`, browser = openBrowser()) => {
      issuer.person = { sub, email, email_verified: true };
      const { response } = await browser.follow(`${address}/v1/session/sign-in?return_to=/healthz/live`);
      if (response.status !== 200)
        throw new Error(`${sub} is not signed in: ${response.status} ${await response.text()}`);
      return browser;
    },
    csrfOf: async (browser) => {
      const session = (await (await browser.ask(`${address}/v1/session`)).json()) as { readonly csrfToken: string };
      return session.csrfToken;
    },
    close: async () => {
      issuer.close();
      await service.close();
    },
  };
}
