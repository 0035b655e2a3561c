import { expect } from 'vitest';
import { exampleOf } from '../../../src/contract/example.ts';
import { problemSchema } from '../../../src/contract/problem.ts';

type Editable = { [key: string]: Editable } & { [index: number]: Editable };

/** A copy of the problem of the manual, with one thing changed: `/team/zone` to a value, or without it. */
export function problemWith(changes: Readonly<Record<string, unknown>>): unknown {
  const problem = structuredClone(exampleOf(problemSchema)) as Editable;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('/').slice(1);
    const last = keys.pop() ?? '';
    let at: Editable = problem;
    for (const key of keys) at = at[key] ??= {} as Editable;
    if (value === undefined) delete at[last];
    else at[last] = value as Editable;
  }
  return problem;
}

type Outcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly issues: readonly {
        readonly code: string;
        readonly path: string;
        readonly hint: string;
        readonly facts: object;
      }[];
    };

/** Codes and paths of the issues, as `code path`. */
export function faults(outcome: Outcome): readonly string[] {
  return outcome.ok ? [] : outcome.issues.map(({ code, path }) => `${code} ${path}`);
}

/** The value, or a failure that shows the issues. */
export function valueOf<T>(
  outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly unknown[] },
): T {
  if (outcome.ok) return outcome.value;
  expect(outcome.issues).toEqual([]);
  throw new Error('refused');
}
