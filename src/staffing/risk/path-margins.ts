import type { StaffingTarget } from '../../domain/requirement.ts';
import { expectService } from '../service-expectation.ts';
import type { StaffingQueue } from '../staffing-score.ts';

/** Loads of an interval that its service is worked out at; those between are interpolated. */
const MOST_KNOTS = 64;

type LevelTarget = Extract<StaffingTarget, { kind: 'service-level' }>;

/** Shares of the offered contacts at each knot: in time, and counted by the base of the service level. */
type KnotShares = { readonly inTime: Float64Array; readonly counted: Float64Array };

/**
 * The contacts of one interval on every path that are answered in time, less a share of those counted: what the interval gives to a service level of that
 * share, or takes from it. Each path is a queue in steady state at its own load; paths with the same load share one state, and where more than 64 loads
 * differ, the shares are read off a curve through 64 of them (cubic, by Catmull & Rom).
 */
export class PathMargins {
  readonly #queue: Omit<StaffingQueue, 'loadErlang'>;
  readonly #target: LevelTarget;
  readonly #contacts: Float64Array;
  readonly #knots: Float64Array;
  /** Of each path the knot at or below its load, and how far it lies beyond it. */
  readonly #knot: Int32Array;
  readonly #part: Float64Array;
  readonly #shares = new Map<number, KnotShares>();

  /** `loads` in erlang and `contacts` of each path. */
  constructor(
    queue: Omit<StaffingQueue, 'loadErlang'>,
    target: LevelTarget,
    loads: Float64Array,
    contacts: Float64Array,
  ) {
    this.#queue = queue;
    this.#target = target;
    this.#contacts = contacts;
    const distinct = Float64Array.from(new Set(loads)).sort();
    const low = distinct[0] ?? 0;
    const high = distinct.at(-1) ?? 0;
    this.#knots =
      distinct.length <= MOST_KNOTS
        ? distinct
        : Float64Array.from({ length: MOST_KNOTS }, (_, knot) => low + ((high - low) * knot) / (MOST_KNOTS - 1));
    this.#knot = new Int32Array(loads.length);
    this.#part = new Float64Array(loads.length);
    const places = new Map([...distinct].map((load, place) => [load, place]));
    loads.forEach((load, path) => {
      if (distinct.length <= MOST_KNOTS) {
        this.#knot[path] = places.get(load) ?? 0;
        return;
      }
      const place = ((load - low) / (high - low)) * (MOST_KNOTS - 1);
      const knot = Math.min(MOST_KNOTS - 2, Math.floor(place));
      this.#knot[path] = knot;
      this.#part[path] = place - knot;
    });
  }

  #sharesAt(positions: number): KnotShares {
    const known = this.#shares.get(positions);
    if (known !== undefined) return known;
    const inTime = new Float64Array(this.#knots.length);
    const counted = new Float64Array(this.#knots.length);
    this.#knots.forEach((loadErlang, knot) => {
      const service = expectService({ ...this.#queue, loadErlang }, positions, this.#target);
      const offered = service.serviceLevelOffered ?? 0;
      inTime[knot] = offered;
      counted[knot] = countedShare(this.#target, offered, service.serviceLevel, service.abandonment);
    });
    const shares = { inTime, counted };
    this.#shares.set(positions, shares);
    return shares;
  }

  /** Writes the margin of each path with so many positions into `margins`. */
  write(positions: number, share: number, margins: Float64Array): void {
    const { inTime, counted } = this.#sharesAt(positions);
    const values = inTime.map((one, knot) => one - share * (counted[knot] ?? 1));
    const last = values.length - 1;
    for (let path = 0; path < margins.length; path++) {
      const knot = this.#knot[path] as number;
      const part = this.#part[path] as number;
      const here = values[knot] as number;
      let value = here;
      if (part !== 0) {
        const next = values[knot + 1] as number;
        const slopeHere = knot === 0 ? next - here : (next - (values[knot - 1] as number)) / 2;
        const slopeNext = knot + 1 === last ? next - here : ((values[knot + 2] as number) - here) / 2;
        const step = next - here;
        const bend = slopeHere + slopeNext - 2 * step;
        value = here + part * (slopeHere + part * (3 * step - 2 * slopeHere - slopeNext + part * bend));
      }
      margins[path] = value * (this.#contacts[path] as number);
    }
  }
}

/** Contacts that the base of the service level divides by, as a share of those offered. */
function countedShare(
  { base }: LevelTarget,
  offered: number,
  level: number | null,
  abandonment: number | null,
): number {
  if (base === 'offered') return 1;
  if (base === 'answered') return 1 - (abandonment ?? 0);
  return level === null || level === 0 ? 1 : offered / level;
}
