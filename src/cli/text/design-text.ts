import type { ShiftDesignDocument } from '../../contract/shift-design.ts';
import { percent, short } from './numbers.ts';
import type { Speech } from './speech.ts';
import { table } from './table.ts';

/** The types of shifts with their head-counts by day, a row per skill, then the objective by parts and what is proven. */
export function designText(design: ShiftDesignDocument, speech: Speech): string {
  const { say, word, day } = speech;
  const dates = [...new Set(design.shifts.flatMap(({ counts }) => counts.map(({ date }) => date)))].sort();
  const hasSkills = design.shifts.some(({ counts }) => counts.some(({ skill }) => skill !== undefined));
  const rows = design.shifts.flatMap((shift) => {
    const skills = [...new Set(shift.counts.map(({ skill }) => skill ?? ''))].sort();
    return skills.map((skill, index) => {
      const first = [
        shift.id,
        `${shift.start}-${shift.end}`,
        shift.break === undefined ? '' : `${shift.break.start}-${shift.break.end}`,
      ];
      const people = dates.map((date) =>
        String(shift.counts.find((one) => one.date === date && (one.skill ?? '') === skill)?.people ?? ''),
      );
      return [...(index === 0 ? first : ['', '', '']), ...(hasSkills ? [skill] : []), ...people];
    });
  });
  const columns = [
    { head: say('head.id') },
    { head: say('head.shift') },
    { head: say('head.break') },
    ...(hasSkills ? [{ head: say('head.skill') }] : []),
    ...dates.map((date) => ({ head: day(date), number: true })),
  ];
  const parts = design.objectiveParts.map(({ part, unit, count, points }) => [
    word('objective', part),
    word('unit', unit, { count: Number(short(count)) }),
    short(points),
  ]);
  const head = say('design.head', {
    types: design.shifts.length,
    status: word('status', design.status),
    ended: word('ended', design.endedBy),
  });
  const bound = say('design.bound', {
    points: Number(short(design.bound)),
    kind: word('bound', design.boundKind),
    gap: percent(design.gap, 2),
  });
  const effort = say('design.effort', {
    seed: design.seed,
    iterations: design.iterations,
    seconds: design.seconds.toFixed(1),
  });
  return [
    `${head}\n`,
    ...(rows.length === 0 ? [] : [table(columns, rows)]),
    table(
      [{ head: say('head.objective') }, { head: say('head.count') }, { head: say('head.points'), number: true }],
      [...parts, [say('word.total'), '', short(design.objective)]],
    ),
    `${bound}\n${effort}\n`,
  ].join('\n');
}
