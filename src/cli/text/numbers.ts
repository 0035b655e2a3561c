/** Numbers as people read them; `-` where there is none. */

export function fixed(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? '-' : value.toFixed(digits);
}

/** A ratio 0-1 in per cent. */
export function percent(ratio: number | null | undefined, digits = 1): string {
  return ratio === null || ratio === undefined ? '-' : `${(ratio * 100).toFixed(digits)} %`;
}

/** Without digits behind the point where there are none, with at most `digits` where there are. */
export function short(value: number | null | undefined, digits = 2): string {
  return value === null || value === undefined ? '-' : String(Number(value.toFixed(digits)));
}

/** With its sign, `+1.2`; 0 has none. */
export function signed(value: number, digits = 1): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : value > 0 ? `+${text}` : text;
}

/** `1 shift`, `2 shifts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
