import type { LineModel } from './line-model.ts';
import type { Phases } from './phases.ts';

/** Day by day the phase after each step: -1 where it is not legal, or too far from what the corridor is laid round. */
export type PhaseMoves = readonly Int32Array[];

type Roomy = Pick<LineModel, 'days' | 'phases' | 'allowed'>;

const rooms = new WeakMap<Phases, readonly Int32Array[]>();

/**
 * How many shifts can still be worked from each phase at each midnight, whatever else binds. It tells how far a line has used up what the automata count: a weekend more that has been
 * worked leaves a weekend less.
 */
function roomsOf({ days, phases, allowed }: Roomy): readonly Int32Array[] {
  const known = rooms.get(phases);
  if (known !== undefined) return known;
  const made: Int32Array[] = new Array<Int32Array>(days + 1);
  made[days] = new Int32Array(phases.count[days] as number);
  for (let day = days - 1; day >= 0; day--) {
    const width = phases.symbolCount[day] as number;
    const [next, symbols] = [phases.next[day] as Int32Array, phases.symbols[day] as Int32Array];
    const later = made[day + 1] as Int32Array;
    const worked = new Uint8Array(width);
    (allowed[day] as Uint8Array).forEach((flag, shape) => {
      if (flag === 1) worked[symbols[shape] as number] = 1;
    });
    made[day] = new Int32Array(phases.count[day] as number).map((_, phase) => {
      let most = -1;
      for (let symbol = 0; symbol < width; symbol++) {
        const to = next[phase * width + symbol] as number;
        if (to >= 0) most = Math.max(most, (later[to] as number) + (worked[symbol] as number));
      }
      return most;
    });
  }
  rooms.set(phases, made);
  return made;
}

/** What an even pace leaves at each midnight: it falls with the days on which something may be worked. */
export function evenRooms(model: Roomy): Float64Array {
  const { days, allowed, phases } = model;
  const whole = roomsOf(model)[0] as Int32Array;
  const left = new Float64Array(days + 1);
  for (let day = days - 1; day >= 0; day--)
    left[day] = (left[day + 1] as number) + ((allowed[day] as Uint8Array).includes(1) ? 1 : 0);
  const share = phases.possible && (left[0] as number) > 0 ? (whole[0] as number) / (left[0] as number) : 0;
  return left.map((count) => share * count);
}

/** What the phases of a line leave at the midnights behind the days [first, end). */
export function roomsAlong(model: Roomy, phaseAt: (day: number) => number, first: number, end: number): Float64Array {
  const all = roomsOf(model);
  const along = new Float64Array(model.days + 1);
  for (let day = first + 1; day <= end; day++) along[day] = (all[day] as Int32Array)[phaseAt(day)] as number;
  return along;
}

/** The moves between phases on days [first, end) that leave no more than `reach` shifts more or less room than `centre` says. */
export function movesWithin(model: Roomy, centre: Float64Array, reach: number, first: number, end: number): PhaseMoves {
  const { phases } = model;
  const all = roomsOf(model);
  const moves = [...phases.next];
  for (let day = first; day < end; day++) {
    const room = all[day + 1] as Int32Array;
    const middle = centre[day + 1] as number;
    const isFar = room.map((shifts) => (Math.abs(shifts - middle) > reach ? 1 : 0));
    if (!isFar.includes(1)) continue;
    moves[day] = (phases.next[day] as Int32Array).map((to) => (to >= 0 && isFar[to] === 1 ? -1 : to));
  }
  return moves;
}
