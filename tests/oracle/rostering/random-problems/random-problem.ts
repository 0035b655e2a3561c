import { type Draw, DRAWN_RULES, DRAWN_TEAM_RULES, GROUPS } from './drawn-rules.ts';
import { numbersFrom, PRICES } from '../../../fixtures/small-problems.ts';
import { addDays, dateOf, minutesOfDay, plannedInstant } from '../../../../src/domain/calendar.ts';
import type { Baseline } from '../../../../src/domain/changes.ts';
import type { IntervalDemand, Problem, TemplateDemand } from '../../../../src/domain/problem.ts';
import { PROTECTED_KINDS } from '../../../../src/domain/protected.ts';
import type { FairnessMeasure, FairnessSetting } from '../../../../src/domain/fairness.ts';
import type { Shift } from '../../../../src/domain/shift.ts';
import type {
  Employee,
  RuleSetting,
  ShiftRequest,
  ShiftTemplate,
  Team,
  TeamRuleSetting,
} from '../../../../src/domain/team.ts';
import { rules } from '../../../../src/rules/registry.ts';

type Fixed = ShiftTemplate & { readonly start: string; readonly length: number };

const PLAIN: readonly Fixed[] = [
  { id: 'early', start: '06:00', length: 480 },
  { id: 'late', start: '14:00', length: 480 },
  { id: 'night', start: '22:00', length: 480 },
  { id: 'dawn', start: '05:00', length: 300 },
  { id: 'long', start: '08:00', length: 600 },
  { id: 'short', start: '09:30', length: 240 },
];

/** Templates with more than one way to be worked: places of breaks, starts, lengths. */
const MANIFOLD: readonly ShiftTemplate[] = [
  {
    id: 'early',
    start: '06:00',
    length: 480,
    meal: { lengthMinutes: 60, paid: false, notBeforeMinutes: 180, notInLastMinutes: 180, stepMinutes: 60 },
  },
  {
    id: 'long',
    start: '08:00',
    length: 600,
    meal: { lengthMinutes: 30, paid: false, notBeforeMinutes: 240, notInLastMinutes: 240, stepMinutes: 60 },
    breaks: [
      {
        kind: 'rest',
        lengthMinutes: 15,
        paid: true,
        notBeforeMinutes: 120,
        notInLastMinutes: 60,
        notAfterMinutes: 400,
        stepMinutes: 120,
      },
    ],
    leastBetweenBreaksMinutes: 60,
  },
  {
    id: 'early',
    start: '07:00',
    length: 480,
    breaks: [
      {
        kind: 'rest',
        count: 2,
        lengthMinutes: 15,
        paid: true,
        notBeforeMinutes: 120,
        notInLastMinutes: 120,
        stepMinutes: 105,
      },
      { kind: 'meal', lengthMinutes: 30, paid: false, notBeforeMinutes: 180, notInLastMinutes: 180, stepMinutes: 60 },
    ],
    longestStretchMinutes: 300,
  },
  { id: 'late', start: { earliest: '13:00', latest: '15:00', stepMinutes: 120 }, length: 480 },
  { id: 'long', start: '09:00', length: { minMinutes: 360, maxMinutes: 540, stepMinutes: 180 } },
];

/** A shift with a gap in one place; drawn where a rule counts split shifts. */
const SPLIT: ShiftTemplate = {
  id: 'split',
  start: '07:00',
  length: 600,
  split: { gapMinutes: 180, leastPartMinutes: 210, stepMinutes: 210 },
};

/** Days from which weeks hold the clock changes of New York and Berlin, and ends of a month, a quarter and a year, or nothing at all. */
const STARTS = ['2026-03-06', '2026-03-27', '2026-10-23', '2026-10-30', '2026-12-29', '2026-06-10', '2026-06-29'];
const ZONES = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin'];

type Size = { readonly people: number; readonly days: number; readonly ways: number };

