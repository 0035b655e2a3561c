import type {
  EmployeeProficiency,
  EmployeeResult,
  MeasuresRequest,
  ProficiencyReport,
} from '../domain/team-measures.ts';

type Bounds = Pick<MeasuresRequest, 'priorCases' | 'leastProficiency' | 'mostProficiency'>;

/** What somebody did: contacts, the time that they took, and the time that the team's mean of the same season would have taken. */
type Done = { cases: number; time: number; meanTime: number };

/** Adds what was done in one season; a row counts where it knows contacts and their time. */
function addSeason(
  rows: readonly EmployeeResult[],
  time: 'handleSeconds' | 'hours',
  done: ReadonlyMap<string, Done>,
): void {
  const known = rows.flatMap(({ employeeId, handled, [time]: spent }) =>
    handled === undefined || spent === undefined ? [] : [{ employeeId, handled, spent }],
  );
  const handled = known.reduce((sum, row) => sum + row.handled, 0);
  const spent = known.reduce((sum, row) => sum + row.spent, 0);
  if (handled === 0 || spent === 0) return;
  for (const row of known) {
    const own = done.get(row.employeeId);
    if (own === undefined) throw new Error(`a row of ${row.employeeId}, who has none`);
    own.cases += row.handled;
    own.time += row.spent;
    own.meanTime += (row.handled * spent) / handled;
  }
}

/** Proficiency to four digits, as a crew has it: what was measured, drawn to the team's mean where it rests on few cases, within the bounds. */
function proficiencyOf(employeeId: string, { cases, time, meanTime }: Done, bounds: Bounds): EmployeeProficiency {
  const measured = time > 0 ? meanTime / time : null;
  const weight = measured === null || cases === 0 ? 0 : cases / (cases + bounds.priorCases);
  const drawn = 1 + weight * ((measured ?? 1) - 1);
  const within = Math.min(bounds.mostProficiency, Math.max(bounds.leastProficiency, drawn));
  return {
    employeeId,
    cases,
    measured,
    weight,
    proficiency: Math.round(within * 1e4) / 1e4,
    bounded: within !== drawn,
  };
}

/**
 * Proficiency of each employee against the team's mean, by handle time where rows tell it and by contacts per hour otherwise; undefined where they tell neither.
 *
 * Each season is compared with its own mean, so that whoever worked in the peak alone is not judged by it. As measured, the mean over employees by their time is 1: with
 * the team's handle time a requirement stays what it is for the team as a whole.
 */
export function measureProficiency(
  seasons: readonly (readonly EmployeeResult[])[],
  bounds: Bounds,
): ProficiencyReport | undefined {
  const rows = seasons.flat();
  const knows = (time: 'handleSeconds' | 'hours'): boolean =>
    rows.some((row) => (row.handled ?? 0) > 0 && (row[time] ?? 0) > 0);
  const time = (['handleSeconds', 'hours'] as const).find(knows);
  if (time === undefined) return undefined;
  const ids = [...new Set(rows.map(({ employeeId }) => employeeId))].toSorted();
  const done = new Map(ids.map((id): [string, Done] => [id, { cases: 0, time: 0, meanTime: 0 }]));
  for (const season of seasons) addSeason(season, time, done);
  const employees = [...done].map(([id, own]) => proficiencyOf(id, own, bounds));
  return {
    basis: time === 'hours' ? 'handled-per-hour' : 'handle-time',
    employees,
    crew: employees.map(({ employeeId, proficiency }) => ({ employee: employeeId, count: 1, proficiency })),
  };
}
