import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditSchema } from '../../../src/contract/breach.ts';
import { allPackVersions } from '../../../src/planning/packs.ts';
import { codesOf, pathsOf, testFolder } from './folder.ts';
import { runInProcess } from './in-process.ts';

const { inFolder, write } = testFolder();
const EXAMPLE = 'examples/house-pack.json';

type PackBody = Record<string, unknown>;
const house = (more: PackBody = {}): PackBody => ({
  ...(JSON.parse(readFileSync(EXAMPLE, 'utf8')) as PackBody),
  id: 'house',
  ...more,
});
const rule = (more: PackBody): PackBody => ({
  rules: [{ rule: 'minimum-rest', severity: 'block', source: 'x', ...more }],
});

/** Codes with their places in the file. */
async function issuesOf(pack: unknown): Promise<readonly string[]> {
  const file = write('house.json', pack);
  const told = await runInProcess(['packs', file, '--json']);
  expect(told.code).toBe(2);
  const codes = codesOf(told.out);
  return pathsOf(told.out).map((path, index) => `${codes[index] ?? ''}${path.replace(file, '')}`);
}

describe('packs', () => {
  it('shows the example of an own pack, and lists the packs of law', async () => {
    const told = await runInProcess(['packs', EXAMPLE]);
    expect(told.code).toBe(0);
    expect(told.out).toContain('fair-workweek, version 2026');
    const all = await runInProcess(['packs']);
    for (const { id } of allPackVersions()) expect(all.out).toContain(id);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['the id of one of the product', house({ id: 'de' }), ['pack-of-product /id']],
    ['dates turned round', house({ validTo: '2025-12-31' }), ['window-empty /validTo']],
    ['a date that does not exist', house({ validFrom: '2026-02-30' }), ['wrong-date /validFrom']],
    ['no name', house({ name: undefined }), ['required /name']],
    ['a field that packs do not have', house({ law: true }), ['unknown-key /law']],
    ['a document of another kind', house({ kind: 'team' }), ['wrong-kind /kind']],
    ['an unknown rule', house(rule({ rule: 'minimum-rets' })), ['unknown-rule /rules/0/rule']],
    ['a rule without its value', house(rule({})), ['missing-rule-value /rules/0/values/minimumHours']],
    [
      'a value out of bounds',
      house(rule({ values: { minimumHours: -1 } })),
      ['bad-rule-value /rules/0/values/minimumHours'],
    ],
    [
      'a value of another kind',
      house(rule({ values: { minimumHours: 'long' } })),
      ['bad-rule-value /rules/0/values/minimumHours'],
    ],
    [
      'a value that the rule has not',
      house(rule({ values: { minimumHours: 9, hours: 9 } })),
      ['unknown-rule-value /rules/0/values/hours'],
    ],
    [
      'an unknown severity',
      house(rule({ values: { minimumHours: 9 }, severity: 'hard' })),
      ['not-one-of /rules/0/severity'],
    ],
    [
      'a rule without a source',
      house(rule({ values: { minimumHours: 9 }, source: undefined })),
      ['required /rules/0/source'],
    ],
    [
      'an unknown basis of pay',
      house({ pay: { tiers: [{ id: 'a', basis: 'moon', multiplier: 2 }] } }),
      ['not-one-of /pay/tiers/0/basis'],
    ],
  ])('tells of %s, in the file', async (_, pack, issues) => {
    expect(await issuesOf(pack)).toEqual(issues);
  });

  it('refuses what is no pack at all', async () => {
    expect((await issuesOf([house()])).length).toBeGreaterThan(0);
    expect((await issuesOf('{"id":')).length).toBeGreaterThan(0);
    const told = await runInProcess(['packs', inFolder('none.json'), '--json']);
    expect(told.code).toBe(2);
  });
});

describe('audit --pack', () => {
  const team = {
    zone: 'Europe/Berlin',
    contracts: [{ id: 'full' }],
    employees: [{ id: 'anna', contract: 'full' }],
  };
  const CSV = 'employee,start,end\nanna,2026-06-01T12:00,2026-06-01T20:00\nanna,2026-06-02T06:30,2026-06-02T12:00\n';
  beforeAll(() => {
    write('week.csv', CSV);
    write('team.json', team);
  });

  const audit = (...more: readonly string[]) =>
    runInProcess(['audit', inFolder('week.csv'), '--team', inFolder('team.json'), '--json', ...more]);

  it('takes packs of law and files together', async () => {
    const file = write('house.json', house());
    const told = await audit('--pack', 'de', '--pack', file);
    const { packs, breaches, pay } = auditSchema.parse(JSON.parse(told.out));
    expect(packs.map(({ id }) => id)).toEqual(['de', 'house']);
    expect(
      breaches.filter(({ rule: id }) => id === 'minimum-rest').map(({ severity, source }) => [severity, source]),
    ).toEqual([
      ['block', expect.stringContaining('de: ArbZG')],
      ['pay', expect.stringContaining('house: House policy')],
    ]);
    expect(pay).toMatchObject([{ tiers: [{ id: 'clopening', hours: 5.5 }] }]);
  });

  it('names the file of a pack that is at fault, beside packs of the team', async () => {
    write('team.json', { ...team, ownPacks: [house({ id: 'mine' })], packs: ['mine'] });
    const [good, bad] = [write('good.json', house()), write('bad.json', house({ id: 'worse', ...rule({}) }))];
    const told = await audit('--pack', good, '--pack', bad);
    expect(pathsOf(told.out)).toEqual([`${bad} /rules/0/values/minimumHours`]);
    const twice = await audit('--pack', good, '--pack', write('again.json', house()));
    expect(codesOf(twice.out)).toEqual(['pack-version-twice', 'pack-version-twice']);
    expect(pathsOf(twice.out)).toEqual(['version', 'validFrom'].map((key) => `${inFolder('again.json')} /${key}`));
    write('team.json', team);
    const absent = await audit('--pack', inFolder('none.json'));
    expect([absent.code, pathsOf(absent.out)]).toEqual([2, ['--pack']]);
  });
});

it('the manual lists each pack with what it leaves to its readers', () => {
  const manual = readFileSync(new URL('../../../src/MANUAL.md', import.meta.url), 'utf8');
  for (const { id, name, validFrom, notChecked } of allPackVersions()) {
    const topics = notChecked.map(({ topic }) => `\`${topic}\``).join(', ');
    expect(manual).toContain(`| \`${id}\` | ${name} | ${validFrom} | ${topics} |`);
  }
});
