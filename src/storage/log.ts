/** Where the store tells what its operator should know; `main` gives it the service's log. */
export type StorageLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  facts: Readonly<Record<string, unknown>>,
) => void;
