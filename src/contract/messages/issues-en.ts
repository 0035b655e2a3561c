import type { Catalog } from './catalog.ts';

/** English texts of what the reading of documents finds wrong. */
export const issuesEn: Catalog['issues'] = {
  'malformed-json': {
    message: 'This is no JSON: {found} at line {line}, column {column}.',
    hint: 'Mend the text there; a JSON checker shows the place.',
  },
  'rule-without-limit': {
    message: 'The rule {rule} has no value in numbers "{name}".',
    hint: 'Name one of its values ({values}), or leave the value out to ask what the rule itself costs.',
  },
  required: {
    message: '"{field}" is missing.',
    hint: ['Give it: {expected}.', 'Give it.'],
  },
  'wrong-type': {
    message: '"{field}" is of type {received}, not {expected}.',
    hint: 'Give a value of type {expected}.',
  },
  'wrong-kind': {
    message: 'This is a document of kind {received}, not {expected}.',
    hint: 'Give a document of kind {expected}.',
  },
  'unknown-key': {
    message: 'There is no "{key}" here.',
    hint: ['Did you mean "{nearest}"?', 'Known here: {known}.'],
  },
  'not-one-of': {
    message: '"{field}" cannot be {received}.',
    hint: ['Did you mean "{nearest}"? Possible: {allowed}.', 'Possible: {allowed}.'],
  },
  'too-small': {
    message: '"{field}" is {received}, below the least value {minimum}.',
    hint: 'Give {minimum} or more. Units are in the names: minutes, hours, seconds.',
  },
  'not-above': { message: '"{field}" is {received} and must be above {minimum}.', hint: 'Give more than {minimum}.' },
  'too-big': {
    message: '"{field}" is {received}, above the greatest value {maximum}.',
    hint: 'Give {maximum} or less. Shares are 0 to 1, and units are in the names.',
  },
  'not-below': {
    message: '"{field}" is {received} and must be below {maximum}.',
    hint: 'Give less than {maximum}. Shares are 0 to 1: 30 % is 0.3.',
  },
  'not-finite': { message: '"{field}" is no finite number.', hint: 'Give an ordinary number.' },
  'not-whole': { message: '"{field}" is {received} and must be a whole number.', hint: 'Round it.' },
  'text-empty': { message: '"{field}" is empty.', hint: 'Write at least one character.' },
  'text-too-long': { message: '"{field}" has more than {maximum} characters.', hint: 'Shorten it.' },
  'too-few': {
    message: '"{field}" needs at least {minimum} entry.',
    hint: 'Add entries, or leave the field out where it is optional.',
  },
  'too-many': {
    message: '"{field}" has {count} entries, more than {maximum}.',
    hint: 'Split the document: one site and one horizon at a time.',
  },
  'wrong-format': {
    message: '"{field}" is written wrongly: {received}.',
    hint: 'See the example of this field in the manual.',
  },
  'nested-too-deep': {
    message: 'Lists and objects lie in each other more than {maximum} levels deep.',
    hint: 'No document has so many: look for a list or an object that was put into itself.',
  },
  'name-not-allowed': { message: 'Nothing may be called "{key}".', hint: 'Give it another name, or leave it out.' },
  'wrong-id': {
    message: 'The id "{received}" begins or ends with a blank, or holds a control character or half a character.',
    hint: 'Remove the blank or the character.',
  },
  'wrong-zone': {
    message: '"{received}" is no time zone.',
    hint: 'Give an IANA name such as Europe/Berlin or Asia/Shanghai.',
  },
  'wrong-date': { message: '"{received}" is no date.', hint: 'Write YYYY-MM-DD, for example 2026-03-02.' },
  'date-out-of-range': {
    message: 'The date {received} lies outside the years 1970 to 2199.',
    hint: 'Check the year.',
  },
  'wrong-time': {
    message: '"{received}" is no time of day.',
    hint: 'Write HH:MM from 00:00 to 24:00, for example 09:00.',
  },
  'start-at-24': {
    message: 'A shift does not start at 24:00: that time belongs to the next day.',
    hint: 'Write 00:00, and plan it on the next day.',
  },
  'system-with-colon': {
    message: 'The name of another system holds a colon.',
    hint: 'Name it without: employees are asked for as SYSTEM:ID.',
  },
  'wrong-timestamp': {
    message: '"{received}" is no point in time.',
    hint: 'Write ISO 8601 such as 2026-03-02T09:00:00+08:00, or 2026-03-02T09:00 for local time.',
  },
  'wrong-local-timestamp': {
    message: '"{received}" is no local time.',
    hint: 'Write YYYY-MM-DDTHH:MM without an offset, for example 2026-03-02T12:00.',
  },
  'local-time-skipped': {
    message: 'The local time {received} does not exist: the clocks of {zone} skip it.',
    hint: 'Write a time that the clocks show, such as the one they jump to.',
  },
  'local-time-repeated': {
    message: 'The local time {received} occurs twice: the clocks of {zone} repeat it.',
    hint: 'Write the time with its offset from UTC, {first} or {second}.',
  },
  'not-on-minute': {
    message: '{received} does not lie on a whole minute.',
    hint: 'Rosters are planned in whole minutes: set the seconds to 0.',
  },
  'duplicate-id': {
    message: 'The id "{id}" occurs more than once.',
    hint: 'It is first used at {first}; give each its own.',
  },
  'unknown-contract': {
    message: 'There is no contract "{id}".',
    hint: ['Did you mean "{nearest}"?', 'Contracts of this team: {known}.', 'This team lists no contracts.'],
  },
  'unknown-skill': {
    message: 'There is no skill "{id}".',
    hint: [
      'Did you mean "{nearest}"?',
      'Skills of this team: {known}.',
      'This team lists no skills: add it to "skills".',
    ],
  },
  'unknown-template': {
    message: 'There is no shift template "{id}".',
    hint: ['Did you mean "{nearest}"?', 'Shift templates of this team: {known}.', 'This team has no shift templates.'],
  },
  'unknown-employee': {
    message: 'There is no employee "{id}".',
    hint: ['Did you mean "{nearest}"?', 'Add the employee to the team, or take this out.'],
  },
  'unknown-rule': { message: 'There is no rule "{id}".', hint: ['Did you mean "{nearest}"?', 'Rules: {known}.'] },
  'protected-records-missing': {
    message:
      'The records of protected employees were left out of this document, so that it could have them do what is forbidden.',
    hint: "Give the team's own document (--problem or --team), or work on the stored team.",
  },
  'pack-of-product': {
    message: '"{id}" is a pack of the product.',
    hint: 'Give your own pack another id; both can apply side by side.',
  },
  'pack-version-twice': {
    message: 'Two versions of the pack "{id}" have the {field} {value}; the first is at {first}.',
    hint: 'Give each version a name and a first date of its own.',
  },
  'unknown-pack': { message: 'There is no pack "{id}".', hint: ['Did you mean "{nearest}"?', 'Packs: {known}.'] },
  'unknown-preset': {
    message: 'There is no preset "{id}".',
    hint: ['Did you mean "{nearest}"?', 'Presets: {known}.'],
  },
  'unknown-rule-value': { message: 'The rule {rule} has no value "{value}".', hint: 'Its values: {known}.' },
  'missing-rule-value': { message: 'The rule {rule} needs the value "{value}".', hint: 'Add it to "values".' },
  'bad-rule-value': {
    message: 'The value "{value}" of the rule {rule} cannot be {given}.',
    hint: 'Give {expected}.',
  },
  'weight-of-hard-rule': {
    message: 'The rule {rule} has a weight and the severity {severity}, which no roster may break at any price.',
    hint: 'Leave out the weight, or the severity.',
  },
  'min-above-max': {
    message: '"{minimumField}" is {minimum}, more than "{maximumField}" {maximum}.',
    hint: 'Swap or mend them.',
  },
  'floor-cheaper': {
    message: '"belowFloor{unit}" is {floor}, less than "belowTarget{unit}" {target}, and a floor is asked for.',
    hint: 'Let what is missing below the floor cost at least as much as what is missing below the target.',
  },
  'off-grid': {
    message: '"{field}" is {value}, which no whole number of steps of {step} min from {from} reaches.',
    hint: 'Choose ends that the step meets, or another step.',
  },
  'too-many-variants': {
    message: 'The template {id} stands for {count} shifts, more than {maximum}.',
    hint: 'Use larger steps or several templates.',
  },
  'latest-end-unreachable': {
    message: 'No shift of the template {id} ends by {latestEnd}.',
    hint: 'Put latestEnd later, or the start earlier.',
  },
  'break-does-not-fit': {
    message: 'A shift of {shiftMinutes} min of the template {id} has no place for this break.',
    hint: 'Relax notBeforeMinutes, notAfterMinutes and notInLastMinutes, or set fromShiftMinutes.',
  },
  'breaks-do-not-fit': {
    message: 'A shift of {shiftMinutes} min of the template {id} has no places for all of its breaks together.',
    hint: 'Widen their windows, or relax longestStretchMinutes and leastBetweenBreaksMinutes.',
  },
  'on-call-not-plain': {
    message:
      'The template {id} is of duties on call and has {field}: such a duty has one start, one length and no breaks.',
    hint: 'Give one template for each start and length, without breaks.',
  },
  'split-does-not-fit': {
    message:
      'A split shift of {shiftMinutes} min of the template {id} has no place for its gap with its breaks beside it.',
    hint: 'Give a longer shift, a shorter gap or leastPartMinutes, or widen the windows of the breaks.',
  },
  'too-many-breaks': {
    message:
      'A shift of {shiftMinutes} min of the template {id} has too many different breaks: their counts, each plus 1, multiply to {mixes}, more than {maximum}.',
    hint: 'Have fewer breaks, or fewer settings of them.',
  },
  'meal-does-not-fit': {
    message: 'A shift of {shiftMinutes} min has no room for the meal of the template {id}.',
    hint: 'Shorten the meal, relax notBeforeMinutes and notInLastMinutes, or set fromShiftMinutes.',
  },
  'design-break-does-not-fit': {
    message: 'The break needs {needed} minutes with its distances, and the shortest shift has {minutes}.',
    hint: 'Make the shifts longer, or the break or its distances shorter.',
  },
  'design-day-twice': { message: '"{day}" stands in two groups, or twice in one.', hint: 'Name each day once.' },
  'design-too-many-shifts': {
    message: 'The kinds allow {count} shifts; {maximum} are possible.',
    hint: 'Use larger steps or smaller windows of starts, lengths and breaks.',
  },
  'design-nothing-needed': {
    message: 'Nobody is needed in the {days} days from {from}.',
    hint: 'Give demands or a requirement for these days.',
  },
  'window-empty': { message: 'The span from {from} to {to} is empty.', hint: 'Let it end after it begins.' },
  'span-not-positive': {
    message: 'It ends at {end}, not after it starts at {start}.',
    hint: 'Let the end lie after the start.',
  },
  'shift-too-long': {
    message: 'A shift of {hours} h is longer than {maximum} h.',
    hint: 'Check the dates of start and end.',
  },
  'break-outside-shift': {
    message: 'The break from {start} to {end} lies outside its shift.',
    hint: 'Put it inside the shift.',
  },
  'gap-paid': {
    message: 'The gap of a split shift is marked as paid.',
    hint: 'A gap is free time: leave paid out, or give the kind meal or rest.',
  },
  'breaks-overlap': { message: 'Two breaks of one shift overlap at {start}.', hint: 'Separate them.' },
  'piece-outside-shift': {
    message: 'The piece from {start} to {end} lies outside its shift, or has no length.',
    hint: 'Put it inside the shift.',
  },
  'pieces-overlap': {
    message: 'A piece of a shift overlaps a break or another piece at {start}.',
    hint: 'Give each moment of a shift one thing to do.',
  },
  'piece-of-work': {
    message: 'The activity work says nothing here: that is what shifts are anyway.',
    hint: 'Name another activity, or give the skill that is worked in.',
  },
  'coaches-without-pair': {
    message: 'Coaches belong to an activity of the mode pair.',
    hint: 'Write "mode": "pair", or take the coaches out.',
  },
  'coach-of-herself': {
    message: '{id} is a coach and has the coaching too.',
    hint: 'Take her out of one of the lists.',
  },
  'activity-does-not-fit': {
    message: 'The activity {id} of {minutes} min does not fit between its times.',
    hint: 'Let "to" lie at least that long behind "from".',
  },
  'csv-pieces': {
    message: 'The pieces are written "{received}".',
    hint: 'Write 10:00/10:30 activity:meeting or 10:00/12:00 skill:sales, with a semicolon between two of them.',
  },
  'shifts-overlap': {
    message: 'Two shifts of {employee} overlap at {start}.',
    hint: 'The other one is at {other}; remove one.',
  },
  'shift-not-in-roster': {
    message: 'The roster has no shift "{id}".',
    hint: [
      'Shifts of {employee}: {known}.',
      'Shifts of rosters are called EMPLOYEE/DATE, such as anna/2026-03-02, and others without an id EMPLOYEE@START; score --ids lists them.',
    ],
  },
  'swap-with-self': {
    message: 'Both sides of the exchange are {employee}.',
    hint: 'Name a shift of somebody else, or somebody else to take it.',
  },
  'absence-backwards': {
    message: 'The absence ends on {to}, before its first day {from}.',
    hint: 'Give the first and the last day.',
  },
  'notice-repeated': {
    message: 'Two steps of notice hold within {days:day|days}; the first is {first}.',
    hint: 'Give one step for each number of days.',
  },
  'outside-horizon': {
    message: '{value} lies outside the horizon from {from} to {to}.',
    hint: 'The horizon ends before {to}; move one of them.',
  },
  'past-not-before': {
    message: 'The past shift starts at {start}, not before the horizon that begins at {from}.',
    hint: 'Shifts inside the horizon belong to those that are judged ("shifts" of an audit) or fixed ("locks" of a problem).',
  },
  'future-not-behind': {
    message: 'The future shift starts at {start}, inside or before the horizon that ends at {to}.',
    hint: 'Shifts inside the horizon belong to those that are judged ("shifts" of an audit) or fixed ("locks" of a problem).',
  },
  'cover-overlap': {
    message: 'Two spans of cover for the same skill overlap on {date} at {time}.',
    hint: 'The other one is at {other}; give each time one target.',
  },
  'cover-repeated': {
    message: 'The template {template} has two targets for the same skill on {date}.',
    hint: 'The other one is at {other}; keep one.',
  },
  'no-cover': { message: 'Nothing says how many people are wanted.', hint: 'Give cover, a requirement, or both.' },
  'queue-repeated': {
    message: 'Two queues ask for the same people.',
    hint: 'The other one is at {other}; give each queue a skill of its own, or join the histories.',
  },
  'both-given': { message: '"{first}" and "{second}" are both given.', hint: 'Give one of them.' },
  'profile-off-grid': {
    message: 'The share begins at {from}, which is no start of an interval of {interval}.',
    hint: 'Begin at a multiple of the interval.',
  },
  'profile-repeated': { message: 'There are two shares for {from} on {day}.', hint: 'Keep one.' },
  'profile-empty': { message: 'All shares are 0.', hint: 'Give at least one share above 0.' },
  'one-needed': { message: 'Neither "{first}" nor "{second}" is given.', hint: 'Give one of them.' },
  'zones-differ': {
    message: 'The zone {received} is not the zone {expected} of the team.',
    hint: 'Make both the same: one problem plans one site.',
  },
  'requirement-short': {
    message: 'The requirement does not reach over the horizon: {date} has no interval.',
    hint: 'Make a requirement for the whole horizon from {from} to {to}, or shorten the horizon.',
  },
  'intervals-overlap': {
    message: 'The interval that starts at {start} begins before the one before it ends.',
    hint: 'List the intervals in order of time, without overlap.',
  },
  'sample-path-length': {
    message: 'The path has {counts} counts, the forecast {points} points.',
    hint: 'Give each path a count for each point.',
  },
  'interval-length': {
    message: 'The interval lasts {minutes} min and not {expected}.',
    hint: 'Let every interval be as long as "interval" says.',
  },
  'too-much': {
    message: '{what} come to {count}, more than {maximum}.',
    hint: 'Plan fewer days or people at a time.',
  },
  'horizon-missing': {
    message: 'Nothing says which days the roster covers.',
    hint: 'Give "horizon" with "from" and "days".',
  },
  'team-missing': { message: 'The roster comes without its team.', hint: 'Give "team" in the roster or beside it.' },
  'csv-header': {
    message: 'The header is "{received}".',
    hint: 'Write employee,start,end with activity and skill after them where they are known.',
  },
  'csv-fields': {
    message: 'The line has {count} fields and not {expected}.',
    hint: 'Put a text with a comma into double quotes.',
  },
  'csv-malformed': { message: 'The file is no CSV here: {reason}.', hint: 'Check the double quotes.' },
  'csv-breaks': {
    message: 'The breaks are written "{received}".',
    hint: 'Write 13:00/13:30 unpaid, with a semicolon between two of them; paid for a paid one.',
  },
  'csv-empty': { message: 'The file holds no shift.', hint: 'Give a header and at least one row.' },
  'zone-needed': {
    message: 'The local time {received} comes without a zone.',
    hint: 'Name the zone (--zone), or write times with their offset.',
  },
  'horizons-differ': {
    message: 'The histories end on different days ({first} and {second}), so the first day to plan is not clear.',
    hint: 'Give horizon.from.',
  },
};
