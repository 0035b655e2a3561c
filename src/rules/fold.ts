import { contextOfBound } from './known-days.ts';
import { isInHorizon, spanOfPeriod } from './period.ts';
import { type BoundRule, type Finding, type RuleContext, weighExcess } from './rule.ts';
import type { Breach, Unknown } from '../domain/breach.ts';
import { addDays } from '../domain/calendar.ts';
import { compareShifts, isOnCall, type Line, shiftDate } from '../domain/shift.ts';

/**
 * One employee's shifts, each list in order of start: published before, planned within and published behind the horizon, and within it those that other
 * teams have published.
 */
export type KnownLine = {
  readonly past: Line;
  readonly line: Line;
  readonly future: Line;
  readonly elsewhere?: Line | undefined;
};

/** All shifts of a line, in order of start. */
export function wholeLine({ past, line, future, elsewhere = [] }: KnownLine): Line {
  return [...past, ...(elsewhere.length === 0 ? line : [...line, ...elsewhere].sort(compareShifts)), ...future];
}

export type Judgement = { readonly breaches: readonly Breach[]; readonly unknowns: readonly Unknown[] };

function findings({ rule, values }: BoundRule, context: RuleContext, shifts: Line): readonly Finding[] {
  const found: Finding[] = [];
  let state = rule.start(values, context);
  for (const shift of shifts) {
    const step = rule.extend(values, context, state, shift);
    found.push(...step.findings);
    state = step.state;
  }
  found.push(...rule.finish(values, context, state));
  return found;
}

function unknownsOf({ rule, values, isProtected }: BoundRule, context: RuleContext, shifts: Line): readonly Unknown[] {
  const reach = rule.reach(values, context);
  const end = addDays(context.from, context.days);
  const unknowns: Unknown[] = [];
  const common = { ruleId: rule.id, employeeId: context.employee.id, ...(isProtected === true ? { isProtected } : {}) };
  if (!context.pastKnown && reach.daysBefore > 0 && rule.dependsOnMissing(values, context, shifts, 'past')) {
    const span = spanOfPeriod(context, { from: addDays(context.from, -reach.daysBefore), end: context.from });
    unknowns.push({ ...common, reason: 'past-missing', span });
  }
  if (!context.futureKnown && reach.daysAfter > 0 && rule.dependsOnMissing(values, context, shifts, 'future')) {
    const span = spanOfPeriod(context, { from: end, end: addDays(end, reach.daysAfter) });
    unknowns.push({ ...common, reason: 'future-missing', span });
  }
  const lacking = rule.lackTemplate?.(values, context, shifts) ?? [];
  const [first, last] = [lacking[0], lacking.at(-1)];
  if (first !== undefined && last !== undefined) {
    unknowns.push({ ...common, reason: 'template-missing', span: { start: first.start, end: last.end } });
  }
  return unknowns;
}

/**
 * Folds each rule over an employee's known shifts and gives the breaches that are the horizon's affair, in order of rules, and the rules
 * that missing shifts leave open. Shift ids must be unique over the three lists.
 */
export function judgeLine(bound: readonly BoundRule[], context: RuleContext, known: KnownLine): Judgement {
  const planned = new Set(known.line.map(({ id }) => id));
  return judgeShifts(bound, context, wholeLine(known), planned);
}

/** The findings that are the affair of the days on which the rule applies. */
function horizonFindings(
  bound: BoundRule,
  given: RuleContext,
  context: RuleContext,
  shifts: Line,
  planned: ReadonlySet<string>,
): readonly Finding[] {
  const found = findings(bound, context, shifts);
  if (found.length === 0) return found;
  const { start, end } = context.horizon;
  if (bound.rule.judges === 'days') return found.filter(({ span }) => span.start < end && span.end > start);
  const judged =
    context.days === given.days
      ? planned
      : new Set(
          shifts
            .filter((shift) => planned.has(shift.id) && isInHorizon(context, shiftDate(context.zone, shift)))
            .map(({ id }) => id),
        );
  return found.filter(({ shiftIds }) => shiftIds.some((id) => judged.has(id)));
}

/** The line that rules of working time see. */
export function withoutDuties(line: Line): Line {
  return line.some(isOnCall) ? line.filter((shift) => !isOnCall(shift)) : line;
}

/** What the breaches of one employee's line cost: their number and points, of the rules with a weight alone. */
export function priceLine(
  bound: readonly BoundRule[],
  given: RuleContext,
  known: KnownLine,
): { readonly breaches: number; readonly points: number } {
  const planned = new Set(known.line.map(({ id }) => id));
  const all = wholeLine(known);
  const working = withoutDuties(all);
  let breaches = 0;
  let points = 0;
  for (const one of bound) {
    const context = one.weight === undefined ? undefined : contextOfBound(given, one);
    if (context === undefined) continue;
    const shifts = one.rule.seesOnCall === undefined ? working : all;
    for (const finding of horizonFindings(one, given, context, shifts, planned)) {
      breaches++;
      points += (one.weight ?? 0) * weighExcess(finding);
    }
  }
  return { breaches, points };
}

/**
 * The same for all known shifts in one list in order of start, of which those with the ids `planned` are judged: shifts that are not need not lie
 * outside the horizon, as those that another team published for the employee.
 */
export function judgeShifts(
  bound: readonly BoundRule[],
  given: RuleContext,
  all: Line,
  planned: ReadonlySet<string>,
): Judgement {
  const breaches: Breach[] = [];
  const unknowns: Unknown[] = [];
  const working = withoutDuties(all);
  const teams = new Map(all.flatMap(({ id, otherTeam }) => (otherTeam === undefined ? [] : [[id, otherTeam]])));
  for (const one of bound) {
    const context = contextOfBound(given, one);
    if (context === undefined) continue;
    const shifts = one.rule.seesOnCall === undefined ? working : all;
    for (const finding of horizonFindings(one, given, context, shifts, planned)) {
      const { severity, source, weight } = one;
      const otherTeam = teams.size === 0 ? undefined : finding.shiftIds.map((id) => teams.get(id)).find(Boolean);
      const who = {
        ruleId: one.rule.id,
        employeeId: context.employee.id,
        severity,
        source,
        ...(one.isProtected === true ? { isProtected: true } : {}),
      };

      breaches.push({
        ...finding,
        ...who,
        ...(weight === undefined ? {} : { points: weight * weighExcess(finding) }),
        ...(otherTeam === undefined ? {} : { otherTeam }),
      });
    }
    unknowns.push(...unknownsOf(one, context, shifts));
  }
  return { breaches, unknowns };
}
