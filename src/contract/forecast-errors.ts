import { z } from 'zod';

const variance = z.number().min(0).max(100);
const share = z.number().min(0).max(1);

const levelErrorsSchema = z
  .strictObject({
    lasting: variance.meta({ description: 'Variance of the part that lasts from day to day.' }),
    keptDaily: share.meta({ description: 'What is left of it a day later.' }),
    day: variance.meta({ description: 'Variance of the part of a single day.' }),
  })
  .meta({
    id: 'LevelErrors',
    description: 'How levels err, as variances of the log of actual / forecast.',
    examples: [{ lasting: 0.003, keptDaily: 0.9, day: 0.002 }],
  });

/** What past errors say of errors to come; mirrors `ErrorStructure` of the domain. */
export const errorStructureSchema = z
  .strictObject({
    level: levelErrorsSchema,
    profiles: z
      .array(z.array(z.number().min(-10).max(10)).max(288))
      .max(10)
      .meta({
        description: 'Ways in which the shape of a day errs: log factors of its slots from midnight on, at one sigma.',
      }),
    near: z
      .strictObject({ variance, kept: share })
      .meta({ description: 'Errors that neighbouring intervals share, and what is left an interval later.' }),
    dispersion: z
      .number()
      .gt(0)
      .max(10_000)
      .meta({ description: 'Variance / mean of counts around their own rate; 1 is Poisson.' }),
    handleTime: z
      .strictObject({
        level: levelErrorsSchema,
        contact: z
          .number()
          .min(0)
          .max(10_000)
          .meta({ description: "Variance of one contact's handle time / the square of its mean." }),
      })
      .optional()
      .meta({ description: 'Of average handle times, where the history holds them.' }),
  })
  .meta({
    id: 'ErrorStructure',
    description: 'What past errors of a forecast say of each other: an update within the day lives on it.',
    examples: [
      {
        level: { lasting: 0.003, keptDaily: 0.9, day: 0.002 },
        profiles: [],
        near: { variance: 0.002, kept: 0.9 },
        dispersion: 1.2,
      },
    ],
  });
