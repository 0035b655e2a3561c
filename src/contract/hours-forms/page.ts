import type { HoursDocument } from '../hours.ts';
import type { Language } from '../messages/catalog.ts';
import { html } from '../schedules/page-text.ts';
import { translateDocument } from '../translate-document.ts';
import { type Cell, hoursTables, type HoursTable, namesIn, nearLimits } from './tables.ts';
import { attendanceText, hoursText } from './texts.ts';

const FONTS =
  "system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC','Hiragino Sans GB',sans-serif";

const STYLE = `
@page{size:A4 landscape;margin:10mm 9mm}
*{box-sizing:border-box}html{color-scheme:light;background:#fff}
body{margin:16px;color:#111;font:12px/1.3 ${FONTS};font-variant-numeric:tabular-nums}
h1{font-size:20px;margin:0 0 2px}h1+p{margin:0;color:#333}p{margin:2px 0 10px;color:#444}
h2{font-size:15px;margin:18px 0 6px}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #aaa;padding:2px 4px;text-align:left;vertical-align:top}
thead th{background:#eee;font-weight:600;vertical-align:bottom}
td.n,th.n{text-align:right}td.n{white-space:nowrap}td.d{white-space:nowrap}
tbody th{font-weight:600;unicode-bidi:isolate;min-width:7em;overflow-wrap:anywhere}
.bad{background:#fde8e8}.open{font-weight:700}
tr.sum td,tr.sum th{background:#f4f4f4;font-weight:600;border-bottom:2px solid #777}
@media print{body{margin:0;font-size:7.2pt;line-height:1.2}h1{font-size:13pt}h2{font-size:10pt;break-after:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
thead{display:table-header-group}tr{break-inside:avoid}th,td{padding:.3mm .8mm}}`;

/** A number as it is printed, with two digits at most. */
function shown(cell: Cell): string {
  return cell === undefined ? '' : String(cell);
}

const DATES: ReadonlySet<string> = new Set(['from', 'to', 'start', 'end']);

type Marks = { readonly row?: (index: number) => string; readonly cell?: (key: string, cell: Cell) => string };

/** A table as HTML: columns that hold nothing are left out. */
function tableHtml({ columns, rows }: HoursTable, hidden: ReadonlySet<string>, marks: Marks = {}): string {
  const told = columns.flatMap((column, index) =>
    hidden.has(column.key) || rows.every((row) => row[index] === undefined || row[index] === '' || row[index] === 0)
      ? []
      : [{ ...column, index }],
  );
  const classOf = (key: string, isNumber: boolean): string => (isNumber ? 'n' : DATES.has(key) ? 'd' : '');
  const attribute = (names: string): string => (names.trim() === '' ? '' : ` class="${names.trim()}"`);
  const head = told.map(
    ({ key, head: text, isNumber }) => `<th scope="col"${attribute(classOf(key, isNumber))}>${html(text)}</th>`,
  );
  const body = rows.map((row, at) => {
    const cells = told.map(({ key, isNumber, index }, place) => {
      const cell = row[index];
      const names = `${classOf(key, isNumber)} ${marks.cell?.(key, cell) ?? ''}`;
      return place === 0
        ? `<th scope="row"${attribute(names)}>${html(shown(cell))}</th>`
        : `<td${attribute(names)}>${html(shown(cell))}</td>`;
    });
    return `<tr${attribute(marks.row?.(at) ?? '')}>${cells.join('')}</tr>`;
  });
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

/** Rows of every employee with the total below them; one row alone is its own total. */
function withTotals(hours: HoursDocument): {
  readonly rows: HoursDocument['rows'];
  readonly sums: ReadonlySet<number>;
} {
  const rows: HoursDocument['rows'] = [];
  const sums = new Set<number>();
  for (const total of hours.totals) {
    const own = hours.rows.filter(({ employee }) => employee === total.employee);
    rows.push(...own);
    if (own.length < 2) continue;
    sums.add(rows.length);
    rows.push(total);
  }
  return { rows, sums };
}

/**
 * The ledger as one page of HTML, to be looked at and to be printed on landscape paper: the hours with totals, limits that are passed or nearly so, and the breaches.
 * It stands alone: no script, and nothing is fetched. The same input gives the same bytes.
 */
export function hoursHtml(language: Language, given: HoursDocument): string {
  const nameOf = namesIn(given);
  const same = (id: string): string => id;
  const hours = translateDocument(language, given, {
    employee: nameOf,
    template: same,
    skill: same,
    activity: same,
  }) as HoursDocument;
  const say = (...parts: Parameters<typeof hoursText> extends [unknown, ...infer Rest] ? Rest : never): string =>
    html(hoursText(language, ...parts));
  const { rows, sums } = withTotals(hours);
  const told = { ...hours, rows, limits: [...nearLimits(hours)] };
  const byId = new Map(hoursTables(language, told).map((table) => [table.id, table]));
  const table = (id: HoursTable['id'], hidden: readonly string[], marks: Marks = {}): string => {
    const found = byId.get(id);
    return found === undefined || found.rows.length === 0 ? '' : tableHtml(found, new Set(hidden), marks);
  };
  const isBad = (key: string, cell: Cell): string =>
    key === 'left' && typeof cell === 'number' && cell < 0 ? 'bad' : '';
  const isOpen = (index: number): string => (hours.breaches[index]?.passes === 'open' ? 'bad' : '');
  const { from, to, by, attendance, zone, team } = hours;
  const known = html(attendanceText(language, attendance));
  const limits = table('limits', ['daysUnknown', 'severity'], { cell: isBad });
  const breaches = table('breaches', [], { row: isOpen });
  return [
    '<!DOCTYPE html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head>',
    '<meta charset="utf-8"/>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    `<title>${say('title')} ${html(team)} ${from}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${say('title')} · ${say('team', { team })}</h1>`,
    `<p>${say('span', { from, to, by: hoursText(language, `by.${by}`) })}</p>`,
    `<p>${known} ${say('local', { zone })}</p>`,
    rows.length === 0
      ? `<p>${say('nobody')}</p>`
      : table('hours', ['whole', 'shifts', 'allowances'], { row: (index) => (sums.has(index) ? 'sum' : '') }),
    `<h2>${say('page.limits')}</h2>`,
    limits === '' ? `<p>${say('page.no-limits')}</p>` : limits,
    `<h2>${say('sheet.breaches')}</h2>`,
    breaches === '' ? `<p>${say('page.no-breaches')}</p>` : breaches,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
