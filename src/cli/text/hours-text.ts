import type { HoursDocument } from '../../contract/hours.ts';
import { hoursTables, type HoursTable, namesIn, nearLimits } from '../../contract/hours-forms/tables.ts';
import { attendanceText, hoursText } from '../../contract/hours-forms/texts.ts';
import type { Language } from '../../contract/messages/catalog.ts';
import { translateDocument } from '../../contract/translate-document.ts';
import { table } from './table.ts';

/** Columns that a terminal has no room for. */
const HIDDEN: ReadonlySet<string> = new Set([
  'whole',
  'severity',
  'source',
  'daysUnknown',
  'allowances',
  'end',
  'rule',
  'lieuTakenHours',
  'contracts',
]);

/** A table without the columns that hold nothing. */
function tableText({ columns, rows }: HoursTable, hidden: ReadonlySet<string>): string {
  const told = columns.flatMap(({ key, head, isNumber }, index) =>
    hidden.has(key) || rows.every((row) => row[index] === undefined || row[index] === '' || row[index] === 0)
      ? []
      : [{ head, number: isNumber, index }],
  );
  return table(
    told,
    rows.map((row) => told.map(({ index }) => String(row[index] ?? ''))),
  );
}

/** Hours for people: rows, limits that are passed or nearly so, and breaches. */
export function hoursTextOf(given: HoursDocument, language: Language): string {
  const nameOf = namesIn(given);
  const same = (id: string): string => id;
  const names = { employee: nameOf, template: same, skill: same, activity: same };
  const hours = translateDocument(language, given, names) as HoursDocument;
  const near = { ...hours, limits: [...nearLimits(hours)] };
  const say = (key: Parameters<typeof hoursText>[1], facts = {}): string => hoursText(language, key, facts);
  const { from, to, by, attendance, zone } = hours;
  const lines = [
    say('span', { from, to, by: say(`by.${by}`) }),
    `${attendanceText(language, attendance)} ${say('local', { zone })}`,
    '',
  ];
  for (const found of hoursTables(language, near)) {
    if (found.id === 'totals' && hours.rows.length === hours.totals.length) continue;
    if (found.id === 'limits') {
      lines.push(found.rows.length === 0 ? say('page.no-limits') : say('page.limits'));
      if (found.rows.length > 0) lines.push(tableText(found, new Set([...HIDDEN].filter((key) => key !== 'rule'))));
    } else if (found.id === 'breaches') {
      lines.push(found.rows.length === 0 ? say('page.no-breaches') : `${found.title}:`);
      if (found.rows.length > 0) lines.push(tableText(found, new Set([...HIDDEN, 'name', 'start'])));
    } else if (found.rows.length > 0) lines.push(`${found.title}:`, tableText(found, HIDDEN));
    else lines.push(say('nobody'));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
