import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, datesFrom, plannedInstant } from '../../../../src/domain/calendar.ts';
import type { ScheduledShift } from '../../../../src/domain/schedule.ts';
import { placesOf } from '../../../../src/contract/messages/catalog.ts';
import type { SchedulePageInput } from '../../../../src/contract/schedules/page-input.ts';
import { labelsOf } from '../../../../src/contract/schedules/page-labels.ts';
import { scheduleHtml } from '../../../../src/contract/schedules/schedule-page.ts';
import { scheduleTextsOf } from '../../../../src/contract/schedules/texts.ts';
import { at, published, publishedFrom } from '../../../fixtures/published.ts';
import { all, gridOf, textOf, treeOf } from './page-tree.ts';

const week: SchedulePageInput = {
  language: 'en',
  team: { id: 'office', name: 'Front office', site: 'Berlin' },
  zone: 'Europe/Berlin',
  from: '2026-03-02',
  days: 7,
  employees: [{ id: 'anna', name: 'Anna Lind' }],
  shifts: [published],
  publication: { number: 4, at: at('2026-02-20T14:05:00+01:00'), by: 'maria' },
  changedAt: at('2026-02-21T09:00:00+01:00'),
};

const page = (changes: Partial<SchedulePageInput> = {}): string => scheduleHtml({ ...week, ...changes });
const rowOf = (changes: Partial<SchedulePageInput>): readonly string[] => gridOf(page(changes))[0] ?? [];
const hoursOf = (employee: Partial<SchedulePageInput['employees'][number]>, days = 7): string | undefined =>
  rowOf({ employees: [{ id: 'anna', ...employee }], days }).at(-1);

/** People enough for codes in the cells. */
const many = Array.from({ length: 12 }, (_, index) => ({ id: `e${index}`, name: `Person ${index}` }));

