import type { Lifting } from '../domain/agreement.ts';
import { addDays, isLocalDate, isoOf, offsetSecondsAt } from '../domain/calendar.ts';
import type { Issue } from '../domain/issue.ts';
import type { Surroundings } from '../domain/problem.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import { type Instant, type Interval, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../domain/units.ts';
import { checkPacks, checkTeamRules } from '../rules/settings.ts';
import { checkRulesOfTeam } from '../rules/team/checks.ts';

/** A roster as it comes to be audited: `past` and `future` undefined where they are not known, an empty list where they are known to be empty. */
export type AuditInput = Surroundings & {
  readonly team: Team;
  readonly from: string;
  readonly days: number;
  readonly shifts: readonly Shift[];
  /** Packs that apply besides the team's own. */
  readonly packs?: readonly string[] | undefined;
  /** Agreements on record: a breach of severity agreement that they lift is told with them. */
  readonly agreements?: readonly Lifting[] | undefined;
};

type Known = {
  readonly employees: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
  readonly skills: ReadonlySet<string>;
};

type ListName = 'shifts' | 'past' | 'future' | 'elsewhere';

type Problem = Omit<Issue, 'path'>;

/** Published shifts may name templates and skills that the team has no more; nobody has to know those to measure them. */
function unknownNames(known: Known, list: ListName, shift: Shift): readonly Problem[] {
  const names: (readonly [string, string | undefined, ReadonlySet<string>])[] = [
    ['employee', shift.employeeId, known.employees],
  ];
  if (list === 'shifts') {
    names.push(['template', shift.template, known.templates], ['skill', shift.skill, known.skills]);
    for (const piece of shift.pieces ?? []) if ('skill' in piece) names.push(['skill', piece.skill, known.skills]);
  }
  return names.flatMap(([kind, name, ids]) =>
    name === undefined || ids.has(name)
      ? []
      : [
          {
            code: `unknown-${kind}`,
            message: `Shift ${shift.id} names the ${kind} ${name}, which the team does not have.`,
            facts: { id: name, shift: shift.id },
            hint: `Add the ${kind} to the team, or mend its name.`,
          },
        ],
  );
}

function pieceProblems(shift: Shift, factsOf: (span: Interval) => Problem['facts']): readonly Problem[] {
  const problems: Problem[] = [];
  const taken: Interval[] = [...shift.breaks];
  for (const piece of [...(shift.pieces ?? [])].sort((a, b) => a.start - b.start)) {
    if (!(piece.end > piece.start && piece.start >= shift.start && piece.end <= shift.end)) {
      problems.push({
        code: 'piece-outside-shift',
        message: `A piece of shift ${shift.id} does not lie within the shift.`,
        facts: factsOf(piece),
        hint: 'A piece starts and ends within its shift and ends after its start.',
      });
    } else if (taken.some(({ start, end }) => start < piece.end && end > piece.start)) {
      problems.push({
        code: 'pieces-overlap',
        message: `A piece of shift ${shift.id} overlaps a break or another piece.`,
        facts: factsOf(piece),
        hint: 'Give each moment of a shift one thing to do.',
      });
    }
    taken.push(piece);
  }
  return problems;
}

function timeProblems(team: Team, shift: Shift): readonly Problem[] {
  const iso = (instant: Instant): string => isoOf(team.zone, instant);
  // Facts are made where there is a problem: texts of instants would be most of the time of a large roster's check.
  const factsOf = ({ start, end }: Interval) => {
    return { shift: shift.id, employee: shift.employeeId, start: iso(start), end: iso(end) };
  };
  if (!(shift.end > shift.start)) {
    return [
      {
        code: 'span-not-positive',
        message: `Shift ${shift.id} does not end after its start.`,
        facts: factsOf(shift),
        hint: 'A night ends on the next date: give the end with its own date.',
      },
    ];
  }
  const problems: Problem[] = [];
  const offset = offsetSecondsAt(team.zone, shift.end) - offsetSecondsAt(team.zone, shift.start);
  const wallSeconds = shift.end - shift.start + offset;
  if (wallSeconds > SECONDS_PER_DAY) {
    problems.push({
      code: 'shift-too-long',
      message: `Shift ${shift.id} is longer than 24 hours.`,
      facts: { ...factsOf(shift), hours: wallSeconds / SECONDS_PER_HOUR, maximum: 24 },
      hint: 'Check the date of its end, or give a longer duty as several shifts.',
    });
  }
  problems.push(...pieceProblems(shift, factsOf));
  let freeFrom = shift.start;
  for (const pause of [...shift.breaks].sort((a, b) => a.start - b.start)) {
    const fits = pause.end > pause.start && pause.start >= shift.start && pause.end <= shift.end;
    if (!fits) {
      problems.push({
        code: 'break-outside-shift',
        message: `A break of shift ${shift.id} does not lie within the shift.`,
        facts: factsOf(pause),
        hint: 'A break starts and ends within its shift and ends after its start.',
      });
    } else if (pause.start < freeFrom) {
      problems.push({
        code: 'breaks-overlap',
        message: `Two breaks of shift ${shift.id} overlap.`,
        facts: factsOf(pause),
        hint: 'Give them as one break: time in both would be taken from the work twice.',
      });
    }
    freeFrom = Math.max(freeFrom, pause.end);
  }
  return problems;
}

