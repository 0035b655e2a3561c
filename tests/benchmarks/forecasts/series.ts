import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publicHolidays } from '../../../src/calendars/public-holidays.ts';
import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { readSpecialDaysCsv } from '../../../src/contract/history-special-days.ts';
import type { DoubledPolicy, History, SpecialDay } from '../../../src/domain/history.ts';

/** A series of `series.csv`, read as the command line reads it: zone and doubled hours said, absent rows decided by rule. */
export type Series = {
  readonly name: string;
  readonly history: History;
  /** Public holidays of its country and region, and the days of its own file. */
  readonly specialDays: readonly SpecialDay[];
};

/** Reads the series of a folder with a `series.csv`; `names` keeps those whose file begins with one of them. */
export function readSeries(folder: string, names: readonly string[]): readonly Series[] {
  const list = join(folder, 'series.csv');
  if (!existsSync(list)) throw new Error(`${list} is missing: this benchmark needs ../shared beside the checkout`);
  const rows = readFileSync(list, 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [file = '', zone = '', country = '', region = '', , , doubled = '', special = ''] = row.split(',');
    if (names.length > 0 && !names.some((name) => file.startsWith(name))) return [];
    const read = readHistoryCsv(readFileSync(join(folder, file), 'utf8'), {
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
