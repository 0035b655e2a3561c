import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type KoaContextWithOIDC, Provider } from 'oidc-provider';

/** A real OpenID Connect issuer on this machine, whose people sign in without a password. */

export const CLIENT = { clientId: 'shiftcast', clientSecret: 'a secret of the tests' };

export type Person = {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly groups?: unknown;
};

export type Issuer = {
  readonly url: string;
  /** Whoever sits before the browser; undefined: somebody who refuses. */
  person: Person | undefined;
  /** Changes an ID token on its way to the service. */
  tamper: ((idToken: string) => string | Promise<string>) | undefined;
  /** Takes browsers back to these addresses. */
  readonly serve: (redirectUris: readonly string[]) => void;
  /** A token that the issuer signs, of one key or of one that is not its own. */
  readonly mint: (
    claims: JWTPayload,
    options?: { readonly foreign?: boolean; readonly alg?: string },
  ) => Promise<string>;
  /** Requests that it was asked, by path. */
  readonly asked: string[];
  readonly close: () => void;
};

const ALGORITHM = 'ES256';

/** Grants what is asked for: whoever uses an application of the firm is asked nothing. */
async function granted(context: KoaContextWithOIDC): Promise<InstanceType<Provider['Grant']>> {
  const { client, session, provider } = context.oidc;
  const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
  grant.addOIDCScope('openid email');
  await grant.save();
  return grant;
}

export async function startIssuer(): Promise<Issuer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = await generateKeyPair(ALGORITHM, { extractable: true });
  const foreign = await generateKeyPair(ALGORITHM);
  const people = new Map<string, Person>();
  let provider: Provider | undefined;

  const issuer: Issuer = {
    url,
    person: undefined,
    tamper: undefined,
    asked: [],
    serve: (redirectUris) => void (made = make(redirectUris)),
    mint: (claims, { foreign: isForeign = false, alg = ALGORITHM } = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, kid: 'own' })
        .sign(
          alg === 'HS256'
            ? Buffer.from(CLIENT.clientSecret.padEnd(32))
            : isForeign
              ? foreign.privateKey
              : own.privateKey,
        ),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };

  const make = async (redirectUris: readonly string[]): Promise<void> => {
    const key = { ...(await exportJWK(own.privateKey)), kid: 'own', alg: ALGORITHM, use: 'sig' };
    provider = new Provider(url, {
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          redirect_uris: [...redirectUris],
          id_token_signed_response_alg: ALGORITHM,
          post_logout_redirect_uris: redirectUris.map((one) => new URL('/', one).href),
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: ['a key of the tests'] },
      claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'] },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
      loadExistingGrant: granted,
    });
  };
  let made: Promise<void> = Promise.resolve();

  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { person } = issuer;
    if (person !== undefined) people.set(person.sub, person);
    const result = person === undefined ? { error: 'access_denied' } : { login: { accountId: person.sub } };
    await provider?.interactionFinished(request, response, result);
  };

  /** Puts what `tamper` makes of the ID token into the answer. */
  const tampering = (response: ServerResponse, tamper: NonNullable<Issuer['tamper']>): void => {
    const end = response.end.bind(response);
    const send = async (text: string): Promise<void> => {
      const answer = JSON.parse(text) as { id_token: string };
      const body = JSON.stringify({ ...answer, id_token: await tamper(answer.id_token) });
      response.setHeader('Content-Length', Buffer.byteLength(body));
      end(body);
    };
    response.end = ((text: string) => {
      void send(text);
      return response;
    }) as typeof response.end;
  };

  server.on('request', (request, response) => {
    const { pathname } = new URL(request.url ?? '', url);
    issuer.asked.push(pathname);
    if (pathname === '/token' && issuer.tamper !== undefined) tampering(response, issuer.tamper);
    void made.then(() =>
      pathname.startsWith('/interaction/') ? interact(request, response) : provider?.callback()(request, response),
    );
  });
  return issuer;
}

/** A browser: it keeps cookies by origin and goes where it is sent. */
export type Browser = {
  /** Asks once, with its cookies. */
  readonly ask: (address: string, options?: RequestInit) => Promise<Response>;
  /** Asks, and follows until nobody sends it on, or to an address that begins so. */
  readonly follow: (
    address: string,
    until?: string,
  ) => Promise<{ readonly response: Response; readonly address: string }>;
  readonly cookie: (origin: string, name: string) => string | undefined;
  readonly setCookie: (origin: string, name: string, value: string) => void;
};

export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (origin: string): Map<string, string> => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const ask = async (address: string, options: RequestInit = {}): Promise<Response> => {
    const jar = jarOf(new URL(address).origin);
    const headers = new Headers(options.headers);
    if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(address, { ...options, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /Max-Age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  return {
    ask,
    follow: async (address, until) => {
      let at = address;
      for (let steps = 0; steps < 20; steps += 1) {
        const response = await ask(at);
        const next = response.headers.get('Location');
        if (next === null) return { response, address: at };
        await response.body?.cancel();
        at = new URL(next, at).href;
        if (until !== undefined && at.startsWith(until)) return { response, address: at };
      }
      throw new Error(`the browser is sent around at ${at}`);
    },
    cookie: (origin, name) => jarOf(origin).get(name),
    setCookie: (origin, name, value) => void jarOf(origin).set(name, value),
  };
}
