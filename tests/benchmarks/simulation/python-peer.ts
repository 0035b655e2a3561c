import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measured } from '../../../src/domain/simulation.ts';
import { ratioOf } from '../../../src/simulation/intervals.ts';

/** One queue as a general library of discrete-event simulation for Python has it, in a process of its own. */

const SCRIPT = fileURLToPath(new URL('peer.py', import.meta.url));
/** What the script ends with where no library is installed. */
const NOT_INSTALLED = 3;

export type PeerQueue = {
  readonly agents: number;
  readonly loadErlang: number;
  readonly ahtSeconds: number;
  readonly coefficientOfVariation: number;
  readonly patienceSeconds: number;
  readonly thresholdSeconds: number;
  /** Hours counted, behind a tenth of them. */
  readonly hours: number;
  readonly replications: number;
  readonly seed: number;
};

export type PeerMeasures = {
  readonly serviceLevel: Measured;
  readonly asaSeconds: Measured;
  readonly abandonment: Measured;
};

export type PythonPeer =
  | {
      readonly kind: 'ran';
      /** Library and Python with their versions. */
      readonly peer: string;
      readonly contacts: number;
      readonly cpuSeconds: number;
      readonly measures: PeerMeasures;
    }
  | { readonly kind: 'missing'; readonly why: string };

type Counts = {
  readonly offered: number;
  readonly inTime: number;
  readonly abandoned: number;
  readonly answeredWait: number;
};

type Told = {
  readonly peer: string;
  readonly contacts: number;
  readonly cpuSeconds: number;
  readonly replications: readonly Counts[];
};

/** Runs the queue by the first of the programs that finds a library; why none did, otherwise. */
export function pythonPeer(queue: PeerQueue, programs: readonly string[]): PythonPeer {
  const why: string[] = [];
  for (const program of programs) {
    const { error, status, stdout, stderr } = spawnSync(program, [SCRIPT, JSON.stringify(queue)], { encoding: 'utf8' });
    if (error === undefined && status === 0) {
      const { replications, ...told } = JSON.parse(stdout) as Told;
      return { kind: 'ran', ...told, measures: measuresOf(replications) };
    }
    if (error === undefined && status !== NOT_INSTALLED) throw new Error(`${program} ended with ${status}: ${stderr}`);
    why.push(`${program}: ${error === undefined ? stderr.trim() : error.message}`);
  }
  return { kind: 'missing', why: why.join('; ') };
}

function measuresOf(replications: readonly Counts[]): PeerMeasures {
  const ratio = (above: (counts: Counts) => number, below: (counts: Counts) => number): Measured => {
    const sums = { x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
    for (const counts of replications) {
      const x = above(counts);
      const y = below(counts);
      sums.x += x;
      sums.y += y;
      sums.xx += x * x;
      sums.xy += x * y;
      sums.yy += y * y;
    }
    return ratioOf(replications.length, sums);
  };
  const offered = (counts: Counts) => counts.offered;
  return {
    serviceLevel: ratio(({ inTime }) => inTime, offered),
    asaSeconds: ratio(
      ({ answeredWait }) => answeredWait,
      (counts) => counts.offered - counts.abandoned,
    ),
    abandonment: ratio(({ abandoned }) => abandoned, offered),
  };
}

/** Whether two independent runs may measure the same: their difference lies in the 95 % interval that both half-widths make. */
export function agree(one: Measured, other: Measured): boolean {
  if (one.value === null || other.value === null || one.halfWidth === null || other.halfWidth === null) return false;
  return Math.abs(one.value - other.value) <= Math.hypot(one.halfWidth, other.halfWidth);
}
