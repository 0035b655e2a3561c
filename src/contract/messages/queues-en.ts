import type { Catalog } from './catalog.ts';

/** English texts of queues, shrinkage by part and crews. */
export const queuesEn: Pick<Catalog, 'issues' | 'notes' | 'words'> = {
  issues: {
    'load-too-large': {
      message: 'The interval offers {loadErlang} erlang; at most {limit} can be staffed.',
      hint: 'Check the units: contacts are per interval, the handle time is in seconds.',
    },
    'threshold-too-long': {
      message: 'The threshold of {thresholdSeconds} s is longer than an interval of {intervalSeconds} s.',
      hint: 'Give longer intervals, or a shorter threshold.',
    },
    'transient-too-large': {
      message: 'This is {times} times as much as can be followed at once.',
      hint: 'Ask for fewer intervals, or simulate so large a queue (POST /v1/simulations).',
    },
    'transient-time-over': {
      message: 'The time was over when {followed} of {intervals} intervals were followed.',
      hint: 'Ask for fewer intervals, or simulate so large a queue (POST /v1/simulations).',
    },
    'patience-required': {
      message: 'An abandonment target needs the mean patience of the callers.',
      hint: 'Give patienceSeconds (60 to 120 s where nothing is known), or choose a target by service level or ASA.',
    },
    'ramp-without-start': {
      message: 'A ramp counts days of tenure, and nothing says when they began.',
      hint: 'Give startedOn, or proficiency alone.',
    },
    'ramp-not-rising': {
      message: 'The step from day {fromDay} follows one from day {before} (-1 stands for none).',
      hint: 'Begin with fromDay 0 and list the steps in rising order.',
    },
    'stretch-out-of-range': {
      message: 'A stretch of {value} at this place is not from {least} to {most}.',
      hint: 'Begin with 1; let no value fall, and let an agent with one more at once not do less in all.',
    },
    'workload-too-long': {
      message: '{count} intervals are more than the {most} that one plan takes.',
      hint: 'Plan fewer weeks at once, or longer intervals.',
    },
    'stages-needed': {
      message: 'A goal in successes needs to know what becomes of a contact.',
      hint: 'Give stages, such as [{"id": "sold", "share": 0.1}].',
    },
    'queue-without-group': {
      message: 'No group takes the queue {queue}.',
      hint: 'Name it among the queues of a group.',
    },
    'skill-staffing-too-large': {
      message: '{count} groups x intervals are more than the {most} that are decided at once.',
      hint: 'Staff fewer days at once, or longer intervals.',
    },
    'paths-needed': {
      message: 'The forecast has no sample paths, which say how far contacts may be from what is expected.',
      hint: 'Make it with samplePaths (forecast --paths 1000).',
    },
    'paths-with-spread': {
      message: 'Sample paths hold how days spread, and a spread of days is given besides.',
      hint: 'Leave dayVariation away, or take contacts as expected.',
    },
    'paths-too-many': {
      message: '{counts} counts of sample paths are more than the {most} that are taken.',
      hint: 'Draw fewer paths, or plan fewer days at once.',
    },
    'level-needed': {
      message: 'A promise over futures is about a service level, and the target is another one.',
      hint: 'Give a service level, such as 80 % within 20 s.',
    },
    'floor-repeated': { message: 'There are two floors of the scope {scope}.', hint: 'Give the higher one.' },
    'floor-above-level': {
      message: 'A floor of {floor} is above the level of {level} that is promised over the period.',
      hint: 'Give a floor below the level, such as 0.6.',
    },
  },
  notes: {
    'promise-out-of-reach':
      'The promise is out of reach in {periods:period|periods}: the ceiling of positions stands in the way; the staff keeps it in as many futures as it allows.',
    'intervals-given-up':
      'In {intervals:interval|intervals} fewer than half of the share promised over the period are answered in time, for only the whole counts: a floor (--never-below 0.6/hour) prevents that.',
    'groups-too-small':
      'The groups are too small: with the most people that they may have, {cells:level is|levels are} missed.',
    'skill-levels-missed':
      'On fresh replications {cells:level is|levels are} below the share by more than the half-width: more replications make the search surer.',
    'skill-staffing-stopped': 'It was stopped: cheaper people may be found with more time.',
    'risk-not-simulated': 'Chats are not tried by simulation: what is said of them is by formula.',
    'risk-stopped': 'It was stopped: trials by simulation are missing or short.',
    'goal-missed': '{missing} successes are missing to the goal: more records, days, hours or people are needed.',
    'records-left':
      '{unfinished} of {records} records have attempts left at the end: more days, shorter spacing or more people are needed.',
    'work-never-allowed': 'The hours in which {work} may be done hold no open interval: none of it is done.',
    'workload-not-found': 'No plan was found in time; give it more.',
    'work-after-closing':
      'Contacts that come before closing time are still being handled in {intervals:closed interval|closed intervals}, {hours} hours in all; nobody is required for them.',
    'shrinkage-placed':
      'The roster takes these parts of shrinkage off the work itself, so nobody is scheduled for them once more: {parts}.',
    'patience-not-exponential':
      'Patience does not look exponential: a Weibull shape of {shape} (1 would be) has a chance of {chance} otherwise. Erlang A takes the mean alone.',
  },
  words: {},
};
