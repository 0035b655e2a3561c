import type { Language } from '../../contract/messages/catalog.ts';
import type { fromRetention } from '../../contract/resources/retention-mapping.ts';
import type { RetentionRun } from '../../planning/retention-store.ts';
import { table } from './table.ts';

/** Periods, and what is past them, as tables. */

const WORDS = {
  en: {
    kind: 'kind',
    days: 'days',
    least: 'least',
    given: 'given',
    yes: 'yes',
    forever: 'for ever',
    law: 'law',
    teams: 'teams',
    source: 'source',
    none: '-',
    rows: 'rows',
    oldest: 'oldest',
    newest: 'newest',
    nothing: 'No kind has a period.\n',
    would: 'Nothing was removed: this is what would go.\n',
    more: 'It was ended before all was gone: run it again.\n',
    never: 'not yet',
    ran: 'last run',
    unverified: 'not read in a law itself',
  },
  zh: {
    kind: '类别',
    days: '天数',
    least: '至少',
    given: '已设定',
    yes: '是',
    forever: '永久',
    law: '法律',
    teams: '团队数',
    source: '来源',
    none: '-',
    rows: '行数',
    oldest: '最早',
    newest: '最晚',
    nothing: '没有任何类别设定期限。\n',
    would: '未删除任何内容：以上为将被删除的内容。\n',
    more: '尚未全部删除即被中止：请再次运行。\n',
    never: '尚未',
    ran: '上次运行',
    unverified: '未核对法律原文',
  },
} as const satisfies Readonly<Record<Language, object>>;

/** The periods in force, and the laws of the teams. */
export function retentionText(language: Language, { kinds, laws, ranAt }: ReturnType<typeof fromRetention>): string {
  const words = WORDS[language];
  const periods = table(
    [
      { head: words.kind },
      { head: words.days, number: true },
      { head: words.least, number: true },
      { head: words.given },
    ],
    kinds.map(({ kind, days, least, given }) => [
      kind,
      days === null ? words.forever : String(days),
      String(least),
      given ? words.yes : '',
    ]),
  );
  const bounds = table(
    [
      { head: words.law },
      { head: words.days, number: true },
      { head: words.teams, number: true },
      { head: words.source },
    ],
    laws.map(({ pack, days: least, teams, source, verified }) => [
      pack ?? words.none,
      String(least),
      String(teams),
      verified ? source : `${source} (${words.unverified})`,
    ]),
  );
  const ran = `${words.ran}: ${ranAt ?? words.never}\n`;
  return laws.length === 0 ? `${periods}\n${ran}` : `${periods}\n${bounds}\n${ran}`;
}

/** What went, or would go, by kind. */
export function retentionRunText(language: Language, dryRun: boolean, { lines, complete }: RetentionRun): string {
  const words = WORDS[language];
  if (lines.length === 0) return words.nothing;
  const rows = table(
    [{ head: words.kind }, { head: words.rows }, { head: words.oldest }, { head: words.newest }],
    lines.map((line) => [
      line.kind,
      Object.entries(line.rows)
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
      line.oldest ?? '',
      line.newest ?? '',
    ]),
  );
  return `${rows}${dryRun ? words.would : ''}${complete ? '' : words.more}`;
}
