/** Purposes of random numbers. Each has its own stream, so that two rosters see the same calls whatever is done with them. */
export type StreamPurpose =
  | 'arrivals'
  | 'day-factors'
  | 'interval-factors'
  | 'patience'
  | 'handling'
  | 'callback'
  | 'absence';

const PURPOSES: readonly StreamPurpose[] = [
  'arrivals',
  'day-factors',
  'interval-factors',
  'patience',
  'handling',
  'callback',
  'absence',
];

/** Numbers that repeat for the same key: sfc32 (Chris Doty-Humphrey's Small Fast Counting, 128 bits of state). */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(words: readonly [number, number, number]) {
    [this.#a, this.#b, this.#c] = words;
    this.#counter = 1;
    for (let warm = 0; warm < 12; warm++) this.uniform();
  }

  /** Uniform in (0, 1), both excluded, on a grid of 2^-32. */
  uniform(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return ((sum >>> 0) + 0.5) / 4_294_967_296;
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }
}

/** A number of 32 bits from a text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}

/** Mixes a word into a state of 32 bits (finaliser of MurmurHash3). */
function mixed(state: number, word: number): number {
  let hash = (state ^ Math.imul(word, 0x9e3779b1)) + 0x6d2b79f5;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/** The stream of a purpose in one replication; `owner` is the hash of whose it is, a queue or an attendance. */
export function streamOf(seed: number, replication: number, purpose: StreamPurpose, owner: number): RandomStream {
  const words = [seed | 0, Math.floor(seed / 4_294_967_296), replication, PURPOSES.indexOf(purpose), owner];
  const word = (start: number): number => words.reduce(mixed, start);
  return new RandomStream([word(0x243f6a88), word(0x13198a2e), word(0x03707344)]);
}
