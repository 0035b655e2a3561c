import type { OracleBreach, OracleWorld } from './clock.ts';
import { maximumOvertimeMonthOracle } from './maximum-overtime-month.ts';

export type NormalHours = { readonly normalHoursDay: number; readonly normalHoursWeek: number };

/** A breach, and by how much the planned shifts raise the overtime that makes it. */
export type OvertimeBreach = OracleBreach & { readonly added: number };

type Month = { readonly seconds: number; readonly added: number };

/** Months counted from year 0, January. */
function numberOf(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function nameOf(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`;
}

function overtimeOf(world: OracleWorld, normal: NormalHours): ReadonlyMap<number, Month> {
  const months = maximumOvertimeMonthOracle(world, -1, normal.normalHoursDay, normal.normalHoursWeek);
  return new Map(months.map(({ about, measured, added }) => [numberOf(about), { seconds: measured, added }]));
}

export type Tier = { readonly count: number; readonly comparison: '>' | '>='; readonly hours: number };

/** In a year, which begins in a certain month (1 is January), at most `count` months have overtime past (or at) so many hours. */
export function maximumOvertimeTiersOracle(
  world: OracleWorld,
  tiers: readonly Tier[],
  firstMonth: number,
  normal: NormalHours,
): readonly OvertimeBreach[] {
  const months = overtimeOf(world, normal);
  const years = new Set([...months.keys()].map((month) => Math.floor((month - firstMonth + 1) / 12)));
  return [...years].flatMap((year) =>
    tiers.flatMap(({ count, comparison, hours }) => {
      let beyond = 0;
      let added = 0;
      for (let month = year * 12 + firstMonth - 1; month < (year + 1) * 12 + firstMonth - 1; month++) {
        const own = months.get(month) ?? { seconds: 0, added: 0 };
        if (comparison === '>' ? own.seconds <= hours * 3600 : own.seconds < hours * 3600) continue;
        beyond++;
        added += own.added;
      }
      const about = `${nameOf(year * 12 + firstMonth - 1)} ${comparison} ${hours}`;
      return beyond > count ? [{ about, measured: beyond, added }] : [];
    }),
  );
}

/** The months in a row, so many or so many, that end with one month, where their average is past (or at) so many hours. */
export function maximumAverageOvertimeOracle(
  world: OracleWorld,
  terms: { readonly maximumHours: number; readonly lengths: readonly number[]; readonly strict: boolean },
  normal: NormalHours,
): readonly (OvertimeBreach & { readonly excess: number })[] {
  const overtime = overtimeOf(world, normal);
  const known = [...overtime.keys()];
  const breaches: (OvertimeBreach & { readonly excess: number })[] = [];
  for (let last = Math.min(...known); last < Math.max(...known) + Math.max(...terms.lengths); last++) {
    for (const length of terms.lengths) {
      const months = Array.from({ length }, (_, back) => overtime.get(last - back) ?? { seconds: 0, added: 0 });
      const measured = months.reduce((sum, { seconds }) => sum + seconds, 0);
      const added = months.reduce((sum, one) => sum + one.added, 0);
      const excess = measured - length * terms.maximumHours * 3600;
      if (terms.strict ? excess >= 0 : excess > 0) breaches.push({ about: nameOf(last), measured, added, excess });
    }
  }
  return breaches;
}
