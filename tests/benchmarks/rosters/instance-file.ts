/** A shift type of an instance file: its length, and the types that may not follow it on the next day. */
export type FileShift = { readonly id: string; readonly minutes: number; readonly notFollowedBy: readonly string[] };

/** A line of the section of staff, with the days off of its own section. */
export type FileEmployee = {
  readonly id: string;
  /** Most shifts of each type over the horizon; a type that is not named has no limit. */
  readonly maximumShifts: ReadonlyMap<string, number>;
  readonly maximumMinutes: number;
  readonly minimumMinutes: number;
  readonly maximumConsecutiveShifts: number;
  readonly minimumConsecutiveShifts: number;
  readonly minimumConsecutiveDaysOff: number;
  readonly maximumWeekends: number;
  readonly daysOff: readonly number[];
};

/** A wish about one shift type on one day, counted from 0, and its price. */
export type FileRequest = {
  readonly employee: string;
  readonly day: number;
  readonly shift: string;
  readonly weight: number;
};

export type FileCover = {
  readonly day: number;
  readonly shift: string;
  readonly requirement: number;
  readonly under: number;
  readonly over: number;
};

/** An instance of Curtois and Qu, "Computational results on new staff scheduling benchmark instances", 2014. The first day is a Monday. */
export type InstanceFile = {
  readonly days: number;
  readonly shifts: readonly FileShift[];
  readonly staff: readonly FileEmployee[];
  readonly onRequests: readonly FileRequest[];
  readonly offRequests: readonly FileRequest[];
  readonly cover: readonly FileCover[];
};

type Row = { readonly number: number; readonly cells: readonly string[] };

const SECTIONS = [
  'SECTION_HORIZON',
  'SECTION_SHIFTS',
  'SECTION_STAFF',
  'SECTION_DAYS_OFF',
  'SECTION_SHIFT_ON_REQUESTS',
  'SECTION_SHIFT_OFF_REQUESTS',
  'SECTION_COVER',
] as const;

type Section = (typeof SECTIONS)[number];

/** Rows of each section with their line numbers, cut at commas; comments and blank lines left out. */
function sectionsOf(text: string): ReadonlyMap<Section, readonly Row[]> {
  const sections = new Map<Section, Row[]>();
  let rows: Row[] | undefined;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('SECTION_')) {
      const section = SECTIONS.find((one) => one === line);
      if (section === undefined) throw new Error(`line ${index + 1}: there is no section ${line}`);
      rows = sections.get(section) ?? [];
      sections.set(section, rows);
      continue;
    }
    if (rows === undefined) throw new Error(`line ${index + 1}: stands before the first section`);
    rows.push({ number: index + 1, cells: line.split(',').map((cell) => cell.trim()) });
  }
  return sections;
}

