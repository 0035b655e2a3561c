/** What the process says to the shell. */
export const EXIT = {
  /** The work is done and nothing is wrong with its result. */
  done: 0,
  /** The work is done: no roster keeps the hard rules, or the audit found breaches. */
  notClean: 1,
  /** The input is refused; all its issues are on stderr. */
  badInput: 2,
  /** The program is at fault. */
  defect: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
