import { addDays } from '../../domain/calendar.ts';
import { coverHtml } from './page-cover.ts';
import { gridHtml, keyHtml, type PageLabels, pageLabels } from './page-grid.ts';
import type { SchedulePageInput } from './page-input.ts';
import { type SchedulePage, schedulePage } from './page-model.ts';
import { pageStyle } from './page-style.ts';
import { html } from './page-text.ts';
import { dateText, momentText, say, scheduleTextsOf } from './texts.ts';

/**
 * A published schedule as one page of HTML, to be looked at and to be printed on landscape paper: people and days, hours per person and
 * day, a legend, and the cover as charts. It stands alone: style and charts are in it, there is no script, and nothing is fetched, so it
 * shows under `default-src 'self'; style-src 'unsafe-inline'`. The same input gives the same bytes.
 */
export function scheduleHtml(input: SchedulePageInput): string {
  const { language, team, zone, from, days } = input;
  const page = schedulePage(input);
  const labels = pageLabels(page);
  const named = team.name === undefined || team.name.trim() === '' ? team.id : team.name;
  const title = say(language, 'titleOf', { team: named });
  const last = days === 1 ? '' : ` – ${dateText(language, addDays(from, days - 1))}`;
  const span = `${dateText(language, from)}${last}`;
  const where = [team.site, span].filter((part) => part !== undefined && part !== '').join(' · ');
  const state = publicationText(input);
  const local = say(language, 'localTimes', { zone });
  const heading = `<div><span><b>${html(title)}</b> ${html(where)}</span><span>${html(state)}</span></div>`;
  const { page: before, pagesBetween: between, pagesAfter: after } = scheduleTextsOf(language);
  const style = pageStyle(page, `${named} · ${span} · ${state} · ${local}`, {
    before: `${before} `,
    between,
    after: ` ${after}`,
  });
  return [
    '<!DOCTYPE html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`,
    '<head>',
    '<meta charset="utf-8"/>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    `<title>${html(`${title} ${span}`)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<h1>${html(title)}</h1>`,
    `<p>${html(`${where} · ${state}`)}</p>`,
    gridHtml(page, labels, heading),
    page.shifts.length === 0 ? `<p>${html(say(language, 'nobody'))}</p>` : '',
    legendHtml(page, labels),
    coverHtml(page),
    `<footer>${[state, local, say(language, 'lastChanged', { at: momentText(zone, input.changedAt) })].map((text) => `<span>${html(text)}</span>`).join('')}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function publicationText({ language, zone, publication }: SchedulePageInput): string {
  if (publication === undefined) return say(language, 'draftOnly');
  const { number, at, by, all = [number] } = publication;
  const facts = { number, at: momentText(zone, at), by };
  if (all.length < 2) return say(language, 'publication', facts);
  return say(language, 'publications', { ...facts, numbers: all.join(', ') });
}

/** What the cells hold that is not plain, as far as the page has it; where cells have names and no codes, the key of colours too. */
function legendHtml(page: SchedulePage, labels: PageLabels): string {
  const { language, from, days } = page.input;
  const shifts = [...page.shifts, ...page.rows.flatMap(({ carried }) => carried)];
  const isPastMidnight = page.days.some(({ span }, index) =>
    page.rows.some(({ byDay }) => byDay[index]?.some(({ end }) => end > span.end)),
  );
  const repeats = page.days.some(({ oddHours }) => (oddHours ?? 0) > 24);
  const isAway = page.rows.some(({ employee }) =>
    employee.awayDates?.some((date) => date >= from && date < addDays(from, days)),
  );
  const marks = [
    shifts.some(({ breaks }) => breaks.length > 0) &&
      (page.density === 'narrow' ? 'legendBreakMinutes' : 'legendBreak'),
    page.density !== 'narrow' && shifts.some(({ pieces = [] }) => pieces.length > 0) && 'legendPiece',
    isPastMidnight && page.density !== 'narrow' && 'legendNextDay',
    page.rows.some(({ carried }) => carried.length > 0) && 'legendCarried',
    repeats && 'legendRepeated',
    isAway && 'legendAway',
    page.days.some(({ isWeekend, holiday }) => isWeekend || holiday !== undefined) && 'legendShaded',
  ] as const;
  const notes = marks.flatMap((mark) => (mark === false ? [] : [html(say(language, mark))]));
  const lines = [page.density === 'roomy' ? keyHtml(page, labels) : '', notes.join(' · ')];
  return `<section class="legend">${lines.flatMap((line) => (line === '' ? [] : [`<p>${line}</p>`])).join('')}</section>`;
}
