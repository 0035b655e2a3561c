import { ArrivalSource } from './arrival-source.ts';
import { type CompiledModel, OFF } from './compiled-model.ts';
import { TimeSource } from './distributions.ts';
import { EventHeap } from './event-heap.ts';
import { FreeLists } from './free-lists.ts';
import { type RandomStream, streamOf } from './random-stream.ts';
import { CALLS, Tally, WORK } from './tally.ts';
import { LEFT, WaitingLine } from './waiting-line.ts';

/**
 * One run after the other through the events of a model, in order of time:
 *
 * 1. Of events at one time, comings and goings of employees are first, then completions, offers of a call back, arrivals.
 * 2. A contact that comes takes an employee who is free for it: those with the fewest contacts at once first, of these by the routing, of these
 *    whoever is so longest. Where nobody is, it waits.
 * 3. An employee who is free takes of the queues of her stretch the lowest priority number, of equals whoever waits longest, and goes on until she
 *    can take no more. Who has hung up by then is passed over and counted as abandoned: nobody has to look earlier.
 * 4. At the end of a stretch nothing is taken any more, and what is begun is finished: she is there, and busy, as long as that takes. A break that
 *    begins late ends as planned.
 * 5. A contact of a queue with concurrency 1 is had alone; others together as long as none of them allows fewer at once. When their number changes,
 *    what is left of each goes on at the speed of the new number.
 * 6. The run ends when all have gone. Who still waits then hangs up if he has patience, and else stays unanswered.
 */
export class Replication {
  readonly tally: Tally;
  readonly #compiled: CompiledModel;
  readonly #most: number;
  readonly #completions: EventHeap;
  readonly #free: FreeLists;
  readonly #lines: readonly WaitingLine[];
  /** Set of queues of each employee; OFF: not there, or only to finish. */
  readonly #set: Int32Array;
  readonly #load: Int32Array;
  /** Attendance that each employee last came with. */
  readonly #attendance: Int32Array;
  /** Most contacts at once that the employee's contacts allow. */
  readonly #limit: Int32Array;
  readonly #busySince: Float64Array;
  readonly #presentSince: Float64Array;
  /** Of contacts had together: seconds left at full speed, and their queues; `mostConcurrency` places an employee, the first `load` of them used. */
  readonly #left: Float64Array;
  readonly #queueOf: Int32Array;
  readonly #updated: Float64Array;
  /** Next caller of each queue that is to be offered a call back. */
  readonly #offered: Int32Array;
  readonly #nextArrival: Float64Array;
  #isAbsent: Uint8Array = new Uint8Array(0);
  #now = 0;

  constructor(compiled: CompiledModel) {
    const { model, sets, mostConcurrency } = compiled;
    const employees = model.employees.length;
    this.#compiled = compiled;
    this.#most = mostConcurrency;
    this.tally = new Tally(compiled);
    this.#completions = new EventHeap(employees);
    this.#free = new FreeLists(employees, sets.length * mostConcurrency);
    this.#lines = model.queues.map(() => new WaitingLine());
    this.#set = new Int32Array(employees);
    this.#load = new Int32Array(employees);
    this.#attendance = new Int32Array(employees);
    this.#limit = new Int32Array(employees);
    this.#busySince = new Float64Array(employees);
    this.#presentSince = new Float64Array(employees);
    this.#left = new Float64Array(employees * mostConcurrency);
    this.#queueOf = new Int32Array(employees * mostConcurrency);
    this.#updated = new Float64Array(employees);
    this.#offered = new Int32Array(model.queues.length);
    this.#nextArrival = new Float64Array(model.queues.length);
  }

