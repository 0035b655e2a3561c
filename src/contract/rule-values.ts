import { z } from 'zod';

/** The values of a rule by name; which ones it has is checked against its parameters. */
export const ruleValuesSchema = z
  .record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]))
  .meta({ description: "The rule's values by name, units in the names.", examples: [{ minimumHours: 11 }] });

export const severitySchema = z.enum(['block', 'agreement', 'pay', 'warn', 'info']).meta({
  description:
    'What a breach means: forbidden; forbidden unless agreed; costs money; frowned on; to be known. The solver keeps the first two.',
});
