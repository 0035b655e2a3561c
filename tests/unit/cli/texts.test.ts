import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../src/contract/csv-of.ts';
import { commandIssue, issuesText } from '../../../src/cli/messages.ts';
import { asGiven } from '../../../src/cli/places.ts';
import { auditText } from '../../../src/cli/text/audit-text.ts';
import { backtestText, forecastText } from '../../../src/cli/text/forecast-text.ts';
import { lineGrids } from '../../../src/cli/text/line-grid.ts';
import { dayHead, shortSpan } from '../../../src/cli/text/local-time.ts';
import { counted, fixed, percent, short } from '../../../src/cli/text/numbers.ts';
import { requirementText } from '../../../src/cli/text/requirement-text.ts';
import { rosterText } from '../../../src/cli/text/roster-text.ts';
import { table } from '../../../src/cli/text/table.ts';
import { auditSchema, type BreachDocument } from '../../../src/contract/breach.ts';
import { forecastSchema } from '../../../src/contract/forecast.ts';
import { requirementSchema } from '../../../src/contract/requirement.ts';
import { type RosterDocument, rosterSchema } from '../../../src/contract/roster.ts';

const team = {
  zone: 'Asia/Shanghai',
  skills: [{ id: 'sales' }, { id: 'service' }],
  contracts: [{ id: 'full' }],
  employees: [
    {
      id: 'an',
      name: '安娜',
      contract: 'full',
      skills: ['sales', 'service'],
      leave: [{ from: '2026-03-04', to: '2026-03-05' }],
    },
    { id: 'bo', contract: 'full', skills: ['sales'], daysOff: ['2026-03-03'] },
  ],
};

const shift = (employee: string, date: string, rest: object = {}) => ({
  employee,
  start: `${date}T09:00:00+08:00`,
  end: `${date}T17:30:00+08:00`,
  paidHours: 8,
  ...rest,
});

const roster = (changes: object = {}): RosterDocument =>
  rosterSchema.parse({
    status: 'feasible',
    endedBy: 'time',
    objective: 16,
    objectiveParts: [{ part: 'requests', unit: 'requests', count: 2, points: 16 }],
    bound: null,
    boundKind: 'none',
    gap: null,
    seconds: 1.5,
    iterations: 1,
    engine: 'highs',
    seed: 1,
    shifts: [],
    uncovered: [],
    breaches: [],
    conflicts: [],
    notes: [],
    horizon: { from: '2026-03-02', days: 7 },
    team,
    past: [],
    future: null,
    prices: {},
    demands: { intervals: [], templates: [] },
    ...changes,
  });

const breach = (severity: BreachDocument['severity'], rest: object = {}) => ({
  rule: 'minimum-rest',
  employee: 'bo',
  severity,
  shifts: [],
  start: '2026-03-02T00:00:00+08:00',
  end: '2026-03-03T00:00:00+08:00',
  unit: 'seconds',
  measured: 1,
  limit: 2,
  excess: 1,
  message: `${severity} told`,
  facts: {},
  ...rest,
});