describe('the grid', () => {
  it('has a row for each person and a column for each day, with times, template, skill, breaks and sums', () => {
    const employees = [
      { id: 'bo', name: 'Bo' },
      { id: 'anna', name: 'Anna Lind' },
    ];
    expect(gridOf(page({ employees }))).toEqual([
      ['Bo', '', '', '', '', '', '', '', '0'],
      ['Anna Lind', '08:00–16:30 Early · Sales 12:00–12:30 15:00–15:15*', '', '', '', '', '', '', '8'],
      ['Total 1 shift', '1 person 8 h', ...Array.from({ length: 6 }, () => '0 people 0 h'), '8'],
    ]);
    const [head] = all(treeOf(page()), 'thead');
    expect(head === undefined ? [] : all(head, 'th').map(textOf)).toEqual([
      'Employee',
      'Mon 2 Mar',
      'Tue 3 Mar',
      'Wed 4 Mar',
      'Thu 5 Mar',
      'Fri 6 Mar',
      'Sat 7 Mar',
      'Sun 8 Mar',
      'Hours',
    ]);
  });

  it('two shifts of a day stand in one cell in order', () => {
    const late = publishedFrom('2026-03-02T18:00:00+01:00', '2026-03-02T20:00:00+01:00', {
      template: 'late',
      templateName: 'Late',
    });
    const [, monday, ...rest] = rowOf({ shifts: [late, { ...published, breaks: [] }] });
    expect(monday).toBe('08:00–16:30 Early · Sales 18:00–20:00 Late · Sales');
    expect(rest.at(-1)).toBe('10.5');
  });

  it('a shift over midnight stands and counts on the day that it starts on', () => {
    const night = publishedFrom('2026-03-03T22:00:00+01:00', '2026-03-04T06:00:00+01:00', { templateName: 'Night' });
    expect(rowOf({ shifts: [night] })).toEqual([
      'Anna Lind',
      '',
      '22:00–06:00 +1 Night · Sales',
      '',
      '',
      '',
      '',
      '',
      '8',
    ]);
    const evening = publishedFrom('2026-03-03T16:00:00+01:00', '2026-03-04T00:00:00+01:00');
    expect(rowOf({ shifts: [evening] })[2]).toBe('16:00–24:00 Early · Sales');
  });

  it('one that began the day before the first shows its end there and counts nowhere; what lies outside is left out', () => {
    const before = publishedFrom('2026-03-01T22:00:00+01:00', '2026-03-02T06:00:00+01:00');
    const gone = publishedFrom('2026-03-01T08:00:00+01:00', '2026-03-01T16:00:00+01:00');
    const later = publishedFrom('2026-03-09T08:00:00+01:00', '2026-03-09T16:00:00+01:00');
    expect(rowOf({ shifts: [later, before, gone] })).toEqual(['Anna Lind', '–06:00', '', '', '', '', '', '', '0']);
    expect(page({ shifts: [before] })).toContain('on since the day before');
  });

  it('cancelled shifts are not on it', () => {
    expect(rowOf({ shifts: [{ ...published, status: 'cancelled' }] })[1]).toBe('');
    expect(page({ shifts: [] })).toContain('Nobody works on these days.');
  });

  it('who has shifts and is not of the team any more follows behind the team', () => {
    const left = { ...published, employeeId: 'left', employeeName: 'Lena Left' };
    expect(gridOf(page({ shifts: [left] })).map(([name]) => name)).toEqual(['Anna Lind', 'Lena Left', 'Total 1 shift']);
  });

  it('people of one name are told apart by their ids', () => {
    const employees = [{ id: 'a1', name: 'Li Wei' }, { id: 'a2', name: 'Li Wei' }, { id: 'bo' }];
    expect(gridOf(page({ employees, shifts: [] })).map(([name]) => name)).toEqual([
      'Li Wei a1',
      'Li Wei a2',
      'bo',
      'Total 0 shifts',
    ]);
  });

  it('a template that was renamed goes by its newest name', () => {
    const renamed = { ...published, id: 'x', changedAt: published.changedAt + 1, templateName: 'First' };
    const [, monday] = rowOf({ shifts: [renamed, { ...published, start: published.start + 60, breaks: [] }] });
    expect(monday).toBe('08:00–16:30 First · Sales 12:00–12:30 15:00–15:15* 08:01–16:30 First · Sales');
  });

  it('an activity other than work is named, and so is who is away', () => {
    const training = { ...published, activity: 'training', breaks: [], template: undefined, templateName: undefined };
    const away = [{ id: 'anna', awayDates: ['2026-03-02', '2026-03-04'] }];
    const row = rowOf({ shifts: [training], employees: away });
    expect(row.slice(1, 4)).toEqual(['08:00–16:30 training · Sales', '', 'away']);
  });

  it('weekends and holidays are marked, holidays by name', () => {
    const text = page({ holidays: [{ date: '2026-03-04', name: 'Founders’ day' }] });
    const cells =
      all(treeOf(text), 'tr')
        .at(-1)
        ?.children.filter((cell) => typeof cell !== 'string') ?? [];
    expect(cells.map((cell) => (typeof cell === 'string' ? '' : cell.attributes['class']))).toEqual([
      'n',
      undefined,
      undefined,
      'ho',
      undefined,
      undefined,
      'we',
      'we',
      'h',
    ]);
    expect(all(treeOf(text), 'th', 'ho').map(textOf)).toEqual(['Wed 4 Mar Founders’ day']);
  });
});

describe('hours against the contract', () => {
  it.each([
    [{ minHoursPerWeek: 8 }, '8 of 8 h'],
    [{ minHoursPerWeek: 10 }, '8 of 10 h −2'],
    [{ minHoursPerWeek: 6, maxHoursPerWeek: 7.5 }, '8 of 6–7.5 h +0.5'],
    [{ maxHoursPerWeek: 20 }, '8 up to 20 h'],
    [{ minHoursPerWeek: 38.5, maxHoursPerWeek: 38.5 }, '8 of 38.5 h −30.5'],
    // What leave is credited with is not on the page.
    [{ minHoursPerWeek: 38.5, awayDates: ['2026-03-05'] }, '8'],
    [{}, '8'],
  ])('%o', (employee, expected) => {
    expect(hoursOf(employee)).toBe(expected);
  });

  it('is not told where a public holiday is credited', () => {
    const holidays = [{ date: '2026-03-04', name: 'Founders’ day' }];
    expect(rowOf({ employees: [{ id: 'anna', minHoursPerWeek: 8 }], holidays }).at(-1)).toBe('8');
  });

  it('is told for whole weeks alone', () => {
    expect(hoursOf({ minHoursPerWeek: 8 }, 14)).toBe('8 of 16 h −8');
    expect(hoursOf({ minHoursPerWeek: 8 }, 10)).toBe('8');
  });
});