  /** Runs one replication; its counts are in `tally` until the next one. */
  run(seed: number, replication: number): void {
    const { model, arrivals, callbackShare, staffTime } = this.#compiled;
    this.#reset(seed, replication);
    const of = (purpose: Parameters<typeof streamOf>[2], queue: number): RandomStream =>
      streamOf(seed, replication, purpose, arrivals[queue]?.owner ?? 0);
    const sources = arrivals.map((plan) => new ArrivalSource(plan, seed, replication));
    const handling = model.queues.map((queue, index) => TimeSource.around1(queue.handling, of('handling', index)));
    const patience = model.queues.map((queue, index) => new TimeSource(queue.patience, of('patience', index)));
    const callback = model.queues.map((_, index) => of('callback', index));
    for (const [queue, source] of sources.entries()) this.#nextArrival[queue] = source.next();
    const hasOffers = callbackShare.some((share) => share > 0);
    let staff = 0;
    for (;;) {
      const queue = this.#earliestQueue();
      const arrival = this.#nextArrival[queue] ?? Infinity;
      const completion = this.#completions.firstTime;
      const change = staffTime[staff] ?? Infinity;
      const offer = hasOffers ? this.#nextOffer() : Infinity;
      const now = Math.min(arrival, completion, change, offer);
      if (now === Infinity) break;
      this.#now = now;
      this.tally.advance(now);
      if (change === now) {
        this.#changeStaff(staff);
        staff += 1;
      } else if (completion === now) {
        this.#complete(this.#completions.first);
      } else if (offer === now) {
        this.#callBack();
      } else {
        const source = sources[queue];
        const work = (handling[queue]?.next() ?? 0) * (source?.ahtSeconds ?? 0);
        const deadline = now + (patience[queue]?.next() ?? Infinity);
        const share = callbackShare[queue] ?? 0;
        const accepts = share > 0 && (callback[queue]?.uniform() ?? 1) < share;
        this.#arrive(queue, deadline, work, accepts);
        this.#nextArrival[queue] = source?.next() ?? Infinity;
      }
    }
    for (const [queue, line] of this.#lines.entries()) {
      while (line.head < line.tail) this.#passOver(queue, line);
    }
  }

