import { addDays, isLocalDate, isoOf } from '../domain/calendar.ts';
import type { Candidate, Explanation, ExplanationTask, Statement } from '../domain/explanation.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Interval } from '../domain/units.ts';
import { ruleOf } from '../rules/registry.ts';
import { fromBreach } from './audit-mapping.ts';
import type { Cursor } from './cursor.ts';
import { list, member, number, text, texts } from './cursor.ts';
import type { Add, Check } from './documents.ts';
import { checkAt, readDocument } from './documents.ts';
import { daysAt } from './cover-checks.ts';
import type { ExplanationDocument } from './explanation.ts';
import { explanationBodySchema } from './explanation.ts';
import { issue } from './messages/render.ts';
import { fromNote } from './notes.ts';
import { problemChecks, toProblem } from './problem-mapping.ts';
import { checkRuleId } from './rule-checks.ts';
import { checkOverlaps, checkShifts, checkSides } from './shift-checks.ts';
import { fromShift, toShifts } from './shift-mapping.ts';
import { checkKnown, namesOf, type TeamNames } from './team-checks.ts';

/** The roster that is asked about: of this team and inside the horizon. */
const checkAskedShifts: Check = (root, add) => {
  const problem = member(root, 'problem');
  const team = member(problem, 'team');
  const days = daysAt(problem, team);
  if (days === undefined || member(root, 'shifts').value === undefined) return;
  const shifts = checkShifts(member(root, 'shifts'), days.zone, namesOf(team), true, add);
  checkSides({ locks: shifts, past: [], future: [] }, days.zone, days.span, add);
  checkOverlaps(shifts, [], days.zone, add);
};

/** Reports dates of a question that are not planned. */
function checkDates(
  dates: readonly { readonly value: string; readonly path: string }[],
  problem: Cursor,
  add: Add,
): void {
  const horizon = member(problem, 'horizon');
  const from = text(horizon, 'from');
  if (from === undefined || !isLocalDate(from)) return;
  const end = addDays(from, number(horizon, 'days') ?? 7);
  for (const { value, path } of dates) {
    if (!isLocalDate(value) || (value >= from && value < end)) continue;
    add(issue('outside-horizon', path, { value, from, to: end }));
  }
}

function dateAt(at: Cursor): readonly { readonly value: string; readonly path: string }[] {
  const { value, path } = member(at, 'date');
  return typeof value === 'string' ? [{ value, path }] : [];
}

function checkNames(at: Cursor, names: TeamNames, add: Add): void {
  checkKnown('unknown-skill', text(at, 'skill'), `${at.path}/skill`, names.skills, add);
  checkKnown('unknown-template', text(at, 'template'), `${at.path}/template`, names.templates, add);
  checkKnown('unknown-employee', text(at, 'employee'), `${at.path}/employee`, names.employees, add);
  checkKnown('unknown-contract', text(at, 'contract'), `${at.path}/contract`, names.contracts, add);
  for (const { value, path } of texts(at, 'skills')) checkKnown('unknown-skill', value, path, names.skills, add);
  for (const { value, path } of texts(at, 'employees'))
    checkKnown('unknown-employee', value, path, names.employees, add);
}

/** The value of a rule that a change names: one that the rule has, within its range. */
function checkRuleChange(at: Cursor, add: Add): void {
  checkRuleId(at, 'rule', add);
  const rule = ruleOf(text(at, 'rule') ?? '');
  const value = number(at, 'value');
  if (rule === undefined || value === undefined) return;
  const named = text(at, 'name');
  const parameter = rule.parameters.find(({ name, default: usual, least }) =>
    named === undefined ? usual === undefined && least !== undefined : name === named,
  );
  if (parameter?.least === undefined) {
    const values = rule.parameters.filter(({ least }) => least !== undefined).map(({ name }) => name);
    add(issue('rule-without-limit', at.path, { rule: rule.id, name: named ?? '', values: values.join(', ') }));
    return;
  }
  if (value < parameter.least || value > (parameter.most ?? value)) {
    const facts = { field: parameter.name, received: String(value) };
    if (value < parameter.least) add(issue('too-small', `${at.path}/value`, { ...facts, minimum: parameter.least }));
    else add(issue('too-big', `${at.path}/value`, { ...facts, maximum: parameter.most ?? value }));
  }
}

