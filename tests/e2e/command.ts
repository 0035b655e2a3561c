import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type Ended = { readonly code: number | null; readonly out: string; readonly error: string };

/** Runs a program in a folder to its end. What npm told this process of the folder it was called from must not reach the child. */
export function run(
  program: string,
  args: readonly string[],
  folder = ROOT,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, INIT_CWD: undefined, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      error += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, error }));
  });
}

/** Runs `shiftcast` as its own process. */
export function shiftcast(
  args: readonly string[],
  folder = ROOT,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return run(process.execPath, [`${ROOT}src/main/cli.ts`, ...args], folder, variables);
}
