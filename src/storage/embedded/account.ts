import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import type { Outcome } from '../../domain/issue.ts';
import { errorCode, noAccount, wrongOwner } from './issues.ts';

/** The user that PostgreSQL runs as. */
export type Account = {
  readonly uid: number;
  readonly gid: number;
  /** Whether it is another user than this process has: then this process is root. */
  readonly switched: boolean;
};

/** Options of a child process that run it as the account; another user starts without this process's groups. */
export function runAs({ uid, gid, switched }: Account): { readonly uid?: number; readonly gid?: number } {
  return switched ? { uid, gid } : {};
}

/** Number of user and group of `nobody`, whom every Linux has and who owns nothing. */
function nobody(): { readonly uid: number; readonly gid: number } | undefined {
  let text: string;
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return undefined;
  }
  const fields = text
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  const uid = Number(fields?.[2]);
  const gid = Number(fields?.[3]);
  return uid > 0 && gid > 0 ? { uid, gid } : undefined;
}

/**
 * Chooses the user: this one, but for root the owner of the cluster, or `nobody` where there is no cluster yet. A user with a name is
 * needed, because `initdb` refuses a number without one.
 */
export function chooseAccount(cluster: string): Outcome<Account> {
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  let owner: { readonly uid: number; readonly gid: number } | undefined;
  try {
    owner = statSync(cluster);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  if (uid !== 0) {
    if (owner !== undefined && owner.uid !== uid) return { ok: false, issues: [wrongOwner(cluster, owner.uid, uid)] };
    return { ok: true, value: { uid, gid, switched: false } };
  }
  // An empty folder of root's is a mount or was made by hand: it is given to the account with the cluster.
  const chosen = owner === undefined || owner.uid === 0 ? nobody() : { uid: owner.uid, gid: owner.gid };
  if (chosen === undefined) return { ok: false, issues: [noAccount('/etc/passwd has no user "nobody".')] };
  return { ok: true, value: { ...chosen, switched: true } };
}

/** How a trial of a program ended. */
export type Trial =
  | { readonly runs: true }
  | { readonly runs: false; readonly because: 'account' | 'program'; readonly reason: string };

/** Tries whether the account can run a program, by running it with `--version`. */
export function tryProgram(program: string, account: Account): Promise<Trial> {
  return new Promise((resolve) => {
    const options = { ...runAs(account), cwd: '/', timeout: 10_000 };
    const failed = (error: Error, said: string): void => {
      // The kernel's answers to setuid and setgid where a container has one user; to exec it says EACCES and ENOENT.
      const because = account.switched && ['EPERM', 'EINVAL'].includes(errorCode(error) ?? '') ? 'account' : 'program';
      resolve({ runs: false, because, reason: said.trim() || error.message });
    };
    try {
      execFile(program, ['--version'], options, (error, _out, said) => {
        if (error === null) resolve({ runs: true });
        else failed(error, said);
      });
    } catch (error) {
      failed(error as Error, '');
    }
  });
}
