import type { TaskControl, TaskTable, Threads } from '../planning/ports.ts';
import { type Span, traced, type Tracing } from '../planning/tracing.ts';

/** The operation that a task is told to do, where its input names one. */
function operationOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('operation' in input)) return undefined;
  return typeof input.operation === 'string' ? input.operation : undefined;
}

/** Threads whose tasks are spans, and parts of theirs the phases that they tell; the same threads where no traces are wanted. */
export function tracedThreads<Tasks extends TaskTable>(
  threads: Threads<Tasks>,
  tracing: Tracing | undefined,
): Threads<Tasks> {
  if (tracing === undefined) return threads;
  return {
    ...threads,
    run: <T extends keyof Tasks & string>(task: T, input: Tasks[T]['input'], control: TaskControl) => {
      const asked = { name: `thread ${task}`, facts: { 'shiftcast.operation': operationOf(input) } };
      return traced(tracing, asked, async () => {
        let phase: Span | undefined;
        const onPhase = (name: string, at: number): void => {
          phase?.end(at);
          phase = tracing.start({ name, startedAt: at });
        };
        try {
          return await threads.run(task, input, { ...control, onPhase });
        } finally {
          phase?.end();
        }
      });
    },
  };
}
