import type { RosterDocument } from '../../contract/roster.ts';
import { short } from './numbers.ts';
import type { Speech } from './speech.ts';
import { table } from './table.ts';

type Part = RosterDocument['objectiveParts'][number];

/** `8 paid hours`, `1 person`. */
export function unitText({ word }: Speech, unit: Part['unit'], count: number): string {
  return word('unit', unit, { count: Number(short(count)) });
}

/** The objective by parts with their sum. */
export function objectiveTable(speech: Speech, parts: readonly Part[], objective: number | null): string {
  const { say, word } = speech;
  const rows = parts.map(({ part, unit, rule, count, points }) => [
    rule ?? word('objective', part),
    unitText(speech, unit, count),
    short(points),
  ]);
  return table(
    [{ head: say('head.objective') }, { head: say('head.count') }, { head: say('head.points'), number: true }],
    [...rows, [say('word.total'), '', short(objective)]],
  );
}
