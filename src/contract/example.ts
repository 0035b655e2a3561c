import type { z } from 'zod';

/** The example that a schema carries. Throws where it has none: every document has one. */
export function exampleOf(schema: z.ZodType): unknown {
  const examples = schema.meta()?.examples;
  const [first] = Array.isArray(examples) ? (examples as readonly unknown[]) : [];
  if (first === undefined) throw new Error(`the schema ${schema.meta()?.id ?? ''} has no example`);
  return first;
}
