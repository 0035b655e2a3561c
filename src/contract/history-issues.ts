import type { Issue } from '../domain/issue.ts';

/** An issue of a table: `line` counts from 1 with the header, `column` is the number of the field; null where none fits. */
export type TableIssue = Issue & { readonly line: number | null; readonly column: number | null };

/** Issues that are listed one by one; the rest is counted. */
const LISTED_ISSUES = 100;

/** Where a field lies: of a CSV file by line and field number, of a JSON document by the index of its row. */
export type Place = { readonly line: number | null; readonly column: number | null; readonly path: string };

/** Collects issues up to a cap and counts what is beyond it, so that a file of wrong rows has a readable answer. */
export type IssueList = {
  readonly add: (code: string, place: Place, message: string, facts: Issue['facts'], hint: string) => void;
  readonly size: () => number;
  /** All that was collected in order of line, with a last issue `more-issues` that counts the rest. */
  readonly all: () => readonly TableIssue[];
};

/** A new, empty list. */
export function issueList(): IssueList {
  const listed: TableIssue[] = [];
  let count = 0;
  return {
    add: (code, place, message, facts, hint) => {
      count += 1;
      if (listed.length < LISTED_ISSUES) listed.push({ code, ...place, message, facts, hint });
    },
    size: () => count,
    all: () => {
      const sorted = listed.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
      if (count <= listed.length) return sorted;
      const more = count - listed.length;
      const message = `${more} more issues are not listed.`;
      const hint = 'Mend the issues listed and read the file again.';
      return [...sorted, { code: 'more-issues', path: '', line: null, column: null, message, facts: { more }, hint }];
    },
  };
}

/** The whole input rather than a part of it. */
export const WHOLE: Place = { line: null, column: null, path: '' };

/** A field of a CSV file; `column` 0 means the whole line. */
export function csvPlace(line: number, column: number): Place {
  return column === 0
    ? { line, column: null, path: `line ${line}` }
    : { line, column, path: `line ${line}, column ${column}` };
}
