import type { Catalog } from './catalog.ts';

/** English sentences of explanations. */
export const reasonsEn: Catalog['notes'] = {
  'explain-feasible': 'There is a roster that keeps all that must be kept.',
  'explain-undecided': 'Within the limits neither a roster nor a proof that there is none was found.',
  'explain-no-roster': [
    'The solve ended as {status=} without a roster: ask for the conflict.',
    'There is no roster to ask about: ask for the conflict.',
  ],
  'explain-out-of-time': '{left:change was|changes were} left out: more time, or a higher "most", tells them too.',
  'explain-conflict':
    '{members:thing|things} cannot hold at once: with all of them there is no roster, without any one of them there is.',
  'explain-conflict-open':
    'Among {members:thing|things} that cannot hold at once some may not be needed: the limits ended the search for fewer.',
  'explain-conflict-fixed':
    'There is no roster even without any rule, absence, lock or floor that could be left out: shifts of other teams or missing skills forbid it.',
  'repair-none': 'None of the changes that may be made gives a roster.',
  'repair-not-found': 'Within the limits no change was found that gives a roster.',
  'repair-cheapest':
    'The cheapest repair takes {steps:change|changes} for {price} points: with it there is a roster, and no cheaper one gives any.',
  'repair-found':
    'A repair of {steps:change|changes} for {price} points gives a roster; whether a cheaper one does is open, none below {lowerBound} points.',
  'conflict-team-rule': [
    'The team must keep {rule} ({limit}) on {dates}, set by {source}.',
    'The team must keep {rule} ({limit}), set by {source}.',
    'The team must keep {rule} ({limit}) on {dates}.',
    'The team must keep {rule} ({limit}).',
    'The team must keep {rule} on {dates}.',
    'The team must keep {rule}, set by {source}.',
    'The team must keep {rule}.',
  ],
  'conflict-rule': [
    '{employee} must keep {rule} ({limit}) on {dates}, set by {source}.',
    '{employee} must keep {rule} on {dates}, set by {source}.',
    '{employee} must keep {rule} ({limit}), set by {source}.',
    '{employee} must keep {rule} ({limit}).',
    '{employee} must keep {rule}, set by {source}.',
    '{employee} must keep {rule}.',
  ],
  'conflict-protected': 'A protected rule holds for {employee}.',
  'conflict-leave': '{employee} is on leave from {from} to {to}.',
  'conflict-unavailable': '{employee} is not available from {from} to {to}.',
  'conflict-day-off': '{employee} has {date} off.',
  'conflict-availability': '{employee} works within her availability windows alone.',
  'conflict-lock': '{employee} has a locked shift on {date} from {shiftStart@}.',
  'conflict-floor': [
    'At least {floor:person|people} in {skill} must be there on {date} in {template}.',
    'At least {floor:person|people} must be there on {date} in {template}.',
    'At least {floor:person|people} in {skill} must be there from {floorStart@} to {floorEnd@}.',
    'At least {floor:person|people} must be there from {floorStart@} to {floorEnd@}.',
  ],
  'repair-rule': [
    'For {employee}, {rule} on {dates}: {value} {to} in place of {limit} ({unit}).',
    'For {employee}, {rule}: {value} {to} in place of {limit} ({unit}).',
  ],
  'repair-agreement': 'An agreement on record that lifts {rule} for {employee} from {from} to {to} would do.',
  'repair-team-rule': 'For the team, {rule}: {to} in place of {limit} ({unit}).',
  'repair-team-rule-exempt': ['The team need not keep {rule} ({limit}).', 'The team need not keep {rule}.'],
  'repair-rule-exempt': '{employee} need not keep {rule}.',
  'repair-unavailable': '{employee} is asked to be available from {from} to {to} all the same.',
  'repair-day-off': '{employee} is asked to work on {date}, her day off.',
  'repair-availability': '{employee} is asked to work outside her availability windows.',
  'repair-lock': 'The locked shift of {employee} on {date} from {shiftStart@} is given up.',
  'repair-floor': [
    'On {date} in {template} {to} in place of {floor:person|people} in {skill} must be there, {by} fewer.',
    'On {date} in {template} {to} in place of {floor:person|people} must be there, {by} fewer.',
    'From {floorStart@} to {floorEnd@} {to} in place of {floor:person|people} in {skill} must be there, {by} fewer.',
    'From {floorStart@} to {floorEnd@} {to} in place of {floor:person|people} must be there, {by} fewer.',
  ],
  'repair-hire': [
    '{people:more employee|more employees} on the contract {contract} with {skills}.',
    '{people:more employee|more employees} on the contract {contract}.',
  ],
  saving: [
    '{change} would save {points} points: {hours} agent-hours and {people} people fewer missing; between the best rosters the saving is from {least} to {most}.',
    '{change} would save {points} points: {hours} agent-hours and {people} people fewer missing.',
  ],
  'saving-costs': [
    '{change} would cost {points} points more: {hours} agent-hours and {people} people fewer missing; between the best rosters the saving is from {least} to {most}.',
    '{change} would cost {points} points more: {hours} agent-hours and {people} people fewer missing.',
  ],
  'saving-nothing': [
    '{change} would save nothing: {points} points, {hours} agent-hours, {people} people; between the best rosters the saving is from {least} to {most}.',
    '{change} would save nothing: {points} points, {hours} agent-hours, {people} people.',
  ],
  'saving-open': [
    'Whether {change} saves anything is not known: the two solves differ by {points} points, {hours} agent-hours and {people} people; between the best rosters the saving is from {least} to {most}.',
    'Whether {change} saves anything is not known: the two solves differ by {points} points.',
  ],
  'saving-without-roster':
    'What {change} would save cannot be said in points: as it is the solve ends as {before=}, with the change as {after=}.',
  'change-without-effect':
    '{change} changes nothing of this problem: no such rule, demand, absence or template is there.',
  'prices-of-bound':
    'The bound of {bound} points ({boundKind}) sets {priced:price|prices}: no change saves more than its price and the {above} points that the roster is above the bound.',
  'prices-without-placement':
    'Activities and the division of shifts over skills are not in the prices of the bound: they are placed after the solve.',
  'price-cover': [
    'One more person in {skill} from {priceStart@} to {priceEnd@} is worth up to {points} points, {perHour} an hour.',
    'One more person from {priceStart@} to {priceEnd@} is worth up to {points} points, {perHour} an hour.',
    'One more person in {skill} in {template} on the day from {priceStart@} is worth up to {points} points.',
    'One more person in {template} on the day from {priceStart@} is worth up to {points} points.',
  ],
  'price-limit':
    '{rule} from {priceStart@} to {priceEnd@}: a limit softer by one ({unit}) is worth up to {points} points.',
  'cover-gap': [
    '{date} in {template}, {skill}: of {people:employee|employees} {working} work or are fixed, {absent} are absent, {unskilled} have no fitting shift or skill, {blocked} would break rules, {costly} would cost more elsewhere, {saving} would help, {open} are open.',
    '{date} in {template}: of {people:employee|employees} {working} work or are fixed, {absent} are absent, {unskilled} have no fitting shift or skill, {blocked} would break rules, {costly} would cost more elsewhere, {saving} would help, {open} are open.',
    '{gapStart@} to {gapEnd@} in {skill}: of {people:employee|employees} {working} work or are fixed, {absent} are absent, {unskilled} have no fitting shift or skill, {blocked} would break rules, {costly} would cost more elsewhere, {saving} would help, {open} are open.',
    '{gapStart@} to {gapEnd@}: of {people:employee|employees} {working} work or are fixed, {absent} are absent, {unskilled} have no fitting shift or skill, {blocked} would break rules, {costly} would cost more elsewhere, {saving} would help, {open} are open.',
  ],
  'cover-complete': 'Nothing that was asked about is left short.',
  'cover-more': '{left:more stretch is|more stretches are} short: a higher "most" tells them too.',
  'candidate-works': '{employee} works then already.',
  'candidate-lacks-skill': '{employee} does not have {skill}.',
  'candidate-no-shift': 'No shift template lets {employee} cover it.',
  'candidate-locked': '{employee} has a locked shift on that day.',
  'candidate-absent': '{employee} is not there: leave, a day off or her availability.',
  'candidate-breaks-rules': [
    '{employee} cannot work from {shiftStart@} to {shiftEnd@}: {rules}; no plan of her other days allows it.',
    '{employee} cannot work from {shiftStart@} to {shiftEnd@}: no plan of her other days allows it.',
    '{employee} cannot have {date} off: {rules}; no plan of her other days allows it.',
    '{employee} cannot have {date} off: no plan of her other days allows it.',
  ],
  'candidate-breaks-team-rules': [
    '{employee} cannot work from {shiftStart@} to {shiftEnd@} beside the others as they work: the team has to keep {teamRules}.',
    '{employee} cannot have {date} off beside the others as they work: the team has to keep {teamRules}.',
  ],
  'candidate-saves': [
    '{employee} could work from {shiftStart@} to {shiftEnd@}: {points} points saved with her other days planned best.',
    '{employee} could have {date} off: {points} points saved with her other days planned best.',
  ],
  'candidate-costs': [
    '{employee} could work from {shiftStart@} to {shiftEnd@}, at {points} points more with her other days planned best.',
    '{employee} could have {date} off, at {points} points more with her other days planned best.',
  ],
  'candidate-unknown': [
    'What {employee} could work from {shiftStart@} to {shiftEnd@} was not settled within the limits; what was found does not keep {teamRules}.',
    'What {employee} could work from {shiftStart@} to {shiftEnd@} was not settled within the limits.',
    'Whether {employee} could have {date} off was not settled within the limits.',
  ],
  'shift-locked': '{employee} has a locked shift on {date}, from {shiftStart@} to {shiftEnd@}: it stays as it is.',
  'shift-no-alternative': 'The templates give {employee} nothing else on {date}.',
  'shift-none-possible':
    'On {date} {employee} has no other choice: none of {alternatives:alternative|alternatives} is known to be possible, and {impossible} would break rules.',
  'shift-better':
    'On {date} {employee} could do better by {points} points; {impossible} of {alternatives:alternative|alternatives} would break rules.',
  'shift-as-good':
    'On {date} {employee} could do something else at {points} points of difference: it is as good; {impossible} of {alternatives:alternative|alternatives} would break rules.',
  'shift-best':
    'On {date} anything else for {employee} costs at least {points} points more; {impossible} of {alternatives:alternative|alternatives} would break rules.',
};
