import type { Case, Floor, Person, Rule } from '../../fixtures/infeasible/case.ts';

/** Lines and covers of a case by trying all of them; imports nothing from src. */

/** A template for each day, or nothing. */
type Line = readonly (string | undefined)[];

function shiftsOf(line: Line, templates: Case['templates']) {
  return line.flatMap((template, day) => {
    if (template === undefined) return [];
    const [start, hours] = templates[template] ?? [0, 0];
    return [{ template, day, start: day * 24 + start, end: day * 24 + start + hours, hours }];
  });
}

function keeps(line: Line, { rule, limit }: Rule, templates: Case['templates']): boolean {
  const shifts = shiftsOf(line, templates);
  const hours = shifts.reduce((sum, shift) => sum + shift.hours, 0);
  const pairs = shifts.slice(1).map((next, index) => [shifts[index], next] as const);
  switch (rule) {
    case 'maximum-hours-week':
      return hours <= Number(limit);
    case 'minimum-hours-week':
      return hours >= Number(limit);
    case 'maximum-days-week':
      return shifts.length <= Number(limit);
    case 'maximum-hours-day':
      return shifts.every((shift) => shift.hours <= Number(limit));
    case 'minimum-rest':
      return pairs.every(([before, next]) => before === undefined || next.start - before.end >= Number(limit));
    case 'maximum-consecutive-days': {
      let run = 0;
      let longest = 0;
      for (const template of line) {
        run = template === undefined ? 0 : run + 1;
        longest = Math.max(longest, run);
      }
      return longest <= Number(limit);
    }
    case 'forbidden-succession':
      return pairs.every(
        ([before, next]) =>
          before === undefined ||
          typeof limit === 'number' ||
          next.day !== before.day + 1 ||
          before.template !== limit[0] ||
          next.template !== limit[1],
      );
  }
}

/** All lines that a person may work under the rules given. */
function linesOf(given: Case, person: Person, rules: readonly Rule[]): readonly Line[] {
  const { days, templates } = given;
  const names = Object.keys(templates);
  let lines: Line[] = [[]];
  for (let day = 0; day < days; day++) {
    const lock = person.locks?.find(([at]) => at === day)?.[1];
    const absent =
      person.off?.includes(day) === true ||
      person.leave?.includes(day) === true ||
      person.unavailable?.includes(day) === true;
    // A lock on a day on which she cannot be there leaves no line at all.
    const choices = lock === undefined ? [undefined, ...(absent ? [] : names)] : absent ? [] : [lock];
    lines = lines.flatMap((line) => choices.map((choice) => [...line, choice]));
  }
  return lines.filter(
    (line) => touchesNothing(line, person, templates) && rules.every((rule) => keeps(line, rule, templates)),
  );
}

/** A night may reach into a day of leave or one that is not possible: that is not allowed, while it may end on a day off. */
function touchesNothing(line: Line, person: Person, templates: Case['templates']): boolean {
  const closed = [...(person.leave ?? []), ...(person.unavailable ?? [])];
  return shiftsOf(line, templates).every(
    ({ start, end }) => !closed.some((day) => start < (day + 1) * 24 && end > day * 24),
  );
}

function counts(line: Line, person: Person, { day, template, skill }: Floor): boolean {
  return line[day] === template && (skill === undefined || person.skills?.includes(skill) === true);
}

/** Lines of one person as what they add to each floor, each kind once. */
export function coversOf(
  given: Case,
  person: Person,
  rules: readonly Rule[],
  floors: readonly Floor[],
): readonly string[] {
  const isMixed = (person.skills ?? []).length > 1;
  if (isMixed) throw new Error('a person with two skills counts for one of them at a time: not in these cases');
  return [
    ...new Set(
      linesOf(given, person, rules).map((line) =>
        floors.map((floor) => (counts(line, person, floor) ? 1 : 0)).join(''),
      ),
    ),
  ];
}

/** Whether some choice of one cover for each person meets all floors. */
export function meetsFloors(covers: readonly (readonly string[])[], floors: readonly Floor[]): boolean {
  let reached = new Set([floors.map(() => 0).join(',')]);
  for (const own of covers) {
    const next = new Set<string>();
    for (const one of reached) {
      const sums = one.split(',').map(Number);
      for (const cover of own) {
        next.add(
          floors.map(({ people }, index) => Math.min(people, (sums[index] ?? 0) + Number(cover[index] ?? 0))).join(','),
        );
      }
    }
    reached = next;
  }
  return reached.has(floors.map(({ people }) => people).join(','));
}