describe('the grid of who works when', () => {
  it('marks leave, days off, locks, other activities and, for people of several skills, the skill', () => {
    const shifts = [
      shift('an', '2026-03-02', { skill: 'sales' }),
      shift('an', '2026-03-03', { skill: 'service', locked: true }),
      shift('bo', '2026-03-02', { skill: 'sales', activity: 'training' }),
    ];
    const [head, an, bo] = lineGrids(roster({ shifts })).split('\n');
    expect(head).toMatch(/^Employee {2}Mon 03-02 .* Sun 03-08 {2}Hours$/);
    expect(an).toMatch(/^安娜 +09-17:30 sales +09-17:30 service\* +- +- +16$/);
    expect(bo).toMatch(/^bo +09-17:30 training +x +8$/);
  });

  it('comes with what its marks mean, as far as it has them', () => {
    const shifts = [shift('an', '2026-03-03', { locked: true })];
    expect(rosterText(roster({ shifts }))).toContain('\nMarks: * a locked shift, - leave, x a day off that was set.\n');
    expect(rosterText(roster({ shifts: [shift('an', '2026-03-03')] }))).toContain(
      '\nMarks: - leave, x a day off that was set.\n',
    );
  });

  it('shows long horizons week by week, each with its own hours', () => {
    const shifts = [
      shift('bo', '2026-03-02'),
      shift('bo', '2026-03-10'),
      shift('bo', '2026-03-11', { start: '2026-03-11T13:00:00+08:00' }),
    ];
    const grids = lineGrids(roster({ shifts, horizon: { from: '2026-03-02', days: 10 } })).split('\n\n');
    expect(grids).toHaveLength(2);
    expect(grids[0]).toMatch(/^bo .* 8$/m);
    expect(grids[1]).toContain('Mon 03-09  Tue 03-10  Wed 03-11');
    expect(grids[1]).toMatch(/^bo +09-17:30 +13-17:30 +16$/m);
  });

  it('shows two shifts of one day both', () => {
    const shifts = [
      shift('bo', '2026-03-02', { end: '2026-03-02T11:00:00+08:00' }),
      shift('bo', '2026-03-02', { start: '2026-03-02T15:00:00+08:00' }),
    ];
    expect(lineGrids(roster({ shifts }))).toContain('09-11 15-17:30');
  });

  it('shows the parts of a split shift', () => {
    const gap = { start: '2026-03-02T11:00:00+08:00', end: '2026-03-02T15:00:00+08:00', paid: false };
    const shifts = [shift('bo', '2026-03-02', { breaks: [{ ...gap, kind: 'gap' }] })];
    expect(lineGrids(roster({ shifts }))).toContain('09-11+15-17:30');
    expect(lineGrids(roster({ shifts: [shift('bo', '2026-03-02', { breaks: [gap] })] }))).toContain('09-17:30');
  });
});

describe('the text of a roster', () => {
  it('says where nothing is proven, and tells points part by part', () => {
    const text = rosterText(roster());
    expect(text).toContain('feasible (the time limit ended the search)');
    expect(text).toMatch(/^requests +2 requests +16$/m);
    expect(text).toContain('No roster is below a bound that is not known; gap -.');
    expect(text).toContain('highs, seed 1, 1 iteration, 1.50 s.');
  });

  it('tells how fairly it shares out what is to be shared, and nothing where nothing is', () => {
    const fairness = [
      {
        id: 'nights',
        measure: 'nights',
        before: { most: 5, least: 0, deviation: 2.236 },
        after: { most: 6, least: 4, deviation: 0.8 },
        employees: [],
      },
    ];
    const text = rosterText(roster({ fairness }));
    expect(text).toMatch(/^Shares of one person +Before +Deviation +With the roster +Deviation$/m);
    expect(text).toMatch(/^nights +0-5 +2[.]24 +4-6 +0[.]8$/m);
    expect(rosterText(roster())).not.toContain('Shares of one person');
  });

  it('lists what is short with floors, at most forty demands, and counts the rest', () => {
    const hour = (index: number): string =>
      `2026-03-0${2 + Math.floor(index / 24)}T${String(index % 24).padStart(2, '0')}:00:00+08:00`;
    const uncovered = Array.from({ length: 45 }, (_, index) => ({
      start: hour(index),
      end: hour(index + 1),
      floor: index === 0 ? 2 : 0,
      target: 3,
      cover: 1,
      short: 2,
    }));
    const demands = {
      intervals: uncovered.map(({ start, end, floor, target }) => ({ start, end, floor, target })),
      templates: [],
    };
    const objectiveParts = [
      { part: 'below-floor', unit: 'agent-hours', count: 1, points: 1000 },
      { part: 'below-target', unit: 'agent-hours', count: 89, points: 8900 },
    ];
    const text = rosterText(roster({ uncovered, demands, objectiveParts }));
    expect(text).toContain('Uncovered: 90 of 135 agent-hours (66.67 %)');
    expect(text).toContain('below the floor of 2');
    expect(text).toContain('... and 5 more: see --json.');
  });

  it('shows no grid where there is no roster, but why', () => {
    const conflicts = [
      { employee: 'bo', rules: ['minimum-rest'], dates: [], message: 'No line of bo keeps minimum-rest.' },
    ];
    const text = rosterText(
      roster({ status: 'infeasible', endedBy: 'proof', objective: null, objectiveParts: [], conflicts }),
    );
    expect(text).not.toContain('Employee');
    expect(text).toContain('Conflicts\n  No line of bo keeps minimum-rest.');
    expect(text).toContain('infeasible (no roster keeps all hard rules)');
    expect(text).not.toContain('nothing better exists');
  });
});

