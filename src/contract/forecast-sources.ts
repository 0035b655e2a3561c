import { z } from 'zod';
import { minutesOfDay } from '../domain/calendar.ts';
import type { ProfileSource } from '../domain/history.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import { SECONDS_PER_MINUTE, WEEKDAYS } from '../domain/units.ts';
import { historySchema } from './history.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { dateSchema, intervalNameSchema, nameSchema, timeSchema, weekdaysSchema } from './scalars.ts';

/** What a forecast may take from elsewhere than its own history: a like queue, the shape of a day, campaigns. */

/** Shares of one profile: every interval of a week. */
const MOST_SHARES = 7 * 288;

const shareSchema = z
  .strictObject({
    days: weekdaysSchema.optional().meta({ description: 'Weekdays that it holds for; absent: all.' }),
    from: timeSchema.meta({ description: 'Start of its interval.' }),
    share: z
      .number()
      .min(0)
      .max(1e9)
      .meta({ description: 'Part of the day; any unit, since a day is made to sum to 1.' }),
  })
  .meta({
    id: 'ProfileShare',
    description: 'The part of a day that lies in one interval.',
    examples: [{ days: ['mon', 'tue'], from: '09:00', share: 0.08 }],
  });

const profileSharesSchema = z
  .strictObject({ interval: intervalNameSchema.exclude(['1d']), shares: z.array(shareSchema).min(1).max(MOST_SHARES) })
  .meta({
    id: 'ProfileShares',
    description: 'How a day lies within itself, as shares.',
    examples: [
      {
        interval: '60m',
        shares: [
          { from: '09:00', share: 0.6 },
          { from: '10:00', share: 0.4 },
        ],
      },
    ],
  });

/** Shares as a file holds them. */
export const profileFileSchema = profileSharesSchema;

const campaignSchema = z
  .strictObject({
    date: dateSchema.meta({ description: 'First day on which it brings contacts.' }),
    name: nameSchema.min(1),
    kind: nameSchema.min(1).default('campaign').meta({ description: 'Campaigns of one kind bring contacts alike.' }),
    size: z
      .number()
      .gt(0)
      .max(LIMITS.contacts)
      .meta({ description: 'Letters or messages sent.', examples: [20_000] }),
  })
  .meta({
    id: 'Campaign',
    description: 'A mailing or another campaign, past or planned.',
    examples: [{ date: '2026-03-04', name: 'Spring offer', kind: 'letter', size: 20_000 }],
  });

export const forecastSourceShape = {
  like: historySchema.optional().meta({
    description:
      'History of a queue that a new one is like: what was before the own first day is taken from it, at the own level.',
  }),
  profile: z
    .union([
      z.strictObject({ history: historySchema }).meta({
        id: 'ProfileHistory',
        description: 'How a day lies within itself, as another history shows it.',
        examples: [
          { history: { kind: 'history', zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-02-02T09:00,31\n' } },
        ],
      }),
      profileSharesSchema,
    ])
    .optional()
    .meta({ description: 'Spreads a forecast of days over their intervals.' }),
  campaigns: z.array(campaignSchema).max(LIMITS.holidays).optional().meta({
    description: 'Mailings with their sizes: what past ones brought is learned, and added for those to come.',
  }),
};

type SharesRead = z.output<typeof profileSharesSchema>;

/** The shares of a document whose shape is right; rows off the grid, repeated, or of no sum are issues below the path. */
export function toShares({ interval, shares }: SharesRead, path: string): Outcome<ProfileSource> {
  const minutes = Number.parseInt(interval, 10);
  const slots = 1440 / minutes;
  const found = new Float64Array(7 * slots);
  const given = new Uint8Array(found.length);
  const issues: Issue[] = [];
  shares.forEach(({ days = WEEKDAYS, from, share }, index) => {
    const at = minutesOfDay(from);
    if (at % minutes !== 0 || at >= 1440) {
      issues.push(issue('profile-off-grid', `${path}/shares/${index}/from`, { from, interval }));
      return;
    }
    for (const day of days) {
      const cell = WEEKDAYS.indexOf(day) * slots + at / minutes;
      if (given[cell] === 1) issues.push(issue('profile-repeated', `${path}/shares/${index}`, { day, from }));
      given[cell] = 1;
      found[cell] = share;
    }
  });
  if (issues.length === 0 && found.every((share) => share === 0))
    issues.push(issue('profile-empty', `${path}/shares`, {}));
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: { kind: 'shares', intervalLength: minutes * SECONDS_PER_MINUTE, shares: found } };
}
