import type { Language } from '../../contract/messages/catalog.ts';
import type { ApiKey, Organisation } from '../../planning/access-store.ts';
import { table } from './table.ts';

/** Keys and organisations as tables. */

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