/** Employees and days, with the most ways to work a day that are worth drawing. */
const SIZES: readonly Size[] = [
  { people: 1, days: 7, ways: 3 },
  { people: 1, days: 5, ways: 4 },
  { people: 1, days: 3, ways: 12 },
  { people: 2, days: 7, ways: 2 },
  { people: 2, days: 6, ways: 3 },
  { people: 2, days: 5, ways: 3 },
  { people: 2, days: 3, ways: 9 },
  { people: 3, days: 5, ways: 3 },
  { people: 3, days: 4, ways: 4 },
  { people: 3, days: 3, ways: 6 },
  { people: 4, days: 5, ways: 2 },
  { people: 4, days: 3, ways: 4 },
  { people: 5, days: 7, ways: 1 },
  { people: 5, days: 5, ways: 2 },
  { people: 5, days: 3, ways: 4 },
  { people: 5, days: 2, ways: 8 },
];
/** The same where whole rosters must be scored one by one. */
const JOINT_SIZES: readonly Size[] = [
  { people: 2, days: 4, ways: 2 },
  { people: 2, days: 3, ways: 3 },
  { people: 2, days: 2, ways: 6 },
  { people: 3, days: 3, ways: 1 },
  { people: 3, days: 2, ways: 3 },
];

/** Rules that hold for everybody and are bound by no setting. */
export const ALWAYS: readonly string[] = ['availability', 'skill', 'one-shift-a-day'];

function drawFrom(seed: number): Draw {
  const below = numbersFrom(seed);
  return {
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    oneIn: (times) => below(times) === 0,
  };
}

type Frame = Draw & {
  readonly from: string;
  readonly days: number;
  readonly zone: string;
  readonly people: number;
  readonly templates: readonly ShiftTemplate[];
  readonly skills: readonly string[];
};

const dayOf = ({ from, days, below }: Frame): string => addDays(from, below(days));

function templatesOf({ pick, oneIn, below }: Draw, ways: number): readonly ShiftTemplate[] {
  const chosen: ShiftTemplate[] = [];
  if (ways >= 4 && oneIn(2)) chosen.push(pick(MANIFOLD));
  const count = Math.min(3, ways, 1 + below(3));
  for (let tries = 0; tries < 20 && chosen.length < count; tries++) {
    const template = pick(PLAIN);
    if (chosen.every(({ id }) => id !== template.id)) chosen.push(template);
  }
  return chosen;
}

function requestsOf(frame: Frame): readonly ShiftRequest[] {
  if (frame.oneIn(2)) return [];
  const common = { date: dayOf(frame), weight: frame.pick([5, 30, 250]) };
  const template = frame.pick(frame.templates).id;
  const kind = frame.pick(['day-off', 'work', 'shift', 'avoid-shift'] as const);
  return [kind === 'day-off' || kind === 'work' ? { ...common, kind } : { ...common, kind, template }];
}

function employeeOf(frame: Frame, index: number): Employee {
  const { oneIn, pick, skills } = frame;
  const leaveFrom = dayOf(frame);
  return {
    id: `e${index}`,
    contract: oneIn(3) ? 'd' : 'c',
    skills: skills.filter(() => !oneIn(4)),
    ...(oneIn(3) ? { costPerHour: pick([8, 20]) } : {}),
    ...(oneIn(6) ? { daysOff: [dayOf(frame)] } : {}),
    ...(oneIn(6) ? { availability: [{ from: '06:00', to: pick(['15:00', '23:00']) }] } : {}),
    ...(oneIn(8) ? { unavailable: [{ from: `${leaveFrom}T10:00`, to: `${leaveFrom}T12:00` }] } : {}),
    ...(oneIn(6) ? { leave: [{ from: addDays(leaveFrom, -frame.below(2)), to: leaveFrom }] } : {}),
    ...(oneIn(2) ? { protected: [{ kind: pick(PROTECTED_KINDS), from: dayOf(frame) }] } : {}),
    // Somebody is in each group.
    groups: index < GROUPS.length ? [GROUPS[index] as string] : pick([[], ['senior'], ['trainee']]),
    requests: requestsOf(frame),
  };
}

