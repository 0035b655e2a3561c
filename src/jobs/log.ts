/** Where solver processes and their supervisor tell what happens, for operators. */
export type JobLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  facts?: Readonly<Record<string, unknown>>,
) => void;