function placeProblem(input: AuditInput, list: ListName, shift: Shift): Problem | undefined {
  const { zone } = input.team;
  const date = shiftDate(zone, shift);
  const end = addDays(input.from, input.days);
  const isWithin = date >= input.from && date < end;
  const fits = list === 'past' ? date < input.from : list === 'future' ? date >= end : isWithin;
  if (fits) return undefined;
  const start = isoOf(zone, shift.start);
  const message = `Shift ${shift.id} starts on ${date}`;
  if (list === 'shifts' || list === 'elsewhere') {
    const facts = { shift: shift.id, value: start, from: input.from, to: end };
    const hint = 'Widen the horizon, or give the shift as past or future.';
    return { code: 'outside-horizon', message: `${message}, outside the horizon.`, facts, hint };
  }
  if (list === 'past') {
    const hint = 'Leave out of the past what starts in the horizon or behind it.';
    const facts = { shift: shift.id, start, from: input.from };
    return { code: 'past-not-before', message: `${message}, not before the horizon.`, facts, hint };
  }
  const hint = 'Leave out of the future what starts in the horizon or before it.';
  const facts = { shift: shift.id, start, to: end };
  return { code: 'future-not-behind', message: `${message}, not behind the horizon.`, facts, hint };
}

function shiftIssues(input: AuditInput): readonly Issue[] {
  const known: Known = {
    employees: new Set(input.team.employees.map(({ id }) => id)),
    templates: new Set(input.team.shiftTemplates.map(({ id }) => id)),
    skills: new Set(input.team.skills.map(({ id }) => id)),
  };
  const seen = new Map<string, string>();
  const issues: Issue[] = [];
  const lists: readonly ListName[] = ['shifts', 'past', 'future', 'elsewhere'];
  for (const list of lists) {
    for (const [index, shift] of (input[list] ?? []).entries()) {
      const path = `/${list}/${index}`;
      const problems = [...unknownNames(known, list, shift), ...timeProblems(input.team, shift)];
      const place = placeProblem(input, list, shift);
      if (place !== undefined) problems.push(place);
      const first = seen.get(shift.id);
      if (first === undefined) seen.set(shift.id, path);
      else {
        problems.push({
          code: 'duplicate-id',
          message: `Shift id ${shift.id} occurs twice.`,
          facts: { id: shift.id, first },
          hint: 'Give every shift of roster, past and future an id of its own.',
        });
      }
      issues.push(...problems.map((problem) => ({ ...problem, path })));
    }
  }
  return issues;
}

function horizonIssues({ from, days }: AuditInput): readonly Issue[] {
  const issues: Issue[] = [];
  if (!isLocalDate(from)) {
    const hint = 'Give a day of the calendar as YYYY-MM-DD.';
    const facts = { field: 'from', received: from };
    issues.push({ code: 'wrong-date', path: '/from', message: `${from} is no date.`, facts, hint });
  }
  const facts = { field: 'days', received: days };
  if (!Number.isInteger(days)) {
    const hint = 'Give a whole number of days.';
    issues.push({ code: 'not-whole', path: '/days', message: `${days} is no number of days.`, facts, hint });
  } else if (days < 1) {
    const hint = 'Give 1 day or more.';
    const least = { ...facts, minimum: 1 };
    issues.push({ code: 'too-small', path: '/days', message: `${days} days are no horizon.`, facts: least, hint });
  }
  return issues;
}

function contractIssues({ employees, contracts }: Team): readonly Issue[] {
  const known = new Set(contracts.map(({ id }) => id));
  return employees.flatMap(({ id, contract }, index) =>
    known.has(contract)
      ? []
      : [
          {
            code: 'unknown-contract',
            path: `/team/employees/${index}/contract`,
            message: `Employee ${id} has the contract ${contract}, which the team does not have.`,
            facts: { id: contract, employee: id },
            hint: 'Add the contract to the team, or mend its name.',
          },
        ],
  );
}

/**
 * Everything that keeps a roster from being audited. Bad input is what cannot be read as a roster of this team: unknown names, ids that
 * occur twice, a shift that ends before it starts or lasts longer than 24 hours on the wall clock, breaks outside it or over
 * each other, shifts in the wrong list. What can be read and should not be, overlapping shifts for one, is a breach and not an issue.
 */
export function rosterIssues(input: AuditInput): readonly Issue[] {
  const horizon = horizonIssues(input);
  const team = [
    ...contractIssues(input.team),
    ...[...checkTeamRules(input.team), ...checkRulesOfTeam(input.team)].map((issue) => ({
      ...issue,
      path: `/team${issue.path}`,
    })),
    ...checkPacks(input.packs ?? [], input.team.ownPacks),
  ];
  return [...horizon, ...team, ...(horizon.length > 0 ? [] : shiftIssues(input))];
}
