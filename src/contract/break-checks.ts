import { breakCount, breakItemsOf, templateLimits } from '../domain/break-items.ts';
import { compileBreakPlan } from '../domain/break-plan.ts';
import { gapsOf, splitItems } from '../domain/split-shift.ts';
import type { BreakSetting, MealSetting, SplitSetting } from '../domain/team.ts';
import { SECONDS_PER_MINUTE } from '../domain/units.ts';
import type { Cursor } from './cursor.ts';
import { list, member, number, text } from './cursor.ts';
import type { Add } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';

/** Lengths of a template that are tried, the shortest and the longest among them. */
const LENGTHS_TRIED = 12;

/** A setting of breaks, or the meal, as a checked document has it; undefined where the schema refused a part of it. */
function settingAt(at: Cursor): BreakSetting | undefined {
  const { value } = at;
  if (typeof value !== 'object' || value === null || Object.values(value).includes(null)) return undefined;
  const lengthMinutes = number(at, 'lengthMinutes');
  if (lengthMinutes === undefined) return undefined;
  const all = Object.entries(value).filter(([, entry]) => typeof entry === 'number');
  return {
    ...(Object.fromEntries(all) as Partial<BreakSetting>),
    kind: text(at, 'kind') === 'meal' ? 'meal' : 'rest',
    lengthMinutes,
    paid: false,
    majorFraction: member(at, 'majorFraction').value === true,
  };
}

/** The relations inside one setting: one way of counting, a window that is not empty, an edge on the grid. */
function checkSetting(at: Cursor, setting: BreakSetting, add: Add): boolean {
  const { count, everyMinutes, notBeforeMinutes, notAfterMinutes, stepMinutes } = setting;
  let right = true;
  const fault = (...found: Parameters<typeof issue>): void => {
    right = false;
    add(issue(...found));
  };
  if (count !== undefined && everyMinutes !== undefined)
    fault('both-given', at.path, { first: 'count', second: 'everyMinutes' });
  if (notBeforeMinutes !== undefined && notAfterMinutes !== undefined && notBeforeMinutes > notAfterMinutes) {
    const facts = { minimumField: 'notBeforeMinutes', maximumField: 'notAfterMinutes' };
    fault('min-above-max', `${at.path}/notAfterMinutes`, {
      ...facts,
      minimum: notBeforeMinutes,
      maximum: notAfterMinutes,
    });
  }
  if (notBeforeMinutes !== undefined && stepMinutes !== undefined && notBeforeMinutes % stepMinutes !== 0) {
    const facts = { field: 'notBeforeMinutes', value: notBeforeMinutes, step: stepMinutes, from: 0 };
    fault('off-grid', `${at.path}/notBeforeMinutes`, facts);
  }
  return right;
}

/**
 * The breaks of a shift template: each setting by itself, a place for each break in shifts of every length, and places for all of them together
 * that keep the template's limits; in a split shift those beside one of its gaps.
 */
export function checkBreaks(
  template: Cursor,
  id: string,
  lengths: { readonly least: number; readonly most: number; readonly step: number },
  split: SplitSetting | undefined,
  add: Add,
): void {
  const cursors = list(template, 'breaks');
  const longest = number(template, 'longestStretchMinutes');
  if (cursors.length === 0 && longest === undefined && split === undefined) return;
  const settings = cursors.map(settingAt);
  const meal = member(template, 'meal');
  const own: MealSetting | undefined = meal.value === undefined ? undefined : settingAt(meal);
  if (meal.value !== undefined && own === undefined) return;
  const breaks: BreakSetting[] = [];
  let right = true;
  settings.forEach((setting, index) => {
    if (setting === undefined || !checkSetting(cursors[index] as Cursor, setting, add)) right = false;
    else breaks.push(setting);
  });
  if (!right) return;
  const limits = templateLimits({
    longestStretchMinutes: longest,
    leastBetweenBreaksMinutes: number(template, 'leastBetweenBreaksMinutes'),
  });
  const steps = (lengths.most - lengths.least) / lengths.step;
  const stride = Math.max(1, Math.ceil(steps / (LENGTHS_TRIED - 1))) * lengths.step;
  const tried: number[] = [];
  for (let minutes = lengths.least; minutes < lengths.most; minutes += stride) tried.push(minutes);
  for (const shiftMinutes of [...tried, lengths.most]) {
    const mixes = breaks.reduce((product, setting) => product * (breakCount(setting, shiftMinutes) + 1), 1);
    if (mixes > LIMITS.breakMixes) {
      add(issue('too-many-breaks', `${template.path}/breaks`, { id, shiftMinutes, mixes, maximum: LIMITS.breakMixes }));
      return;
    }
    const span = shiftMinutes * SECONDS_PER_MINUTE;
    if (split !== undefined) {
      const isPlaced = gapsOf(split, span).some((gap) => {
        const beside = splitItems({ meal: own, breaks }, shiftMinutes, span, gap);
        return compileBreakPlan(span - gap.lengthSeconds, beside, limits) !== undefined;
      });
      if (isPlaced) continue;
      add(issue('split-does-not-fit', `${template.path}/split`, { id, shiftMinutes }));
      return;
    }
    const items = breakItemsOf({ meal: own, breaks }, shiftMinutes, shiftMinutes * SECONDS_PER_MINUTE);
    const homeless = breaks.findIndex(
      (setting) =>
        breakCount(setting, shiftMinutes) > 0 &&
        breakItemsOf({ breaks: [setting] }, shiftMinutes, shiftMinutes * SECONDS_PER_MINUTE).some(
          ({ starts }) => starts.length === 0,
        ),
    );
    if (homeless >= 0) {
      add(issue('break-does-not-fit', (cursors[homeless] as Cursor).path, { id, shiftMinutes }));
      return;
    }
    if (compileBreakPlan(shiftMinutes * SECONDS_PER_MINUTE, items, limits) !== undefined) continue;
    add(
      issue('breaks-do-not-fit', `${template.path}/${cursors.length > 0 ? 'breaks' : 'longestStretchMinutes'}`, {
        id,
        shiftMinutes,
      }),
    );
    return;
  }
}