function demandsOf(frame: Frame): Pick<Problem, 'intervalDemands' | 'templateDemands'> {
  const { below, oneIn, pick, people, zone, from, days, templates, skills } = frame;
  const intervalDemands: IntervalDemand[] = [];
  const templateDemands: TemplateDemand[] = [];
  const levels = () => {
    const target = below(Math.min(people, 3) + 1);
    const floor = below(target + 1);
    const ceiling = oneIn(2) ? { ceiling: target + below(2) } : {};
    return { floor, target, ...ceiling, ...(floor > 0 && oneIn(8) ? ({ hard: true } as const) : {}) };
  };
  const asked = skills.length === 0 ? [undefined] : pick([[undefined], skills, [undefined, ...skills]]);
  for (let day = 0; day < days; day++) {
    const date = addDays(from, day);
    for (const skill of asked) {
      if (oneIn(4)) continue;
      const begin = pick([6, 7, 9, 15, 20]);
      const start = plannedInstant(zone, date, begin * 60);
      const end = plannedInstant(zone, date, (begin + pick([3, 5, 8])) * 60);
      if (intervalDemands.some((one) => one.skill === skill && one.start < end && start < one.end)) continue;
      intervalDemands.push({ start, end, ...levels(), ...(skill === undefined ? {} : { skill }) });
    }
    if (!oneIn(4)) continue;
    const skill = pick([undefined, ...skills]);
    const template = pick(templates).id;
    templateDemands.push({ date, template, ...levels(), ...(skill === undefined ? {} : { skill }) });
  }
  return { intervalDemands, templateDemands };
}

function publishedShift(
  { zone, below }: Frame,
  id: string,
  employeeId: string,
  date: string,
  template: ShiftTemplate,
): Shift {
  const first = typeof template.start === 'string' ? template.start : template.start.earliest;
  const length = typeof template.length === 'number' ? template.length : template.length.minMinutes;
  const start = plannedInstant(zone, date, minutesOfDay(first));
  const end = plannedInstant(zone, date, minutesOfDay(first) + length);
  const pause = { start: start + 7200, end: start + 9000, paid: false };
  return { id, employeeId, start, end, template: template.id, activity: 'work', breaks: below(3) === 0 ? [pause] : [] };
}

function surroundingsOf(frame: Frame): Pick<Problem, 'past' | 'future' | 'elsewhere' | 'pastFrom' | 'futureTo'> {
  const { oneIn, pick, from, days, people } = frame;
  const past: Shift[] = [];
  const future: Shift[] = [];
  const elsewhere: Shift[] = [];
  for (let index = 0; index < people; index++) {
    const id = `e${index}`;
    const shift = (name: string, day: number): Shift =>
      publishedShift(frame, `${name}${day}/${id}`, id, addDays(from, day), pick(PLAIN.slice(0, 3)));
    for (const day of [-8, -6, -3, -2, -1]) if (oneIn(3)) past.push(shift('past', day));
    for (const day of [0, 1, 4]) if (oneIn(4)) future.push(shift('future', days + day));
    if (oneIn(12)) {
      const { template: _template, ...other } = shift('other', frame.below(days));
      elsewhere.push({ ...other, otherTeam: 'others' });
    }
  }
  return {
    past: oneIn(5) ? undefined : past,
    future: oneIn(4) ? undefined : future,
    ...(elsewhere.length === 0 ? {} : { elsewhere }),
    ...(oneIn(8) ? { pastFrom: addDays(from, -8), futureTo: addDays(from, days + 4) } : {}),
  };
}

