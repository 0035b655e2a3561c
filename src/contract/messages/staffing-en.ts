import type { Catalog } from './catalog.ts';

/** English texts of head-counts and hiring plans. */
export const staffingEn: Pick<Catalog, 'issues' | 'notes' | 'words'> = {
  issues: {
    'group-repeated': {
      message: 'People of the contract {contract} with these skills are listed at {first} already.',
      hint: 'List each contract with each set of skills once.',
    },
    'group-without-cost': {
      message: 'People of the contract {contract} would cost nothing, so that any number of them would be as good.',
      hint: 'Give costPerWeek or costPerHour, or leave both out to look for the fewest people.',
    },
    'wrong-month': { message: '"{received}" is no month.', hint: 'Write YYYY-MM, for example 2026-01.' },
    'months-differ': {
      message: 'The list has {count:value|values} and the plan {months:month|months}.',
      hint: 'Give one value for each month, or where that is possible one number for all.',
    },
    'tenure-not-from-start': {
      message: 'The first step begins with month {fromMonth} of tenure; nothing is said of the months before it.',
      hint: 'Begin with fromMonth 0.',
    },
    'tenure-not-rising': {
      message: 'The step from month {fromMonth} follows one from month {before}.',
      hint: 'List the steps in rising order, each month once.',
    },
    'demand-repeated': {
      message: ['The skill {skill} is wanted at {first} already.', 'Work of any skill is wanted at {first} already.'],
      hint: 'Add the hours up: one demand for each skill.',
    },
    'skill-repeated': { message: 'The skill {skill} is listed twice.', hint: 'List it once.' },
    'contract-without-cost': {
      message: 'People of the contract {contract} would cost nothing, so that any number of hires would be as good.',
      hint: 'Give wagePerMonth or costPerHire; costPerHire 1 and no wages asks for the fewest hires.',
    },
    'classes-without-size': {
      message: 'The number of classes is limited, and nothing says how many people a class takes.',
      hint: 'Give classSize, or limit the people with mostHires.',
    },
  },
  notes: {
    'head-count-left-out':
      'Not looked at in a head-count: {parts}. Contracts, templates and the rules that forbid are.',
    'group-without-line': [
      'The rules leave nobody of the contract {contract} with the skills {skills} a line of work on these days: that group stays empty.',
      'The rules leave nobody of the contract {contract} a line of work on these days: that group stays empty.',
    ],
    'employee-without-line':
      'The rules leave {employee} no line of work on these days; leave the employee out, or see what "explain" says.',
    'head-count-not-found':
      'No people that meet all that must be met were found, and none of the causes is proven: give it more time, or a smaller share.',
    'no-one-with-skill':
      'The skill {skill} is wanted, and neither an employee nor a group that may be employed has it.',
    'no-shift-then': [
      'From {causeStart@} to {causeEnd@} people are wanted in {skill}, and no template has a shift of theirs then.',
      'From {causeStart@} to {causeEnd@} people are wanted, and no template has a shift then.',
    ],
    'rules-forbid': [
      'From {causeStart@} to {causeEnd@} people are wanted in {skill}, and the rules let nobody work then.',
      'From {causeStart@} to {causeEnd@} people are wanted, and the rules let nobody work then.',
    ],
    'limit-too-low': [
      'At most {to} of {contract} with {skills} may be employed; it takes at least {needed}, the other limits as they are.',
      'At most {to} of {contract} may be employed; it takes at least {needed}, the other limits as they are.',
    ],
    'limits-too-low':
      'Within the limits of all groups at least {missingHours} agent-hours of what must be met stay open.',
    'staff-expected':
      'Staff, leavers and hours are expectations: who leaves is a share of people, so they come in parts of people. Hires and dismissals are whole.',
    'no-contract-with-skill': 'The skill {skill} is wanted, and neither a contract nor an agency has it.',
    'month-short': [
      'In {month} at least {hours} hours in {skill} cannot be covered.',
      'In {month} at least {hours} hours cannot be covered.',
    ],
    'limit-in-the-way': 'Without the limit "{limit=}" all could be covered.',
    'several-limits': 'No single limit is in the way: several would have to give.',
  },
  words: {
    'lead-time': 'months before the first hire (leadMonths)',
    hires: 'hires of a month (mostHires)',
    classes: 'classes of a month (classSize, mostClasses)',
    trainees: 'people in training (mostTrainees)',
    overtime: 'overtime (mostShare)',
    agency: 'agency hours (mostHours)',
  },
};
