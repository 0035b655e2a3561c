import type { Catalog } from './catalog.ts';

/** English texts of what is wrong with requests to what is stored. */
export const serviceIssuesEn: Catalog['issues'] = {
  'wrong-cursor': {
    message: 'The cursor does not belong to this list.',
    hint: 'Give `next` of the answer before, with the same filters; or leave the cursor out to begin anew.',
  },
  'unknown-field': { message: 'Entries have no field "{field}".', hint: 'Known here: {known}.' },
  'id-differs': {
    message: 'The document has the id "{received}", its address "{expected}".',
    hint: 'Give both the same id.',
  },
  'external-id-taken': {
    message: 'The id "{id}" of the system {system} belongs to employee "{other}", so "{employee}" cannot have it.',
    hint: 'An external id belongs to one person. Mend it, or give both entries the same employee id where they are one person.',
  },
};
