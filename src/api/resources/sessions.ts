import { sessionOperations } from '../../contract/resources/sessions.ts';
import { browserCookies } from '../cookies.ts';
import { type Bound, computing, reading } from './handler.ts';

export const sessions: readonly Bound[] = [
  reading(sessionOperations.getSession, (_tables, { access }) => {
    const { organisation, actor, role, teams, employee, via, user, session } = access;
    const whole = { organisation, actor, role, teams: teams === 'all' ? undefined : teams, employee, via, user };
    const body = { ...whole, csrfToken: session?.csrfToken, expiresAt: session?.expiresAt };
    return Promise.resolve({ status: 200, body });
  }),
  // Where the issuer is slow, nothing is held open meanwhile.
  computing(
    sessionOperations.endSession,
    async ({ access, service: { signIn } }) =>
      access.session === undefined ? undefined : signIn?.provider.signOutUrl(),
    async (tables, { access, service: { signIn } }, signOutUrl) => {
      const ended = access.session !== undefined && (await tables.users.endSession(access.session.id));
      const headers =
        signIn === undefined ? undefined : { 'Set-Cookie': browserCookies(signIn.provider.publicUrl).clear('session') };
      return { status: 200, headers, body: { ended, signOutUrl } };
    },
  ),
];
