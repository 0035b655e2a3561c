import type { Profile } from './weighted-profile.ts';

/** How much other weekdays may say of a weekday's shape, at most, against what their likeness would allow. */
const BORROWED = 0.3;

/**
 * Shares of the day by weekday and slot (7 x slots, each weekday sums to 1 or is 0 throughout), each weekday's drawn towards those of the weekdays that are
 * like it: another weekday weighs by the precision that it has as an estimate of this one, which is the Poisson variance of its own shares plus
 * the squared distance of the two beyond what chance explains. So days of a small queue share one shape, and Saturdays of a large one keep theirs.
 */
export function weekdayShares({ slots, means, weights }: Profile): Float64Array {
  const own = new Float64Array(7 * slots);
  const contacts = new Float64Array(7);
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const row = means.subarray(weekday * slots, (weekday + 1) * slots);
    const total = row.reduce((sum, each) => sum + each, 0);
    contacts[weekday] = total * (weights[weekday] as number);
    if (total > 0)
      own.set(
        row.map((each) => each / total),
        weekday * slots,
      );
  }
  const shares = own.slice();
  for (let weekday = 0; weekday < 7; weekday += 1) {
    if (contacts[weekday] === 0) continue;
    const at = weekday * slots;
    const precision = (contacts[weekday] as number) / slots;
    let all = precision;
    for (let slot = 0; slot < slots; slot += 1) shares[at + slot] = precision * (own[at + slot] as number);
    for (let other = 0; other < 7; other += 1) {
      if (other === weekday || contacts[other] === 0) continue;
      const chance = slots / (contacts[weekday] as number) + slots / (contacts[other] as number);
      const apart = Math.max(0, distance(own, slots, weekday, other) - chance);
      const borrowed = BORROWED / (slots / (contacts[other] as number) + apart);
      all += borrowed;
      for (let slot = 0; slot < slots; slot += 1) {
        shares[at + slot] = (shares[at + slot] as number) + borrowed * (own[other * slots + slot] as number);
      }
    }
    for (let slot = 0; slot < slots; slot += 1) shares[at + slot] = (shares[at + slot] as number) / all;
  }
  return shares;
}

/** Sum over the slots of the squared difference of two weekdays' shares / their mean: what Poisson counts leave does not depend on the shares. */
function distance(shares: Float64Array, slots: number, one: number, two: number): number {
  let sum = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    const a = shares[one * slots + slot] as number;
    const b = shares[two * slots + slot] as number;
    if (a + b > 0) sum += (2 * (a - b) ** 2) / (a + b);
  }
  return sum;
}
