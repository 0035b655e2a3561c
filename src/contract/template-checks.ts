import { timeOfMinutes } from '../domain/calendar.ts';
import { gapsOf } from '../domain/split-shift.ts';
import type { SplitSetting } from '../domain/team.ts';
import { SECONDS_PER_MINUTE } from '../domain/units.ts';
import { checkBreaks } from './break-checks.ts';
import type { Cursor } from './cursor.ts';
import { member, minutesAt, number, text } from './cursor.ts';
import type { Add } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';

type Range = { readonly least: number; readonly most: number; readonly step: number };

const DEFAULT_STEP_MINUTES = 30;
/** Grid of meal starts where none is given and the meal is not shorter. */
const MEAL_STEP_MINUTES = 15;

/** The step of a range: as given, or its default; undefined where the schema refused it. */
function stepOf(range: Cursor): number | undefined {
  return member(range, 'stepMinutes').value === undefined ? DEFAULT_STEP_MINUTES : number(range, 'stepMinutes');
}

function startRange(template: Cursor): Range | undefined {
  const fixed = minutesAt(template, 'start');
  if (fixed !== undefined) return { least: fixed, most: fixed, step: 1 };
  const window = member(template, 'start');
  const least = minutesAt(window, 'earliest');
  const most = minutesAt(window, 'latest');
  const step = stepOf(window);
  return least === undefined || most === undefined || step === undefined ? undefined : { least, most, step };
}

function lengthRange(template: Cursor): Range | undefined {
  const fixed = number(template, 'length');
  if (fixed !== undefined) return { least: fixed, most: fixed, step: 1 };
  const range = member(template, 'length');
  const least = number(range, 'minMinutes');
  const most = number(range, 'maxMinutes');
  const step = stepOf(range);
  return least === undefined || most === undefined || step === undefined ? undefined : { least, most, step };
}

function checkRange(
  range: Range,
  at: Cursor,
  least: string,
  most: string,
  shown: (minutes: number) => string | number,
  add: Add,
): boolean {
  if (range.least > range.most) {
    const facts = { minimumField: least, maximumField: most, minimum: shown(range.least), maximum: shown(range.most) };
    add(issue('min-above-max', `${at.path}/${least}`, facts));
    return false;
  }
  if ((range.most - range.least) % range.step !== 0) {
    const facts = { field: most, value: shown(range.most), step: range.step, from: shown(range.least) };
    add(issue('off-grid', `${at.path}/${most}`, facts));
    return false;
  }
  return true;
}

const count = (range: Range): number => Math.floor((range.most - range.least) / range.step) + 1;

/**
 * Whether a shift of the length has a place for the meal: the meal starts on its grid, at least `notBefore` after the start, and ends
 * at least `notInLast` before the end. Where only one of the two is given the other has its default, as in the domain; where neither
 * is, any place inside the shift will do, and only a meal as long as the shift has none.
 */
function mealFits(shiftMinutes: number, meal: Cursor, lengthMinutes: number): boolean {
  if (lengthMinutes >= shiftMinutes) return false;
  const [givenBefore, givenLast] = [number(meal, 'notBeforeMinutes'), number(meal, 'notInLastMinutes')];
  if (givenBefore === undefined && givenLast === undefined) return true;
  const givenStep = number(meal, 'stepMinutes');
  const step = givenStep ?? Math.min(lengthMinutes, MEAL_STEP_MINUTES);
  const thirdStep = givenStep ?? MEAL_STEP_MINUTES;
  const notBefore = givenBefore ?? Math.floor(shiftMinutes / 3 / thirdStep) * thirdStep;
  const notInLast = givenLast ?? notBefore;
  const first = Math.ceil(notBefore / step) * step;
  return first + lengthMinutes <= shiftMinutes - notInLast;
}

