/** Employees who can take a contact, in lists in order of when they came to be so: the first of a list is idle longest. */
export class FreeLists {
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #list: Int32Array;
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  readonly #turn: Float64Array;
  #turns = 0;

  constructor(employees: number, lists: number) {
    this.#next = new Int32Array(employees).fill(-1);
    this.#previous = new Int32Array(employees).fill(-1);
    this.#list = new Int32Array(employees).fill(-1);
    this.#turn = new Float64Array(employees);
    this.#head = new Int32Array(lists).fill(-1);
    this.#tail = new Int32Array(lists).fill(-1);
  }

  /** First employee of a list; -1 where it is empty. */
  first(list: number): number {
    return this.#head[list] ?? -1;
  }

  /** Rises with every entry into any list: who has the lower one is free longer. */
  turnOf(employee: number): number {
    return this.#turn[employee] ?? 0;
  }

  /** Puts an employee at the end of a list, out of any other. */
  append(employee: number, list: number): void {
    this.remove(employee);
    const last = this.#tail[list] ?? -1;
    this.#list[employee] = list;
    this.#turn[employee] = this.#turns++;
    this.#previous[employee] = last;
    this.#next[employee] = -1;
    if (last < 0) this.#head[list] = employee;
    else this.#next[last] = employee;
    this.#tail[list] = employee;
  }

  /** Takes an employee out of her list, if she is in one. */
  remove(employee: number): void {
    const list = this.#list[employee] ?? -1;
    if (list < 0) return;
    const next = this.#next[employee] ?? -1;
    const previous = this.#previous[employee] ?? -1;
    if (previous < 0) this.#head[list] = next;
    else this.#next[previous] = next;
    if (next < 0) this.#tail[list] = previous;
    else this.#previous[next] = previous;
    this.#list[employee] = -1;
  }
}
