import type { Catalog } from './catalog.ts';

/** English texts of what results say: notes, breaches, open questions. */
export const resultsEn: Omit<Catalog, 'issues'> = {
  notes: {
    'history-read':
      '{rows} rows of {historyMinutes} min from {firstDate} to the day before {endDate} were read at {intervalMinutes} min.',
    'absent-decided':
      'Absent rows were taken as "{policy}" ({reason}): {absentIntervals} intervals. Say what they mean with "absent".',
    'rows-unsorted': '{rows} rows are out of order, the first in line {line}; they were sorted.',
    'skipped-time-dropped':
      '{rows} rows with count 0 at local times that the clocks skip were dropped, the first at {timestamp}.',
    'doubled-time-given-once':
      '{rows} rows stand for a local hour that the clocks repeat, the first at {timestamp}; taken as "{policy}" (by {decidedBy}).',
    'ranges-assumed':
      '{historyDays} days of history are too few to measure errors on ({neededDays} are needed): the ranges are assumed.',
    'gap-before-forecast': '{days} days between the history and the first day forecast are not known.',
    'service-level-threshold-assumed':
      'The target names no threshold: service levels beside it are for {thresholdSeconds} s.',
    'abandonment-high':
      'The target is met partly by callers who hang up: in {intervals} intervals more than the limit of {limit}, at worst {worstAbandonment} at {worstStart}.',
    'positions-below-load':
      'In {intervals} intervals fewer people than the load needs meet the target, because callers hang up; at worst {worstPositions} for {worstLoadErlang} erlang at {worstStart}.',
    'ceiling-binds':
      'The ceiling of {ceiling} holds in {intervals} intervals; at worst the service level is {worstServiceLevel} at {worstStart}.',
    'queue-unstable':
      'In {intervals} intervals the queue grows without end: {worstPositions} people for {worstLoadErlang} erlang at {worstStart}.',
    'contacts-while-closed':
      '{contacts} contacts are expected in {intervals} closed intervals, the first at {firstStart}; nobody is planned for them.',
    'past-not-known':
      'The shifts before {from} are not known: rules that reach back are kept inside the horizon alone. [] says that there are none.',
    'future-not-known': 'The shifts behind the horizon of {days} days from {from} are not known.',
    'seconds-clipped': 'The solve was asked for {asked} s and got {maximum} s, the most that one request may take.',
  },
  breaches: {
    default: '{employee}: {rule} is not kept from {start} to {end}: {measured}, limit {limit}.',
    availability: [
      '{employee} has the day off on {date} and works from {start}.',
      '{employee} is not available for the shift from {start} to {end}.',
    ],
    skill: [
      '{employee} works in {skill} from {start}, which the template {template} or her skills do not allow.',
      '{employee} works in {skill} from {start} without having the skill.',
      '{employee} works from {start} without the skill that the shift needs.',
    ],
    'one-shift-a-day': [
      '{employee} has {measured} on {date}, where one is allowed.',
      '{employee} has two shifts at once from {start} to {end}.',
    ],
    'minimum-rest': '{employee} rests {measured} from {start} to {end}, {excess} less than the {limit} that are due.',
    'maximum-hours-day': '{employee} has {measured} from {start} to {end}, {excess} more than the {limit} of a day.',
    'maximum-hours-week': '{employee} has {measured} in the week from {from}, {excess} more than the {limit} allowed.',
    'minimum-hours-week':
      '{employee} has {measured} in the week from {from}, {excess} less than the {limit} that are due.',
    'maximum-days-week': '{employee} works {measured} in the week from {from}, {excess} more than the {limit} allowed.',
    'days-off-week':
      '{employee} has {measured} off in the week from {from}, {excess} fewer than the {limit} that are due.',
    'maximum-consecutive-days':
      '{employee} works {measured} in a row from {from} to {to}, {excess} more than the {limit} allowed.',
    'maximum-nights': '{employee} has {measured} at night from {from}, {excess} more than the {limit} allowed.',
    'forbidden-succession': '{employee} works {next} from {end} after {first}, which is forbidden.',
    'maximum-overtime-month':
      '{employee} has {measured} of overtime in the month from {from}, {excess} more than the {limit} allowed.',
  },
  unknowns: {
    'past-missing': 'Whether {employee} keeps {rule} depends on shifts before the horizon, which are not known.',
    'future-missing': 'Whether {employee} keeps {rule} depends on shifts behind the horizon, which are not known.',
  },
  words: {
    hours: '{value} h',
    days: '{value} days',
    day: '{value} day',
    shifts: '{value} shifts',
    shift: '{value} shift',
    conflict: 'No line of {employee} keeps {rules} together.',
    conflictOne: 'No line of {employee} keeps {rules}.',
    conflictNone: 'No line of {employee} keeps all hard rules.',
  },
};
