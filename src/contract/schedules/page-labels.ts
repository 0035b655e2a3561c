import type { ScheduledShift } from '../../domain/schedule.ts';

/** How a template or a skill is shown: its name, a short code for narrow cells, and which colour of the page it has. */
export type Label = { readonly name: string; readonly code: string; readonly colour: number };

/** Colours of the page's style; templates beyond them begin anew. */
export const LABEL_COLOURS = 10;

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
    labels.set(id, { name, code, colour: labels.size % LABEL_COLOURS });
  }
  return labels;
}

/** Ids of templates with their names, in order of id, so that the next week's page has the same colours for the same templates. */
export function templatesOf(shifts: readonly ScheduledShift[]): ReadonlyMap<string, string> {
  return inOrder(
    shifts.flatMap(({ template, templateName }) => (template === undefined ? [] : [[template, templateName]])),
  );
}

/** Ids of skills with their names, in order of id. */
export function skillsOf(shifts: readonly ScheduledShift[]): ReadonlyMap<string, string> {
  return inOrder(shifts.flatMap(({ skill, skillName }) => (skill === undefined ? [] : [[skill, skillName]])));
}

function inOrder(pairs: readonly (readonly [id: string, name: string | undefined])[]): ReadonlyMap<string, string> {
  const sorted = pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return new Map(sorted.map(([id, name]) => [id, name === undefined || name.trim() === '' ? id : name]));
}
