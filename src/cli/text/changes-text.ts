import type { ReplacementsDocument, ScoreDocument, SwapDocument } from '../../contract/changed-rosters.ts';
import { breachLines, teamBreachLines } from './audit-text.ts';
import { dateOf, dayHead, timeOf } from './local-time.ts';
import { changesText } from './baseline-text.ts';
import { counted, short } from './numbers.ts';
import { shortagesText } from './roster-text.ts';
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

/** Times of the breaks of a shift. */
function breaksText(shift: ShiftDocument | undefined): string {
  return (shift?.breaks ?? []).map(({ start, end }) => `${timeOf(start)}-${timeOf(end)}`).join(' ');
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

/** What rules say against somebody: those of her own, then those of the team. */
function findingsOf({
  breaches,
  teamBreaches = [],
}: Pick<Vacancy['stopped'][number], 'breaches' | 'teamBreaches'>): readonly string[] {
  return [...breaches, ...teamBreaches].map(({ message }) => message);
}

/** Somebody's findings, one a line below her name. */
function personLines(employee: string, findings: readonly string[]): string {
  return `  ${employee}\n${findings.map((message) => `    ${message}\n`).join('')}`;
}

/** People who are stopped whose reasons are told. */
const TOLD = 5;

/** Each rule with the people whom it stops: somebody stopped by two stands at both. */
function stoppedText({ stopped, stoppedPeople, stoppedBy }: Vacancy): string {
  if (stoppedPeople === 0) return '';
  const rules = stoppedBy.map(({ rule, employees }) => `${rule} ${employees}`).join(', ');
  const twice = stoppedBy.reduce((sum, { employees }) => sum + employees, 0) > stoppedPeople;
  const hint = twice ? '; somebody may be stopped by several' : '';
  const told = stopped.slice(0, TOLD).map((one) => {
    const [first = '', ...rest] = findingsOf(one);
    return `  ${one.employee}: ${first}${rest.length === 0 ? '' : ` (and ${rest.length} more)`}\n`;
  });
  const more = stoppedPeople > TOLD ? `  ... and ${stoppedPeople - TOLD} more: see --json and --limit.\n` : '';
  return `Stopped: ${counted(stoppedPeople, 'person', 'people')} (${rules}${hint})\n${told.join('')}${more}`;
}

function vacancyText(vacancy: Vacancy): string {
  const { shift, open, candidates, possible } = vacancy;
  const rows = candidates.map((one, index) => [
    String(index + 1),
    one.employee,
    wayText(one),
    signed(one.points),
    signed(one.paidHours),
    shortText(one.short.here),
    shortText(one.short.elsewhere),
    findingsOf(one).length === 0 ? '' : counted(findingsOf(one).length, 'finding'),
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
  const found = candidates.filter((one) => findingsOf(one).length > 0);
  const lines = found.map((one) => personLines(one.employee, findingsOf(one))).join('');
  const findings = lines === '' ? '' : `Findings\n${lines}`;
  return head + cost + table(columns, rows) + more + findings + stoppedText(vacancy);
}

/** Who could work vacated shifts, for people. */
export function replacementsText({ vacancies }: ReplacementsDocument): string {
  if (vacancies.length === 0) return 'No shift is vacant.\n';
  return vacancies.map(vacancyText).join('\n');
}

function partsText(parts: ScoreDocument['objectiveParts'], objective: number): string {
  const rows = parts
    .filter(({ count, points }) => count !== 0 || points !== 0)
    .map(({ part, rule, unit, count, points }) => [rule ?? part, `${short(count)} ${unit}`, short(points)]);
  const columns = [{ head: 'Objective' }, { head: 'Count' }, { head: 'Points', number: true }];
  return table(columns, [...rows, ['total', '', short(objective)]]);
}

/** What a change of shifts does: the shifts, the objective by parts that move, and the breaches that come and go. */
function differenceText({ shifts, objective, audit }: Difference): string {
  const changed = shifts.map(({ kind, before, after }) => {
    const withBreaks = kind === 'changed' && breaksText(before) !== breaksText(after);
    const textOf = (shift: typeof before): string =>
      shift === undefined ? '' : `${shiftText(shift)}${withBreaks ? ` breaks ${breaksText(shift)}` : ''}`.trimEnd();
    const [from, to] = [textOf(before), textOf(after)];
    return [kind, before?.employee ?? after?.employee ?? '', from, after?.employee ?? '', to];
  });
  const moved = objective.parts
    .filter(({ before, after }) => before.points !== after.points || before.count !== after.count)
    .map(({ part, rule, unit, before, after }) => [
      rule ?? part,
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
  const { gone, added, changed: grown } = audit.breaches;
  const told = [...added, ...grown.flatMap(({ before, after }) => (after.excess > before.excess ? [after] : []))];
  return [
    changed.length === 0 ? 'No shift differs.\n' : table(heads, changed),
    table(columns, [...moved, total]),
    `${counted(told.length, 'breach or finding', 'breaches or findings')} more or greater, ${gone.length} less.\n`,
    breachLines(told),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What a roster is worth, for people. */
export function scoreText(score: ScoreDocument): string {
  const { objectiveParts, objective, uncovered, breaches, teamBreaches = [], changes, ledger, difference } = score;
  const hours = ledger.reduce((sum, { workHours }) => sum + workHours, 0);
  const head = `${short(objective)} points; ${short(hours)} hours; ${counted(uncovered.length, 'stretch', 'stretches')} short; ${counted(breaches.length + teamBreaches.length, 'breach or finding', 'breaches or findings')}.\n`;
  const kept = changesText(changes);
  return [
    head + kept,
    partsText(objectiveParts, objective),
    breachLines(breaches),
    teamBreachLines(teamBreaches),
    shortagesText(score),
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
export function swapText({ verdict, reasons, sides, teamBreaches = [], difference }: SwapDocument): string {
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
  const ofTeam = teamBreachLines(teamBreaches);
  return `${VERDICTS[verdict]}\n${why}\n${table(columns, rows)}\n${differenceText(difference)}${ofTeam === '' ? '' : `\n${ofTeam}`}`;
}