describe('clock changes', () => {
  it('the day says its hours, and shifts of that night count what they last', () => {
    const night = publishedFrom('2026-03-28T22:00:00+01:00', '2026-03-29T06:00:00+02:00');
    const text = page({ from: '2026-03-23', shifts: [night] });
    expect(all(treeOf(text), 'th', 'we').map(textOf)).toEqual([
      'Sat 28 Mar',
      'Sun 29 Mar 23-hour day: the clocks change',
    ]);
    expect(gridOf(text)[0]?.at(-1)).toBe('7');
  });

  it('the two passes of a repeated hour are told apart', () => {
    const second = publishedFrom('2026-10-25T02:30:00+01:00', '2026-10-25T09:00:00+01:00', {
      breaks: [{ start: at('2026-10-25T05:00:00+01:00'), end: at('2026-10-25T05:30:00+01:00'), paid: false }],
    });
    const first = publishedFrom('2026-10-25T00:00:00+02:00', '2026-10-25T02:30:00+02:00');
    const text = page({ from: '2026-10-19', shifts: [second, first] });
    expect(gridOf(text)[0]?.[7]).toBe('00:00–02:30¹ Early · Sales 02:30²–09:00 Early · Sales 05:00–05:30');
    expect(text).toContain('25-hour day');
    expect(text).toContain('first and second pass');
  });
});

describe('larger pages', () => {
  const shiftsOf = (days: number): readonly ScheduledShift[] =>
    many.flatMap(({ id }, index) =>
      datesFrom(week.from, days).map((date) => {
        const template = ['early', 'evening', 'late 1', 'late 2'][index % 4] ?? '';
        const skill = ['sales', 'service'][index % 2] ?? '';
        const start = plannedInstant(week.zone, date, 480);
        const ids = { id: `${id}@${date}#1`, employeeId: id, date };
        return {
          ...published,
          ...ids,
          start,
          end: start + 30_600,
          template,
          templateName: template,
          skill,
          skillName: skill,
        };
      }),
    );

  it('write codes into the cells and say in the head what they mean, on each sheet', () => {
    const text = page({ employees: many, shifts: shiftsOf(7) });
    expect(
      gridOf(text)
        .slice(0, 4)
        .map((row) => row[1]?.split(' ')[1]),
    ).toEqual(['E·S', 'Ev·Se', 'L1·S', 'L2·Se']);
    const [key] = all(treeOf(text), 'tr', 'pk');
    expect(key === undefined ? '' : textOf(key)).toBe(
      'Shifts: E = early Ev = evening L1 = late 1 L2 = late 2 Skills: S = sales, Se = service',
    );
  });

  it('of five weeks have a narrow column for each day, with the minutes of breaks', () => {
    const [row] = gridOf(page({ employees: many, shifts: shiftsOf(35), days: 35 }));
    expect(row).toHaveLength(37);
    expect(row?.[1]).toBe('E·S 08:00 16:30 30′ 15′*');
    expect(row?.[36]).toBe('280');
  });

  it('of 340 people in a week stay well below a megabyte', () => {
    const employees = Array.from({ length: 340 }, (_, index) => ({ id: `p${index}`, name: `Person ${index}` }));
    const shifts = employees.flatMap(({ id }) =>
      datesFrom(week.from, 5).map((date) => {
        const start = plannedInstant(week.zone, date, 480);
        return { ...published, id: `${id}@${date}#1`, employeeId: id, start, end: start + 30_600 };
      }),
    );
    const text = page({ employees, shifts });
    expect(gridOf(text)).toHaveLength(341);
    expect(Buffer.byteLength(text)).toBeLessThan(500_000);
  });

  it('codes differ from each other whatever the names', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('a', 'A', 'ab', '早班', '早', '+', ' '),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 30 }), (names) => {
        const labels = [...labelsOf(new Map(names.map((each, index) => [`t${index}`, each]))).values()];
        const codes = labels.map(({ code }) => code);
        expect(new Set(codes).size).toBe(names.length);
        expect(codes).not.toContain('');
        expect(labels.map(({ name: each }) => each)).toEqual(names);
      }),
    );
  });
});

