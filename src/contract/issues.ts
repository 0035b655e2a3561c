import { z } from 'zod';
import { issueSchema } from './problem-details.ts';

/** What a command answers with `--json` to an input with mistakes. */
export const issuesDocumentSchema = z
  .strictObject({
    kind: z.literal('issues').default('issues'),
    issues: z.array(issueSchema).min(1),
  })
  .meta({ id: 'IssuesDocument', description: 'All that is wrong with the options and files of a command.' });

export type IssuesDocument = z.output<typeof issuesDocumentSchema>;
