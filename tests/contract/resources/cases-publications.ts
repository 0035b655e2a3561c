import { publicationOperations as operations } from '../../../src/contract/resources/publications.ts';
import type { Case } from './case.ts';
import { madeDraft, MONDAY, ofDraft, published } from './drafting.ts';

const MATCH = { 'If-Match': '"1"' };

export const publicationCases: readonly Case[] = [
  { operation: operations.publishDraft, good: ofDraft(() => ({ headers: MATCH, body: {} })) },
  { operation: operations.listPublications, good: () => Promise.resolve({ query: { limit: '2', from: MONDAY } }) },
  {
    operation: operations.getPublication,
    good: async (service) => {
      const { roster } = await madeDraft(service);
      const { id } = await published(service, roster);
      return { parameters: { publication: String(id) } };
    },
  },
];