describe('cover', () => {
  const span = (date: string, from: number, to: number, people: number, target: number): object => ({
    start: plannedInstant(week.zone, date, from * 60),
    end: plannedInstant(week.zone, date, to * 60),
    people,
    target,
  });
  const coverOf = (...intervals: object[]): Partial<SchedulePageInput> => ({
    cover: [
      { name: 'Sales', intervals: intervals as { start: number; end: number; people: number; target: number }[] },
    ],
  });
  const figures = (text: string): readonly string[] => all(treeOf(text), 'figcaption').map(textOf);
  const paths = (text: string, name: string): readonly (string | undefined)[] =>
    all(treeOf(text), 'path', name).map(({ attributes }) => attributes['d']);

  it('says the hours wanted, there, short and over, and of each day what is short', () => {
    const text = page(
      coverOf(span('2026-03-02', 8, 12, 2, 3), span('2026-03-02', 12, 16, 4, 3), span('2026-03-03', 8, 12, 1, 1)),
    );
    expect(all(treeOf(text), 'h3').map(textOf)).toEqual(['Sales wanted 28 h, there 28 h, short 4 h, over 4 h']);
    expect(figures(text).slice(0, 3)).toEqual(['Mon 2 Mar short 4 h', 'Tue 3 Mar covered', 'Wed 4 Mar nobody wanted']);
    expect(all(treeOf(text), 'svg')).toHaveLength(2);
  });

  it('is drawn as steps over the hours that anybody is wanted in, what is missing marked', () => {
    const text = page(coverOf(span('2026-03-02', 8, 12, 2, 4), span('2026-03-02', 12, 16, 4, 4)));
    // From 8 to 16 o'clock the axis goes from 16 to 193, and 4 people from 56 up to 5.
    expect(paths(text, 'w')).toEqual(['M16 56V5H193V56']);
    expect(paths(text, 'p')).toEqual(['M16 56V30.5H104.5V5H193V56']);
    expect(paths(text, 'x')).toEqual(['M16 5H104.5V30.5H16z']);
    expect(paths(text, 'm')).toEqual(['M16 56H104.5v3H16z']);
  });

  it('falls to nobody between intervals that do not touch', () => {
    const text = page(coverOf(span('2026-03-02', 8, 10, 2, 2), span('2026-03-02', 14, 16, 2, 2)));
    expect(paths(text, 'p')).toEqual(['M16 56V5H60.3V56H148.8V5H193V56']);
  });

  it('of a night is cut at midnight, and a day of 25 hours is as wide as its hours', () => {
    const night = {
      start: at('2026-10-24T22:00:00+02:00'),
      end: at('2026-10-25T06:00:00+01:00'),
      people: 1,
      target: 2,
    };
    const text = page({ from: '2026-10-24', days: 2, ...coverOf(night) });
    expect(figures(text)).toEqual(['Sat 24 Oct short 2 h', 'Sun 25 Oct short 7 h']);
    expect(paths(text, 'm')).toEqual(['M178.3 56H193v3H178.3z', 'M16 56H65.6v3H16z']);
  });

  it('of a team in which nobody is wanted and nobody there is left out', () => {
    expect(page(coverOf(span('2026-03-02', 8, 12, 0, 0)))).toBe(page());
    expect(page({ cover: [] })).not.toContain('<svg');
  });
});

