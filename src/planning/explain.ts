import { scoreRoster } from '../audit/score.ts';
import type { Explanation, ExplanationTask } from '../domain/explanation.ts';
import type { Outcome } from '../domain/issue.ts';
import { explainConflict } from './reasons/explain-conflict.ts';
import { explainCover } from './reasons/explain-cover.ts';
import { explainPrices } from './reasons/explain-prices.ts';
import { explainSaving, objectiveOf } from './reasons/explain-saving.ts';
import { explainShift } from './reasons/explain-shift.ts';
import type { AskedRoster } from './reasons/pinned.ts';
import { type ReasonSteps, type Solver, solverWithin, UnsolvableProblem } from './reasons/solving.ts';

/**
 * Reasons for a problem or its roster. Whatever an answer states was solved or judged for it, and says whether that is proven; within the limits what
 * could not be settled is told as such.
 */
export async function makeExplanation(task: ExplanationTask, steps: ReasonSteps): Promise<Outcome<Explanation>> {
  const solver = solverWithin(steps, task.limits);
  try {
    const found = await answerOf(task, solver);
    return {
      ok: true,
      value: {
        conflicts: [],
        savings: [],
        gaps: [],
        alternatives: [],
        ...found,
        ask: task.question.ask,
        problem: task.problem,
        solves: solver.count(),
        seconds: solver.seconds(),
      },
    };
  } catch (error) {
    if (error instanceof UnsolvableProblem) return { ok: false, issues: error.issues };
    throw error;
  }
}

type Found = Pick<Explanation, 'statements'> &
  Partial<Pick<Explanation, 'conflicts' | 'repair' | 'savings' | 'prices' | 'gaps' | 'alternatives'>>;

async function answerOf(task: ExplanationTask, solver: Solver): Promise<Found> {
  const { problem, question } = task;
  switch (question.ask) {
    case 'conflict':
      return explainConflict(problem, question.repairPrices, solver);
    case 'saving':
      return explainSaving(problem, question.changes, solver);
    case 'prices':
      return explainPrices(problem, question.most, solver);
    case 'cover': {
      const asked = await rosterAsked(task, solver);
      return asked === undefined ? NO_ROSTER : explainCover(problem, asked, question, solver);
    }
    case 'shift': {
      const asked = await rosterAsked(task, solver);
      return asked === undefined ? NO_ROSTER : explainShift(problem, asked, question, solver);
    }
  }
}

const NO_ROSTER: Found = { statements: [{ code: 'explain-no-roster', facts: {}, proven: false }] };

/** The roster given, or the best that half of the time finds. */
async function rosterAsked({ problem, shifts }: ExplanationTask, solver: Solver): Promise<AskedRoster | undefined> {
  const solved = shifts === undefined ? await solver.solve(problem, 0.5) : undefined;
  if (solved !== undefined && objectiveOf(solved) === null) return undefined;
  const given = shifts ?? solved?.shifts ?? [];
  const objectiveParts = scoreRoster(problem, given);
  return { shifts: given, objectiveParts, objective: objectiveParts.reduce((sum, { points }) => sum + points, 0) };
}
