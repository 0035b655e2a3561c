import type { RosterDocument } from '../../contract/roster.ts';
import { wallMinutes } from '../../contract/timestamps.ts';
import { cover, type Piece } from './cover-pieces.ts';
import { dateOf, datesFrom } from './local-time.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { padded } from './table.ts';

/** What a chart is drawn from. */
export type ChartedRoster = Pick<RosterDocument, 'shifts' | 'past' | 'future' | 'demands' | 'horizon'> & {
  readonly team: Pick<RosterDocument['team'], 'zone'>;
};

const WIDTH = 100;
const LABEL = 8;
const BAR_ROWS = 6;
const COLUMN_MINUTES = [15, 30, 60, 120, 180, 240];

/** One column: the least favourable moment of its span, need and people of that one moment. */
type ChartColumn = { readonly minutes: number; readonly need: number; readonly people: number };

/**
 * Cover against need, a block for each day and skill: bars of people with the missing ones marked, and below them need, people and
 * who is short or over in numbers. A column is the least favourable moment of its span, and as narrow as 100 columns
 * allow. Empty where the roster has no demand by time of day.
 */
export function coverChart(roster: ChartedRoster, speech: Speech = ENGLISH): string {
  const skills = [...new Set(roster.demands.intervals.map(({ skill }) => skill))];
  const blocks = datesFrom(roster.horizon.from, roster.horizon.days).flatMap((date) =>
    skills.map((skill) => dayBlock(roster, date, skill, speech)),
  );
  const drawn = blocks.filter((block) => block !== '');
  if (drawn.length === 0) return '';
  return `${speech.say('chart.legend')}\n\n${drawn.join('\n')}`;
}

function dayBlock(roster: ChartedRoster, date: string, skill: string | undefined, speech: Speech): string {
  const demands = roster.demands.intervals.filter((demand) => dateOf(demand.start) === date && demand.skill === skill);
  if (demands.every(({ target, floor }) => target === 0 && floor === 0)) return '';
  const shifts = [...(roster.past ?? []), ...roster.shifts, ...(roster.future ?? [])];
  const pieces = cover(demands, shifts, skill);
  const wanted = pieces.filter(({ need, people }) => need > 0 || people > 0);
  const first = wanted[0];
  const last = wanted.at(-1);
  if (first === undefined || last === undefined) return '';
  const digits = String(Math.max(...wanted.map(({ need, people }) => Math.max(need, people)))).length;
  const cell = Math.max(3, digits + 1);
  const step = columnMinutes(wanted, first, last, Math.floor((WIDTH - LABEL) / cell));
  const columns = columnsOf(wanted, first, last, step, roster.team.zone);
  const title = `${speech.day(date)}${skill === undefined ? '' : `  ${speech.skill(skill)}`}`;
  return [title, ...bars(columns, cell), ...numbers(columns, cell, speech), ''].join('\n');
}

/** The widest column on whose grid all changes lie, up to an hour; where that does not fit, the narrowest that does. */
function columnMinutes(pieces: readonly Piece[], first: Piece, last: Piece, most: number): number {
  const minutes = (last.end - first.start) / 60;
  const fits = (step: number): boolean => (minutes + (first.minutes % step)) / step <= most;
  const exact = COLUMN_MINUTES.findLast(
    (step) => step <= 60 && fits(step) && pieces.every((piece) => piece.minutes % step === 0),
  );
  return exact ?? COLUMN_MINUTES.find(fits) ?? 240;
}

/** Columns of equal time; their labels are the wall clock's, which a clock change lets skip or repeat an hour. */
function columnsOf(
  pieces: readonly Piece[],
  first: Piece,
  last: Piece,
  step: number,
  zone: string,
): readonly ChartColumn[] {
  const origin = first.start - (first.minutes % step) * 60;
  const columns: ChartColumn[] = [];
  for (let start = origin; start < last.end; start += step * 60) {
    const inside = pieces.filter((piece) => piece.start < start + step * 60 && piece.end > start);
    const worst = inside.reduce<Piece | undefined>(
      (found, piece) => (found === undefined || piece.people - piece.need < found.people - found.need ? piece : found),
      undefined,
    );
    columns.push({ minutes: wallMinutes(zone, start), need: worst?.need ?? 0, people: worst?.people ?? 0 });
  }
  return columns;
}

function bars(columns: readonly ChartColumn[], cell: number): readonly string[] {
  const top = Math.max(1, ...columns.map(({ need, people }) => Math.max(need, people)));
  const rows = Math.min(BAR_ROWS, top);
  return Array.from({ length: rows }, (_, index) => {
    const level = Math.ceil((top * (rows - index)) / rows);
    const cells = columns.map(
      (column) => barCell(column, level, (top / rows) * (rows - index - 1)).repeat(cell - 1) + ' ',
    );
    return `${String(level).padStart(LABEL - 2)}  ${cells.join('')}`.trimEnd();
  });
}

/** What stands in a bar's cell that reaches from `below` up to `level` people. A shortage shows in the cell that it ends in, however small. */
function barCell({ need, people }: ChartColumn, level: number, below: number): string {
  if (people < need && Math.min(level, need) > people && need > below) return '!';
  if (people <= below) return ' ';
  return need > below ? '█' : '▒';
}

function numbers(columns: readonly ChartColumn[], cell: number, { say }: Speech): readonly string[] {
  const row = (label: string, of: (column: ChartColumn, index: number) => string): string =>
    `${padded(label, LABEL)}${columns.map((column, index) => of(column, index).padStart(cell - 1)).join(' ')}`.trimEnd();
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}${minutes % 60 === 0 ? '' : '.'}`;
  const lines = [
    row(say('chart.hour'), ({ minutes }, index) => (index === 0 || minutes % 60 === 0 ? clock(minutes) : '.')),
    row(say('chart.need'), ({ need }) => String(need)),
    row(say('chart.people'), ({ people }) => String(people)),
  ];
  const isShort = columns.some(({ need, people }) => people < need);
  return isShort
    ? [...lines, row(say('chart.short'), ({ need, people }) => (people < need ? String(need - people) : ''))]
    : lines;
}

/** Demand by shift template: who is wanted and there by date. Empty where the roster has none. */
export function templateCover(roster: ChartedRoster, speech: Speech = ENGLISH): readonly (readonly string[])[] {
  const { templates } = roster.demands;
  const keys = [...new Set(templates.map(({ template, skill }) => JSON.stringify([template, skill ?? null])))];
  return keys.map((key) => {
    const [template, skill] = JSON.parse(key) as [string, string | null];
    const cells = datesFrom(roster.horizon.from, roster.horizon.days).map((date) => {
      const demand = templates.find(
        (each) => each.date === date && each.template === template && (each.skill ?? null) === skill,
      );
      const people = roster.shifts.filter(
        (shift) =>
          dateOf(shift.start) === date &&
          shift.template === template &&
          (shift.activity === 'work' || shift.activity === 'on-call') &&
          (skill === null || shift.skill === skill),
      ).length;
      if (demand === undefined) return people === 0 ? '' : String(people);
      const need = Math.max(demand.target, demand.floor);
      return `${people}/${need}${people < need ? '!' : ''}`;
    });
    return [speech.template(template), skill === null ? '' : speech.skill(skill), ...cells];
  });
}
