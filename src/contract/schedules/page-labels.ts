import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Instant } from '../../domain/units.ts';

/** How a template or a skill is shown: its name, a short code for narrow cells, and which of the page's colours it has. */
export type Label = { readonly name: string; readonly code: string; readonly colour: number };

/**
 * Light grounds with a dark edge each: black text reads on all, and in black and white the label of a shift says what its colour does.
 * Templates beyond them begin anew.
 */
export const LABEL_COLOURS: readonly (readonly [ground: string, edge: string])[] = [
  ['#dbeafe', '#1d4ed8'],
  ['#fef3c7', '#b45309'],
  ['#dcfce7', '#15803d'],
  ['#ede9fe', '#6d28d9'],
  ['#fee2e2', '#b91c1c'],
  ['#cffafe', '#0e7490'],
  ['#fce7f3', '#be185d'],
  ['#ecfccb', '#4d7c0f'],
  ['#ffedd5', '#9a3412'],
  ['#e7e5e4', '#44403c'],
];

function characters(text: string): readonly string[] {
  return Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
}

/** Short codes of a name, the best first: initials of its words, then more and more of it. */
function codesOf(name: string): readonly string[] {
  const words = name.split(/[\s\p{P}]+/u).filter((word) => word !== '');
  const initials = words.map((word) => (/^\d+$/.test(word) ? word : (characters(word)[0] ?? ''))).join('');
  const letters = characters(words.join(''));
  const codes = [
    words.length > 1 && initials.length <= 4 ? initials : '',
    ...[1, 2, 3].map((count) => letters.slice(0, count).join('')),
  ];
  return codes.filter((code) => code !== '').map((code) => code.slice(0, 1).toUpperCase() + code.slice(1));
}

/**
 * Labels by id, for ids with their names in the order given. Codes differ from each other: a name whose short forms are all taken gets a
 * number behind its first one.
 */
export function labelsOf(named: ReadonlyMap<string, string>): ReadonlyMap<string, Label> {
  const taken = new Set<string>();
  const labels = new Map<string, Label>();
  for (const [id, name] of named) {
    const codes = codesOf(name);
    let code = codes.find((each) => !taken.has(each));
    for (let number = 2; code === undefined; number += 1) {
      const numbered = `${codes[0] ?? '?'}${number}`;
      if (!taken.has(numbered)) code = numbered;
    }
    taken.add(code);
    labels.set(id, { name, code, colour: labels.size % LABEL_COLOURS.length });
  }
  return labels;
}

type Named = readonly [id: string | undefined, name: string | undefined, since: Instant];

/** Ids of templates with their names, in order of id, so that the next week's page has the same colours for the same templates. */
export function templatesOf(shifts: readonly ScheduledShift[]): ReadonlyMap<string, string> {
  return newestNames(shifts.map(({ template, templateName, changedAt }) => [template, templateName, changedAt]));
}

/** Ids of skills with their names, in order of id. */
export function skillsOf(shifts: readonly ScheduledShift[]): ReadonlyMap<string, string> {
  return newestNames(shifts.map(({ skill, skillName, changedAt }) => [skill, skillName, changedAt]));
}

/** Shifts keep the names that they were published with: of several the newest is the name. */
function newestNames(named: readonly Named[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [id, name] of named.toSorted(([, , a], [, , b]) => a - b)) {
    if (id !== undefined) names.set(id, name === undefined || name.trim() === '' ? id : name);
  }
  return new Map([...names].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
