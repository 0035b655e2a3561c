import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagOf, numberIn, optionValues } from '../../../src/cli/option-values.ts';

const anyNumber = { least: -1e9, most: 1e9 };

describe('numbers of options', () => {
  it('reads every finite decimal number as itself', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (number) => {
        expect(numberIn(number.toFixed(6), anyNumber)).toBe(Number(number.toFixed(6)));
      }),
    );
  });

  it.each(['', ' 1', '1 ', '0x10', '1_000', 'NaN', 'Infinity', '1,5', '--1', '1e400'])('refuses %j', (text) => {
    expect(numberIn(text, anyNumber)).toBeUndefined();
  });

  it('refuses fractions where whole numbers are wanted, and values beyond the ends', () => {
    const range = { least: 1, most: 9, whole: true };
    expect([0, 1, 9, 10].map((number) => numberIn(String(number), range))).toEqual([undefined, 1, 9, undefined]);
    expect(numberIn('1.5', range)).toBeUndefined();
  });
});

describe('option values', () => {
  it('keeps every wrong option with its flag, and reads the right ones', () => {
    const values = optionValues({
      seconds: 'soon',
      zone: 'Europe/Bern',
      from: '2026-02-30',
      horizon: '2w',
      maxOccupancy: '0.85',
    });
    expect(values.number('seconds', anyNumber)).toBeUndefined();
    expect(values.zone('zone')).toBeUndefined();
    expect(values.date('from')).toBeUndefined();
    expect(values.days('horizon', 91)).toBe(14);
    expect(values.number('maxOccupancy', { least: 0, most: 1 })).toBe(0.85);
    expect(values.issues().map(({ code, path }) => [code, path])).toEqual([
      ['option-wrong', '--seconds'],
      ['option-wrong', '--zone'],
      ['option-wrong', '--from'],
    ]);
  });

  it('reads horizons in days and weeks up to the most, and nothing else', () => {
    const days = (horizon: string): number | undefined => optionValues({ horizon }).days('horizon', 91);
    expect(['1d', '7d', '13w', '0d', '14w', '92d', '7', 'd', '-7d', '7 d'].map(days)).toEqual([
      1,
      7,
      91,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('writes names as the flags that the user types', () => {
    expect([flagOf('zone'), flagOf('maxOccupancy'), flagOf('levelOf')]).toEqual([
      '--zone',
      '--max-occupancy',
      '--level-of',
    ]);
  });
});
