import type { ReplacementsDocument, ScoreDocument, SwapDocument } from '../../contract/changed-rosters.ts';
import { breachLines } from './audit-text.ts';
import { dateOf, dayHead, timeOf } from './local-time.ts';
import { counted, short } from './numbers.ts';
import { table } from './table.ts';

type Vacancy = ReplacementsDocument['vacancies'][number];
type Shorts = Vacancy['open']['short'];
type ShiftDocument = Vacancy['shift'];
type Difference = SwapDocument['difference'];

/** `Mon 03-02 09:00-18:00 day, sales`. */
function shiftText({ start, end, template, skill }: ShiftDocument): string {
  const work = [template, skill].filter((name) => name !== undefined).join(', ');
  return `${dayHead(dateOf(start))} ${timeOf(start)}-${timeOf(end)}${work === '' ? '' : ` ${work}`}`;
}

/** With its sign, so that more and less are seen. */
function signed(value: number): string {
  return value > 0 ? `+${short(value)}` : short(value);
}

/** `-7.5 h`, `+1 person`, both or `0`. */
function shortText({ hours, people }: Shorts['here']): string {
  const parts = [
    hours === 0 ? '' : `${signed(hours)} h`,
    people === 0 ? '' : `${signed(people)} ${Math.abs(people) === 1 ? 'person' : 'people'}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '0' : parts.join(' ');
}

const WAYS: Readonly<Record<Vacancy['candidates'][number]['way'], string>> = {
  take: 'besides her shifts',
  move: 'in place of',
  lengthen: 'longer',
};

function wayText({ way, shift, instead }: Vacancy['candidates'][number]): string {
  if (way === 'lengthen') return `${WAYS[way]}: ${timeOf(shift.start)}-${timeOf(shift.end)}`;
  return instead === undefined ? WAYS[way] : `${WAYS[way]} ${timeOf(instead.start)}-${timeOf(instead.end)}`;
}

function vacancyText({ shift, open, candidates, possible, stopped, stoppedBy }: Vacancy): string {
  const rows = candidates.map((one, index) => [
    String(index + 1),
    one.employee,
    wayText(one),
    signed(one.points),
    signed(one.paidHours),
    shortText(one.short.here),
    shortText(one.short.elsewhere),
    one.breaches.length === 0 ? '' : counted(one.breaches.length, 'finding'),
  ]);
  const better = candidates.filter(({ points }) => points < 0).length;
  rows.splice(better, 0, ['', '(leave it open)', '', '0', '0', '0', '0', '']);
  const columns = [
    { head: '#', number: true },
    { head: 'Employee' },
    { head: 'How' },
    { head: 'Points', number: true },
    { head: 'Hours', number: true },
    { head: 'Short here', number: true },
    { head: 'Elsewhere', number: true },
    { head: '' },
  ];
  const head = `${shift.employee}: ${shiftText(shift)} (${shift.id ?? ''})\n`;
  const cost = `Left open: ${signed(open.points)} points, ${shortText(open.short.here)} short.\n`;
  const more = possible > candidates.length ? `${possible - candidates.length} more could: see --limit.\n` : '';
  const stops = stoppedBy.map(({ rule, employees }) => `${rule} ${employees}`).join(', ');
  const who = stopped.slice(0, 5).map(({ employee, breaches }) => `  ${employee}: ${breaches[0]?.message ?? ''}\n`);
  const others = stops === '' ? '' : `Stopped by: ${stops}\n${who.join('')}`;
  return head + cost + table(columns, rows) + more + others;
}

/** Who could work vacated shifts, for people. */
export function replacementsText({ vacancies }: ReplacementsDocument): string {
  if (vacancies.length === 0) return 'No shift is vacant.\n';
  return vacancies.map(vacancyText).join('\n');
}

function partsText(parts: ScoreDocument['objectiveParts'], objective: number): string {
  const rows = parts
    .filter(({ count, points }) => count !== 0 || points !== 0)
    .map(({ part, unit, count, points }) => [part, `${short(count)} ${unit}`, short(points)]);
  const columns = [{ head: 'Objective' }, { head: 'Count' }, { head: 'Points', number: true }];
  return table(columns, [...rows, ['total', '', short(objective)]]);
}

/** What a change of shifts does: the shifts, the objective by parts that move, and the breaches that come and go. */
function differenceText({ shifts, objective, audit }: Difference): string {
  const changed = shifts.map(({ kind, before, after }) => {
    const from = before === undefined ? '' : shiftText(before);
    const to = after === undefined ? '' : shiftText(after);
    return [kind, before?.employee ?? after?.employee ?? '', from, after?.employee ?? '', to];
  });
  const moved = objective.parts
    .filter(({ before, after }) => before.points !== after.points || before.count !== after.count)
    .map(({ part, unit, before, after }) => [
      part,
      `${short(before.count)} -> ${short(after.count)} ${unit}`,
      signed(after.points - before.points),
    ]);
  const total = [
    'total',
    `${short(objective.before)} -> ${short(objective.after)}`,
    signed(objective.after - objective.before),
  ];
  const heads = ['Change', 'Of', 'From', 'To', ''].map((head) => ({ head }));
  const columns = [{ head: 'Objective' }, { head: 'Before and after' }, { head: 'Points', number: true }];
  const { gone, added } = audit.breaches;
  return [
    changed.length === 0 ? 'No shift differs.\n' : table(heads, changed),
    table(columns, [...moved, total]),
    `${counted(added.length, 'breach or finding', 'breaches or findings')} more, ${gone.length} less.\n`,
    breachLines(added),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What a roster is worth, for people. */
export function scoreText(score: ScoreDocument): string {
  const { objectiveParts, objective, uncovered, breaches, changes, ledger, difference } = score;
  const hours = ledger.reduce((sum, { workHours }) => sum + workHours, 0);
  const head = `${short(objective)} points; ${short(hours)} hours; ${counted(uncovered.length, 'stretch', 'stretches')} short; ${counted(breaches.length, 'breach or finding', 'breaches or findings')}.\n`;
  const kept =
    changes === undefined ? '' : `Of what was published ${changes.kept} kept, ${changes.list.length} changed.\n`;
  return [
    head + kept,
    partsText(objectiveParts, objective),
    breachLines(breaches),
    difference === undefined ? '' : `Against the other roster\n${differenceText(difference)}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const VERDICTS: Readonly<Record<SwapDocument['verdict'], string>> = {
  allowed: 'Allowed: nothing is newly broken.',
  findings: 'Allowed, with findings: no rule that forbids is newly broken.',
  refused: 'Refused.',
};

/** A judged exchange, for people. */
export function swapText({ verdict, reasons, sides, difference }: SwapDocument): string {
  const rows = sides.map(({ employee, paidHoursBefore, paidHoursAfter, breaches }) => [
    employee,
    short(paidHoursBefore),
    short(paidHoursAfter),
    String(breaches.added.length),
    String(breaches.gone.length),
  ]);
  const columns = [
    { head: 'Employee' },
    ...['Hours before', 'Hours after', 'Breaches more', 'Less'].map((head) => ({ head, number: true })),
  ];
  const why = reasons.map(({ message }) => `  ${message}\n`).join('');
  return `${VERDICTS[verdict]}\n${why}\n${table(columns, rows)}\n${differenceText(difference)}`;
}
