import { isHardDemand } from '../../audit/cover.ts';
import type { ConflictSet, Repair, RepairPrices, RepairStep, Statement } from '../../domain/explanation.ts';
import { dateOf } from '../../domain/calendar.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Uncovered } from '../../domain/roster.ts';
import { type Shift, shiftDate } from '../../domain/shift.ts';
import type { Employee } from '../../domain/team.ts';
import { choicesOf, shiftsOn } from './candidate-shifts.ts';
import type { Draft, SpelledProblem } from './changed-problem.ts';
import { changed, emptyDraft, spelledOut } from './changed-problem.ts';
import { smallestConflict } from './conflict.ts';
import type { Feasibility } from './hard-part.ts';
import { feasibilityOf, hardPart } from './hard-part.ts';
import type { Member } from './member.ts';
import { membersOf } from './members.ts';
import { relevantPart } from './relevant-part.ts';
import type { FoundRepair, Levels } from './repair.ts';
import { cheapestRepair } from './repair.ts';
import type { Solver } from './solving.ts';

export type ConflictReasons = {
  readonly statements: readonly Statement[];
  readonly conflicts: readonly ConflictSet[];
  readonly repair: Repair | undefined;
};

/** Employees whose own rules leave them no line and who are told one by one. */
const MOST_EMPLOYEES = 20;

/** A part of a problem that is infeasible or not by itself, with what may be taken out of it or changed. */
type Part = {
  readonly spelled: SpelledProblem;
  readonly members: readonly Member[];
  /** Employees without a line of their own: they decide, whatever else does. */
  readonly blocked: ReadonlySet<string>;
};

/** Share of all time for one solve that only says where to look further, and for one that something is said by. */
const PROBE_SHARE = 0.1;
const PROOF_SHARE = 0.25;
/** Share of all time after which no smaller conflict is looked for: the rest is for the repair. */
const CONFLICT_SHARE = 0.5;
/** A bound of a hundredth proves a shortage as well as the best roster does. */
const ENOUGH_GAP = 0.99;

/** Whether a problem has a roster, by a solve of what decides it alone. */
async function feasibilityBy(
  solver: Solver,
  problem: Problem,
  blocked: ReadonlySet<string>,
  share: number,
): Promise<Feasibility> {
  return feasibilityOf(await solver.solve(hardPart(relevantPart(problem, blocked)), share, ENOUGH_GAP));
}

/** Whether every member gives way in one at least as far as in the other. */
function isAbove(one: Levels, other: Levels): boolean {
  return one.every((level, member) => level >= (other[member] ?? 0));
}

/**
 * Whether a part has a roster when its members give way as far as levels say. What gives way more than something feasible is feasible, and what gives way
 * less than something infeasible is not: only what neither says is solved. `exact` solves in any case that was not solved itself.
 */
function oracleOf({ spelled, blocked }: Part, solver: Solver, make: (draft: Draft, levels: Levels) => void) {
  const known = new Map<string, Feasibility>();
  const feasible: Levels[] = [];
  const infeasible: Levels[] = [];
  return async (levels: Levels, exact = false): Promise<Feasibility> => {
    const key = levels.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    if (!exact && feasible.some((one) => isAbove(levels, one))) return 'feasible';
    if (!exact && infeasible.some((one) => isAbove(one, levels))) return 'infeasible';
    if (!solver.hasTime()) return 'unknown';
    const draft = emptyDraft();
    make(draft, levels);
    const share = exact ? PROOF_SHARE : PROBE_SHARE;
    const found = await feasibilityBy(solver, changed(spelled, draft), blocked, share);
    known.set(key, found);
    if (found === 'feasible') feasible.push(levels);
    if (found === 'infeasible') infeasible.push(levels);
    return found;
  };
}

async function conflictOf(part: Part, short: readonly Uncovered[], solver: Solver) {
  const removable = part.members.filter(({ drop }) => drop !== undefined);
  const ask = oracleOf(part, solver, (draft, levels) => {
    removable.forEach(({ drop }, member) => {
      if (levels[member] === 1) drop?.(draft);
    });
  });
  return smallestConflict(
    removable,
    candidateSets(removable, short, part.spelled.problem.team.zone),
    (kept, exact) => {
      const stays = new Set(kept);
      return ask(
        removable.map((member) => (stays.has(member) ? 0 : 1)),
        exact,
      );
    },
    () => solver.hasTime() && solver.used() < CONFLICT_SHARE,
  );
}

