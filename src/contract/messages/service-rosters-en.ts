import type { Catalog } from './catalog.ts';

/** English texts of what is wrong with requests about drafts and the published schedule. */
export const rosterServiceIssuesEn: Catalog['issues'] = {
  'needed-in-form': {
    message: '{form} needs "{field}".',
    hint: 'Give it: this form comes whole and not in parts.',
  },
  'useless-in-form': {
    message: '"{field}" has no meaning in {form}.',
    hint: 'Leave it out, or ask for another form.',
  },
  'too-many-shifts': {
    message: 'The schedule holds more than {maximum} shifts on these dates.',
    hint: 'Ask for fewer dates, for one team, or for JSON, which comes in parts.',
  },
  'wrong-change-token': {
    message: 'The token does not belong to these changes.',
    hint: 'Give `next` of the answer before, with the same filters; or leave `since` out to begin anew.',
  },
  'unknown-requirement': {
    message: 'There is no requirement "{id}".',
    hint: 'Store the requirement first, or give it in "requirement".',
  },
  'requirement-repeated': {
    message: 'The requirement "{id}" is the same as at {first}.',
    hint: 'Name each once; its people would be wanted twice.',
  },
  'requirement-of-other-team': {
    message: 'The requirement "{id}" was made for the team {other}.',
    hint: 'Take one of the team {team}, or give its document in "requirement".',
  },
  'unknown-version': { message: 'The draft has no version {version}.', hint: 'Take one of its list of versions.' },
  'unknown-draft': { message: 'There is no draft "{id}".', hint: 'See the list of drafts.' },
  'signed-in-future': {
    message: 'The agreement is signed on {signedOn}, and today is {today}.',
    hint: 'Record it when it is signed.',
  },
  'agreement-without-effect': {
    message: 'In the team {team} the rule {rule} forbids outright (block): no agreement lifts it.',
    hint: 'Give the rule the severity agreement in the team, where the law allows that, or publish with a waiver.',
  },
  'draft-of-other-team': {
    message: 'The draft "{id}" is one of the team {other}.',
    hint: 'Take a draft of the team {team}.',
  },
  'nothing-wanted': {
    message: 'The draft says nowhere how many people are wanted, so there is nothing to solve for.',
    hint: 'Make the draft with "requirements", "requirement" or "cover".',
  },
};
