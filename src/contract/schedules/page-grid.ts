import { daysBetween, localOf } from '../../domain/calendar.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import { attendancesOf, type Break, shiftDate } from '../../domain/shift.ts';
import { SECONDS_PER_MINUTE } from '../../domain/units.ts';
import type { Language } from '../messages/catalog.ts';
import { type Label, labelsOf, skillsOf, templatesOf } from './page-labels.ts';
import type { PageEmployee } from './page-input.ts';
import { type Density, hoursOfShifts, type PageDay, type PageRow, type SchedulePage } from './page-model.ts';
import { html } from './page-text.ts';
import { clockText, dayText, endText, hoursText, monthText, say, weekdayText } from './texts.ts';

/** The labels that cells and legend share. */
export type PageLabels = {
  readonly templates: ReadonlyMap<string, Label>;
  readonly skills: ReadonlyMap<string, Label>;
};

export function pageLabels(page: SchedulePage): PageLabels {
  const shown = [...page.shifts, ...page.rows.flatMap(({ carried }) => carried)];
  return { templates: labelsOf(templatesOf(shown)), skills: labelsOf(skillsOf(shown)) };
}

/** What colours and codes mean: chips of the templates, and the skills. */
export function keyHtml(page: SchedulePage, { templates, skills }: PageLabels): string {
  const { language } = page.input;
  const isCoded = page.density !== 'roomy';
  const entry = ({ name, code }: Label): string => html(isCoded && code !== name ? `${code} = ${name}` : name);
  const chips = [...templates.values()].map((label) => `<span class="s c${label.colour}">${entry(label)}</span>`);
  const named = [...skills.values()].map((label) => (isCoded && skills.size > 1 ? entry(label) : html(label.name)));
  const lines = [
    chips.length === 0 ? '' : `${html(say(language, 'templates'))}: ${chips.join('')}`,
    named.length === 0 ? '' : `${html(say(language, 'skills'))}: ${named.join(', ')}`,
  ];
  return lines.filter((line) => line !== '').join(' ');
}

/** Where nothing else is said of a day: `we` a weekend, `ho` a holiday. */
function dayClass({ isWeekend, holiday }: PageDay): string {
  if (holiday !== undefined) return ' class="ho"';
  return isWeekend ? ' class="we"' : '';
}

/** The grid of people and days. Its head, with the title in print, stands on each page. */
export function gridHtml(page: SchedulePage, labels: PageLabels, title: string): string {
  const { days, rows, density } = page;
  const duplicates = namesGivenTwice(rows.map(({ employee }) => employee));
  const minimum = (density === 'narrow' ? 46 : 126) * days.length + 220;
  return [
    `<table class="grid ${density}" style="min-width:${minimum}px">`,
    `<colgroup><col class="cn"/><col span="${days.length}"/><col class="ch"/></colgroup>`,
    `<thead><tr class="pt"><td colspan="${days.length + 2}">${title}</td></tr>`,
    density === 'roomy' ? '' : `<tr class="pk"><td colspan="${days.length + 2}">${keyHtml(page, labels)}</td></tr>`,
    headRow(page),
    '</thead><tbody>',
    ...rows.map((row) => employeeRow(page, labels, row, duplicates)),
    '</tbody><tbody class="sum">',
    totalRow(page),
    '</tbody></table>',
  ].join('\n');
}

function headRow({ input: { language }, days, density }: SchedulePage): string {
  const cells = days.map((day) => {
    const holiday = day.holiday === undefined ? '' : `<i>${html(day.holiday)}</i>`;
    const odd = day.oddHours === undefined ? '' : `<em>${html(oddText(language, density, day.oddHours))}</em>`;
    const weekday = html(weekdayText(language, day.date));
    const date =
      density === 'narrow'
        ? `<b>${Number(day.date.slice(8))}</b><i>${html(monthText(language, day.date))}</i>`
        : `<b>${html(dayText(language, day.date))}</b>`;
    return `<th scope="col"${dayClass(day)}>${weekday} ${date}${holiday}${odd}</th>`;
  });
  const [employee, hours] = [html(say(language, 'employee')), html(say(language, 'hours'))];
  return `<tr><th scope="col" class="n">${employee}</th>${cells.join('')}<th scope="col" class="h">${hours}</th></tr>`;
}