function baselineOf(frame: Frame): Baseline | undefined {
  const { oneIn, pick, from, days, people, templates } = frame;
  if (!oneIn(4)) return undefined;
  const shifts: Shift[] = [];
  for (let index = 0; index < people; index++) {
    for (let day = 0; day < days; day++) {
      if (oneIn(2)) continue;
      const [id, date] = [`e${index}`, addDays(from, day)];
      const { template, ...shift } = publishedShift(frame, `told${day}/${id}`, id, date, pick(templates));
      // A published break that no template has would be put back into the roster after the solve, and no list of lines has it.
      const told = { ...shift, breaks: [] };
      shifts.push(oneIn(4) ? told : { ...told, template });
    }
  }
  const notice = oneIn(2) ? [{ withinDays: 3, factor: 4, premium: pick([0, 50]) }] : [];
  const prices = {
    moved: 20,
    perHourMoved: pick([0, 5]),
    added: pick([10, 60]),
    removed: pick([10, 90]),
    otherWork: 15,
  };
  return { shifts, asOf: addDays(from, pick([-10, -1])), prices: { ...prices, notice } };
}

function settingOf(frame: Frame, rule: string): RuleSetting {
  const { oneIn, pick, below, from, templates } = frame;
  const drawn = DRAWN_RULES[rule];
  if (drawn === undefined) throw new Error(`no values are drawn for ${rule}: add it to DRAWN_RULES`);
  const values = drawn({ ...frame, templates: templates.map(({ id }) => id), from });
  const first = addDays(from, below(frame.days) - 1);
  // The solver keeps to breaks that a rule asks for wherever there is a place for them, so a price for them chooses nothing.
  const hasPrice = rule !== 'breaks' && oneIn(3);
  return {
    rule,
    values,
    ...(hasPrice ? { weight: pick([3, 40, 300]) } : { severity: pick(['block', 'block', 'agreement'] as const) }),
    ...(rule !== 'breaks' && oneIn(4) ? { from: first, ...(oneIn(2) ? {} : { to: addDays(first, below(4)) }) } : {}),
    ...(oneIn(6) ? { employees: [`e${below(frame.people)}`] } : {}),
    ...(rule !== 'breaks' && oneIn(8) ? { protected: [...PROTECTED_KINDS] } : {}),
  };
}

/** Rules of the team as a whole, which take turns: their cost is no sum over lines, so that every roster is scored. */
function teamRulesOf(frame: Frame, index: number): readonly TeamRuleSetting[] {
  const { oneIn, pick, below, from, days } = frame;
  const ids = Object.keys(DRAWN_TEAM_RULES);
  const chosen = [ids[index % ids.length] as string, ...(oneIn(3) ? [pick(ids)] : [])];
  return [...new Set(chosen)].map((rule) => ({
    rule,
    values: DRAWN_TEAM_RULES[rule]?.(frame) ?? {},
    ...(oneIn(3) ? { hard: true as const } : { weight: pick([20, 300, 2000]) }),
    ...(oneIn(4) && !rule.startsWith('budget')
      ? {
          window: pick([
            { from: '10:00', to: '16:00' },
            { from: '23:00', to: '03:00' },
          ]),
        }
      : {}),
    ...(oneIn(4) ? { dates: [addDays(from, below(days))] } : {}),
  }));
}

function fairnessOf({ oneIn, pick, from, templates }: Frame): readonly FairnessSetting[] {
  const measure = pick<FairnessMeasure>([
    { measure: 'nights' },
    { measure: 'weekends' },
    { measure: 'hours' },
    { measure: 'requests' },
    { measure: 'shifts-of', templates: [pick(templates).id] },
    { measure: 'starts', startFrom: '05:00', startBefore: '09:00' },
  ]);
  const since = oneIn(2) ? { since: addDays(from, -4) } : {};
  return [{ ...measure, id: 'fair', weight: pick([3, 40, 150]), ...since }];
}

const SETTABLE = rules.map(({ id }) => id).filter((id) => !ALWAYS.includes(id));

/** The rule whose turn it is. */
const ruleInTurn = (index: number): string => SETTABLE[index % SETTABLE.length] as string;

