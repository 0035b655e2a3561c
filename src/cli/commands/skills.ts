import { fromSkillStaffing, parseSkillStaffing, type SkillStaffingDocument } from '../../contract/skill-staffing.ts';
import { csvOf } from '../../contract/csv-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { optionValues, type RawOptions } from '../option-values.ts';
import { give, notesText, refuse, type Session, watched } from '../run.ts';
import { readRequest } from '../request-file.ts';
import type { Common } from '../terminal.ts';
import { skillsText } from '../text/skills-text.ts';
import { speech } from '../text/speech.ts';

/** `shiftcast skills REQUEST.json`: people of each skill group, with whom every queue keeps its level in simulation. */
export async function skillsCommand(
  session: Session,
  common: Common,
  file: string,
  raw: RawOptions,
): Promise<ExitCode> {
  const values = optionValues(raw);
  const replications = values.number('replications', { least: 2, most: 10_000, whole: true });
  const seed = values.number('seed', { least: 0, most: 2_000_000_000, whole: true });
  const request = readRequest(session, common, file, parseSkillStaffing, { issues: values.issues() });
  if (!request.ok) return refuse(session, common, file, request.issues);
  const asked = {
    ...request.value,
    replications: replications ?? request.value.replications,
    seed: seed ?? request.value.seed,
  };
  const found = fromSkillStaffing(
    await watched(session, common, (control) => session.threads().run('skillStaffing', asked, control)),
  );
  return give(session, common, {
    document: found,
    text: () => skillsText(found, speech(common.language)) + notesText(common, found.notes),
    csv: () => skillsCsv(found),
    code: found.status === 'met' ? EXIT.done : EXIT.notClean,
  });
}

/** A row per interval with the people of each group. */
function skillsCsv({ intervals, groups }: SkillStaffingDocument): string {
  type Row = (typeof intervals)[number];
  return csvOf<Row>(
    [
      ['start', (row) => row.start],
      ['end', (row) => row.end],
      ...groups.map(({ id }, index) => [id, (row: Row) => row.people[index]] as const),
    ],
    intervals,
  );
}
