import type { TeamMeasuresDocument } from '../../contract/team-measures.ts';
import { fixed, percent, short } from './numbers.ts';
import type { Speech } from './speech.ts';
import { table } from './table.ts';

type Season = TeamMeasuresDocument['seasons'][number];
type Measure = TeamMeasuresDocument['measures'][number];

function shown({ unit }: Measure, value: number | null | undefined): string {
  return unit === 'share' || unit === 'ratio' ? percent(value) : unit === 'money' ? fixed(value, 2) : short(value, 1);
}

/** A row per measure: everybody, the team, the best and the next target. */
function seasonText(
  { measures, from, to }: TeamMeasuresDocument,
  season: Season,
  { say, word, employee }: Speech,
): string {
  const known = measures.filter(({ measure }) =>
    season.team.some((one) => one.measure === measure && one.value !== null),
  );
  const of = (values: Season['team'], one: Measure): string =>
    shown(one, values.find(({ measure }) => measure === one.measure)?.value);
  const columns = [
    { head: say('head.employee') },
    ...known.map(({ measure }) => ({ head: word('measure', measure), number: true })),
  ];
  const targets = known.map((one) => season.targets.find(({ measure }) => measure === one.measure));
  const rows = [
    ...season.employees.map((own) => [employee(own.employee), ...known.map((one) => of(own.values, one))]),
    [say('measures.team'), ...known.map((one) => of(season.team, one))],
    [say('measures.best'), ...targets.map((one) => (typeof one?.best === 'string' ? employee(one.best) : '-'))],
    [say('measures.target'), ...known.map((one, index) => shown(one, targets[index]?.target))],
  ];
  const head = word('measures', season.season, { from, to, days: season.days });
  return `${head}\n${table(columns, rows)}`;
}

function proficiencyText({ proficiency }: TeamMeasuresDocument, { say, word, employee }: Speech): string {
  if (proficiency === null) return `${say('measures.no-proficiency')}\n`;
  const columns = [
    { head: say('head.employee') },
    ...(['cases', 'measured', 'weight', 'proficiency'] as const).map((key) => ({
      head: say(`head.${key}`),
      number: true,
    })),
  ];
  const rows = proficiency.employees.map((one) => [
    employee(one.employee),
    String(one.cases),
    fixed(one.measured, 3),
    fixed(one.weight, 2),
    fixed(one.proficiency, 3),
  ]);
  return `${say('measures.proficiency', { basis: word('measures', proficiency.basis) })}\n${table(columns, rows)}`;
}

/** Measures for people: a table per season, then proficiency. */
export function measuresText(document: TeamMeasuresDocument, speech: Speech): string {
  const seasons = document.seasons.map((season) => seasonText(document, season, speech));
  return [...seasons, proficiencyText(document, speech)].join('\n');
}
