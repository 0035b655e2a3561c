import type { Language } from '../../contract/messages/catalog.ts';
import type { ApiKey, Organisation } from '../../planning/access-store.ts';
import type { User } from '../../planning/user-store.ts';
import { table } from './table.ts';

/** Keys, users and organisations as tables. */

const WORDS = {
  en: {
    id: 'id',
    name: 'name',
    role: 'role',
    teams: 'teams',
    expires: 'good until',
    used: 'last used',
    made: 'made',
    all: 'all',
    never: 'never',
    revoked: 'revoked',
    email: 'e-mail',
    state: 'state',
    signedIn: 'last sign-in',
    active: 'active',
    disabled: 'disabled',
    ended: 'Sessions ended: ',
    once: 'It is told this once. Send it as Authorization: Bearer KEY.',
  },
  zh: {
    id: '编号',
    name: '名称',
    role: '角色',
    teams: '团队',
    expires: '有效至',
    used: '最近使用',
    made: '创建于',
    all: '全部',
    never: '从未',
    revoked: '已吊销',
    email: '电子邮件',
    state: '状态',
    signedIn: '最近登录',
    active: '启用',
    disabled: '已停用',
    ended: '已结束的会话：',
    once: '密钥仅显示这一次。请以 Authorization: Bearer KEY 发送。',
  },
} as const satisfies Readonly<Record<Language, object>>;

/** To the minute, UTC. */
const minuteOf = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')}Z`;

export function keyListText(language: Language, keys: readonly ApiKey[]): string {
  const words = WORDS[language];
  const heads = [words.id, words.name, words.role, words.teams, words.expires, words.used];
  return table(
    heads.map((head) => ({ head })),
    keys.map(({ id, name, role, teams, expiresAt, lastUsedAt, revoked }) => [
      id,
      name,
      role,
      teams === 'all' ? words.all : teams.join(', '),
      revoked === undefined ? minuteOf(expiresAt) : words.revoked,
      lastUsedAt === undefined ? words.never : minuteOf(lastUsedAt),
    ]),
  );
}

export function madeKeyText(language: Language, key: ApiKey & { readonly key: string }): string {
  return `${keyListText(language, [key])}\n${key.key}\n${WORDS[language].once}\n`;
}

export function organisationListText(language: Language, organisations: readonly Organisation[]): string {
  const words = WORDS[language];
  return table(
    [{ head: words.id }, { head: words.name }, { head: words.made }],
    organisations.map(({ id, name = '', created }) => [id, name, minuteOf(created.at)]),
  );
}

export function userListText(language: Language, users: readonly User[]): string {
  const words = WORDS[language];
  const heads = [words.id, words.name, words.email, words.role, words.teams, words.state, words.signedIn];
  return table(
    heads.map((head) => ({ head })),
    users.map(({ id, name = '', email = '', role, teams, employee, state, lastSignInAt }) => [
      id,
      name,
      email,
      role,
      employee ?? (teams === 'all' ? words.all : teams.join(', ')),
      words[state],
      lastSignInAt === undefined ? words.never : minuteOf(lastSignInAt),
    ]),
  );
}

export function endedText(language: Language, ended: number): string {
  return `${WORDS[language].ended}${ended}\n`;
}
