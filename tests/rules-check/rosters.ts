import fc from 'fast-check';
import { compiledVerdict, foldDisagreement } from './disagreements.ts';
import type { CheckedRule } from './load-cases.ts';
import { type FoldCheck, type JudgedSetting, singles } from './rule-check.ts';
import { SINGLE, type World } from '../property/rules/world.ts';
import {
  addDays,
  dateOf,
  daysBetween,
  monthStartOf,
  offsetSecondsAt,
  startOfDate,
  weekStartOf,
} from '../../src/domain/calendar.ts';
import { WEEKDAYS } from '../../src/domain/units.ts';

/** Plain lines, short ones that rules of the single shift may pass, and long ones for rules of months. */
const ROSTERS: fc.Arbitrary<World> = fc.oneof(
  { weight: 3, arbitrary: singles() },
  { weight: 3, arbitrary: singles({ ...SINGLE, mostHalfHours: 20, maxDays: 5 }) },
  { weight: 1, arbitrary: singles({ ...SINGLE, mostHalfHours: 22, daysBefore: 36, daysAfter: 8, maxDays: 35 }) },
);

const CHUNK = 20;
const MOST_TOLD = 10;

type Judge = { readonly checked: CheckedRule; readonly fold: FoldCheck };
type Drawn = { readonly world: World; readonly settings: readonly JudgedSetting[] };
type Tally = { legal: number; illegal: number };

/** What of the calendar a roster holds. */
function occasionsOf({ zone, weekStart, from, days, line }: World): readonly string[] {
  const last = addDays(from, days - 1);
  const start = WEEKDAYS[weekStart] ?? 'mon';
  const offset = (date: string): number => offsetSecondsAt(zone, startOfDate(zone, date));
  const occasions = {
    'a clock change': offset(from) !== offset(addDays(from, days)),
    'a shift over midnight': line.some((shift) => dateOf(zone, shift.start) !== dateOf(zone, shift.end - 1)),
    'the end of a week': daysBetween(weekStartOf(from, start), last) >= 6,
    'the end of a month': monthStartOf(from) !== monthStartOf(addDays(last, 1)),
    'two weeks or more': days >= 14,
  };
  return Object.entries(occasions).flatMap(([name, holds]) => (holds ? [name] : []));
}

/**
 * Draws rosters (a line of one employee with published shifts on either side) and holds on each, for every rule with values drawn for it, the fold
 * to the oracle and the compiled form to the fold. Tells what was drawn; gives what disagreed, and rules that all or none of the rosters kept.
 */
export function compareOnRosters(
  rules: readonly CheckedRule[],
  rosters: number,
  seed: number,
  tell: (line: string) => void,
): readonly string[] {
  const judges: readonly Judge[] = rules.flatMap((checked) => checked.check.fold.map((fold) => ({ checked, fold })));
  const drawing: fc.Arbitrary<Drawn> = ROSTERS.chain((world) =>
    fc.tuple(...judges.map(({ fold }) => fold.settings(world))).map((settings) => ({ world, settings })),
  );
  const tallies = new Map<string, Tally>(rules.map(({ rule }) => [rule.id, { legal: 0, illegal: 0 }]));
  const occasions = new Map<string, number>();
  const disagreements: string[] = [];
  for (let done = 0; done < rosters; done += CHUNK) {
    const numRuns = Math.min(CHUNK, rosters - done);
    for (const { world, settings } of fc.sample(drawing, { numRuns, seed: seed + done })) {
      for (const occasion of occasionsOf(world)) occasions.set(occasion, (occasions.get(occasion) ?? 0) + 1);
      for (const [index, { checked, fold }] of judges.entries()) {
        const trial = { world, setting: settings[index] as JudgedSetting };
        const { rule, check } = checked;
        const exact = check.compiled.every((one) => one.exact);
        const verdict = compiledVerdict(rule, { exact }, trial);
        const tally = tallies.get(rule.id) as Tally;
        tally[verdict.legal ? 'legal' : 'illegal']++;
        for (const difference of [foldDisagreement(rule, fold, trial), verdict.disagreement]) {
          if (difference === undefined) continue;
          disagreements.push(`${rule.id}: ${difference} on ${JSON.stringify({ ...trial, world })}`);
        }
      }
    }
  }
  for (const [id, { legal, illegal }] of tallies) tell(`${id}: kept by ${legal}, not by ${illegal}`);
  tell(`${rosters} rosters, of which ${[...occasions].map(([name, count]) => `${count} hold ${name}`).join(', ')}`);
  tell(`oracle, fold and compiled form of ${rules.length} rules: ${disagreements.length} disagreements`);
  // The rosters have one shift a day.
  const neverBroken = new Set(
    rules.flatMap(({ rule, check }) => (check.compiled.every((one) => one.neverBroken === true) ? [rule.id] : [])),
  );
  const oneSided = [...tallies].filter(
    ([id, { legal, illegal }]) => rosters >= 1000 && (legal === 0 || (illegal === 0 && !neverBroken.has(id))),
  );
  return [
    ...disagreements.slice(0, MOST_TOLD),
    ...oneSided.map(
      ([id, { legal }]) => `${id} is kept by ${legal === 0 ? 'none' : 'all'} of the rosters: they say nothing of it`,
    ),
  ];
}