/** Reads an instance file; throws an error that names the line where it does not keep to the format. */
export function readInstance(text: string): InstanceFile {
  const sections = sectionsOf(text);
  const rowsOf = (section: Section): readonly Row[] => sections.get(section) ?? [];
  const fail = (row: Row, what: string): never => {
    throw new Error(`line ${row.number}: ${what}`);
  };
  const numberAt = (row: Row, index: number, name: string): number => {
    const cell = row.cells[index] ?? '';
    // One of the public files says -0.
    return /^(\d+|-0)$/.test(cell) ? Math.abs(Number(cell)) : fail(row, `${name} is not a whole number: '${cell}'`);
  };
  const [horizon] = rowsOf('SECTION_HORIZON');
  if (horizon === undefined) throw new Error('SECTION_HORIZON is missing or empty');
  const days = numberAt(horizon, 0, 'the horizon');
  if (days === 0 || days % 7 !== 0) fail(horizon, 'the horizon is no number of whole weeks');

  const shifts = rowsOf('SECTION_SHIFTS').map(
    (row): FileShift => ({
      id: row.cells[0] ?? '',
      minutes: numberAt(row, 1, 'the length'),
      notFollowedBy: (row.cells[2] ?? '').split('|').filter((id) => id !== ''),
    }),
  );
  const shiftIds = new Set(shifts.map(({ id }) => id));
  if (shiftIds.size === 0) throw new Error('SECTION_SHIFTS is missing or empty');
  const shiftAt = (row: Row, index: number): string => {
    const id = row.cells[index] ?? '';
    return shiftIds.has(id) ? id : fail(row, `there is no shift '${id}'`);
  };
  const dayAt = (row: Row, index: number): number => {
    const day = numberAt(row, index, 'the day');
    return day < days ? day : fail(row, `the day ${day} lies outside of the horizon`);
  };

  const daysOff = new Map<string, number[]>();
  for (const row of rowsOf('SECTION_DAYS_OFF')) {
    const own = daysOff.get(row.cells[0] ?? '') ?? [];
    row.cells.forEach((cell, index) => {
      if (index > 0 && cell !== '') own.push(dayAt(row, index));
    });
    daysOff.set(row.cells[0] ?? '', own);
  }
  const staff = rowsOf('SECTION_STAFF').map((row): FileEmployee => {
    if (row.cells.length !== 8) fail(row, 'an employee has 8 entries');
    const id = row.cells[0] ?? '';
    const limits = (row.cells[1] ?? '').split('|').flatMap((part): [string, number][] => {
      if (part === '') return [];
      const [shift = '', most = ''] = part.split('=');
      if (!shiftIds.has(shift) || !/^\d+$/.test(most)) fail(row, `'${part}' is no shift and its limit`);
      return [[shift, Number(most)]];
    });
    return {
      id,
      maximumShifts: new Map(limits),
      maximumMinutes: numberAt(row, 2, 'the most minutes'),
      minimumMinutes: numberAt(row, 3, 'the least minutes'),
      maximumConsecutiveShifts: numberAt(row, 4, 'the most shifts in a row'),
      minimumConsecutiveShifts: numberAt(row, 5, 'the fewest shifts in a row'),
      minimumConsecutiveDaysOff: numberAt(row, 6, 'the fewest days off in a row'),
      maximumWeekends: numberAt(row, 7, 'the most weekends'),
      daysOff: daysOff.get(id) ?? [],
    };
  });
  const staffIds = new Set(staff.map(({ id }) => id));
  if (staff.length === 0) throw new Error('SECTION_STAFF is missing or empty');
  if (staffIds.size < staff.length) throw new Error('an employee stands twice in SECTION_STAFF');
  const employeeAt = (row: Row): string => {
    const id = row.cells[0] ?? '';
    return staffIds.has(id) ? id : fail(row, `there is no employee '${id}'`);
  };
  rowsOf('SECTION_DAYS_OFF').forEach(employeeAt);
  const requestsOf = (section: Section): readonly FileRequest[] =>
    rowsOf(section).map((row) => ({
      employee: employeeAt(row),
      day: dayAt(row, 1),
      shift: shiftAt(row, 2),
      weight: numberAt(row, 3, 'the weight'),
    }));
  const cover = rowsOf('SECTION_COVER').map(
    (row): FileCover => ({
      day: dayAt(row, 0),
      shift: shiftAt(row, 1),
      requirement: numberAt(row, 2, 'the requirement'),
      under: numberAt(row, 3, 'the weight of a person missing'),
      over: numberAt(row, 4, 'the weight of a person in excess'),
    }),
  );
  for (const { notFollowedBy } of shifts) {
    const unknown = notFollowedBy.find((id) => !shiftIds.has(id));
    if (unknown !== undefined) throw new Error(`SECTION_SHIFTS names '${unknown}', which it does not have`);
  }
  return {
    days,
    shifts,
    staff,
    cover,
    onRequests: requestsOf('SECTION_SHIFT_ON_REQUESTS'),
    offRequests: requestsOf('SECTION_SHIFT_OFF_REQUESTS'),
  };
}
