import * as oidc from 'openid-client';
import { type IdentityCheck, IdentityError, type IdentityProvider } from '../planning/identity.ts';
import type { Identity } from '../planning/user-store.ts';
import type { ProviderSettings } from './settings.ts';
import { openTokens } from './tokens.ts';

/**
 * Sign-in by OpenID Connect: authorization code with PKCE, state and nonce, and the signature of the ID token checked although it comes from the issuer
 * itself. The issuer is asked for nothing until somebody signs in: one that is down stops nobody who has a key or a session.
 */

/** The path that the issuer sends browsers back to. */
const CALLBACK = '/v1/session/callback';

const SCOPE = 'openid email';

/** The issuer has so many seconds for each answer. */
const TIMEOUT_SECONDS = 10;

/** After so long the issuer's own description is read again. */
const DESCRIPTION_MS = 3_600_000;

/** Codes that say that the issuer did not answer, or not as an issuer does. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
]);

/** What an error is called, and nothing that it says: its texts may hold claims. */
function codeOf(error: unknown): string {
  if (error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError) {
    return /^[a-z_]{1,60}$/.test(error.error) ? error.error : 'error';
  }
  if (error instanceof oidc.ClientError) return error.code ?? 'client-error';
  return error instanceof Error ? error.name : 'error';
}

function refusal(error: unknown): IdentityError {
  if (error instanceof IdentityError) return error;
  const code = codeOf(error);
  const isDown = UNREACHABLE.has(code) || (error instanceof TypeError && error.message === 'fetch failed');
  const failed = error instanceof oidc.ResponseBodyError && error.status >= 500;
  return new IdentityError(isDown || failed ? 'unreachable' : 'refused', code);
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusal(error);
  }
}

/** Before anybody is there to vouch for, whatever goes wrong is the issuer's. */
async function described<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new IdentityError('unreachable', refusal(error).reason);
  }
}

/** The secret in the way that the issuer takes it. */
function authentication(secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None();
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported;
    const takesBasic = ways === undefined || ways.includes('client_secret_basic');
    (takesBasic ? basic : post)(server, client, body, headers);
  };
}

/** For an issuer on this machine: the settings take no other one by http. */
// oxlint-disable-next-line typescript/no-deprecated -- it is marked so that it stands out, and the library looks for this very function.
const takeHttp = oidc.allowInsecureRequests;

type Claims = Readonly<Record<string, unknown>>;

const emailOf = (claims: Claims | undefined): string | undefined => {
  const email = claims?.['email'];
  return claims?.['email_verified'] === true && typeof email === 'string' ? email.trim().toLowerCase() : undefined;
};

/** The texts of a claim, by its name or, where there is none of that name, by a path with dots. */
export function claimTexts(claims: Claims, name: string): readonly string[] | undefined {
  const value = Object.hasOwn(claims, name)
    ? claims[name]
    : name
        .split('.')
        .reduce<unknown>(
          (inner, part) =>
            typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
              ? (inner as Claims)[part]
              : undefined,
          claims,
        );
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

/** A provider as the settings have it; nothing is asked yet. */
export function openProvider(settings: ProviderSettings): IdentityProvider {
  const { issuer, clientId, clientSecret, publicUrl, roleClaim, scope = SCOPE } = settings;
  const redirectUri = `${publicUrl}${CALLBACK}`;
  let known: { readonly at: number; readonly found: Promise<oidc.Configuration> } | undefined;

  const configuration = (): Promise<oidc.Configuration> => {
    if (known !== undefined && Date.now() - known.at < DESCRIPTION_MS) return known.found;
    const found = oidc.discovery(new URL(issuer), clientId, undefined, authentication(clientSecret), {
      timeout: TIMEOUT_SECONDS,
      execute: [oidc.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [takeHttp] : [])],
    });
    const asked = { at: Date.now(), found };
    known = asked;
    // Whoever comes next asks anew. The one that is given is of whoever waits for it.
    found.catch(() => {
      if (known === asked) known = undefined;
    });
    return found;
  };

  const { ofAccessToken, ofLogoutToken } = openTokens(settings, async () => {
    const server = await described(async () => (await configuration()).serverMetadata());
    if (server.jwks_uri === undefined) throw new IdentityError('unreachable', 'no-keys');
    return server.jwks_uri;
  });

  /** A verified address, and the values that give rights; some issuers tell them by their user-info address alone. */
  const saidOf = async (
    config: oidc.Configuration,
    claims: Claims & { readonly sub: string },
    accessToken: string,
  ): Promise<Pick<Identity, 'email' | 'claimed'>> => {
    const [email, claimed] = [emailOf(claims), roleClaim === undefined ? [] : claimTexts(claims, roleClaim)];
    const isTold = email !== undefined && claimed !== undefined;
    const more =
      isTold || config.serverMetadata().userinfo_endpoint === undefined
        ? undefined
        : await oidc.fetchUserInfo(config, accessToken, claims.sub);
    const others = more === undefined || roleClaim === undefined ? [] : claimTexts(more, roleClaim);
    return { email: email ?? emailOf(more), claimed: claimed ?? others };
  };

  return {
    publicUrl,
    begin: () =>
      described(async () => {
        const config = await configuration();
        const check: IdentityCheck = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          verifier: oidc.randomPKCECodeVerifier(),
        };
        const url = oidc.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope,
          state: check.state,
          nonce: check.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(check.verifier),
          code_challenge_method: 'S256',
        });
        return { url: url.href, check };
      }),
    finish: (address, { state, nonce, verifier }) =>
      guarded(async () => {
        const config = await configuration();
        const tokens = await oidc.authorizationCodeGrant(config, new URL(address, publicUrl), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new IdentityError('refused', 'no-id-token');
        const said = await saidOf(config, claims, tokens.access_token);
        const identity: Identity = { issuer: claims.iss, subject: claims.sub, ...said };
        return identity;
      }),
    signOutUrl: async () => {
      try {
        const config = await configuration();
        if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
        return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${publicUrl}/` }).href;
      } catch {
        // Whoever signs out here is signed out here, whether the issuer answers or not.
        return undefined;
      }
    },
    ofAccessToken,
    ofLogoutToken,
  };
}
