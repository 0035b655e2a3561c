import { extname } from 'node:path';
import { csvOf } from '../../contract/csv-of.ts';
import { fromTeamMeasures, parseTeamMeasures, type TeamMeasuresDocument } from '../../contract/team-measures.ts';
import { makeTeamMeasures } from '../../planning/team-measures.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { readJson } from '../json-file.ts';
import type { Issue, Outcome } from '../messages.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, outIssues, refuse, type Session } from '../run.ts';
import type { Common } from '../terminal.ts';
import { measuresText } from '../text/measures-text.ts';
import { speech } from '../text/speech.ts';

export const TABLES = ['measures', 'targets', 'proficiency'] as const;

/** `shiftcast measures RESULTS.csv [--seasons F]`: the measures of a team by season, next targets and proficiency. */
export function measuresCommand(session: Session, common: Common, file: string, raw: RawOptions): ExitCode {
  const values = optionValues(raw);
  const seasonsFile = values.text('seasons');
  values.add(...outIssues(session, common, ['json', 'csv'], seasonsFile === undefined ? [file] : [file, seasonsFile]));
  const chosen = values.choice('table', TABLES) ?? 'measures';
  const isTable = extname(file).toLowerCase() !== '.json';
  const results: Outcome<unknown> = isTable
    ? readText(session.folder, file, 'RESULTS')
    : readJson(session.folder, file, 'RESULTS');
  const seasons = seasonsFile === undefined ? undefined : readJson(session.folder, seasonsFile, '--seasons');
  const issues = [...values.issues(), ...[results, seasons].flatMap((part) => (part?.ok === false ? part.issues : []))];
  if (issues.length > 0 || !results.ok) return refuse(session, common, file, issues);
  const base: unknown = isTable ? { csv: results.value } : results.value;
  const isParts = typeof base === 'object' && base !== null && !Array.isArray(base);
  const request = parseTeamMeasures(isParts && seasons?.ok === true ? { ...base, seasons: seasons.value } : base);
  if (!request.ok) {
    return refuse(
      session,
      common,
      file,
      request.issues.map((one) => placedIn(one, file, seasonsFile)),
    );
  }
  const measures = fromTeamMeasures(makeTeamMeasures(request.value));
  return give(session, common, {
    document: measures,
    text: () => measuresText(measures, speech(common.language)),
    csv: () => measuresCsv(measures, chosen),
    code: EXIT.done,
  });
}

/** An issue of the body at its place in the files. */
function placedIn(one: Issue, file: string, seasonsFile: string | undefined): Issue {
  const inSeasons = /^\/seasons(.*)$/.exec(one.path)?.[1];
  if (inSeasons !== undefined && seasonsFile !== undefined) {
    return { ...one, path: `${seasonsFile} ${inSeasons}`.trimEnd() };
  }
  return { ...one, path: `${file} ${one.path.replace(/^\/csv ?/, '')}`.trimEnd() };
}

/** One table as CSV; in that of the measures the rows of the team have no employee. */
export function measuresCsv({ seasons, proficiency }: TeamMeasuresDocument, chosen: (typeof TABLES)[number]): string {
  if (chosen === 'proficiency') {
    return csvOf(
      [
        ['employee', (row) => row.employee],
        ['cases', (row) => row.cases],
        ['measured', (row) => row.measured],
        ['weight', (row) => row.weight],
        ['proficiency', (row) => row.proficiency],
        ['bounded', (row) => row.bounded],
      ],
      proficiency?.employees ?? [],
    );
  }
  if (chosen === 'targets') {
    return csvOf(
      [
        ['season', (row) => row.season],
        ['measure', (row) => row.measure],
        ['best', (row) => row.best],
        ['bestValue', (row) => row.bestValue],
        ['target', (row) => row.target],
      ],
      seasons.flatMap(({ season, targets }) => targets.map((one) => ({ season, ...one }))),
    );
  }
  return csvOf(
    [
      ['season', (row) => row.season],
      ['employee', (row) => row.employee],
      ['measure', (row) => row.measure],
      ['numerator', (row) => row.numerator],
      ['denominator', (row) => row.denominator],
      ['value', (row) => row.value],
    ],
    seasons.flatMap(({ season, team, employees }) =>
      [...employees, { employee: '', values: team }].flatMap(({ employee, values }) =>
        values.map((one) => ({ season, employee, ...one })),
      ),
    ),
  );
}