function rulesOf(frame: Frame, index: number): readonly RuleSetting[] {
  // One in turn, so that none is left out, and others by chance.
  const chosen = [ruleInTurn(index), ...Array.from({ length: frame.below(3) }, () => frame.pick(SETTABLE))];
  return [...new Set(chosen)].map((rule) => settingOf(frame, rule));
}

function locksOf(frame: Frame): readonly Shift[] {
  const { oneIn, pick, templates, skills, below, people } = frame;
  if (!oneIn(6)) return [];
  const employeeId = `e${below(people)}`;
  const [skill] = skills;
  const shift = publishedShift(frame, 'lock', employeeId, dayOf(frame), pick(templates));
  return [{ ...shift, locked: true, ...(skill === undefined || oneIn(2) ? {} : { skill }) }];
}

/**
 * The problem of a number in the list of a seed: 1 to 5 employees on 1 to 7 days with 1 to 3 templates and 0 to 2 skills, in which the rules of the
 * registry take turns and each of the other things that a problem may hold comes by chance. `attempt` draws it anew.
 */
export function randomProblem(seed: number, index: number, attempt = 0): Problem {
  const draw = drawFrom(seed * 1_000_003 + index * 7919 + attempt * 104_729);
  const { below, oneIn, pick } = draw;
  const ofTeam = oneIn(4);
  const fair = oneIn(8);
  const { people, days: most, ways } = pick<Size>(ofTeam || fair ? JOINT_SIZES : SIZES);
  const zone = pick(ZONES);
  const days = oneIn(8) ? 1 + below(most) : most;
  const from = addDays(pick(STARTS), below(3));
  const skills = pick([[], ['a'], ['a', 'b']]);
  const drawn = templatesOf(draw, ways);
  const hasSplits = ruleInTurn(index) === 'maximum-splits';
  const templates = hasSplits ? [...drawn.slice(1), SPLIT] : drawn;
  const frame: Frame = { ...draw, from, days, zone, people, templates, skills };
  const surroundings = surroundingsOf(frame);
  const taken = new Set((surroundings.elsewhere ?? []).map((one) => `${one.employeeId} ${dateOf(zone, one.start)}`));
  const contract = { costPerHour: 10, ...(oneIn(4) ? { leaveCredit: pick(['none', 'average-day'] as const) } : {}) };
  const team: Team = {
    id: 'random',
    zone,
    weekStart: pick(['mon', 'sun', 'sat'] as const),
    skills: [{ id: 'a' }, { id: 'b' }],
    contracts: [
      {
        id: 'c',
        ...contract,
        ...(hasSplits ? { splitShifts: true } : {}),
        ...(oneIn(5) ? { minHoursPerWeek: pick([4, 10]) } : {}),
      },
      { id: 'd', ...contract, ...(oneIn(3) ? { maxHoursPerWeek: pick([8, 16, 20]), maxDaysPerWeek: 3 } : {}) },
    ],
    employees: Array.from({ length: people }, (_, employee) => employeeOf(frame, employee)),
    shiftTemplates: frame.templates,
    rules: rulesOf(frame, index),
    ...(ofTeam ? { teamRules: teamRulesOf(frame, Math.floor(index / 2)) } : {}),
    ...(fair ? { fairness: fairnessOf(frame) } : {}),
    packs: [],
    holidays: oneIn(3) ? [{ date: dayOf(frame), name: 'Holiday' }] : [],
  };
  const baseline = baselineOf(frame);
  return {
    team,
    from,
    days,
    ...demandsOf(frame),
    prices: {
      ...PRICES,
      ...(oneIn(2) ? { paidHour: pick([2, 120]) } : {}),
      ...(oneIn(3) ? { labourCost: pick([0.1, 5]) } : {}),
      ...(oneIn(5) ? { hoursSpread: pick([5, 60]) } : {}),
    },
    locks: locksOf(frame).filter((one) => !taken.has(`${one.employeeId} ${dateOf(zone, one.start)}`)),
    ...surroundings,
    ...(baseline === undefined ? {} : { baseline }),
  };
}
