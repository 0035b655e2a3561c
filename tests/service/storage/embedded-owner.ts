import { startEmbedded } from '../../../src/storage/embedded/start.ts';

/**
 * An owner of a data folder in a process of its own, which tests may kill: says in JSON lines how the start ended and what is logged,
 * and stops in order when its input is closed.
 */

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const started = await startEmbedded({
  dataDir: process.argv[2] ?? '',
  // A process that is killed loses nothing that it gave to the system; waiting for disks would only slow the tests.
  durable: false,
  log: (level, message, facts) => say({ kind: 'log', level, message, facts }),
});
if (started.ok) {
  const { url, pid, before, stop } = started.value;
  say({ kind: 'started', url, serverPid: pid(), before });
  process.stdin.resume().once('close', () => void stop());
} else say({ kind: 'refused', issues: started.issues });
if (!started.ok) process.stdin.unref();