describe('the text of an audit', () => {
  const audit = (changes: object) =>
    auditSchema.parse({
      clean: true,
      horizon: { from: '2026-03-02', days: 7 },
      breaches: [],
      unknowns: [],
      packs: [],
      notChecked: [],
      ledger: [],
      checked: { employees: 1, shifts: 0, rules: [] },
      ...changes,
    });

  it('tells breaches that forbid apart from findings that do not', () => {
    const text = auditText(
      audit({ clean: false, breaches: [breach('block', { source: 'house rule' }), breach('pay'), breach('info')] }),
    );
    expect(text).toContain(
      'Not clean: 1 breach, 2 lesser findings (pay, warn, info) in 0 shifts of 1 employee, 7 days from 2026-03-02.',
    );
    expect(text).toContain('  block      block told [house rule]\n  pay        pay told\n');
    expect(auditText(audit({ breaches: [breach('warn')] }))).toMatch(/^Clean: 0 breaches, 1 lesser finding /);
  });

  it('says of each pack what it is, how well it was checked and that it is no advice', () => {
    const pack = {
      id: 'cn',
      version: '1',
      validFrom: '2025-01-01',
      name: 'China',
      checkedOn: '2026-11-21',
      verified: false,
      disclaimer: 'This is not legal advice.',
    };
    expect(auditText(audit({ packs: [pack] }))).toContain(
      'Pack cn 1 (China), checked on 2026-11-21, verified: no. This is not legal advice.\n',
    );
  });

  it('cuts a long list of breaches and counts the rest', () => {
    const text = auditText(audit({ clean: false, breaches: Array.from({ length: 203 }, () => breach('block')) }));
    expect(text).toContain('... and 3 more: see --json.');
  });

  it('gathers unknowns by rule and missing side', () => {
    const unknown = (employee: string, reason: string) => ({
      rule: 'minimum-rest',
      employee,
      reason,
      start: '2026-03-02T00:00:00+08:00',
      end: '2026-03-02T00:00:00+08:00',
      message: '',
    });
    const text = auditText(
      audit({
        unknowns: [unknown('an', 'past-missing'), unknown('bo', 'past-missing'), unknown('bo', 'future-missing')],
      }),
    );
    expect(text).toContain(
      '  minimum-rest: the past is not known for 2 employees\n  minimum-rest: the future is not known for 1 employee\n',
    );
    expect(text).toContain('Judged: no rule.');
  });
});

