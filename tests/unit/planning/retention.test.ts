import { describe, expect, it } from 'vitest';
import { RETENTION_KINDS } from '../../../src/domain/retention.ts';
import { shortPeriods } from '../../../src/planning/retention.ts';
import { packs } from '../../../src/rules/packs/packs.ts';
import { hourRecordFloor } from '../../../src/rules/packs/record-keeping.ts';

const lawOf = (...names: readonly string[]) => ({ ...hourRecordFloor(names), teams: 1 });

describe('how long records of hours are kept', () => {
  it('is told by every pack of the product', () => {
    for (const { id } of packs) expect([id, hourRecordFloor([id]).pack]).toEqual([id, id]);
  });

  it.each([
    [['de'], 'de', 731],
    [['eu', 'us-ca', 'de'], 'us-ca', 1096],
    [['house', 'jp'], 'jp', 1827],
    [['cn-comprehensive-month'], 'cn-comprehensive-month', 731],
    [['au-contact-centre', 'uk'], 'au-contact-centre', 2557],
    [['house'], undefined, 731],
    [[], undefined, 731],
  ])('is decided by the longest of %j', (names, pack, days) => {
    expect(hourRecordFloor(names)).toMatchObject({ pack, days });
  });
});

describe('a period', () => {
  it('of hours is enough where one of the laws is content with it', () => {
    const laws = [lawOf('de'), lawOf('au-contact-centre')];
    for (const kind of ['publications', 'attendances', 'agreements'] as const) {
      expect(shortPeriods({ [kind]: 731 }, laws)).toEqual([]);
      expect(shortPeriods({ [kind]: 730 }, laws)).toMatchObject([{ kind, days: 730, least: 731, law: { pack: 'de' } }]);
      expect(shortPeriods({ [kind]: 2556 }, [lawOf('au-contact-centre')])).toMatchObject([{ least: 2557 }]);
      expect(shortPeriods({ [kind]: 399 }, [])).toMatchObject([{ least: 400, law: undefined }]);
    }
  });

  it('of absences and of the trail is a year at least, of all else a day', () => {
    const all = Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, 1]));
    expect(shortPeriods(all, [lawOf('de')]).map(({ kind, least }) => [kind, least])).toEqual([
      ['publications', 731],
      ['attendances', 731],
      ['agreements', 731],
      ['absences', 400],
      ['trail', 365],
    ]);
    expect(shortPeriods({ trail: null, absences: undefined }, [])).toEqual([]);
  });
});
