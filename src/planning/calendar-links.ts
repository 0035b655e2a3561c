import type { Page, PageRequest, Written } from './stored.ts';

/** Secret addresses of calendars: whoever has one reads one schedule, and nothing else. */

/** Whose shifts a link gives. */
export type CalendarWhose = 'employee' | 'team' | 'site';

export type CalendarLink = {
  readonly id: string;
  readonly whose: CalendarWhose;
  /** Id of the employee or team, or name of the site. */
  readonly thing: string;
  /** Whether events name their employees; an employee's own never do. */
  readonly names: boolean;
  readonly language: 'en' | 'zh';
  readonly created: Written;
};

/** A link with the organisation that it belongs to. */
export type LinkedCalendar = CalendarLink & { readonly organisation: string };

export type CalendarLinkGiven = Pick<CalendarLink, 'whose' | 'thing' | 'names' | 'language'>;

export type CalendarLinkTable = {
  /** The token is given here and never again: its hash alone is kept. */
  readonly create: (link: CalendarLinkGiven) => Promise<{ readonly link: CalendarLink; readonly token: string }>;
  readonly get: (id: string) => Promise<CalendarLink | undefined>;
  readonly list: (filter: { readonly employee?: string | undefined }, page: PageRequest) => Promise<Page<CalendarLink>>;
  /** False where there is none. */
  readonly remove: (id: string) => Promise<boolean>;
};
