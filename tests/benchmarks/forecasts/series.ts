import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addDays } from '../../../src/domain/calendar.ts';
import { publicHolidays } from '../../../src/calendars/public-holidays.ts';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { readSpecialDaysCsv } from '../../../src/contract/history-special-days.ts';
import { uniforms } from '../../../src/forecasting/random-numbers.ts';
import type { DoubledPolicy, History, SpecialDay } from '../../../src/domain/history.ts';

/** A series of `series.csv`, read as the command line reads it: zone and doubled hours said, absent rows decided by rule. */
export type Series = {
  readonly name: string;
  readonly history: History;
  /** Public holidays of its country and region, and the days of its own file. */
  readonly specialDays: readonly SpecialDay[];
};

/** Reads the series of a folder with a `series.csv`; `names` keeps those whose file begins with one of them, `weeks` the last weeks of each. */
export function readSeries(folder: string, names: readonly string[], weeks?: number): readonly Series[] {
  const list = join(folder, 'series.csv');
  if (!existsSync(list)) throw new Error(`${list} is missing: this benchmark needs ../shared beside the checkout`);
  const rows = readFileSync(list, 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [file = '', zone = '', country = '', region = '', , , doubled = '', special = ''] = row.split(',');
    if (names.length > 0 && !names.some((name) => file.startsWith(name))) return [];
    const read = readHistoryCsv(lastWeeks(readFileSync(join(folder, file), 'utf8'), weeks), {
      zone,
      doubled: doubled === '' ? undefined : (doubled as DoubledPolicy),
    });
    if (!read.ok) throw new Error(`${file}: ${read.issues.map(({ message }) => message).join('\n')}`);
    const specialDays = special === '' ? [] : ownDays(join(dirname(list), special));
    return [
      {
        name: file.replace('.csv', ''),
        history: read.history,
        specialDays: [...holidaysOf(read.history, country, region), ...specialDays],
      },
    ];
  });
}

function lastWeeks(csv: string, weeks: number | undefined): string {
  if (weeks === undefined) return csv;
  const [head = '', ...rows] = csv.trim().split('\n');
  const first = addDays(rows.at(-1)?.slice(0, 10) ?? '', 1 - 7 * weeks);
  return [head, ...rows.filter((row) => row.slice(0, 10) >= first)].join('\n');
}

/** The series with each contact kept by chance, the same for the same share: a small queue with the life of a large one. */
export function thinned({ name, history, specialDays }: Series, share: number): Series {
  const uniform = uniforms(1);
  const intervals = history.intervals.map((interval) => ({ ...interval }));
  const rows = history.rows.map((row) => {
    let count = 0;
    for (let contact = 0; contact < row.count; contact += 1) count += uniform() < share ? 1 : 0;
    const places = row.secondInterval === undefined ? [row.interval] : [row.interval, row.secondInterval];
    for (const place of places) {
      const interval = intervals[place];
      if (interval !== undefined) intervals[place] = { ...interval, count: count / places.length };
    }
    return { ...row, count };
  });
  return { name: `${name} x ${share}`, history: { ...history, intervals, rows }, specialDays };
}

function ownDays(file: string): readonly SpecialDay[] {
  const read = readSpecialDaysCsv(readFileSync(file, 'utf8'));
  if (!read.ok) throw new Error(`${file}: ${read.issues.map(({ message }) => message).join('\n')}`);
  return read.value;
}

function holidaysOf(history: History, country: string, region: string): readonly SpecialDay[] {
  if (country === '') return [];
  const found = publicHolidays(country, region === '' ? undefined : region, history.firstDate, history.endDate);
  if (!found.ok) throw new Error(found.issues.map(({ message }) => message).join('\n'));
  return found.value;
}
