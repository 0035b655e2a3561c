/**
 * Guards of the queueing formulas. A caller that breaks one has a defect: documents are validated before they reach
 * these functions, and a NaN must stop here instead of ending up in a requirement.
 */

/** Throws unless the offered load is a finite number of erlang, 0 or more. */
export function requireLoad(loadErlang: number): void {
  if (!(loadErlang >= 0 && loadErlang < Infinity)) {
    throw new RangeError(`loadErlang must be a finite number of at least 0, got ${loadErlang}`);
  }
}

/** Throws unless the number of agents is an integer of at least 0. */
export function requireAgents(agents: number): void {
  if (!(Number.isSafeInteger(agents) && agents >= 0)) {
    throw new RangeError(`agents must be an integer of at least 0, got ${agents}`);
  }
}

/** Throws unless a share lies strictly between 0 and 1. */
export function requireShare(name: string, share: number): void {
  if (!(share > 0 && share < 1)) throw new RangeError(`${name} must lie between 0 and 1, both excluded, got ${share}`);
}

/** Throws unless a length of time is finite and above 0 seconds. */
export function requirePositiveSeconds(name: string, seconds: number): void {
  if (!(seconds > 0 && seconds < Infinity)) {
    throw new RangeError(`${name} must be a finite number above 0, got ${seconds}`);
  }
}

/** Throws unless a length of time is finite and at least 0 seconds. */
export function requireSeconds(name: string, seconds: number): void {
  if (!(seconds >= 0 && seconds < Infinity)) {
    throw new RangeError(`${name} must be a finite number of at least 0, got ${seconds}`);
  }
}

/** Throws unless a ratio of two times lies within 1e-12 to 1e12: beyond, products of it leave the range of a double. */
export function requireRatio(name: string, ratio: number): void {
  if (!(ratio >= 1e-12 && ratio <= 1e12)) throw new RangeError(`${name} must lie within 1e-12 to 1e12, got ${ratio}`);
}