describe('a page stands alone', () => {
  const full: Partial<SchedulePageInput> = {
    holidays: [{ date: '2026-03-04', name: 'Day' }],
    cover: [{ name: 'Sales', intervals: [{ start: published.start, end: published.end, people: 1, target: 2 }] }],
  };

  it('nothing is fetched and nothing runs', () => {
    expect(page(full)).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|href=|url\(|@import|\son\w+=|javascript:/i);
  });

  it('texts add no element and no rule of style, whatever is in them', () => {
    const shape = (text: string): readonly string[] => [...text.matchAll(/<\/?[a-z0-9]+/g)].map(([tag]) => tag);
    const named = (name: string): string =>
      page({
        team: { id: 't', name, site: name },
        employees: [{ id: 'anna', name }],
        shifts: [{ ...published, templateName: name, skillName: name, activity: name }],
        holidays: [{ date: '2026-03-04', name }],
        cover: [{ name, intervals: [{ start: published.start, end: published.end, people: 1, target: 2 }] }],
        publication: { number: 1, at: 0, by: name },
      });
    const plain = named('x');
    // What stands in the strings of the style is text: only their being there is its shape.
    const styleOf = (text: string): string =>
      (/<style>([^]*?)<\/style>/.exec(text)?.[1] ?? '').replaceAll(/"[^"\n]*"/g, '""');
    expect(styleOf(plain)).toContain('@bottom-left{content:"";');
    const hostile = fc.constantFrom(
      '</style><script>alert(1)</script>',
      '"}*{display:none}',
      "' onload='x",
      '&lt;',
      '\\',
      '\n',
      '-->',
    );
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', minLength: 1 })), (text) => {
        const name = `x${text}x`;
        const made = named(name);
        expect(shape(made)).toEqual(shape(plain));
        // oxlint-disable-next-line no-control-regex -- these are what becomes a blank.
        const shown = name.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim();
        expect(gridOf(made)[0]?.[0]).toBe(shown);
        expect(styleOf(made)).toBe(styleOf(plain));
      }),
      { numRuns: 150 },
    );
  });

  it('says what was published when and by whom, and whose time it tells', () => {
    const [footer] = all(treeOf(page()), 'footer');
    expect(footer === undefined ? '' : textOf(footer)).toBe(
      'Publication 4, 2026-02-20 14:05, by maria All times are local times of Europe/Berlin. Last changed 2026-02-21 09:00',
    );
    expect(page({ publication: undefined })).toContain('Not published');
    const several = { number: 4, at: at('2026-02-20T14:05:00+01:00'), by: 'maria', all: [2, 4] };
    expect(page({ publication: several })).toContain('Publications 2, 4; the newest, 4, 2026-02-20 14:05, by maria');
    expect(page({ publication: { ...several, all: [4] } })).toContain('Publication 4, 2026-02-20');
  });

  it('takes the paper that is asked for, else A3 for more than a week', () => {
    expect(page()).toContain('size:A4 landscape');
    expect(page({ days: 8 })).toContain('size:A3 landscape');
    expect(page({ paper: 'A3' })).toContain('size:A3 landscape');
  });

  it('makes the type smaller, and then the columns narrow, where a span of times would not fit', () => {
    const print = (changes: Partial<SchedulePageInput>): number =>
      Number(/@media print\{:root\{--f:([\d.]+)pt/.exec(page(changes))?.[1]);
    expect(print({ days: 14 })).toBeLessThan(print({ days: 10 }));
    expect(page({ days: 14 })).toContain('<table class="grid roomy"');
    expect(page({ days: 16 })).toContain('<table class="grid narrow"');
    expect(page({ days: 10, paper: 'A4' })).toContain('<table class="grid roomy"');
    expect(page({ days: 11, paper: 'A4' })).toContain('<table class="grid narrow"');
  });

  it('is the same for the same input', () => {
    const reversed = [...week.shifts, publishedFrom('2026-03-03T08:00:00+01:00', '2026-03-03T16:00:00+01:00')];
    expect(page({ shifts: reversed })).toBe(page({ shifts: reversed.toReversed() }));
  });
});

describe('in Chinese', () => {
  it('the page speaks Chinese', () => {
    const text = page({ language: 'zh', from: addDays(week.from, 0) });
    expect(text).toContain('<html lang="zh-CN">');
    expect(all(treeOf(text), 'th').slice(0, 2).map(textOf)).toEqual(['员工', '周一 3月2日']);
    expect(gridOf(text).at(-1)?.slice(0, 2)).toEqual(['合计 1 个班次', '1 人 8 小时']);
    expect(text).toContain('第 4 次发布，2026-02-20 14:05，发布人 maria');
  });

  it('every text has the places of its English one', () => {
    const [en, zh] = [scheduleTextsOf('en'), scheduleTextsOf('zh')];
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect([key, ...placesOf(zh[key]).toSorted()]).toEqual([key, ...placesOf(en[key]).toSorted()]);
    }
  });
});
