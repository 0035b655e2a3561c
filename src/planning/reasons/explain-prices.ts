import { dateOf, localOf, timeOfMinutes } from '../../domain/calendar.ts';
import type { BoundPrices } from '../../domain/bound-prices.ts';
import type { ProblemChange, Saving, Statement, ToldPrices } from '../../domain/explanation.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Roster, Uncovered } from '../../domain/roster.ts';
import type { Employee } from '../../domain/team.ts';
import { bindRules } from '../../rules/binding.ts';
import { isHard } from '../../rules/compile.ts';
import { objectiveOf, savingOf } from './explain-saving.ts';
import { withChanges } from './make-changes.ts';
import { limitOf } from './rule-steps.ts';
import type { Solver } from './solving.ts';

type Priced = { readonly changes: readonly ProblemChange[]; readonly facts: Statement['facts'] };

/**
 * What one more person would save in each stretch that is short, one unit more of each limit that a rule sets, and one more employee of each kind: each the
 * difference of two solves. One more person in a stretch is the same as one person less wanted there. The prices of a bound come with them: for every stretch at
 * once, and as limits of what could be saved.
 */
export async function explainPrices(
  problem: Problem,
  most: number,
  solver: Solver,
): Promise<{
  readonly savings: readonly Saving[];
  readonly statements: readonly Statement[];
  readonly prices?: ToldPrices;
}> {
  const found = await solver.boundPrices(problem, BOUND_SHARE);
  // The same limits for each of them.
  const share = (1 - BOUND_SHARE) / (most + 1);
  const before = await solver.solve(problem, share);
  if (objectiveOf(before) === null) {
    return {
      savings: [],
      ...(found === undefined ? {} : { prices: toldPrices(found) }),
      statements: [{ code: 'explain-no-roster', facts: { status: before.status }, proven: false }],
    };
  }
  // One more person does the most where people are missing; then stretches and limits in turn, so that each are asked about.
  const limited = [...rulePrices(problem), ...teamRulePrices(problem)];
  const asked = [...hirePrices(problem), ...inTurn(coverPrices(problem, before), limited)].slice(0, most);
  const savings: Saving[] = [];
  let left = asked.length;
  for (const { changes, facts } of asked) {
    if (!solver.hasTime()) break;
    const after = await solver.solve(withChanges(problem, changes).problem, share);
    savings.push(savingOf(before, after, facts));
    left--;
  }
  const worth = savings.toSorted((a, b) => (b.points ?? 0) - (a.points ?? 0));
  const statements = worth.map(({ statement }) => statement);
  const priced = found === undefined ? {} : { prices: toldPrices(found) };
  const ofBound = found === undefined ? [] : [boundStatement(found, before)];
  const isPlaced = (problem.activities ?? []).length > 0 || problem.splitSkills !== undefined;
  const bare: Statement[] =
    found !== undefined && isPlaced ? [{ code: 'prices-without-placement', facts: {}, proven: true }] : [];
  const late = left === 0 ? [] : [{ code: 'explain-out-of-time', facts: { left }, proven: false }];
  return { savings: worth, ...priced, statements: [...statements, ...ofBound, ...bare, ...late] };
}

/** Time for the prices of a bound. */
const BOUND_SHARE = 0.25;

/** What the prices mean beside a roster: what it has above the bound comes on top of each. */
function boundStatement({ bound, boundKind, cover, limits }: BoundPrices, roster: Roster): Statement {
  const above = Math.max(0, (objectiveOf(roster) ?? bound) - bound);
  const priced = cover.length + limits.length;
  return { code: 'prices-of-bound', facts: { priced, bound, boundKind, above }, proven: true };
}

function toldPrices({ bound, boundKind, cover, limits }: BoundPrices): ToldPrices {
  const dearest = <T extends { readonly points: number }>(prices: readonly T[]): readonly T[] =>
    prices.toSorted((a, b) => b.points - a.points);
  return {
    bound,
    boundKind,
    cover: dearest(cover).map((price) => {
      const { start, end, skill, template, points, perHour } = price;
      const facts = {
        priceStart: start,
        priceEnd: end,
        points,
        ...(skill === undefined ? {} : { skill }),
        ...(template === undefined ? {} : { template }),
        ...(perHour === null ? {} : { perHour }),
      };
      return { ...price, code: 'price-cover', facts, proven: true };
    }),
    limits: dearest(limits).map((price) => {
      const { rule, unit, points, start, end } = price;
      const facts = { rule, unit, points, priceStart: start, priceEnd: end };
      return { ...price, code: 'price-limit', facts, proven: true };
    }),
  };
}

