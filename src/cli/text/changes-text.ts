import type { ReplacementsDocument, ScoreDocument, SwapDocument } from '../../contract/changed-rosters.ts';
import { breachLines, teamBreachLines } from './audit-text.ts';
import { changesText } from './baseline-text.ts';
import { dateOf, timeOf } from './local-time.ts';
import { short } from './numbers.ts';
import { objectiveTable, unitText } from './objective-text.ts';
import { shortagesText } from './roster-text.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Vacancy = ReplacementsDocument['vacancies'][number];
type Shorts = Vacancy['open']['short'];
type ShiftDocument = Vacancy['shift'];
type Difference = SwapDocument['difference'];

/** `Mon 03-02 09:00-18:00 day, sales`. */
function shiftText({ start, end, template, skill }: ShiftDocument, speech: Speech): string {
  const work = [
    ...(template === undefined ? [] : [speech.template(template)]),
    ...(skill === undefined ? [] : [speech.skill(skill)]),
  ].join(speech.say('list.joint'));
  return `${speech.day(dateOf(start))} ${timeOf(start)}-${timeOf(end)}${work === '' ? '' : ` ${work}`}`;
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
function shortText({ hours, people }: Shorts['here'], { say }: Speech): string {
  const withSign = (key: 'count.hours' | 'count.people', value: number): string =>
    `${value > 0 ? '+' : value < 0 ? '-' : ''}${say(key, { count: Number(short(Math.abs(value))) })}`;
  const parts = [
    hours === 0 ? '' : withSign('count.hours', hours),
    people === 0 ? '' : withSign('count.people', people),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '0' : parts.join(' ');
}

function wayText({ way, shift, instead }: Vacancy['candidates'][number], { say }: Speech): string {
  const text = say(`way.${way}`);
  if (way === 'lengthen') return `${text}: ${timeOf(shift.start)}-${timeOf(shift.end)}`;
  return instead === undefined ? text : `${text} ${timeOf(instead.start)}-${timeOf(instead.end)}`;
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
function stoppedText({ stopped, stoppedPeople, stoppedBy }: Vacancy, { say, employee }: Speech): string {
  if (stoppedPeople === 0) return '';
  const rules = stoppedBy.map((by) => `${by.rule} ${by.employees}`).join(say('list.joint'));
  const twice = stoppedBy.reduce((sum, { employees }) => sum + employees, 0) > stoppedPeople;
  const told = stopped.slice(0, TOLD).map((one) => {
    const [first = '', ...rest] = findingsOf(one);
    const others = rest.length === 0 ? '' : say('replace.and-more', { count: rest.length });
    return `  ${employee(one.employee)}: ${first}${others}\n`;
  });
  const more = stoppedPeople > TOLD ? `  ${say('replace.stopped-more', { count: stoppedPeople - TOLD })}\n` : '';
  const hint = twice ? say('replace.several') : '';
  return `${say('replace.stopped', { count: stoppedPeople, rules, hint })}\n${told.join('')}${more}`;
}

function vacancyText(vacancy: Vacancy, speech: Speech): string {
  const { say, employee } = speech;
  const { shift, open, candidates, possible } = vacancy;
  const rows = candidates.map((one, index) => [
    String(index + 1),
    employee(one.employee),
    wayText(one, speech),
    signed(one.points),
    signed(one.paidHours),
    shortText(one.short.here, speech),
    shortText(one.short.elsewhere, speech),
    findingsOf(one).length === 0 ? '' : say('count.findings', { count: findingsOf(one).length }),
  ]);
  const better = candidates.filter(({ points }) => points < 0).length;
  rows.splice(better, 0, ['', say('replace.leave-open'), '', '0', '0', '0', '0', '']);
  const columns = [
    { head: '#', number: true },
    { head: say('head.employee') },
    { head: say('head.how') },
    { head: say('head.points'), number: true },
    { head: say('head.hours'), number: true },
    { head: say('head.short-here'), number: true },
    { head: say('head.elsewhere'), number: true },
    { head: '' },
  ];
  const head = `${employee(shift.employee)}: ${shiftText(shift, speech)} (${shift.id ?? ''})\n`;
  const cost = say('replace.left-open', { points: signed(open.points), short: shortText(open.short.here, speech) });
  const more = possible > candidates.length ? `${say('replace.more', { count: possible - candidates.length })}\n` : '';
  const found = candidates.filter((one) => findingsOf(one).length > 0);
  const lines = found.map((one) => personLines(employee(one.employee), findingsOf(one))).join('');
  const findings = lines === '' ? '' : `${say('replace.findings')}\n${lines}`;
  return `${head}${cost}\n${table(columns, rows)}${more}${findings}${stoppedText(vacancy, speech)}`;
}

/** Who could work vacated shifts, for people. */
export function replacementsText({ vacancies }: ReplacementsDocument, speech: Speech = ENGLISH): string {
  if (vacancies.length === 0) return `${speech.say('replace.none')}\n`;
  return vacancies.map((vacancy) => vacancyText(vacancy, speech)).join('\n');
}

/** What a change of shifts does: the shifts, the objective by parts that move, and the breaches that come and go. */
function differenceText({ shifts, objective, audit }: Difference, speech: Speech): string {
  const { say, word, employee } = speech;
  const changed = shifts.map(({ kind, before, after }) => {
    const withBreaks = kind === 'changed' && breaksText(before) !== breaksText(after);
    const textOf = (shift: typeof before): string => {
      if (shift === undefined) return '';
      const breaks = withBreaks ? ` ${say('changes.breaks', { breaks: breaksText(shift) })}` : '';
      return `${shiftText(shift, speech)}${breaks}`.trimEnd();
    };
    const [from, to] = [textOf(before), textOf(after)];
    const whose = employee(before?.employee ?? after?.employee ?? '');
    return [word('change', kind), whose, from, after === undefined ? '' : employee(after.employee), to];
  });
  const moved = objective.parts
    .filter(({ before, after }) => before.points !== after.points || before.count !== after.count)
    .map(({ part, rule, unit, before, after }) => [
      rule ?? word('objective', part),
      `${short(before.count)} -> ${unitText(speech, unit, after.count)}`,
      signed(after.points - before.points),
    ]);
  const total = [
    say('word.total'),
    `${short(objective.before)} -> ${short(objective.after)}`,
    signed(objective.after - objective.before),
  ];
  const heads = ['head.change', 'head.of', 'head.from', 'head.to'] as const;
  const columns = [
    { head: say('head.objective') },
    { head: say('head.before-and-after') },
    { head: say('head.points'), number: true },
  ];
  const { gone, added, changed: grown } = audit.breaches;
  const told = [...added, ...grown.flatMap(({ before, after }) => (after.excess > before.excess ? [after] : []))];
  return [
    changed.length === 0
      ? `${say('difference.none')}\n`
      : table([...heads.map((head) => ({ head: say(head) })), { head: '' }], changed),
    table(columns, [...moved, total]),
    `${say('difference.breaches', { more: told.length, less: gone.length })}\n`,
    breachLines(told, speech),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** What a roster is worth, for people. */
export function scoreText(score: ScoreDocument, speech: Speech = ENGLISH): string {
  const { say } = speech;
  const { objectiveParts, objective, uncovered, breaches, teamBreaches = [], changes, ledger, difference } = score;
  const hours = ledger.reduce((sum, { workHours }) => sum + workHours, 0);
  const head = say('score.head', {
    points: Number(short(objective)),
    hours: Number(short(hours)),
    short: uncovered.length,
    findings: breaches.length + teamBreaches.length,
  });
  const kept = changesText(changes, speech);
  const parts = objectiveParts.filter(({ count, points }) => count !== 0 || points !== 0);
  return [
    `${head}\n${kept}`,
    objectiveTable(speech, parts, objective),
    breachLines(breaches, speech),
    teamBreachLines(teamBreaches, speech),
    shortagesText(score, speech),
    difference === undefined ? '' : `${say('score.against')}\n${differenceText(difference, speech)}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** A judged exchange, for people. */
export function swapText(
  { verdict, reasons, sides, teamBreaches = [], difference }: SwapDocument,
  speech: Speech = ENGLISH,
): string {
  const { say, employee } = speech;
  const rows = sides.map((side) => [
    employee(side.employee),
    short(side.paidHoursBefore),
    short(side.paidHoursAfter),
    String(side.breaches.added.length),
    String(side.breaches.gone.length),
  ]);
  const numbers = ['head.hours-before', 'head.hours-after', 'head.breaches-more', 'head.less'] as const;
  const columns = [{ head: say('head.employee') }, ...numbers.map((head) => ({ head: say(head), number: true }))];
  const why = reasons.map(({ message }) => `  ${message}\n`).join('');
  const ofTeam = teamBreachLines(teamBreaches, speech);
  const verdictText = `${say(`verdict.${verdict}`)}\n${why}\n${table(columns, rows)}\n`;
  return `${verdictText}${differenceText(difference, speech)}${ofTeam === '' ? '' : `\n${ofTeam}`}`;
}