/** Whether a floor is one that a roster leaves open. */
function isShort({ note: { facts } }: Member, short: readonly Uncovered[], zone: string): boolean {
  return short.some(({ start, end, template, skill }) =>
    skill !== facts['skill'] || template !== facts['template']
      ? false
      : template === undefined
        ? start < Number(facts['floorEnd']) && end > Number(facts['floorStart'])
        : dateOf(zone, start) === facts['date'],
  );
}

/**
 * Parts of the members that may be a conflict already, the likeliest to be small first: floors that the best roster leaves open, one by one and together,
 * with absences, locks and rules of the team, and then with the rules of employees too.
 */
function candidateSets(
  members: readonly Member[],
  short: readonly Uncovered[],
  zone: string,
): readonly (readonly Member[])[] {
  const isFloor = ({ note: { code } }: Member): boolean => code === 'conflict-floor';
  const open = members.filter((member) => isFloor(member) && isShort(member, short, zone));
  const others = members.filter((member) => !isFloor(member));
  const present = others.filter(({ note: { code } }) => code !== 'conflict-rule' && code !== 'conflict-protected');
  const [first] = open;
  const one = first === undefined ? [] : [first];
  return [
    [...one, ...present],
    [...open, ...present],
    [...one, ...others],
    [...open, ...others],
  ];
}

async function repairOf(part: Part, solver: Solver): Promise<FoundRepair & { readonly steps: readonly RepairStep[] }> {
  const changeable = part.members.filter(({ steps }) => steps.length > 0);
  const stepsAt = (levels: Levels) => levels.flatMap((level, index) => changeable[index]?.steps[level - 1] ?? []);
  const found = await cheapestRepair(
    changeable.map(({ steps }) => steps.map(({ price }) => price)),
    oracleOf(part, solver, (draft, levels) => {
      for (const { make } of stepsAt(levels)) make(draft);
    }),
    solver.hasTime,
  );
  // The search takes it that whatever gives way more leaves no less possible. A lock at times of no template is worked nowhere else once it is given up.
  const isSure = !hasLocksOfTheirOwn(part.spelled.problem);
  const steps = stepsAt(found.levels ?? []).map(({ note, price }) => ({ ...note, price, proven: true }));
  return isSure ? { ...found, steps } : { ...found, steps, proven: false, lowerBound: 0 };
}

/** Whether some lock is a shift that no template allows its employee on that date. */
function hasLocksOfTheirOwn(problem: Problem): boolean {
  if (problem.locks.length === 0) return false;
  // What absences and rules leave of the templates does not matter here: these can give way too.
  const bare = problem.team.employees.map(({ id, contract, skills }): Employee => ({ id, contract, skills }));
  const choices = choicesOf({ ...problem, team: { ...problem.team, rules: [], employees: bare } }, []);
  const employees = new Map(bare.map((employee) => [employee.id, employee]));
  return problem.locks.some((lock) => {
    const employee = employees.get(lock.employeeId);
    if (employee === undefined) return true;
    return !shiftsOn(choices, employee, shiftDate(problem.team.zone, lock)).some((shift) =>
      isAlike(shift, lock, choices.set.skills),
    );
  });
}

/** Whether a shift does all that a lock does; a skill that nobody asks for makes no difference. */
function isAlike(shift: Shift, lock: Shift, skills: readonly string[]): boolean {
  return (
    shift.start === lock.start &&
    shift.end === lock.end &&
    (lock.skill === undefined || shift.skill === lock.skill || !skills.includes(lock.skill)) &&
    (lock.template === undefined || shift.template === lock.template) &&
    shift.activity === lock.activity &&
    shift.breaks.length === lock.breaks.length &&
    (lock.pieces ?? []).length === 0
  );
}

/** One employee alone, with no demand: her own rules, absences and locks. */
function alone(problem: Problem, id: string): Problem {
  const own = ({ employeeId }: { readonly employeeId: string }): boolean => employeeId === id;
  const { team, past, future, elsewhere, locks } = problem;
  return {
    ...problem,
    team: { ...team, employees: team.employees.filter((one) => one.id === id), teamRules: undefined },
    intervalDemands: [],
    templateDemands: [],
    locks: locks.filter(own),
    past: past?.filter(own),
    future: future?.filter(own),
    elsewhere: elsewhere?.filter(own),
    start: undefined,
  };
}

