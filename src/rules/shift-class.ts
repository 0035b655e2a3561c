import { nightSeconds } from './night.ts';
import type { Parameter, RuleContext, Values } from './rule.ts';
import { listOf, minutesValueSeconds, textOf } from './values.ts';
import { localOf, minutesOfDay } from '../domain/calendar.ts';
import type { Shift } from '../domain/shift.ts';

/** Whether a shift is of a class; `open` where the class is told by templates and the shift names none. */
export type Membership = 'in' | 'out' | 'open';

/** Tells the membership of a shift; asked again for the same shift it answers from memory. */
export type Classifier = (shift: Shift) => Membership;

/** The values that say which shifts a rule speaks of: those of some templates, those that start in a window, or nights. */
export const classParameters: readonly Parameter[] = [
  {
    name: 'shiftsBy',
    title: 'What makes a shift count: its template, its start, or its time in the night',
    unit: 'choice',
    choices: ['templates', 'start', 'night'],
    default: 'templates',
  },
  { name: 'templates', title: 'Templates that count', unit: 'list', entries: 'templates', default: [] },
  { name: 'startFrom', title: 'Earliest start that counts', unit: 'time', default: '05:00' },
  { name: 'startBefore', title: 'Time before which a shift must start to count', unit: 'time', default: '09:00' },
  { name: 'nightFrom', title: 'Start of the night', unit: 'time', default: '22:00' },
  { name: 'nightTo', title: 'End of the night', unit: 'time', default: '06:00' },
  {
    name: 'countsFromMinutes',
    title: 'Time within the night from which a shift counts',
    unit: 'minutes',
    least: 1,
    most: 1440,
    default: 180,
  },
];

function tellOf(values: Values, context: RuleContext): Classifier {
  const by = textOf(values, 'shiftsBy');
  switch (by) {
    case 'templates': {
      const templates = new Set(listOf(values, 'templates'));
      return ({ template }) => (template === undefined ? 'open' : templates.has(template) ? 'in' : 'out');
    }
    case 'start': {
      const from = minutesOfDay(textOf(values, 'startFrom'));
      const before = minutesOfDay(textOf(values, 'startBefore'));
      return ({ start }) => {
        const { minutes } = localOf(context.zone, start);
        const inside = before <= from ? minutes >= from || minutes < before : minutes >= from && minutes < before;
        return inside ? 'in' : 'out';
      };
    }
    case 'night': {
      const night = { from: textOf(values, 'nightFrom'), to: textOf(values, 'nightTo') };
      const least = minutesValueSeconds(values, 'countsFromMinutes');
      return (shift) => (nightSeconds(context.zone, night, shift) >= least ? 'in' : 'out');
    }
    default:
      throw new Error(`no shifts are told by ${by}`);
  }
}

/**
 * The class that the values describe. Starts are read off the wall clock, from `startFrom` up to, not including, `startBefore`, which at or
 * before `startFrom` is on the next day. A shift is a night when its attendance, breaks included, lies in the night for at least
 * `countsFromMinutes` of elapsed time.
 */
export function classOf(values: Values, context: RuleContext): Classifier {
  const tell = tellOf(values, context);
  const known = new Map<Shift, Membership>();
  return (shift) => {
    const old = known.get(shift);
    if (old !== undefined) return old;
    const told = tell(shift);
    known.set(shift, told);
    return told;
  };
}

/** The class as a breach names it. */
export function classFacts(values: Values): Readonly<Record<string, string>> {
  switch (textOf(values, 'shiftsBy')) {
    case 'start':
      return { starts: `${textOf(values, 'startFrom')}-${textOf(values, 'startBefore')}` };
    case 'night':
      return { night: `${textOf(values, 'nightFrom')}-${textOf(values, 'nightTo')}` };
    default:
      return { templates: listOf(values, 'templates').join(', ') };
  }
}
