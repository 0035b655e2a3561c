import { beforeAll, describe, expect, it } from 'vitest';
import { placesOf } from '../../../src/contract/messages/catalog.ts';
import { speech } from '../../../src/cli/text/speech.ts';
import { padded } from '../../../src/cli/text/table.ts';
import { textsEn } from '../../../src/cli/text/texts-en.ts';
import { textsZh } from '../../../src/cli/text/texts-zh.ts';
import { allPackVersions } from '../../../src/planning/packs.ts';
import { rules } from '../../../src/rules/registry.ts';
import { testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const PROBLEM = 'examples/shanghai-week/problem.json';

/** What stays as it is: ids, options, and names of methods and measures that have no other. */
const CODES = new Set([
  ...rules.map(({ id }) => id),
  ...allPackVersions().map(({ id }) => id),
  ...allPackVersions().flatMap(({ notChecked }) => notChecked.map(({ topic }) => topic)),
  'overtime',
  'rest-day',
  'night',
  'highs',
  'lines',
  'json',
  'csv',
  'zone',
  'past',
  'future',
  'out',
  'limit',
  'protected-rule',
  'protected-records',
  'team',
  'Erlang',
  'Ctrl-C',
]);

function englishIn(text: string): readonly string[] {
  // Citations stay in the words of their law, and so do the names of forecasting methods, of commands and of options.
  const words = text
    .replaceAll(/\[[^\]]*\]|^构成：.*$/gm, '')
    .replaceAll(/[a-z]+\/\d{4}-\d{2}-\d{2}\S*/g, '')
    .replaceAll(/\S*\.(json|csv)\b/g, '')
    .replaceAll(/([a-z]+ )?--[a-z-]+/g, '')
    .match(/[A-Za-z][A-Za-z-]+/g);
  return [...new Set(words)].filter((word) => !CODES.has(word));
}

let roster: string;
let printed: string;
let wrote: string;

beforeAll(async () => {
  roster = inFolder('roster.json');
  const solve = ['roster', PROBLEM, '--iterations', '60', '--breaks', '--ids', '--lang', 'zh', '--out', roster];
  const told = await runInProcess(solve);
  printed = told.out;
  wrote = told.error;
});

describe('the texts of the command line', () => {
  it('are there in both languages, with the same places', () => {
    expect(Object.keys(textsZh)).toEqual(Object.keys(textsEn));
    for (const [key, text] of Object.entries(textsZh)) {
      const english: string = textsEn[key as keyof typeof textsEn];
      expect([key, placesOf(text).toSorted()]).toEqual([key, placesOf(english).toSorted()]);
      expect(englishIn(text.replaceAll(/\{[^}]*\}/g, '')), key).toEqual([]);
    }
  });

  it('count one and many', () => {
    const { word } = speech('en');
    const told = [1, 2].map((count) => ['people', 'requests'].map((unit) => word('unit', unit, { count })));
    expect(told).toEqual([
      ['1 person', '1 request'],
      ['2 people', '2 requests'],
    ]);
    expect(speech('en').say('count.attendances', { count: 1 })).toBe('1 attendance');
    expect(speech('zh').word('unit', 'people', { count: 1 })).toBe('1 人');
  });

  it('tell people of one name apart, and call what has no name by its id', () => {
    const employees = [{ id: 'a', name: '安娜' }, { id: 'b', name: '安娜' }, { id: 'c', name: '波' }, { id: 'd' }];
    const { employee } = speech('zh', { employees });
    expect(['a', 'b', 'c', 'd', 'e'].map(employee)).toEqual(['安娜 (a)', '安娜 (b)', '波', 'd', 'e']);
  });

  it('refuse to be told without their facts', () => {
    expect(() => speech('en').say('count.people')).toThrow('count.people lacks facts');
  });

  it('stand in columns of their width', () => {
    expect([padded('时', 4), padded('hour', 6)]).toEqual(['时  ', 'hour  ']);
  });
});

