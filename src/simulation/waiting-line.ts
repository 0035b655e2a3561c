const LEAST_ROOM = 64;

/**
 * Callers of one queue in order of their arrival, in a ring. Who hangs up stays until it is his turn and is known by his deadline then: so nobody
 * has to be taken out of the middle. Places count from 0 and are never used again.
 */
export class WaitingLine {
  #arrival = new Float64Array(LEAST_ROOM);
  #deadline = new Float64Array(LEAST_ROOM);
  #handling = new Float64Array(LEAST_ROOM);
  /** Cell of time that the contact is counted in, and whether it would accept a call back. */
  #cell = new Int32Array(LEAST_ROOM);
  #accepts = new Uint8Array(LEAST_ROOM);
  #mask = LEAST_ROOM - 1;
  /** Place of the first caller, and the one behind the last. */
  head = 0;
  tail = 0;

  clear(): void {
    this.head = 0;
    this.tail = 0;
  }

  add(arrival: number, deadline: number, handling: number, cell: number, accepts: boolean): void {
    if (this.tail - this.head > this.#mask) this.#grow();
    const at = this.tail & this.#mask;
    this.#arrival[at] = arrival;
    this.#deadline[at] = deadline;
    this.#handling[at] = handling;
    this.#cell[at] = cell;
    this.#accepts[at] = accepts ? 1 : 0;
    this.tail += 1;
  }

  arrivalAt(place: number): number {
    return this.#arrival[place & this.#mask] ?? 0;
  }

  deadlineAt(place: number): number {
    return this.#deadline[place & this.#mask] ?? 0;
  }

  handlingAt(place: number): number {
    return this.#handling[place & this.#mask] ?? 0;
  }

  cellAt(place: number): number {
    return this.#cell[place & this.#mask] ?? 0;
  }

  acceptsAt(place: number): boolean {
    return this.#accepts[place & this.#mask] === 1;
  }

  /** The caller waits no longer for this queue: he is called back by another one. */
  leave(place: number): void {
    this.#deadline[place & this.#mask] = LEFT;
  }

  #grow(): void {
    const room = 2 * (this.#mask + 1);
    const order = Int32Array.from({ length: this.#mask + 1 }, (_, index) => (this.head + index) & this.#mask);
    const moved = <T extends Float64Array | Int32Array | Uint8Array>(from: T, into: T): T => {
      for (let index = 0; index < order.length; index++)
        into[(this.head + index) & (room - 1)] = from[order[index] ?? 0] ?? 0;
      return into;
    };
    this.#arrival = moved(this.#arrival, new Float64Array(room));
    this.#deadline = moved(this.#deadline, new Float64Array(room));
    this.#handling = moved(this.#handling, new Float64Array(room));
    this.#cell = moved(this.#cell, new Int32Array(room));
    this.#accepts = moved(this.#accepts, new Uint8Array(room));
    this.#mask = room - 1;
  }
}

/** Deadline of who has left for a call back. */
export const LEFT = -Infinity;
