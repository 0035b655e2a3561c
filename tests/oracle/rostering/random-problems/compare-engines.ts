import { type BestRoster, bruteForce } from './brute-force.ts';
import { randomProblem } from './random-problem.ts';
import { scoreRoster } from '../../../../src/audit/score.ts';
import { onlyHard } from '../../../../src/domain/hard-price.ts';
import type { Problem } from '../../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../../src/domain/roster.ts';
import { makeRoster } from '../../../../src/planning/roster.ts';
import { checkProof } from '../../../../src/planning/verify.ts';
import type { RosterEngines } from '../../../../src/rostering/run-engine.ts';

export const ENGINES = ['highs', 'auto', 'lines'] as const;

export type Engine = (typeof ENGINES)[number];

/** What an engine made of a problem. */
export type Answer = {
  readonly engine: Engine;
  /** What answered where `auto` or an exact engine was asked for. */
  readonly by: string;
  readonly roster: Roster | undefined;
  /** Whether it reached the optimum of brute force, or rightly said that there is no roster. */
  readonly reached: boolean;
  /** What contradicts brute force; undefined where nothing does. */
  readonly disagreement: string | undefined;
};

export type Compared = {
  readonly index: number;
  readonly problem: Problem;
  readonly best: BestRoster;
  readonly answers: readonly Answer[];
};

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const LIMITS: Readonly<Record<Engine, SolveLimits>> = {
  highs: { seed: 1, engine: 'highs', iterations: 400, proof: true },
  auto: { seed: 1, engine: 'auto', seconds: 20, proof: true },
  lines: { seed: 1, engine: 'lines', iterations: 60, proof: true },
};

/** Differences that the engines' own arithmetic explains, beside points of this size. */
function near(points: number): number {
  return 2e-5 * Math.max(1, Math.abs(points));
}

/** Whether the best roster leaves something open that must be: then no roster keeps it, since that is dearer than all else. */
function isMissing(problem: Problem, { shifts }: BestRoster): boolean {
  return scoreRoster(onlyHard(problem), shifts).some(({ points }) => points > 0);
}

/** What a roster says that cannot be, whichever engine it is from. */
function contradiction(roster: Roster, best: BestRoster): string | undefined {
  const { status, objective, bound, conflicts } = roster;
  if (best.points === undefined) {
    if (objective !== null) return `found ${objective} points where there is no legal roster`;
    if (status !== 'infeasible' && status !== 'unknown') return `says ${status} where there is no legal roster`;
    const wrong = conflicts.filter(({ employeeId }) => !best.without.includes(employeeId));
    return wrong.length === 0 ? undefined : `says that ${wrong[0]?.employeeId} has no line, who has some`;
  }
  if (conflicts.length > 0) return `says that ${conflicts[0]?.employeeId} has no line, who has some`;
  if (status === 'infeasible' && !isMissing(roster.problem, best)) return 'says infeasible where there is a roster';
  if (objective !== null && objective < best.points - near(best.points)) {
    return `found ${objective} points, less than the least of ${best.points}`;
  }
  if (bound !== null && bound > best.points + near(best.points)) {
    return `proves a bound of ${bound}, above the optimum of ${best.points}`;
  }
  if (status === 'optimal' && objective !== null && objective > best.points + near(best.points)) {
    return `calls ${objective} points optimal where ${best.points} are possible`;
  }
  return undefined;
}

/** What the certificate of a bound says that does not hold when it is counted again, or against brute force. */
function wrongProof(problem: Problem, roster: Roster, best: BestRoster): string | undefined {
  const { proof, bound, status } = roster;
  if (bound === null) return undefined;
  if (proof === undefined) return `has a bound of ${bound} and no certificate`;
  const { holds, certified, differences } = checkProof(
    problem,
    { ...roster, proof },
    { seconds: 60, clock: control.clock },
  );
  if (holds !== true)
    return `has a certificate of ${proof.certified} that does not hold: ${JSON.stringify(differences)}`;
  // What must be and cannot has a price of the solver's own.
  if (status === 'infeasible' || best.points === undefined || certified === null) return undefined;
  const isAbove = !isMissing(problem, best) && certified > best.points + near(best.points);
  return isAbove ? `certifies a bound of ${certified}, above the optimum of ${best.points}` : undefined;
}

/** What an engine that proves optima left unproven. */
function unproven(roster: Roster, best: BestRoster): string | undefined {
  const { status, objective } = roster;
  if (best.points === undefined) return status === 'infeasible' ? undefined : `says ${status} and not infeasible`;
  const expected = isMissing(roster.problem, best) ? 'infeasible' : 'optimal';
  if (status !== expected) return `says ${status} and not ${expected}`;
  return objective !== null && Math.abs(objective - best.points) <= near(best.points)
    ? undefined
    : `found ${objective} points and not ${best.points}`;
}

/** Whether an answer comes from an engine that must prove its optimum: where a rule is told from two sides only the lines engine answers. */
function mustProve(engine: Engine, roster: Roster): boolean {
  return (
    engine !== 'lines' && roster.engine !== 'lines' && !roster.notes.some(({ code }) => code === 'engine-not-exact')
  );
}

function isReached({ objective, status }: Roster, { points }: BestRoster): boolean {
  if (points === undefined) return status === 'infeasible';
  return objective !== null && objective <= points + near(points);
}

async function answerOf(problem: Problem, best: BestRoster, engine: Engine, engines: RosterEngines): Promise<Answer> {
  const failed = (disagreement: string): Answer => ({
    engine,
    by: engine,
    roster: undefined,
    reached: false,
    disagreement,
  });
  try {
    // A solve throws where the audit contradicts the engine: other points, or a breach of a hard rule.
    const made = await makeRoster(problem, LIMITS[engine], control, engines);
    if (!made.ok) return failed(made.issues.map(({ message }) => message).join(' '));
    const roster = made.value;
    const contradicted = contradiction(roster, best) ?? wrongProof(problem, roster, best);
    const disagreement = contradicted ?? (mustProve(engine, roster) ? unproven(roster, best) : undefined);
    return { engine, by: roster.engine, roster, reached: isReached(roster, best), disagreement };
  } catch (error) {
    return failed(`throws: ${(error as Error).message}`);
  }
}

const MOST_ATTEMPTS = 50;

/** A problem of a seed's list with its best roster: drawn anew until every roster of it can be tried. */
function smallProblem(seed: number, index: number): { readonly problem: Problem; readonly best: BestRoster } {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const problem = randomProblem(seed, index, attempt);
    const best = bruteForce(problem);
    if (best !== undefined) return { problem, best };
  }
  throw new Error(`problem ${index} of seed ${seed} is always too large`);
}

/** Solves a problem of a seed's list by brute force and by every engine. */
export async function compareEngines(seed: number, index: number, engines: RosterEngines): Promise<Compared> {
  const { problem, best } = smallProblem(seed, index);
  const answers: Answer[] = [];
  for (const engine of ENGINES) {
    // Where HiGHS may not answer, `auto` is the lines engine, which would search until its time is up.
    if (engine === 'auto' && answers.some(({ by }) => by === 'lines')) continue;
    answers.push(await answerOf(problem, best, engine, engines));
  }
  return { index, problem, best, answers };
}