describe('a command in Chinese', () => {
  it('rosters without an English word, by names, with pieces and breaks below the grid', () => {
    expect(wrote).toBe(`已写入 ${roster}\n`);
    expect(englishIn(printed)).toEqual([]);
    expect(printed).toContain('王芳');
    expect(printed).toMatch(/^班内安排\n日期 /m);
    expect(printed).toMatch(/^.+ 质检辅导 /m);
    expect(printed).toMatch(/用餐休息/);
    expect(printed).toMatch(/早班 +wang\/2026-03-0/);
    const grid = printed.split('\n').slice(2, 13);
    expect(Math.max(...grid.map((line) => line.length))).toBeLessThan(130);
  });

  it.each([
    ['audit', 'ROSTER', '--team', PROBLEM, '--view', 'hr'],
    ['audit', 'ROSTER', '--pack', 'de'],
    ['score', 'ROSTER', '--ids', '--problem', PROBLEM],
    ['replace', 'ROSTER', '--absent', 'liu=2026-03-02/2026-03-08', '--problem', PROBLEM],
    ['swap', 'ROSTER', '--give', 'GIVEN', '--to', 'zhou', '--problem', PROBLEM],
    ['activities', PROBLEM, '--roster', 'ROSTER'],
    ['breaks', PROBLEM, '--roster', 'ROSTER'],
    ['packs'],
  ])('%s without an English word', async (...args) => {
    const given = /\bliu\/\S+/.exec(printed)?.[0] ?? '';
    const filled = args.map((arg) => (arg === 'ROSTER' ? roster : arg === 'GIVEN' ? given : arg));
    const told = await runInProcess([...filled, '--lang', 'zh']);
    expect([told.error, told.code > 1]).toEqual(['', false]);
    expect(englishIn(told.out)).toEqual([]);
    expect(told.out).toMatch(/[\u4e00-\u9fff]/);
  });

  it('calls those who break a rule by name', async () => {
    const shift = (start: string, end: string) => ({ employee: 'liu', start, end, template: 'late', skill: 'phone' });
    const shifts = [
      shift('2026-03-02T14:00:00+08:00', '2026-03-02T23:00:00+08:00'),
      shift('2026-03-03T08:00:00+08:00', '2026-03-03T17:00:00+08:00'),
    ];
    const file = write('shifts.json', shifts);
    const rested = await runInProcess(['score', file, '--problem', PROBLEM, '--lang', 'zh']);
    expect(rested.out).toContain('刘洋 在 2026-03-02 23:00 至 2026-03-03 08:00 休息 9 小时');
    const english = await runInProcess(['score', file, '--problem', PROBLEM]);
    expect(english.out).toContain('刘洋 rests 9 h');
    const gone = await runInProcess(['swap', file, '--problem', PROBLEM, '--give', 'liu/1', '--to', 'li']);
    expect([gone.code, gone.error.includes('Shifts of liu: liu@2026-03-02T14:00:00+08:00, ')]).toEqual([2, true]);
  });

  it('forecasts and states its needs without an English word', async () => {
    const line = (day: number, hour: number): string =>
      `2026-0${day < 28 ? 2 : 3}-${String((day % 28) + 1).padStart(2, '0')} ${String(hour).padStart(2, '0')}:00,${40 + ((day * 7 + hour) % 13)}`;
    const lines = Array.from({ length: 42 }, (_, day) => [9, 10, 11].map((hour) => line(day, hour))).flat();
    const history = write('history.csv', `timestamp,count\n${lines.join('\n')}\n`);
    const forecast = inFolder('forecast.json');
    const zone = ['--zone', 'Asia/Shanghai', '--interval', '60m', '--absent', 'closed', '--lang', 'zh'];
    const made = await runInProcess(['forecast', history, ...zone, '--out', forecast]);
    const need = ['requirement', forecast, '--target', '0.8/20', '--aht', '180', '--patience', '90', '--lang', 'zh'];
    const told = [made, await runInProcess(need), await runInProcess(['backtest', history, ...zone, '--origins', '2'])];
    expect(told.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(told.flatMap(({ out }) => englishIn(out.replaceAll('Asia/Shanghai', '')))).toEqual([]);
  });
});
