/** Employees in order of their next completion, at one time by their number: a binary heap that knows where each of them stands. */
export class EventHeap {
  /** Time of each employee's event. */
  readonly #time: Float64Array;
  readonly #heap: Int32Array;
  readonly #place: Int32Array;
  #size = 0;

  constructor(employees: number) {
    this.#time = new Float64Array(employees);
    this.#heap = new Int32Array(employees);
    this.#place = new Int32Array(employees).fill(-1);
  }

  /** Infinity where there is none. */
  get firstTime(): number {
    return this.#size === 0 ? Infinity : (this.#time[this.#heap[0] ?? 0] ?? 0);
  }

  get first(): number {
    return this.#heap[0] ?? -1;
  }

  /** Puts an employee in, or to another time. */
  set(employee: number, time: number): void {
    const place = this.#place[employee] ?? -1;
    if (place < 0) {
      this.#time[employee] = time;
      this.#size += 1;
      this.#up(this.#size - 1, employee, time);
      return;
    }
    const before = this.#time[employee] ?? 0;
    this.#time[employee] = time;
    if (time < before) this.#up(place, employee, time);
    else this.#down(place, employee, time);
  }

  /** Takes out the first one. */
  removeFirst(): void {
    this.#place[this.#heap[0] ?? 0] = -1;
    this.#size -= 1;
    if (this.#size === 0) return;
    const last = this.#heap[this.#size] ?? 0;
    this.#down(0, last, this.#time[last] ?? 0);
  }

  #up(from: number, employee: number, time: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#heap[above] ?? 0;
      const otherTime = this.#time[other] ?? 0;
      if (otherTime < time || (otherTime === time && other < employee)) break;
      this.#heap[place] = other;
      this.#place[other] = place;
      place = above;
    }
    this.#heap[place] = employee;
    this.#place[employee] = place;
  }

  #down(from: number, employee: number, time: number): void {
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.#size) break;
      let other = this.#heap[below] ?? 0;
      let otherTime = this.#time[other] ?? 0;
      if (below + 1 < this.#size) {
        const second = this.#heap[below + 1] ?? 0;
        const secondTime = this.#time[second] ?? 0;
        if (secondTime < otherTime || (secondTime === otherTime && second < other)) {
          below += 1;
          other = second;
          otherTime = secondTime;
        }
      }
      if (otherTime > time || (otherTime === time && other > employee)) break;
      this.#heap[place] = other;
      this.#place[other] = place;
      place = below;
    }
    this.#heap[place] = employee;
    this.#place[employee] = place;
  }
}