function partOf(problem: Problem, prices: RepairPrices, blocked: readonly string[], forOne: boolean): Part {
  const without = new Set(blocked);
  const spelled = spelledOut(relevantPart(problem, without));
  const members = membersOf(spelled, prices).filter(({ employeeId }) => !forOne || employeeId !== undefined);
  return { spelled, members, blocked: without };
}

/**
 * Why a problem has no roster, and the cheapest change that gives it one. An employee whose own rules leave her no line is a conflict of her own, whatever the
 * others do; only where every employee has one can hard floors be the reason.
 */
export async function explainConflict(
  problem: Problem,
  prices: RepairPrices,
  solver: Solver,
): Promise<ConflictReasons> {
  const whole = await solver.solve(hardPart(problem), PROOF_SHARE, ENOUGH_GAP);
  const feasibility = feasibilityOf(whole);
  if (feasibility !== 'infeasible') {
    const code = feasibility === 'feasible' ? 'explain-feasible' : 'explain-undecided';
    const statement = { code, facts: {}, proven: feasibility === 'feasible' };
    return { statements: [statement], conflicts: [], repair: undefined };
  }
  const blocked = [...new Set(whole.conflicts.map(({ employeeId }) => employeeId))];
  const parts =
    blocked.length === 0
      ? [partOf(problem, prices, blocked, false)]
      : blocked.slice(0, MOST_EMPLOYEES).map((id) => partOf(alone(problem, id), prices, [id], true));
  const conflicts: ConflictSet[] = [];
  for (const part of parts) {
    const found = await conflictOf(part, whole.uncovered, solver);
    if (found !== undefined) conflicts.push({ members: found.members, irreducible: found.irreducible });
  }
  const hasFloors =
    problem.intervalDemands.some(isHardDemand) ||
    problem.templateDemands.some(isHardDemand) ||
    (problem.team.teamRules ?? []).some(({ hard }) => hard === true);
  // Without floors and rules of the team the employees do not depend on each other, and each is mended alone.
  const mended = !hasFloors && blocked.length <= MOST_EMPLOYEES ? parts : [partOf(problem, prices, blocked, false)];
  const repairs: (FoundRepair & { readonly steps: readonly RepairStep[] })[] = [];
  for (const part of mended) repairs.push(await repairOf(part, solver));
  const repair = joined(repairs);
  return { statements: statementsOf(conflicts, repairs, repair), conflicts, repair };
}

function joined(repairs: readonly (FoundRepair & { readonly steps: readonly RepairStep[] })[]): Repair | undefined {
  if (repairs.some(({ levels }) => levels === undefined)) return undefined;
  const sum = (value: (one: FoundRepair) => number): number => repairs.reduce((total, one) => total + value(one), 0);
  return {
    steps: repairs.flatMap(({ steps }) => steps),
    price: sum(({ price }) => price),
    lowerBound: sum(({ lowerBound }) => lowerBound),
    proven: repairs.every(({ proven }) => proven),
  };
}

function statementsOf(
  conflicts: readonly ConflictSet[],
  repairs: readonly FoundRepair[],
  repair: Repair | undefined,
): readonly Statement[] {
  const statements: Statement[] = conflicts.map(({ members, irreducible }) => ({
    code: irreducible ? 'explain-conflict' : 'explain-conflict-open',
    facts: { members: members.length },
    proven: irreducible,
  }));
  if (conflicts.length === 0) statements.push({ code: 'explain-conflict-fixed', facts: {}, proven: true });
  if (repair === undefined) {
    const none = repairs.some(({ levels, proven }) => levels === undefined && proven);
    statements.push({ code: none ? 'repair-none' : 'repair-not-found', facts: {}, proven: none });
  } else {
    const { price, lowerBound, steps, proven } = repair;
    const code = proven ? 'repair-cheapest' : 'repair-found';
    statements.push({ code, facts: { steps: steps.length, price, lowerBound }, proven });
  }
  return statements;
}
