import type { Catalog } from './catalog.ts';

/** English texts of what is wrong with requests to what is stored. */
export const serviceIssuesEn: Catalog['issues'] = {
  'wrong-cursor': {
    message: 'The cursor does not belong to this list.',
    hint: 'Give `next` of the answer before, with the same filters; or leave the cursor out to begin anew.',
  },
  'role-needs': { message: 'The role {role} needs {field}.', hint: 'Give {field}.' },
  'role-without': { message: 'The role {role} has no {field}.', hint: 'Leave {field} out, or give another role.' },
  'wrong-email': {
    message: 'This is no e-mail address.',
    hint: 'Give one address without blanks, such as maria@example.com.',
  },
  'subject-of-issuer': {
    message: 'An issuer and a subject belong together.',
    hint: 'Give {field} too, or leave both out.',
  },
  'user-without-identity': {
    message: 'Nothing says who the user is.',
    hint: 'Give the e-mail address that the issuer has verified, or issuer and subject.',
  },
  'user-exists': {
    message: 'Another user of the organisation has this e-mail address or this subject.',
    hint: 'Change or remove that one: see shiftcast users list.',
  },
  'user-changed': {
    message: 'Somebody else changed the user "{id}" meanwhile.',
    hint: 'Look at it, and repeat the command.',
  },
  'unknown-user': { message: 'There is no user "{id}".', hint: 'See shiftcast users list.' },
  'unknown-organisation': { message: 'There is no organisation "{id}".', hint: 'Known here: {known}.' },
  'wrong-organisation': {
    message: '"{id}" cannot be the id of an organisation.',
    hint: 'Take 1 to 40 small letters, digits and hyphens, with a letter or digit at both ends.',
  },
  'organisation-exists': { message: 'There is an organisation "{id}" already.', hint: 'Take another id.' },
  'retention-too-short': {
    message: '{kind} cannot be kept for {days} days: {least} is the least.',
    hint: 'Give at least {least} days: rules look back a year, and the trail is to show who did what for as long.',
  },
  'retention-below-law': {
    message: '{kind} cannot be kept for {days} days: the law wants records of hours for {least} ({source}).',
    hint: 'Give at least {least} days. Teams whose law wants more keep theirs for longer by themselves.',
  },
  'unknown-api-key': { message: 'There is no key "{id}".', hint: 'See shiftcast keys list.' },
  'key-exists': {
    message: 'There is, or was, a key of the name "{id}".',
    hint: 'It stands beside what was written with it: take another name.',
  },
  'unknown-operation': {
    message: 'There is no operation "{id}".',
    hint: ['Did you mean "{nearest}"?', 'Give the operationId of an operation, as /openapi.json has it.'],
  },
  'operation-of-others': {
    message: 'The role {role} may not call {operation}.',
    hint: 'Leave it out, or give another role.',
  },
  'unknown-field': { message: 'Entries have no field "{field}".', hint: 'Known here: {known}.' },
  'id-differs': {
    message: 'The document has the id "{received}", its address "{expected}".',
    hint: 'Give both the same id.',
  },
  'nul-character': {
    message: 'The text holds the character NUL, which cannot be stored.',
    hint: 'Take it out; often the text is not in UTF-8.',
  },
  'half-character': {
    message: 'The text holds half a character, a surrogate without the other, which cannot be stored.',
    hint: 'Take it out; often a text was cut inside an emoji or a rare character.',
  },
  'external-id-taken': {
    message: 'The id "{id}" of the system {system} belongs to employee "{other}", so "{employee}" cannot have it.',
    hint: 'An external id belongs to one person. Mend it, or give both entries the same employee id where they are one person.',
  },
  'zone-published': {
    message: 'Shifts of the team are published in {published}, so it cannot move to {received}.',
    hint: 'Keep {published}, or publish an empty roster over the shifts first; a site elsewhere is a team of its own.',
  },
  'unknown-team': {
    message: 'There is no team "{id}".',
    hint: ['Did you mean "{nearest}"?', 'Store the team first, or mend the id.'],
  },
  'row-differs': {
    message: '{timestamp} is stored with {stored}, not {given}.',
    hint: [
      'Correct the stored row by PATCH. Where the second pass of the repeated hour is meant, write {second}.',
      'Correct the stored row by PATCH.',
    ],
  },
  'row-absent': { message: 'No row is stored for {timestamp}.', hint: 'Append it by POST, or mend the time.' },
  'history-step-differs': {
    message: 'With these rows the history is read at {minutes} minutes; the stored rows are at {stored}.',
    hint: 'Give rows at the step of the history, or store them as a history of their own.',
  },
  'too-many-days': { message: '{days} days are more than one answer gives.', hint: 'Ask for at most {maximum}.' },
  'wrong-date-or-time': {
    message: '"{received}" is neither a date nor a point in time.',
    hint: 'Write 2026-03-02 for whole days, or 2026-03-02T09:00 with or without an offset.',
  },
  'dates-mixed': {
    message: 'One end is a date, the other a time.',
    hint: 'Give two dates, both included, or two points in time.',
  },
  'credit-without-dates': {
    message: 'Hours a day are credited for an absence of whole dates alone.',
    hint: 'Give from and to as dates, or leave creditHoursPerDay out.',
  },
  'zone-not-unique': {
    message: '"{received}" is a local time, and the teams of {employee} are in {zones}.',
    hint: 'Write the offset.',
  },
  'employee-differs': {
    message: 'The absence is one of {expected}, not of {received}.',
    hint: 'Remove it, and record an absence of the other.',
  },
};
