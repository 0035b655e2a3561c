import type { Language } from '../../contract/messages/catalog.ts';
import { MEASURE_FORMULAS, type ReachedTarget } from '../../planning/results.ts';
import type { StoredMeasureSettings, TeamTarget } from '../../planning/results-store.ts';
import { fixed, percent, short } from './numbers.ts';
import { speech } from './speech.ts';
import { table } from './table.ts';

/** Results that were entered, settings and targets, for people. */

const WORDS = {
  en: {
    season: 'Season',
    measure: 'Measure',
    state: 'State',
    best: 'Best',
    value: 'Value',
    proposed: 'Proposed',
    target: 'Target',
    by: 'By',
    id: 'Id',
    reached: 'Reached',
    yes: 'yes',
    no: 'no',
    from: 'From',
    to: 'To',
    none: 'No targets.\n',
    inForce: '\nTargets in force\n',
    seasons: 'No seasons: all dates are one.\n',
  },
  zh: {
    season: '季节',
    measure: '指标',
    state: '状态',
    best: '最佳',
    value: '实测',
    proposed: '建议',
    target: '目标',
    by: '由',
    id: '编号',
    reached: '达成',
    yes: '是',
    no: '否',
    from: '起',
    to: '止',
    none: '没有目标。\n',
    inForce: '\n生效的目标\n',
    seasons: '未划分季节：全部日期视为一体。\n',
  },
} as const satisfies Readonly<Record<Language, object>>;

function shown(measure: TeamTarget['measure'], value: number | null | undefined): string {
  const { unit } = MEASURE_FORMULAS[measure];
  return unit === 'share' || unit === 'ratio' ? percent(value) : unit === 'money' ? fixed(value, 2) : short(value, 1);
}

type Entered = Readonly<Record<'team' | 'from' | 'to', string>> &
  Readonly<Record<'added' | 'same' | 'changed' | 'removed', number>>;

/** What came of an import. */
export function enteredText(language: Language, { team, from, to, ...counts }: Entered): string {
  const { added, same, changed, removed } = counts;
  return language === 'zh'
    ? `${team}，${from} 至 ${to}：新增 ${added} 行，相同 ${same} 行，更改 ${changed} 行，删除 ${removed} 行\n`
    : `${team}, ${from} to ${to}: ${added} rows added, ${same} as before, ${changed} changed, ${removed} removed\n`;
}

/** Targets in force beside what was measured; nothing where there are none. */
export function reachedText(language: Language, targets: readonly ReachedTarget[]): string {
  if (targets.length === 0) return '';
  const words = WORDS[language];
  const { word } = speech(language);
  const rows = targets.map(({ season, measure, target, value, reached }) => [
    season,
    word('measure', measure),
    shown(measure, target),
    shown(measure, value),
    reached === null ? '-' : reached ? words.yes : words.no,
  ]);
  const columns = [
    { head: words.season },
    { head: words.measure },
    { head: words.target, number: true },
    { head: words.value, number: true },
    { head: words.reached },
  ];
  return `${words.inForce}${table(columns, rows)}`;
}

/** Targets with who proposed and who accepted them. */
export function targetsText(language: Language, targets: readonly TeamTarget[]): string {
  const words = WORDS[language];
  if (targets.length === 0) return words.none;
  const { word } = speech(language);
  const rows = targets.map(({ id, season, measure, state, best, bestValue, proposed, target, created, accepted }) => [
    season,
    word('measure', measure),
    state,
    best,
    shown(measure, bestValue),
    shown(measure, proposed),
    shown(measure, target),
    (accepted ?? created).by,
    id,
  ]);
  const columns = [
    { head: words.season },
    { head: words.measure },
    { head: words.state },
    { head: words.best },
    { head: words.value, number: true },
    { head: words.proposed, number: true },
    { head: words.target, number: true },
    { head: words.by },
    { head: words.id },
  ];
  return table(columns, rows);
}

/** Seasons and settings of a team. */
export function settingsText(language: Language, { seasons, ...numbers }: StoredMeasureSettings['settings']): string {
  const words = WORDS[language];
  const spans =
    seasons.length === 0
      ? words.seasons
      : table(
          [{ head: words.season }, { head: words.from }, { head: words.to }],
          seasons.map(({ season, from, to }) => [season, from, to]),
        );
  const lines = Object.entries(numbers).map(([name, value]) => `${name} ${value}\n`);
  return `${spans}${lines.join('')}`;
}
