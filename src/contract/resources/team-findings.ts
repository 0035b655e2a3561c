import { z } from 'zod';
import { shortageSchema } from '../roster.ts';
import { teamBreachSchema } from '../team-rules.ts';

/** Fields of what is judged, a draft or one side of a comparison, that only a team with rules as a whole or hard floors has. */
export const teamFindingsShape = {
  teamBreaches: z
    .array(teamBreachSchema)
    .optional()
    .meta({ description: 'Rules of the team as a whole that are not kept; absent where it has none.' }),
  shortages: z
    .array(shortageSchema)
    .optional()
    .meta({ description: 'Floors that must be met and are not; absent where none must be met.' }),
};