/** Stretches of one demand that follow each other, as one; the greatest shortage first. */
export function gapsOf({ uncovered }: Pick<Roster, 'uncovered'>): readonly Uncovered[] {
  const gaps: Uncovered[] = [];
  for (const one of uncovered) {
    const last = gaps.at(-1);
    const follows =
      last !== undefined &&
      last.template === undefined &&
      one.template === undefined &&
      last.skill === one.skill &&
      last.end === one.start &&
      last.short === one.short;
    if (follows) gaps[gaps.length - 1] = { ...last, end: one.end };
    else gaps.push(one);
  }
  return gaps;
}

function coverPrices(problem: Problem, roster: Roster): readonly Priced[] {
  const { zone } = problem.team;
  const weight = ({ short, start, end }: Uncovered): number => short * (end - start);
  return gapsOf(roster)
    .toSorted((a, b) => weight(b) - weight(a) || a.start - b.start)
    .map(({ start, end, skill, template }) => {
      const date = dateOf(zone, start);
      const from = timeOfMinutes(Math.floor(localOf(zone, start).minutes));
      const to = dateOf(zone, end) === date ? timeOfMinutes(Math.floor(localOf(zone, end).minutes)) : '24:00';
      const times = template === undefined ? { from, to } : { template };
      const where = `${date} ${template ?? `${from}-${to}`}${skill === undefined ? '' : ` ${skill}`}`;
      const change: ProblemChange = { change: 'demand', dates: [date], skill, add: -1, ...times };
      return { changes: [change], facts: { change: `+1 ${where}` } };
    });
}

/** Each limit in numbers that some hard rule sets, one unit softer for everybody that it holds for at that value. */
function rulePrices(problem: Problem): readonly Priced[] {
  const limits = new Map<string, { readonly rule: string; readonly value: number; readonly employees: string[] }>();
  for (const employee of problem.team.employees) {
    for (const { rule, values, severity, isProtected } of bindRules(problem.team, employee)) {
      const limit = limitOf(rule.id);
      const value = limit === undefined ? undefined : values[limit.parameter.name];
      if (typeof value !== 'number' || !isHard(severity) || isProtected === true) continue;
      const key = `${rule.id} ${value}`;
      const known = limits.get(key);
      if (known === undefined) limits.set(key, { rule: rule.id, value, employees: [employee.id] });
      else known.employees.push(employee.id);
    }
  }
  return [...limits.values()].flatMap(({ rule, value, employees }): readonly Priced[] => {
    const limit = limitOf(rule);
    if (limit === undefined) return [];
    const { parameter, rises } = limit;
    const softer = rises ? value + 1 : value - 1;
    if (softer > (parameter.most ?? softer) || softer < (parameter.least ?? 0)) return [];
    const change: ProblemChange = { change: 'rule', rule, name: parameter.name, value: softer, employees };
    return [{ changes: [change], facts: { change: `${rule} ${value} -> ${softer}` } }];
  });
}

/** The items of two lists one after the other by turns. */
function inTurn<T>(one: readonly T[], other: readonly T[]): readonly T[] {
  const longer = one.length > other.length ? one : other;
  return longer.flatMap((_, index) => [one[index], other[index]].filter((item) => item !== undefined));
}

/** Each rule of the team, without it. */
function teamRulePrices({ team }: Problem): readonly Priced[] {
  return [...new Set((team.teamRules ?? []).map(({ id, rule }) => id ?? rule))].map((rule) => ({
    changes: [{ change: 'team-rule' as const, rule }],
    facts: { change: `- ${rule}` },
  }));
}

function hirePrices({ team }: Problem): readonly Priced[] {
  const kinds = new Map<string, Employee>();
  for (const employee of team.employees) {
    const key = `${employee.contract} ${employee.skills.toSorted().join(' ')}`;
    if (!kinds.has(key)) kinds.set(key, employee);
  }
  return [...kinds.values()].map(({ contract, skills }) => ({
    changes: [{ change: 'hire', contract, skills, people: 1 }],
    facts: { change: `+1 ${contract}${skills.length === 0 ? '' : ` ${skills.join('+')}`}` },
  }));
}
