import { createHash } from 'node:crypto';
import type { Role } from '../domain/access.ts';
import type { Identity, KnownUser, Sessions, SignIn } from '../planning/user-store.ts';
import { seal, unseal } from './people/cipher.ts';
import { emailMark, subjectMark } from './people/user-seal.ts';
import type { Transactions } from './transactions.ts';

/** What is asked before anybody knows of which organisation it is. */

type UserRow = {
  readonly organisation: string;
  readonly user_id: string;
  readonly role: Exclude<Role, 'integration'>;
  readonly teams: readonly string[] | null;
  readonly employee: string | null;
  readonly state: KnownUser['state'];
  readonly from_claims: boolean;
};

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const BESIDE = 'sign-in';

export function openSessions({ query }: Pick<Transactions, 'query'>, masterKey: Uint8Array): Sessions {
  return {
    known: async (identity: Identity) => {
      const { email } = identity;
      const rows = await query<UserRow>(
        `select distinct on (organisation) organisation, id as user_id, role, teams, employee, state, from_claims from users
         where subject_mark = $1 or (subject_mark is null and email_mark = $2) order by organisation, subject_mark`,
        [subjectMark(masterKey, identity), email === undefined ? null : emailMark(masterKey, email)],
      );
      return rows.map(({ organisation, user_id: user, role, teams, employee, state, from_claims: fromClaims }) => {
        const scope = { role, teams: teams ?? ('all' as const), employee: employee ?? undefined };
        return { ...scope, organisation, user, state, fromClaims };
      });
    },

    begin: async (state, signIn, seconds) => {
      const sealed = seal(masterKey, Buffer.from(JSON.stringify(signIn)), BESIDE);
      await query('delete from sign_ins where expires_at < now()');
      await query(
        `insert into sign_ins (state_hash, sealed, expires_at) values ($1, $2, now() + $3 * interval '1 second')`,
        [hashOf(state), sealed, seconds],
      );
    },

    take: async (state) => {
      const [row] = await query<{ readonly sealed: Buffer; readonly due: boolean }>(
        "delete from sign_ins where organisation = '' and state_hash = $1 returning sealed, expires_at > now() as due",
        [hashOf(state)],
      );
      const plain = row?.due === true ? unseal(masterKey, row.sealed, BESIDE) : undefined;
      return plain === undefined ? undefined : (JSON.parse(plain.toString('utf8')) as SignIn);
    },
  };
}
