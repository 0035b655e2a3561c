/** What a number of a cell means by its number format: a plain number, a date, a time of day, both, or a length. */
export type NumberKind = 'number' | 'date' | 'clock' | 'time' | 'duration';

/** Formats that files name by number alone (ECMA-376, 18.8.30); from 27 to 58 those of Chinese, Japanese and Korean settings. */
function builtInKind(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id >= 57)
    return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47 || id === 55 || id === 56)
    return 'clock';
  return id === 22 ? 'time' : id === 46 ? 'duration' : 'number';
}

/** The kind of a format code such as `dd.mm.yyyy hh:mm`. Only its first section counts: the others are for negative numbers and texts. */
export function kindOfCode(code: string): NumberKind {
  const first = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return 'duration';
  const letters = first.replaceAll(/\[[^[\]]*\]/g, '').replaceAll(/am\/pm|a\/p/gi, 'h');
  if (/general/i.test(letters)) return 'number';
  const hasDay = /[yde年月日]/i.test(letters);
  const hasClock = /[hs时分秒]/i.test(letters);
  if (hasDay) return /e[+-]/i.test(letters) && !/[yd年月日]/i.test(letters) ? 'number' : hasClock ? 'time' : 'date';
  if (hasClock) return 'clock';
  return /m/i.test(letters) ? 'date' : 'number';
}

/** The kind of a number format of a file: by its code where the file has one, otherwise by its number. */
export function kindOfFormat(id: number, codes: ReadonlyMap<number, string>): NumberKind {
  const code = codes.get(id);
  return code === undefined ? (id <= 58 ? builtInKind(id) : 'number') : kindOfCode(code);
}
