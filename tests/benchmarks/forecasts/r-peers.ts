import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DayMatrix } from '../../../src/forecasting/day-matrix.ts';
import type { Peer, PeerForecast } from './peers.ts';
import { regularDays } from './regular-days.ts';

const SCRIPT = fileURLToPath(new URL('peers.R', import.meta.url));
/** Days that R's models read, as many as MSTL of augurs. */
const DAYS = 364;

export type RPeers =
  | { readonly kind: 'found'; readonly version: string; readonly peers: readonly Peer[] }
  | { readonly kind: 'missing'; readonly why: string };

/** `stlf` and harmonic regression of R's package `forecast`, or why they cannot be run; `program` is what runs R's scripts. */
export function rPeers(program = 'Rscript'): RPeers {
  const asked = 'cat(paste0("R ", getRversion(), ", forecast ", packageVersion("forecast")))';
  const { error, status, stdout, stderr } = spawnSync(program, ['-e', asked], { encoding: 'utf8' });
  if (error !== undefined) return { kind: 'missing', why: `${program} cannot be run (${error.message})` };
  if (status !== 0) return { kind: 'missing', why: `R has no package forecast (${stderr.trim()})` };
  const peer = (name: string, method: string): Peer => ({
    name,
    forecasts: (histories, days) => byR(program, method, histories, days),
  });
  return {
    kind: 'found',
    version: stdout.trim(),
    peers: [peer('stlf (R)', 'stlf'), peer('harmonic regression (R)', 'harmonic')],
  };
}

/** One run of R for all origins, its own CPU seconds told. */
function byR(
  program: string,
  method: string,
  histories: readonly DayMatrix[],
  days: number,
): { readonly made: readonly PeerForecast[]; readonly elsewhereSeconds: number } {
  const regular = histories.map((history) => regularDays(history, days, DAYS));
  const folder = mkdtempSync(join(tmpdir(), 'shiftcast-r-'));
  try {
    const file = (name: string) => join(folder, `${name}.csv`);
    const rows = regular.flatMap(({ values }, origin) => values.map((value) => `${origin},${value}`));
    writeFileSync(file('histories'), `origin,value\n${rows.join('\n')}\n`);
    const origins = regular.map(({ day, week, ahead }, origin) => [origin, day, week, ahead].join(','));
    writeFileSync(file('origins'), `origin,day,week,ahead\n${origins.join('\n')}\n`);
    const files = ['histories', 'origins', 'forecasts'].map(file);
    const { error, status, stdout, stderr } = spawnSync(program, [SCRIPT, method, ...files], { encoding: 'utf8' });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`R ended with ${status}: ${stderr}`);
    const made = readForecasts(readFileSync(file('forecasts'), 'utf8'));
    return {
      made: regular.map(({ ahead, lay }, origin) => {
        const found = made.filter((row) => row[0] === origin);
        if (found.length !== ahead) throw new Error(`R forecast ${found.length} intervals of ${ahead}`);
        const column = (at: number) => lay(found.map((row) => row[at] as number));
        return { expected: column(1), lower80: column(2), upper80: column(3) };
      }),
      elsewhereSeconds: Number(stdout.trim()),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readForecasts(text: string): readonly (readonly number[])[] {
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => {
    const row = line.split(',').map(Number);
    if (row.length !== 4 || row.some(Number.isNaN)) throw new Error(`R wrote no forecast: ${line}`);
    return row;
  });
}