function checkMeal(template: Cursor, id: string, lengths: Range, add: Add): void {
  const meal = member(template, 'meal');
  const lengthMinutes = number(meal, 'lengthMinutes');
  // Where the schema refused one of the meal's numbers, whether it fits is not known.
  const isRefused = Object.values(meal.value ?? {}).includes(null);
  if (lengthMinutes === undefined || isRefused) return;
  const from = number(meal, 'fromShiftMinutes') ?? 0;
  for (let shiftMinutes = lengths.least; shiftMinutes <= lengths.most; shiftMinutes += lengths.step) {
    if (shiftMinutes < from || mealFits(shiftMinutes, meal, lengthMinutes)) continue;
    add(issue('meal-does-not-fit', `${template.path}/meal`, { id, shiftMinutes }));
    return;
  }
}

/** The gap setting of a template; null where its numbers are not right, which is reported. */
function splitOf(template: Cursor, add: Add): SplitSetting | undefined | null {
  const at = member(template, 'split');
  if (at.value === undefined) return undefined;
  const fixed = number(at, 'gapMinutes');
  const [leastPartMinutes, stepMinutes] = [number(at, 'leastPartMinutes'), number(at, 'stepMinutes')];
  const isWrong = (key: string, read: number | undefined): boolean =>
    member(at, key).value !== undefined && read === undefined;
  if (isWrong('leastPartMinutes', leastPartMinutes) || isWrong('stepMinutes', stepMinutes)) return null;
  if (fixed !== undefined) return { gapMinutes: fixed, leastPartMinutes, stepMinutes };
  const range = member(at, 'gapMinutes');
  const [least, most, step] = [number(range, 'minMinutes'), number(range, 'maxMinutes'), stepOf(range)];
  if (least === undefined || most === undefined || step === undefined) return null;
  const isRight = checkRange({ least, most, step }, range, 'minMinutes', 'maxMinutes', (minutes) => minutes, add);
  if (!isRight) return null;
  const gapMinutes = { minMinutes: least, maxMinutes: most, stepMinutes: step };
  return { gapMinutes, leastPartMinutes, stepMinutes };
}

/** Lengths of a template, each with every gap that it may have. */
function ways(lengths: Range, split: SplitSetting | undefined): number {
  if (split === undefined) return count(lengths);
  let sum = 0;
  for (let minutes = lengths.least; minutes <= lengths.most && sum <= LIMITS.templateVariants; minutes += lengths.step)
    sum += gapsOf(split, minutes * SECONDS_PER_MINUTE).length;
  return sum;
}

/** The relations inside one shift template: ranges on their grids, an end that can be met, a meal and breaks that have room. */
export function checkTemplate(template: Cursor, add: Add): void {
  const id = text(template, 'id') ?? '';
  const starts = startRange(template);
  const lengths = lengthRange(template);
  const start = member(template, 'start');
  const startsRight = starts !== undefined && checkRange(starts, start, 'earliest', 'latest', timeOfMinutes, add);
  const lengthsRight =
    lengths !== undefined &&
    checkRange(lengths, member(template, 'length'), 'minMinutes', 'maxMinutes', (minutes) => minutes, add);
  if (!startsRight || !lengthsRight) return;
  if (member(template, 'onCall').value === true) {
    const needless = ['meal', 'breaks', 'split', 'longestStretchMinutes'].find(
      (key) => member(template, key).value !== undefined,
    );
    const open = starts.least < starts.most ? 'start' : lengths.least < lengths.most ? 'length' : undefined;
    const field = open ?? needless;
    if (field !== undefined) add(issue('on-call-not-plain', `${template.path}/${field}`, { id, field }));
    return;
  }
  const split = splitOf(template, add);
  if (split === null) return;
  const variants = count(starts) * ways(lengths, split);
  if (variants > LIMITS.templateVariants) {
    add(issue('too-many-variants', template.path, { id, count: variants, maximum: LIMITS.templateVariants }));
    return;
  }
  const latestEnd = minutesAt(template, 'latestEnd');
  if (latestEnd !== undefined && starts.least + lengths.least > latestEnd) {
    add(issue('latest-end-unreachable', `${template.path}/latestEnd`, { id, latestEnd: timeOfMinutes(latestEnd) }));
  }
  if (split === undefined) checkMeal(template, id, lengths, add);
  checkBreaks(template, id, lengths, split, add);
}