function oddText(language: Language, density: Density, count: number): string {
  const hours = hoursText(count);
  return say(language, density === 'narrow' ? 'hoursValue' : 'dayHours', { hours });
}

function nameOf({ id, name }: PageEmployee): string {
  return name === undefined || name.trim() === '' ? id : name;
}

/** Names that more than one row has: these say the id too. */
function namesGivenTwice(employees: readonly PageEmployee[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(employees.map(nameOf).filter((name) => seen.size === seen.add(name).size));
}

function employeeRow(page: SchedulePage, labels: PageLabels, row: PageRow, duplicates: ReadonlySet<string>): string {
  const { language } = page.input;
  const { employee } = row;
  const name = nameOf(employee);
  const id = duplicates.has(name) && name !== employee.id ? `<small>${html(employee.id)}</small>` : '';
  const away = new Set(employee.awayDates);
  const cells = page.days.map((day, index) => {
    const shifts = row.byDay[index] ?? [];
    const carried = index === 0 ? row.carried.map((shift) => carriedHtml(page, shift)) : [];
    const isAway = shifts.length === 0 && away.has(day.date);
    const parts = [...carried, ...shifts.map((shift) => shiftHtml(page, labels, shift))];
    if (isAway) parts.push(`<span class="aw">${html(say(language, 'away'))}</span>`);
    return `<td${dayClass(day)}>${parts.join('')}</td>`;
  });
  return `<tr><th scope="row" class="n">${html(name)}${id}</th>${cells.join('')}${hoursCell(page, row)}</tr>`;
}

/** The end of a shift of the day before: counted there, and yet somebody is here. */
function carriedHtml({ input: { zone, language, from } }: SchedulePage, shift: ScheduledShift): string {
  return `<span class="k">${html(say(language, 'until', { end: endText(zone, from, shift.end) }))}</span>`;
}

function shiftHtml(page: SchedulePage, labels: PageLabels, shift: ScheduledShift): string {
  const { zone } = page.input;
  const template = shift.template === undefined ? undefined : labels.templates.get(shift.template);
  const skill = shift.skill === undefined ? undefined : labels.skills.get(shift.skill);
  const activity = shift.activity === 'work' ? undefined : shift.activity;
  const date = shiftDate(zone, shift);
  const end = endText(zone, date, shift.end);
  const later = end === '24:00' ? 0 : daysBetween(date, localOf(zone, shift.end).date);
  const next = later === 0 ? '' : `<sup>+${later}</sup>`;
  const colour = `s${template === undefined ? '' : ` c${template.colour}`}${activity === undefined ? '' : ' o'}`;
  const spans = attendancesOf(shift).map((span) => [
    html(clockText(zone, span.start)),
    html(span.end === shift.end ? end : clockText(zone, span.end)),
  ]);
  const breaksOnly = shift.breaks.filter(({ kind }) => kind !== 'gap');
  if (page.density === 'narrow') {
    const code = [template?.code, activity, labels.skills.size > 1 ? skill?.code : undefined];
    return `<div class="${colour}">${labelHtml(code, '·')}${spans.flat().join('<br/>')}${later > 1 ? next : ''}${minutesHtml(breaksOnly)}</div>`;
  }
  const span = `<b>${spans.map((span) => span.join('–')).join(' ')}${next}</b>`;
  const breaks = breaksHtml(page, breaksOnly) + piecesHtml(page, labels, shift);
  if (page.density === 'dense') {
    const code = [template?.code, activity, labels.skills.size > 1 ? skill?.code : undefined];
    return `<div class="${colour}">${span}${labelHtml(code, '·')}${breaks}</div>`;
  }
  return `<div class="${colour}">${span}${labelHtml([template?.name, activity, skill?.name], ' · ')}${breaks}</div>`;
}

function labelHtml(parts: readonly (string | undefined)[], between: string): string {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? '' : `<i>${html(known.join(between))}</i>`;
}

function breaksHtml({ input: { zone } }: SchedulePage, breaks: readonly Break[]): string {
  if (breaks.length === 0) return '';
  const texts = breaks.map(
    ({ start, end, paid }) => `${clockText(zone, start)}–${clockText(zone, end)}${paid ? '*' : ''}`,
  );
  return `<small>${texts.map((text) => `<span>${html(text)}</span>`).join(' ')}</small>`;
}

/** Pieces of a shift with their names; a narrow cell has no room for them. */
function piecesHtml(
  { input: { zone } }: SchedulePage,
  { skills }: PageLabels,
  { pieces = [] }: ScheduledShift,
): string {
  if (pieces.length === 0) return '';
  const texts = pieces.map((piece) => {
    const name = 'skill' in piece ? (skills.get(piece.skill)?.name ?? piece.skill) : piece.activity;
    return `<span><em>${html(`${clockText(zone, piece.start)}–${clockText(zone, piece.end)} ${name}`)}</em></span>`;
  });
  return `<small>${texts.join(' ')}</small>`;
}

/** Breaks of a narrow cell: their minutes, unpaid and paid. */
function minutesHtml(breaks: readonly Break[]): string {
  const minutes = (paid: boolean): number =>
    breaks.reduce((sum, pause) => sum + (pause.paid === paid ? pause.end - pause.start : 0), 0) / SECONDS_PER_MINUTE;
  const texts = [
    [minutes(false), ''],
    [minutes(true), '*'],
  ] as const;
  const shown = texts.filter(([value]) => value > 0).map(([value, mark]) => `${hoursText(value)}′${mark}`);
  return shown.length === 0 ? '' : `<small>${shown.join(' ')}</small>`;
}

/**
 * Paid hours, and what the contract wants where the page shows whole weeks. Leave and public holidays are credited towards contract hours beside the
 * work: where there are any, the printed hours alone compare with nothing.
 */
function hoursCell({ input: { language, days: count }, days }: SchedulePage, { employee, paidHours }: PageRow): string {
  const weeks = count / 7;
  const { minHoursPerWeek, maxHoursPerWeek, awayDates } = employee;
  const shown = `<b>${hoursText(paidHours)}</b>`;
  const isCredited = (awayDates?.length ?? 0) > 0 || days.some(({ holiday }) => holiday !== undefined);
  if (!Number.isInteger(weeks) || isCredited) return `<td class="h">${shown}</td>`;
  const least = minHoursPerWeek === undefined ? undefined : minHoursPerWeek * weeks;
  const most = maxHoursPerWeek === undefined ? undefined : maxHoursPerWeek * weeks;
  const below = least !== undefined && paidHours < least - 0.005 ? paidHours - least : 0;
  const above = most !== undefined && paidHours > most + 0.005 ? paidHours - most : 0;
  const off = below + above;
  const difference = off === 0 ? '' : ` <em>${off > 0 ? '+' : '−'}${hoursText(Math.abs(off))}</em>`;
  const wanted = wantedText(language, least, most);
  return `<td class="h">${shown}${wanted === '' ? '' : `<small>${html(wanted)}${difference}</small>`}</td>`;
}

function wantedText(language: Language, least: number | undefined, most: number | undefined): string {
  const facts = { least: hoursText(least ?? 0), most: hoursText(most ?? 0) };
  if (least === undefined) return most === undefined ? '' : say(language, 'hoursMaximum', facts);
  return say(language, most === undefined || most === least ? 'hoursMinimum' : 'hoursBetween', facts);
}

function totalRow(page: SchedulePage): string {
  const { language } = page.input;
  const cells = page.days.map((day, index) => {
    const shifts = page.rows.flatMap(({ byDay }) => byDay[index] ?? []);
    const count = new Set(shifts.map(({ employeeId }) => employeeId)).size;
    const people = page.density === 'narrow' ? String(count) : say(language, 'peopleOfDay', { count });
    const hours = html(say(language, 'hoursValue', { hours: hoursText(hoursOfShifts(shifts)) }));
    return `<td${dayClass(day)}><b>${html(people)}</b><small>${hours}</small></td>`;
  });
  const total = hoursText(hoursOfShifts(page.shifts));
  const shifts = html(
    page.density === 'narrow'
      ? say(language, 'totalMeans')
      : say(language, 'shiftsTotal', { count: page.shifts.length }),
  );
  const name = html(say(language, 'total'));
  return `<tr><th scope="row" class="n">${name}<small>${shifts}</small></th>${cells.join('')}<td class="h"><b>${total}</b></td></tr>`;
}
