import { describe, expect, test } from 'vitest';
import { packGapZh } from '../../../src/contract/messages/packs-zh.ts';
import type { Pack } from '../../../src/domain/pack.ts';
import { notCheckedBy } from '../../../src/rules/packs/not-checked.ts';
import { packs, packsFor, packsInForce, packsOfTeam, packVersions } from '../../../src/rules/packs/packs.ts';
import { checkRuleSetting } from '../../../src/rules/settings.ts';

function own(version: string, validFrom: string, validTo?: string): Pack {
  return {
    id: 'house',
    version,
    name: 'House',
    validFrom,
    ...(validTo === undefined ? {} : { validTo }),
    checkedOn: '2026-01-01',
    verified: true,
    disclaimer: 'none',
    night: { from: '22:00', to: '06:00' },
    rules: [],
    notChecked: [{ topic: 'pay', reason: 'payroll' }],
  };
}

describe('the packs of the product', () => {
  test('set known rules to fitting values, each with its source', () => {
    for (const { id, rules, notChecked } of packs) {
      for (const [index, rule] of rules.entries()) {
        expect(checkRuleSetting(rule, `${id}/${index}`)).toEqual([]);
        expect(rule.source.length).toBeGreaterThan(5);
      }
      expect(new Set(notChecked.map(({ topic }) => topic)).size).toBe(notChecked.length);
    }
  });

  test('are called verified where each rule is, but for Japan, of whose pay a part is known from memory', () => {
    for (const { id, verified, rules } of packs)
      expect([id, verified]).toEqual([id, id !== 'jp' && rules.every((rule) => rule.verified)]);
  });

  test('have one version from each date', () => {
    const names = packs.map(({ id, validFrom }) => `${id} ${validFrom}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

test('what a pack leaves to its readers is said in Chinese too', () => {
  for (const { id, notChecked } of packs)
    for (const { topic } of notChecked)
      expect([id, topic, packGapZh(id, topic)]).toEqual([id, topic, expect.any(String)]);
  expect(packGapZh('house', 'pay')).toBeUndefined();
  expect(packGapZh('house', 'not-in-force', 'No version on dates from 2027-01-01 to 2027-01-02.')).toBe(
    '规则包在 2027-01-01 至 2027-01-02 没有有效版本。',
  );
});

describe('versions of a pack', () => {
  const versions = [own('2', '2026-03-01'), own('1', '2025-01-01'), own('3', '2026-06-01', '2026-12-31')];

  test('hold until the day before the next, or to their own last day', () => {
    expect(packVersions('house', versions).map(({ pack, from, to }) => [pack.version, from, to])).toEqual([
      ['1', '2025-01-01', '2026-02-28'],
      ['2', '2026-03-01', '2026-05-31'],
      ['3', '2026-06-01', '2026-12-31'],
    ]);
  });

  test('are in force on the days that they touch', () => {
    const on = (from: string, days: number): readonly string[] =>
      packsInForce(['house'], versions, { from, days }).map(({ pack }) => pack.version);
    expect(on('2026-02-28', 1)).toEqual(['1']);
    expect(on('2026-02-28', 2)).toEqual(['1', '2']);
    expect(on('2027-01-01', 7)).toEqual([]);
    expect(on('2024-12-31', 1)).toEqual([]);
  });

  test('leave days without any to their readers, and say each gap once', () => {
    const team = { packs: ['house'], contracts: [], ownPacks: versions };
    expect(notCheckedBy(team, { from: '2026-02-28', days: 2 }).map(({ topic }) => topic)).toEqual(['pay']);
    expect(notCheckedBy(team, { from: '2026-12-31', days: 3 })).toEqual([
      {
        pack: 'house',
        topic: 'not-in-force',
        reason: 'No version of the pack is in force on dates from 2027-01-01 to 2027-01-02.',
      },
      { pack: 'house', topic: 'pay', reason: 'payroll' },
    ]);
  });
});

test("a contract's packs stand in place of the team's", () => {
  const full = { id: 'full' };
  const part = { id: 'part', packs: ['cn-part-time'] };
  const team = { packs: ['cn', 'house'], contracts: [full, part] };
  expect(packsFor(team, full)).toEqual(['cn', 'house']);
  expect(packsFor(team, part)).toEqual(['cn-part-time']);
  expect(packsFor(team, { id: 'none', packs: [] })).toEqual([]);
  expect(packsOfTeam(team)).toEqual(['cn', 'house', 'cn-part-time']);
});