const checkQuestion: Check = (root, add) => {
  const problem = member(root, 'problem');
  const question = member(root, 'question');
  const names = namesOf(member(problem, 'team'));
  checkNames(question, names, add);
  checkDates(dateAt(question), problem, add);
  checkNames(member(question, 'instead'), names, add);
  for (const change of list(question, 'changes')) {
    checkNames(change, names, add);
    checkDates(texts(change, 'dates'), problem, add);
    if (text(change, 'change') === 'rule') checkRuleChange(change, add);
  }
};

/** Reads the body of a question. */
export function parseExplanationBody(input: unknown): Outcome<ExplanationTask> {
  const checks = [...problemChecks.map((check) => checkAt('problem', check)), checkAskedShifts, checkQuestion];
  const read = readDocument(explanationBodySchema, input, checks);
  if (!read.ok) return read;
  const { question, solve, shifts } = read.value;
  const problem = toProblem(read.value.problem);
  const asked = shifts === undefined ? {} : { shifts: toShifts(problem.team.zone, shifts) };
  return { ok: true, value: { problem, question, limits: solve, ...asked } };
}

/** The answer as a document, with its sentences in English. */
export function fromExplanation(explanation: Explanation): ExplanationDocument {
  const { ask, problem, statements, conflicts, repair, savings, gaps, alternatives, solves, seconds, prices } =
    explanation;
  const { zone } = problem.team;
  const told = (statement: Statement) => ({ ...fromNote(zone, statement), proven: statement.proven });
  const spanOf = ({ start, end }: Interval) => ({ start: isoOf(zone, start), end: isoOf(zone, end) });
  const candidate = (one: Candidate) => ({
    ...told(one),
    employee: one.employeeId,
    verdict: one.verdict,
    ...(one.shift === undefined ? {} : { shift: fromShift(zone, one.shift) }),
    breaches: one.breaches.map((breach) => fromBreach(zone, breach)),
    points: one.points,
    parts: one.parts.map((part) => ({ ...part })),
  });
  return {
    kind: 'explanation',
    ask,
    statements: statements.map(told),
    conflicts: conflicts.map(({ members, irreducible }) => ({ members: members.map(told), irreducible })),
    ...(repair === undefined
      ? {}
      : { repair: { ...repair, steps: repair.steps.map((step) => ({ ...told(step), price: step.price })) } }),
    savings: savings.map(({ statement, parts, before, after, ...figures }) => ({
      ...figures,
      before: { ...before },
      after: { ...after },
      statement: told(statement),
      parts: parts.map((part) => ({ ...part })),
    })),
    ...(prices === undefined
      ? {}
      : {
          prices: {
            bound: prices.bound,
            boundKind: prices.boundKind,
            cover: prices.cover.map((price) => ({
              ...told(price),
              ...spanOf(price),
              ...(price.skill === undefined ? {} : { skill: price.skill }),
              ...(price.template === undefined ? {} : { template: price.template }),
              points: price.points,
              perHour: price.perHour,
            })),
            limits: prices.limits.map((price) => ({
              ...told(price),
              ...spanOf(price),
              rule: price.rule,
              unit: price.unit,
              points: price.points,
            })),
          },
        }),
    gaps: gaps.map(({ start, end, skill, template, short, candidates }) => ({
      start: isoOf(zone, start),
      end: isoOf(zone, end),
      ...(skill === undefined ? {} : { skill }),
      ...(template === undefined ? {} : { template }),
      short,
      candidates: candidates.map(candidate),
    })),
    alternatives: alternatives.map(candidate),
    solves,
    seconds,
  };
}
