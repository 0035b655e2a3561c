import type { Language } from '../../contract/messages/catalog.ts';
import type { BackupReport, Erasure, RestoreReport } from '../../planning/maintenance.ts';
import type { Erased } from '../../planning/people-store.ts';
import type { TrailEntry, TrailFault, TrailHead, TrailVerdict } from '../../planning/trail-store.ts';
import { table } from './table.ts';

/** What the commands on a whole database print. */

const REASONS: Readonly<Record<Language, Readonly<Record<TrailFault['reason'], string>>>> = {
  en: {
    changed: 'was changed',
    missing: 'is missing',
    added: 'was not written by the service',
    'not-anchored': 'is not the one that the head names',
  },
  zh: { changed: '已被改动', missing: '缺失', added: '不是服务写入的', 'not-anchored': '与所给链首不符' },
};

const say = (language: Language, en: string, zh: string): string => (language === 'zh' ? zh : en);

/** A trail in a line: whole, or the first entry at which it is not. */
function verdictLine(language: Language, verdict: TrailVerdict): string {
  const { organisation, number, entries, pending, fault, hash } = verdict;
  const waiting =
    pending === 0
      ? ''
      : say(
          language,
          `${organisation}: ${pending} written just now, not in the chain yet: a running service links them within seconds\n`,
          `${organisation}：另有 ${pending} 条刚写入，尚未入链：运行中的服务会在数秒内链接\n`,
        );
  if (fault === undefined)
    return say(
      language,
      `${organisation}: ${entries} entries, whole up to number ${number}, ${hash}\n${waiting}`,
      `${organisation}：共 ${entries} 条，至第 ${number} 条完整，${hash}\n${waiting}`,
    );
  const reason = REASONS[language][fault.reason];
  return say(
    language,
    `${organisation}: entry ${fault.number} ${reason}\n`,
    `${organisation}：第 ${fault.number} 条${reason}\n`,
  );
}

export function verdictsText(language: Language, verdicts: readonly TrailVerdict[], isAnchored: boolean): string {
  const lines = verdicts.map((verdict) => verdictLine(language, verdict)).join('');
  const none = verdicts.length === 0 ? say(language, 'There is no trail yet.\n', '尚无审计记录。\n') : '';
  const advice = say(
    language,
    'A trail alone cannot show that its newest entries were cut off: keep "shiftcast trail head" elsewhere and give it with --from-head.\n',
    '仅凭记录本身无法发现末尾被截去：请将“shiftcast trail head”的结果另存他处，并用 --from-head 给出。\n',
  );
  return `${lines}${none}${isAnchored ? '' : advice}`;
}

export function headsText(heads: readonly TrailHead[]): string {
  return heads.map(({ organisation, number, hash }) => `${organisation} ${number} ${hash}\n`).join('');
}

export function trailText(language: Language, entries: readonly TrailEntry[]): string {
  const head =
    language === 'zh'
      ? ['编号', '时间', '操作者', '途径', '操作', '对象']
      : ['no', 'at', 'actor', 'via', 'operation', 'thing'];
  const rows = entries.map(({ number, at, actor, via, address, operation, action, kind, thing }) => [
    String(number),
    at,
    actor,
    address === '' ? via : `${via} ${address}`,
    operation === '' ? action : operation,
    `${kind} ${thing}`,
  ]);
  return table(
    head.map((name, index) => ({ head: name, number: index === 0 })),
    rows,
  );
}

export function erasuresText(erasures: readonly Erasure[]): string {
  return erasures.map(({ organisation, at, pseudonym }) => `${organisation} ${at} ${pseudonym}\n`).join('');
}

export function erasedText(language: Language, { pseudonym, removed, pseudonymised }: Erased): string {
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  return say(
    language,
    `erased: ${sum(removed)} rows removed, ${sum(pseudonymised)} under the pseudonym ${pseudonym}\n`,
    `已删除：移除 ${sum(removed)} 行，${sum(pseudonymised)} 行改用化名 ${pseudonym}\n`,
  );
}

const rowsIn = (tables: Readonly<Record<string, number>>): number =>
  Object.values(tables).reduce((total, count) => total + count, 0);

export function backupText(language: Language, file: string, { at, tables, bytes, sha256 }: BackupReport): string {
  const rows = rowsIn(tables);
  const count = Object.keys(tables).length;
  return say(
    language,
    `${file}: ${rows} rows of ${count} tables as of ${at}, ${bytes} bytes\nSHA-256 of its contents ${sha256}\n`,
    `${file}：${count} 张表共 ${rows} 行，截至 ${at}，${bytes} 字节\n内容的 SHA-256 ${sha256}\n`,
  );
}

export function restoreText(language: Language, { at, tables, erased, trail }: RestoreReport): string {
  const rows = rowsIn(tables);
  const line = say(
    language,
    `restored: ${rows} rows as of ${at}; erased again: ${erased}\n`,
    `已恢复：${rows} 行，截至 ${at}；再次删除的人员：${erased}\n`,
  );
  return line + trail.map((verdict) => verdictLine(language, verdict)).join('');
}
