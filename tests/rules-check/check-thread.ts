import { parentPort, workerData } from 'node:worker_threads';
import { checkRule, type Effort } from './check-rule.ts';

/** A thread that looks at one rule after the other, as it is told their ids. */
const port = parentPort;
if (port === null) throw new Error('check-thread.ts is run as a thread');
port.on('message', (ruleId: string) => {
  void checkRule(ruleId, workerData as Effort).then(
    (report) => port.postMessage(report),
    (error: unknown) => {
      throw error;
    },
  );
});
