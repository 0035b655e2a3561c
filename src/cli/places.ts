import type { Issue } from './messages.ts';

/** Issues of a file with its name in front of the place, since a command may read several. */
export function inFile(file: string, issues: readonly Issue[]): readonly Issue[] {
  return issues.map(({ code, path, message, facts, hint }) => ({
    code,
    path: path === '' ? file : `${file} ${path}`,
    message,
    facts,
    hint,
  }));
}

/**
 * Issues of a use case in the words of the command line: a place that an option stands for becomes the option, one under `document`
 * (`/forecast`, or '' for the whole) a place of the file, and any other stays as it is.
 */
export function asGiven(
  issues: readonly Issue[],
  options: Readonly<Record<string, string>>,
  file: string,
  document: string,
): readonly Issue[] {
  return issues.map((issue) => {
    const option = options[issue.path];
    if (option !== undefined) return { ...issue, path: option };
    if (!issue.path.startsWith(document)) return issue;
    return { ...issue, path: `${file} ${issue.path.slice(document.length)}`.trimEnd() };
  });
}