describe('the text of forecasts and requirements', () => {
  const days = ['2026-03-02', '2026-03-03'];
  const point = (date: string, rest: object) => ({
    start: `${date}T00:00:00+08:00`,
    end: `${date.slice(0, 9)}${Number(date.slice(9)) + 1}T00:00:00+08:00`,
    ...rest,
  });

  it('shows daily forecasts, closed days and forecasts written by hand', () => {
    const [monday = '', tuesday = ''] = days;
    const points = [
      point(monday, { expected: 310, lower80: 290, upper80: 330, lower95: 270, upper95: 350 }),
      point(tuesday, { expected: 0, open: false }),
    ];
    const text = forecastText(forecastSchema.parse({ zone: 'Asia/Shanghai', interval: '1d', points }));
    expect(text).toMatch(/^Mon 03-02 {2}all day +310 {2}day +310\.0 +290-330 +270-350$/m);
    expect(text).toMatch(/^Tue 03-03 {2}closed +0$/m);
    expect(text).not.toContain('On the past');
    expect(text).not.toContain('Note');
    const named = forecastText(
      forecastSchema.parse({
        zone: 'Asia/Shanghai',
        interval: '1d',
        points,
        specialDays: [{ date: tuesday, name: 'Lantern Festival' }],
      }),
    );
    expect(named).toMatch(/^Tue 03-03 {2}closed +0 +Lantern Festival$/m);
    expect(named).toMatch(/ Note$/m);
  });

  it('shows an origin without contacts, and what was expected of it', () => {
    const row = {
      origin: '2026-03-02',
      timestamp: '2026-03-02',
      actual: 0,
      forecast: 2,
      lower80: 0,
      upper80: 4,
      lower95: 0,
      upper95: 5,
    };
    const summary = {
      origins: 1,
      horizonDays: 7,
      points: 1,
      wape: null,
      bias: null,
      mase: null,
      coverage80: 1,
      coverage95: 1,
    };
    const text = backtestText({ rows: [row], summary });
    expect(text).toMatch(/^2026-03-02 +1 +0 +- +-$/m);
    expect(text).toContain('WAPE -, bias -, MASE -; coverage 100.0 % of the 80 % range');
  });

  it('shows no average wait for a day on which the queue grows without end in some interval', () => {
    const row = (hour: number, asaSeconds: number | null) => ({
      start: `2026-03-02T0${hour}:00:00+08:00`,
      end: `2026-03-02T0${hour + 1}:00:00+08:00`,
      contacts: 10,
      positions: 1,
      toSchedule: 1,
      asaSeconds,
    });
    const textOf = (intervals: readonly object[]): string =>
      requirementText(requirementSchema.parse({ zone: 'Asia/Shanghai', intervals }));
    expect(textOf([row(1, 20), row(2, 40)])).toMatch(/^Mon 03-02 .* 30\.0 s +-$/m);
    expect(textOf([row(1, 20), row(2, null)])).toMatch(/^Mon 03-02 .* - +- +-$/m);
  });

  it('shows a requirement written by hand, without expectations', () => {
    const intervals = [
      { start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T10:00:00+08:00', positions: 4, toSchedule: 5 },
      {
        start: '2026-03-03T09:00:00+08:00',
        end: '2026-03-03T10:00:00+08:00',
        positions: 0,
        toSchedule: 0,
        open: false,
      },
    ];
    const text = requirementText(requirementSchema.parse({ zone: 'Asia/Shanghai', intervals }));
    expect(text).toMatch(/^Mon 03-02 {2}09:00 +0 +4 +5 +4\.0 +5\.0 +- +- +- +-$/m);
    expect(text).toMatch(/^Tue 03-03 {2}closed$/m);
    expect(text).not.toContain('Total');
  });
});

describe('small texts', () => {
  it('names weekdays and cuts times from the text, whatever the zone of the machine', () => {
    expect(['1969-12-28', '2024-02-29', '2026-03-02', '2026-12-31'].map((date) => dayHead(date))).toEqual([
      'Sun 12-28',
      'Thu 02-29',
      'Mon 03-02',
      'Thu 12-31',
    ]);
    expect(shortSpan('2026-03-02T23:30:00+08:00', '2026-03-03T07:00:00+08:00')).toBe('23:30-07');
  });

  it('shows numbers that do not exist as a dash', () => {
    expect([
      fixed(null, 1),
      percent(undefined),
      short(null),
      fixed(2.25, 1),
      percent(0.126),
      short(2.1),
      counted(1, 'day'),
      counted(2, 'day'),
    ]).toEqual(['-', '-', '-', '2.3', '12.6 %', '2.1', '1 day', '2 days']);
  });

  it('lines up columns with wide characters', () => {
    const lines = table(
      [{ head: 'a' }, { head: 'b', number: true }],
      [
        ['安娜', '1'],
        ['bo', '22'],
      ],
    ).split('\n');
    expect(lines).toEqual(['a      b', '安娜   1', 'bo    22', '']);
  });

  it('writes CSV cells that no program runs as a formula, and quotes what needs it', () => {
    const columns = [
      ['name', (row: readonly [string, number]) => row[0]],
      ['value', (row: readonly [string, number]) => row[1]],
    ] as const;
    expect(
      csvOf(columns, [
        ['=1+1', -2],
        ['a,"b"', 3],
      ]),
    ).toBe('name,value\n\'=1+1,-2\n"a,""b""",3\n');
  });

  it('tells one issue as one, and in Chinese what has a Chinese text', () => {
    const issue = commandIssue('option-missing', '--zone', { option: '--zone', expected: 'a zone' });
    expect(issuesText('en', 'file', [issue])).toBe(
      'file: 1 issue\n  --zone  [option-missing]\n      --zone is missing.\n      Give a zone.\n',
    );
    expect(issuesText('zh', 'file', [{ ...issue, code: 'of-its-own', path: '' }])).toBe(
      'file：1 个问题\n  [of-its-own]\n      --zone is missing.\n      Give a zone.\n',
    );
    expect(() => commandIssue('no-such-code', '', {})).toThrow('no text');
  });

  it('puts places of use cases as options, places of the file, or as they are', () => {
    const at = (path: string) => ({ ...commandIssue('option-missing', path, { option: 'x', expected: 'y' }) });
    const placed = asGiven(
      [at('/days'), at('/forecast/points/3'), at('/other')],
      { '/days': '--horizon' },
      'f.json',
      '/forecast',
    );
    expect(placed.map(({ path }) => path)).toEqual(['--horizon', 'f.json /points/3', '/other']);
  });
});