  #reset(seed: number, replication: number): void {
    const { absence, attendanceOwner } = this.#compiled;
    this.tally.clear();
    for (const line of this.#lines) line.clear();
    this.#set.fill(OFF);
    this.#load.fill(0);
    this.#limit.fill(this.#most);
    this.#offered.fill(0);
    this.#isAbsent = Uint8Array.from(absence, (chance, index) =>
      chance > 0 && streamOf(seed, replication, 'absence', attendanceOwner[index] ?? 0).uniform() < chance ? 1 : 0,
    );
  }

  #earliestQueue(): number {
    let best = 0;
    for (let queue = 1; queue < this.#nextArrival.length; queue++) {
      if ((this.#nextArrival[queue] ?? 0) < (this.#nextArrival[best] ?? 0)) best = queue;
    }
    return best;
  }

  #arrive(queue: number, deadline: number, work: number, accepts: boolean): void {
    const cell = this.tally.cellOf(queue);
    if (cell >= 0) this.#count(cell + CALLS.offered, 1);
    const employee = this.#freeFor(queue);
    if (employee < 0) {
      this.#lines[queue]?.add(this.#now, deadline, work, cell, accepts);
      return;
    }
    this.#countAnswer(cell, 0, this.#compiled.threshold[queue] ?? 0);
    this.#start(employee, queue, work);
    this.#list(employee);
  }

  #count(at: number, by: number): void {
    const { calls } = this.tally;
    calls[at] = (calls[at] ?? 0) + by;
  }

  #countAnswer(cell: number, wait: number, threshold: number): void {
    if (cell < 0) return;
    this.#count(cell + CALLS.answered, 1);
    this.#count(cell + CALLS.answeredWait, wait);
    if (wait <= threshold) this.#count(cell + CALLS.inTime, 1);
  }

  /** The employee who takes a contact of the queue that comes now; -1 where nobody can. */
  #freeFor(queue: number): number {
    const most = this.#compiled.concurrency[queue] ?? 1;
    const classes = this.#compiled.setsOf[queue] ?? [];
    for (let load = 0; load < most; load++) {
      for (const sets of classes) {
        let best = -1;
        for (const set of sets) {
          const first = this.#free.first(set * this.#most + load);
          if (first >= 0 && (best < 0 || this.#free.turnOf(first) < this.#free.turnOf(best))) best = first;
        }
        if (best >= 0) return best;
      }
    }
    return -1;
  }

  /** Takes the first caller of a line out of it and counts him as abandoned where he has hung up. */
  #passOver(queue: number, line: WaitingLine): void {
    const cell = line.cellAt(line.head);
    const deadline = line.deadlineAt(line.head);
    const wait = deadline - line.arrivalAt(line.head);
    line.head += 1;
    if (cell < 0 || deadline === LEFT || deadline === Infinity) return;
    this.#count(cell + CALLS.abandoned, 1);
    if (wait <= (this.#compiled.threshold[queue] ?? 0)) this.#count(cell + CALLS.abandonedSoon, 1);
  }

  /** The queue whose first caller an employee takes next; -1 where nobody waits whom she can take. */
  #waitingFor(employee: number): number {
    const { sets, priority, concurrency } = this.#compiled;
    const queues = sets[this.#set[employee] ?? 0];
    if (queues === undefined) return -1;
    const load = this.#load[employee] ?? 0;
    let best = -1;
    let bestArrival = Infinity;
    for (const queue of queues) {
      if (best >= 0 && (priority[queue] ?? 0) > (priority[best] ?? 0)) break;
      const line = this.#lines[queue];
      if (line === undefined || (concurrency[queue] ?? 1) <= load) continue;
      while (line.head < line.tail && line.deadlineAt(line.head) <= this.#now) this.#passOver(queue, line);
      if (line.head === line.tail) continue;
      const arrival = line.arrivalAt(line.head);
      if (arrival < bestArrival) {
        best = queue;
        bestArrival = arrival;
      }
    }
    return best;
  }

  /** Gives an employee who is there what waits for her, as much as she can have at once, and lists her if she can take more. */
  #takeWaiting(employee: number): void {
    while ((this.#load[employee] ?? 0) < (this.#limit[employee] ?? 0)) {
      const queue = this.#waitingFor(employee);
      const line = this.#lines[queue];
      if (line === undefined) break;
      const { head } = line;
      this.#countAnswer(line.cellAt(head), this.#now - line.arrivalAt(head), this.#compiled.threshold[queue] ?? 0);
      const work = line.handlingAt(head);
      line.head += 1;
      this.#start(employee, queue, work);
    }
    this.#list(employee);
  }

  #list(employee: number): void {
    const load = this.#load[employee] ?? 0;
    const set = this.#set[employee] ?? OFF;
    if (set === OFF || load >= (this.#limit[employee] ?? 0)) this.#free.remove(employee);
    else this.#free.append(employee, set * this.#most + load);
  }

  #start(employee: number, queue: number, work: number): void {
    const load = this.#load[employee] ?? 0;
    const { concurrency, pace } = this.#compiled;
    if (load === 0) this.#busySince[employee] = this.#now;
    this.#load[employee] = load + 1;
    this.#limit[employee] = Math.min(this.#limit[employee] ?? 0, concurrency[queue] ?? 1);
    const seconds = work / (pace[(this.#attendance[employee] ?? 0) * concurrency.length + queue] ?? 1);
    if (this.#most === 1) {
      this.#completions.set(employee, this.#now + seconds);
      return;
    }
    this.#progress(employee, load);
    const slot = employee * this.#most + load;
    this.#left[slot] = seconds;
    this.#queueOf[slot] = queue;
    this.#schedule(employee);
  }

  /** Times slower that a contact of a queue goes with so many at once. */
  #slowness(queue: number, load: number): number {
    return 1 + (this.#compiled.stretch[queue] ?? 0) * (load - 1);
  }

  /** Takes off what was done of an employee's contacts since the last change, when she had `load` of them. */
  #progress(employee: number, load: number): void {
    const elapsed = this.#now - (this.#updated[employee] ?? 0);
    for (let slot = employee * this.#most; slot < employee * this.#most + load; slot++) {
      this.#left[slot] = (this.#left[slot] ?? 0) - elapsed / this.#slowness(this.#queueOf[slot] ?? 0, load);
    }
    this.#updated[employee] = this.#now;
  }

  #schedule(employee: number): void {
    const slot = this.#firstDone(employee);
    const left = (this.#left[slot] ?? 0) * this.#slowness(this.#queueOf[slot] ?? 0, this.#load[employee] ?? 0);
    this.#completions.set(employee, this.#now + Math.max(0, left));
  }

  #firstDone(employee: number): number {
    const load = this.#load[employee] ?? 0;
    const first = employee * this.#most;
    let best = first;
    let least = Infinity;
    for (let slot = first; slot < first + load; slot++) {
      const left = (this.#left[slot] ?? 0) * this.#slowness(this.#queueOf[slot] ?? 0, load);
      if (left < least) {
        least = left;
        best = slot;
      }
    }
    return best;
  }

  #complete(employee: number): void {
    const group = this.#compiled.group[employee] ?? 0;
    const load = (this.#load[employee] ?? 0) - 1;
    this.#completions.removeFirst();
    this.tally.addHandled(group);
    if (this.#most > 1) this.#finishSlot(employee, load);
    this.#load[employee] = load;
    if (load === 0) {
      this.#limit[employee] = this.#most;
      this.tally.addWork(WORK.busy, group, this.#busySince[employee] ?? 0, this.#now);
      if (this.#set[employee] === OFF) {
        this.#leave(employee);
        return;
      }
    }
    if (this.#set[employee] === OFF) return;
    this.#takeWaiting(employee);
  }

  /** Closes the gap of the contact that is done, and sets when the next one is. */
  #finishSlot(employee: number, load: number): void {
    const { concurrency } = this.#compiled;
    this.#progress(employee, load + 1);
    const done = this.#firstDone(employee);
    const last = employee * this.#most + load;
    this.#left[done] = this.#left[last] ?? 0;
    this.#queueOf[done] = this.#queueOf[last] ?? 0;
    this.#load[employee] = load;
    let limit = this.#most;
    for (let slot = employee * this.#most; slot < last; slot++) {
      limit = Math.min(limit, concurrency[this.#queueOf[slot] ?? 0] ?? 1);
    }
    this.#limit[employee] = limit;
    if (load > 0) this.#schedule(employee);
  }

  #leave(employee: number): void {
    const group = this.#compiled.group[employee] ?? 0;
    this.tally.addWork(WORK.staffed, group, this.#presentSince[employee] ?? 0, this.#now);
  }

  #changeStaff(event: number): void {
    const { staffEmployee, staffSet, staffAttendance } = this.#compiled;
    const employee = staffEmployee[event] ?? 0;
    const set = staffSet[event] ?? OFF;
    if (this.#isAbsent[staffAttendance[event] ?? 0] === 1) return;
    const isBusy = (this.#load[employee] ?? 0) > 0;
    const isThere = this.#set[employee] !== OFF || isBusy;
    this.#set[employee] = set;
    if (set === OFF) {
      this.#free.remove(employee);
      if (!isBusy) this.#leave(employee);
      return;
    }
    this.#attendance[employee] = staffAttendance[event] ?? 0;
    if (!isThere) this.#presentSince[employee] = this.#now;
    this.#takeWaiting(employee);
  }

  /** When the next caller is offered a call back; Infinity where nobody will be. */
  #nextOffer(): number {
    let least = Infinity;
    for (const [queue, line] of this.#lines.entries()) {
      const after = this.#compiled.callbackAfter[queue] ?? Infinity;
      if (after === Infinity) continue;
      let place = Math.max(this.#offered[queue] ?? 0, line.head);
      while (place < line.tail && (!line.acceptsAt(place) || line.deadlineAt(place) <= line.arrivalAt(place) + after))
        place += 1;
      this.#offered[queue] = place;
      if (place < line.tail) least = Math.min(least, line.arrivalAt(place) + after);
    }
    return least;
  }

  #callBack(): void {
    for (const [queue, line] of this.#lines.entries()) {
      const place = this.#offered[queue] ?? 0;
      const after = this.#compiled.callbackAfter[queue] ?? Infinity;
      if (after === Infinity || place >= line.tail || line.arrivalAt(place) + after !== this.#now) continue;
      const cell = line.cellAt(place);
      if (cell >= 0) this.#count(cell + CALLS.calledBack, 1);
      line.leave(place);
      this.#offered[queue] = place + 1;
      this.#arrive(this.#compiled.callbackQueue[queue] ?? 0, Infinity, line.handlingAt(place), false);
      return;
    }
  }
}
