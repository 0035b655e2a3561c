import type { Catalog } from './catalog.ts';

/** English texts of what results say: notes, breaches, open questions. */
export const resultsEn: Omit<Catalog, 'issues'> = {
  notes: {
    'history-read':
      '{rows:row|rows} of {historyMinutes=} from {firstDate} to the day before {endDate}, used at {intervalMinutes=}.',
    'absent-decided':
      '{absentIntervals:interval without a row was|intervals without a row were} taken as {policy}, since {reason=}; if that is wrong, say what they mean with "absent" (--absent).',
    'rows-unsorted': '{rows:row|rows} out of order, the first in line {line}; they were sorted.',
    'skipped-time-dropped':
      '{rows:row|rows} with count 0 at a local time that the clocks skip, the first at {timestamp@}, dropped.',
    'doubled-time-given-once':
      '{rows:row stands|rows stand} for a local hour that the clocks repeat, the first at {timestamp@}; taken to hold {policy=} {decidedBy=}.',
    'ranges-assumed':
      '{historyDays:day|days} of history are too few to measure errors on ({neededDays} are needed): the ranges are assumed.',
    'gap-before-forecast':
      'Nothing is known of the {days:day|days} between the history and the first day forecast; newer rows make the forecast better.',
    'queue-borrowed':
      '{borrowedDays:day|days} before the first of {ownDays} own ones are those of the like queue, at {ratio} times its level.',
    'days-spread':
      'Days were forecast and spread over intervals of {intervalMinutes} minutes by a profile (learned from {profileDays:day|days}).',
    'days-spread-as-given':
      'Days were forecast and spread over intervals of {intervalMinutes} minutes by the shares given; how far days stray from them is assumed.',
    'sum-of-parts':
      'The histories of "{id}" have too few days in common for a forecast of their sum ({neededDays} are needed): it is the sum of its queues.',
    'campaign-lift':
      '{campaigns:past campaign|past campaigns} of the kind "{kind}" brought {perThousand} contacts for each thousand sent; they were taken out of the history, and are added for those planned.',
    'campaign-kind-unseen':
      'No campaign of the kind "{kind}" lies in the history: it is taken to bring what the other kinds do.',
    'campaign-without-past':
      'No campaign lies in the history: what those of the kind "{kind}" bring is not known, and nothing was added. Change the forecast by hand (--overrides).',
    'service-level-threshold-assumed':
      'The target names no threshold: service levels beside it are for {thresholdSeconds} s.',
    'abandonment-high':
      'The target is met partly by callers who hang up: more than {limit%} of them in {intervals:interval|intervals}, at worst {worstAbandonment%} at {worstStart@}. A target of abandonment, or a cap on occupancy, asks for more people.',
    'positions-below-load':
      'In {intervals:interval|intervals} fewer people than the load needs meet the target, because callers hang up; at worst {worstPositions} for {worstLoadErlang} erlang at {worstStart@}.',
    'ceiling-binds':
      'The ceiling of {ceiling} keeps {intervals:interval|intervals} below the target; at worst the service level is {worstServiceLevel%} at {worstStart@}.',
    'queue-unstable':
      'In {intervals:interval|intervals} the queue grows without end: {worstPositions} people for {worstLoadErlang} erlang at {worstStart@}.',
    'shrinkage-rounded':
      '{positionHours} position hours at a shrinkage of {shrinkage%} are {exactHours} hours to schedule; whole people in each interval make them {scheduledHours}, {addedShare%} more.',
    'aht-short':
      'Handle times of seconds stand in {intervals:interval|intervals}, the shortest of {ahtSeconds} s at {worstStart@}. Where minutes were meant, write {asMinutes}.',
    'contacts-while-closed':
      '{contacts:contact is|contacts are} expected in {intervals:closed interval|closed intervals}, the first at {firstStart@}; nobody is planned for them.',
    'bound-with-activities':
      'The bound was proven without the activities; {points} points that their hours could save where too many people are there were taken off it.',
    'swap-locked': 'The shift {shift} of {employee} is locked.',
    'start-mended':
      'The roster that was given to begin with breaks hard rules, or leaves the templates, for {employees:employee|employees}: of their {shifts:shift|shifts}, {kept} are kept in the nearest lines that may be worked, and the search began there.',
    'solved-by-site':
      'The problem falls apart into {sites:site|sites} by skills: each was solved by itself, and where {shared:employee|employees} with skills of several work, the prices of cover decided.',
    'bound-not-of-splits':
      'People may change between their skills within a shift: the bound of whole shifts does not hold for that, so there is none.',
    'start-kept':
      'The roster that was given to begin with stands at {given} points, and nothing better was found (the best of the search had {found}): it is kept.',
    'past-not-known':
      'The shifts before {from} are not known: rules that reach back are kept inside the horizon alone. Give them as "past", where [] says that there are none; a draft that takes them from the schedule needs those days published.',
    'future-not-known':
      'The shifts behind the {days:day|days} from {from} are not known: rules that reach ahead are kept inside the horizon alone. Give them as "future", where [] says that there are none; a draft that takes them from the schedule needs those days published.',
    'past-known-in-part':
      'What was worked before {from} is not published: rules that look further back are kept as far as it is known.',
    'future-known-in-part':
      'What is worked after {to} is not published: rules that look further ahead are kept as far as it is known.',
    'kept-before':
      'The days before {asOf} are worked already: {shifts:published shift|published shifts} of them are kept, and nobody gets another one there.',
    'kept-as-locked':
      '{count:employee keeps|employees keep} exactly the shifts that were to stay ({employees}): with these, or with what other teams have published, no rule-keeping line is left. Nothing was added for them.',
    'template-never-allowed':
      'Nobody can work the template "{template}" on these days: each of its shifts breaks rules that must be kept ({rules}). Change its length, times or breaks, or the rules.',
    'no-template-fits':
      'No shift of any template fits {count:this employee|these employees}: {employees}. Each shift breaks rules by itself ({rules}). Change the availability or skills, or add a template that fits.',
    'short-without-floor':
      'People are missing for {hours:hour|hours}, {share%} of what is wanted, and an hour short costs the same wherever it falls: some hours may be left empty. A "floor" beside the targets keeps the least there.',
    'hard-cover-impossible':
      'No roster meets all that must be met, floors and rules of the team together. This one comes near: {demands:stretch is|stretches are} below floors ("shortages"), and {findings:finding breaks|findings break} rules of the team ("teamBreaches").',
    'hard-cover-missed':
      'Not all that must be met is met, and whether another roster does it is not known (more time may help): {demands:stretch is|stretches are} below floors ("shortages"), and {findings:finding breaks|findings break} rules of the team ("teamBreaches").',
    'copy-left-out': '{shifts:shift|shifts} of {employee}, who is not in the team, not copied.',
    'copy-part-published':
      'Of the {days:day|days} from {from} on, {published:is published|are published}; {shifts:shift was|shifts were} copied.',
    'copy-empty': 'The draft has {shifts:shift|shifts} on the {days:day|days} from {from} on: nothing was copied.',
    'copy-other-weekday':
      'The copy lays {from} ({fromWeekday=}) on {to} ({toWeekday=}): every shift is on another weekday.',
    'copy-without-template': 'The team has no shift template "{template}": its shifts were copied without it.',
    'copy-without-skill': 'The team has no skill "{skill}": shifts in it were copied without it.',
    'engine-too-small':
      'The engine {engine} was asked for, but its model would have {binaries} choices and holds {most}; the lines engine solved it.',
    'engine-not-exact':
      'The engine {engine} was asked for, but a rule of this team has no exact linear form; the lines engine solved it.',
    'line-not-found':
      'No line was found for {employee} that keeps the rules and the locked shifts, and it is not proven that there is none: {rules} can be planned only with more room than the law leaves.',
    'employees-left':
      '{shifts:shift|shifts} of people who are not in the team any more ({employees}) could not be judged and are left out.',
    'templates-gone':
      '{shifts:shift names a template|shifts name templates} that the team has no more ({templates}); rules that look at templates leave them open.',
    'skills-gone': '{shifts:shift names a skill|shifts name skills} that the team has no more ({skills}).',
    'other-teams-counted':
      '{shifts:shift|shifts} that other teams have published for these people ({teams}) are judged along.',
    'cover-as-rostered':
      'Nobody has said what is wanted on the {days:day|days}: wanted is, at each moment, as many people as the roster has.',
    'cover-not-known':
      'What is wanted on {days:day|days} is not known, the first of them {first}: the draft that they were published from is gone. Cover counts nothing there.',
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
    breaks: [
      '{employee} has {measured} of the {number:break|breaks} of {minutes:minute|minutes} due on {date}, which costs {premium:hour|hours} of pay.',
      '{employee} has {measured} of the {number:break|breaks} of {minutes:minute|minutes} due on {date}.',
      '{employee} has breaks of {found:minute|minutes} on {date} instead of {due:minute|minutes}, which costs {premium:hour|hours} of pay.',
      '{employee} has breaks of {found:minute|minutes} on {date} instead of {due:minute|minutes}.',
      '{employee} is on duty for {measured} without a break on {date}, {excess} more than the {limit} allowed, which costs {premium:hour|hours} of pay.',
      '{employee} is on duty for {measured} without a break on {date}, {excess} more than the {limit} allowed.',
    ],
    'protected-rule': '{employee} is not available from {start} to {end} (protected rule).',
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
    'night-shift-length':
      '{employee} has {measured} in the night shift ({night}) from {start}, {excess} more than the {limit} allowed.',
    'night-worker-average':
      '{employee} works at night and has {measured} in the {days:day|days} from {from} to {to}, {excess} more than the {limit} that the average allows.',
    'forbidden-window':
      '{employee} is at work for {measured} within {window} in the shift from {start}; allowed is {limit}.',
    'substitute-rest-day': '{employee} works on {date} and has no day off in its place from {from} to {to}.',
    'compensated-rest': [
      '{employee} rests {measured} until {end}, {excess} less than the full {limit}, and no longer rest makes up for it by {until}.',
      '{employee} rests {measured} until {end}, {excess} less than the {limit} to which a rest may be shortened.',
    ],
    'rotation-pattern':
      '{employee} has a shift of class {class} on {date} (from {start}), where the rotation has {due}.',
    'forbidden-succession': '{employee} works {next} from {end} after {first}, which is forbidden.',
    'maximum-overtime-month':
      '{employee} has {measured} of overtime in the month from {from}, {excess} more than the {limit} allowed.',
    'maximum-overtime-tiers':
      '{employee} has {tier} hours of overtime in {measured} months from {from} to {to} ({months}), where the most allowed is {limit}.',
    'maximum-average-overtime':
      '{employee} has {measured} of overtime in {months:month|months} from {from} to {to}, {excess} more than the {limit} that the average allows.',
    'maximum-weekends':
      'Weekends that {employee} works from {from} to {to}: {measured}, where the most allowed is {limit}.',
    'complete-weekends':
      '{employee} works {measured} of the weekend from {from} to {to} and has {excess} of it off; either all of it is worked or nothing.',
    'free-sundays':
      '{employee} has {measured} without work from {from} to {to} on the weekday {weekday}, {excess} fewer than the {limit} that are due.',
    'days-off-weeks':
      '{employee} has {measured} off in the {days:day|days} from {from} to {to}, {excess} fewer than the {limit} that are due.',
    'maximum-hours-period': '{employee} has {measured} from {start} to {end}, {excess} more than the {limit} allowed.',
    'minimum-hours-period':
      '{employee} has {measured} from {start} to {end}, {excess} less than the {limit} that are due.',
    'maximum-average-hours':
      '{employee} has {measured} in the {days:day|days} from {from} to {to}, {excess} more than the {limit} that the average allows.',
    'minimum-consecutive-days':
      '{employee} works only {measured} in a row from {from} to {to}, {excess} fewer than the {limit} that are due.',
    'minimum-consecutive-days-off':
      '{employee} has only {measured} off in a row from {from} to {to}, {excess} fewer than the {limit} that are due.',
    'maximum-consecutive-shifts-of': [
      '{employee} works {templates} on {measured} in a row from {from} to {to}, {excess} more than the {limit} allowed.',
      '{employee} starts work within {starts} on {measured} in a row from {from} to {to}, {excess} more than the {limit} allowed.',
      '{employee} works in the night ({night}) on {measured} in a row from {from} to {to}, {excess} more than the {limit} allowed.',
    ],
    'minimum-consecutive-shifts-of': [
      '{employee} works {templates} on only {measured} in a row from {from} to {to}, {excess} fewer than the {limit} that are due.',
      '{employee} starts work within {starts} on only {measured} in a row from {from} to {to}, {excess} fewer than the {limit} that are due.',
      '{employee} works in the night ({night}) on only {measured} in a row from {from} to {to}, {excess} fewer than the {limit} that are due.',
    ],
    'forward-rotation':
      '{employee} starts at {next} on {to} and at {first} on {from}: {measured} earlier with less than {daysOff:day|days} off between.',
    'maximum-shifts-of': [
      '{employee} has {measured} of {templates} from {from}, {excess} more than the {limit} allowed.',
      '{employee} has {measured} that start at {starts} from {from} on, {excess} more than the {limit} allowed.',
      '{employee} has {measured} in the night ({night}) from {from}, {excess} more than the {limit} allowed.',
      '{employee} has {measured} from {from}, {excess} more than the {limit} allowed.',
    ],
    'minimum-shifts-of': [
      '{employee} has {measured} of {templates} from {from} to {to}, {excess} fewer than the {limit} that are due.',
      '{employee} has {measured} that start at {starts} from {from} to {to}, {excess} fewer than the {limit} that are due.',
      '{employee} has {measured} in the night ({night}) from {from} to {to}, {excess} fewer than the {limit} that are due.',
      '{employee} has {measured} from {from} to {to}, {excess} fewer than the {limit} that are due.',
    ],
    'maximum-splits': '{employee} has two shifts on {measured} from {from}, {excess} more than the {limit} allowed.',
    'same-start-week':
      '{employee} has starts {measured} apart in the week from {from}, {excess} more than the {limit} allowed.',
    'weekly-rest':
      '{employee} rests {measured} uninterrupted in the {days:day|days} from {from} to {to}, and no alternative of the weekly rest is kept ({alternative}).',
    'maximum-hours-rolling': [
      '{employee} has {measured} within {hours:hour|hours} between {start} and {end}, {excess} more than the {limit} allowed.',
      '{employee} has {measured} in the {days:day|days} from {from} to {to}, {excess} more than the {limit} allowed.',
    ],
  },
  unknowns: {
    'past-missing': 'Whether {employee} keeps {rule} depends on shifts before the horizon, which are not known.',
    'future-missing': 'Whether {employee} keeps {rule} depends on shifts behind the horizon, which are not known.',
    'template-missing':
      'Whether {employee} keeps {rule} depends on the templates of shifts that name none, as in a CSV.',
  },
  words: {
    'expected string': 'string',
    'expected number': 'number',
    'expected whole number': 'whole number',
    'expected boolean': 'boolean',
    'expected list': 'list',
    'expected object': 'object',
    'expected a date': 'a date',
    'expected a date from 1970 to 2199, such as 2026-03-02': 'a date from 1970 to 2199, such as 2026-03-02',
    hours: '{value} h',
    days: '{value} days',
    day: '{value} day',
    shifts: '{value} shifts',
    shift: '{value} shift',
    '5': '5 min',
    '6': '6 min',
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
    sun: 'Sunday',
    '10': '10 min',
    '15': '15 min',
    '30': '30 min',
    '60': '60 min',
    '1440': '1 day',
    'closed-pattern': 'they lie at times of the week that hardly ever have one',
    'zeros-written': 'the file writes counts of 0, so that a row left out means something else',
    'zeros-left-out': 'the file never writes 0 but often 1',
    'large-counts': 'the counts around them are far from 0',
    both: 'both hours',
    one: 'one of the two hours',
    default: 'by default; say otherwise with "doubled" (--doubled)',
    caller: 'as was said',
    conflict: '{employee} cannot be given any roster that keeps all of: {rules}. Without any one of them there is one.',
    conflictOne: '{employee} cannot be given any roster that keeps: {rules}.',
    conflictNone: '{employee} cannot be given any roster that keeps all hard rules.',
  },
};
