import type { PlanSteps } from '../planning/plan.ts';
import type { ReasonSteps } from '../planning/reasons/solving.ts';
import type { SimulationSteps, StaffingSteps } from '../planning/tasks.ts';
import type { DesignSteps } from '../planning/shift-design.ts';
import type { Issue } from './problem.ts';

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** What operations need from outside: how holidays are known and rosters solved, and the seconds that a request may take. */
export type RequestSteps = PlanSteps &
  ReasonSteps &
  StaffingSteps &
  DesignSteps &
  SimulationSteps & { readonly requestSeconds: number };

/** What makes one operation of another: how its body is read, and what is made of it. Both run in a thread. */
export type Operation<Request> = {
  readonly read: (body: unknown, beside?: unknown) => Outcome<Request>;
  /** The document of the answer; issues carry paths of the body. */
  readonly make: (request: Request, steps: RequestSteps) => Outcome<object> | Promise<Outcome<object>>;
};

/** An operation that only reads: the answer is what was read, and cannot fail any more. */
export type ReadingOperation<Request> = Pick<Operation<Request>, 'read'> & {
  readonly make: (request: Request) => { readonly ok: true; readonly value: object };
};

/** The outcome with another value; issues stay. */
export function mapped<T, U>(outcome: Outcome<T>, map: (value: T) => U): Outcome<U> {
  return outcome.ok ? { ok: true, value: map(outcome.value) } : outcome;
}
