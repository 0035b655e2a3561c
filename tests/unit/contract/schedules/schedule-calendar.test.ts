import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { ScheduledShift } from '../../../../src/domain/schedule.ts';
import { folded } from '../../../../src/contract/schedules/calendar-lines.ts';
import { scheduleCalendar, type ScheduleCalendarInput } from '../../../../src/contract/schedules/schedule-calendar.ts';
import { at, published, publishedFrom } from '../../../fixtures/published.ts';

const calendarOf = (shifts: readonly ScheduledShift[], more: Partial<ScheduleCalendarInput> = {}): string =>
  scheduleCalendar({ organisation: 'main', shifts, name: 'Anna Lind', ...more });

type ReadEvent = {
  readonly uid: string;
  readonly start: number;
  readonly end: number;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly sequence: number;
  readonly property: (name: string) => string | undefined;
  readonly categories: readonly string[];
};

/** The calendar as a client library reads it. */
function read(text: string): { readonly component: ICAL.Component; readonly events: readonly ReadEvent[] } {
  const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = component.getAllSubcomponents('vevent').map((each) => {
    const event = new ICAL.Event(each);
    return {
      uid: event.uid,
      start: event.startDate.toUnixTime(),
      end: event.endDate.toUnixTime(),
      summary: event.summary,
      description: event.description,
      location: event.location,
      sequence: event.sequence,
      property: (name: string) => each.getFirstPropertyValue(name)?.toString(),
      categories: (each.getFirstProperty('categories')?.getValues() ?? []) as string[],
    };
  });
  return { component, events };
}

const onlyEvent = (text: string): ReadEvent => {
  const { events } = read(text);
  expect(events).toHaveLength(1);
  return events[0] as ReadEvent;
};

/** Names of the content lines in order: what a text that broke out of its line would change. */
const lineNames = (text: string): readonly string[] =>
  text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => /^[A-Z-]+/.exec(line)?.[0] ?? line);

it('a shift is an event with its times in UTC, named by template and skill', () => {
  expect(calendarOf([published], { url: 'https://plan.example/feed.ics?a=1' }).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Shiftcast//Published schedules//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'NAME:Anna Lind',
    'X-WR-CALNAME:Anna Lind',
    'X-WR-TIMEZONE:Europe/Berlin',
    'SOURCE;VALUE=URI:https://plan.example/feed.ics?a=1',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    'BEGIN:VEVENT',
    'UID:anna%402026-03-02%231@main.shiftcast',
    'DTSTAMP:20260220T130500Z',
    'LAST-MODIFIED:20260220T130500Z',
    'SEQUENCE:0',
    'DTSTART:20260302T070000Z',
    'DTEND:20260302T153000Z',
    'STATUS:CONFIRMED',
    'TRANSP:OPAQUE',
    'SUMMARY;LANGUAGE=en:Early · Sales',
    'DESCRIPTION;LANGUAGE=en:Mon 2 Mar 2026 08:00–16:30 (Europe/Berlin)\\nBreak',
    '  12:00–12:30\\, unpaid\\nBreak 15:00–15:15\\, paid\\n8 paid hours\\nPublica',
    ' tion 1 of team office',
    'LOCATION:Berlin',
    'CATEGORIES:Early,Sales',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

describe('read by a client library', () => {
  it('an event says when, what and where', () => {
    const event = onlyEvent(calendarOf([published]));
    expect(event).toMatchObject({
      uid: 'anna%402026-03-02%231@main.shiftcast',
      start: published.start,
      end: published.end,
      summary: 'Early · Sales',
      location: 'Berlin',
      sequence: 0,
      categories: ['Early', 'Sales'],
    });
    expect(event.description.split('\n')).toEqual([
      'Mon 2 Mar 2026 08:00–16:30 (Europe/Berlin)',
      'Break 12:00–12:30, unpaid',
      'Break 15:00–15:15, paid',
      '8 paid hours',
      'Publication 1 of team office',
    ]);
  });

  it('speaks Chinese when asked to, and names the employee in a calendar of several', () => {
    const event = onlyEvent(
      calendarOf([{ ...published, employeeName: '张伟' }], { language: 'zh', withEmployee: true }),
    );
    expect(event.summary).toBe('张伟：Early · Sales');
    expect(event.description).toContain('2026年3月2日 周一 08:00–16:30');
    expect(event.description).toContain('休息 12:00–12:30，不带薪');
  });

  it('a shift without template and skill is a shift, other activities are named', () => {
    const bare = { ...published, template: undefined, templateName: undefined, skill: undefined, skillName: undefined };
    expect(onlyEvent(calendarOf([bare])).summary).toBe('Shift');
    expect(onlyEvent(calendarOf([{ ...bare, activity: 'training' }])).summary).toBe('training');
    expect(calendarOf([bare])).not.toContain('CATEGORIES');
  });

  it('a cancelled shift keeps its UID, is cancelled, and takes no time', () => {
    const before = onlyEvent(calendarOf([published]));
    const event = onlyEvent(calendarOf([{ ...published, status: 'cancelled', sequence: 3 }]));
    expect(event.uid).toBe(before.uid);
    expect(event.sequence).toBe(3);
    expect(event.property('status')).toBe('CANCELLED');
    expect(event.property('transp')).toBe('TRANSPARENT');
    expect(event.summary).toBe('Cancelled: Early · Sales');
  });

  it.each([
    [
      'forward',
      '2026-03-28T22:00:00+01:00',
      '2026-03-29T06:00:00+02:00',
      7,
      'Sat 28 Mar 2026 22:00 – Sun 29 Mar 2026 06:00',
    ],
    [
      'back',
      '2026-10-24T22:00:00+02:00',
      '2026-10-25T06:00:00+01:00',
      9,
      'Sat 24 Oct 2026 22:00 – Sun 25 Oct 2026 06:00',
    ],
    ['back, first pass', '2026-10-25T02:30:00+02:00', '2026-10-25T08:00:00+01:00', 6.5, 'Sun 25 Oct 2026 02:30¹–08:00'],
    [
      'back, second pass',
      '2026-10-25T02:30:00+01:00',
      '2026-10-25T08:00:00+01:00',
      5.5,
      'Sun 25 Oct 2026 02:30²–08:00',
    ],
  ])('a shift over the night when the clocks go %s has its elapsed hours', (_, start, end, hours, when) => {
    const event = onlyEvent(calendarOf([publishedFrom(start, end)]));
    expect([event.start, event.end]).toEqual([at(start), at(end)]);
    expect((event.end - event.start) / 3600).toBe(hours);
    expect(event.description).toContain(`${when} (Europe/Berlin)`);
    expect(event.description).toContain(`${hours} paid hours`);
  });

  it('a shift that ends at midnight ends on its day', () => {
    const late = publishedFrom('2026-03-02T16:00:00+01:00', '2026-03-03T00:00:00+01:00');
    expect(onlyEvent(calendarOf([late])).description).toContain('Mon 2 Mar 2026 16:00–24:00');
  });

  it('the calendar says its name, its zone where there is one, and how often to ask', () => {
    const shanghai = publishedFrom('2026-03-02T08:00:00+08:00', '2026-03-02T16:00:00+08:00', { zone: 'Asia/Shanghai' });
    const { component } = read(calendarOf([published], { name: '早班；, 组' }));
    expect(component.getFirstPropertyValue('x-wr-calname')).toBe('早班；\\, 组');
    expect(component.getFirstPropertyValue('name')).toBe('早班；\\, 组');
    expect(component.getFirstPropertyValue('x-wr-timezone')).toBe('Europe/Berlin');
    expect(component.getFirstPropertyValue('refresh-interval')?.toString()).toBe('PT1H');
    expect(read(calendarOf([published, shanghai])).component.getFirstPropertyValue('x-wr-timezone')).toBeNull();
  });

  it('a calendar without shifts still holds a component', () => {
    const { component, events } = read(calendarOf([]));
    expect(events).toEqual([]);
    expect(component.getAllSubcomponents('vtimezone')).toHaveLength(1);
  });
});

describe('texts stay inside of their lines', () => {
  const hostile = 'x\r\nBEGIN:VALARM\r\nEND:VALARM\n\rURL:http://evil\u2028ATTACH:x\u0085\v\f\u0000\u0007';

  it.each(['employeeName', 'templateName', 'skillName', 'site', 'activity', 'teamId', 'id'] as const)(
    'line breaks and control characters in %s add no line',
    (field) => {
      const plain = calendarOf([published], { withEmployee: true });
      const text = calendarOf([{ ...published, [field]: hostile }], { withEmployee: true });
      expect(lineNames(text)).toEqual(lineNames(plain));
      // oxlint-disable-next-line no-control-regex -- control characters are what must not be there.
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/);
    },
  );

  it('nor do they in the name, the address and the organisation', () => {
    const plain = calendarOf([published], { url: 'https://a' });
    const text = calendarOf([published], { name: hostile, url: `https://a/${hostile}`, organisation: hostile });
    expect(lineNames(text)).toEqual(lineNames(plain));
  });

  it('any name comes back, and no line is longer than 75 octets', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    const script = fc.constantFrom('夜班组长', '👩‍👩‍👧‍👦🇨🇭', 'a,b;c\\d"e', 'Ünïcødé', 'x'.repeat(80));
    fc.assert(
      fc.property(
        fc.oneof(
          name,
          fc.array(script, { minLength: 1, maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const written = calendarOf([
            { ...published, templateName: text, skillName: undefined, skill: undefined, site: text },
          ]);
          const lines = written.split('\r\n');
          expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
          expect(Buffer.from(written, 'utf8').toString('utf8')).toBe(written);
          const event = onlyEvent(written);
          const shown = text.replaceAll(/[\u2028\u2029]/g, '\n');
          expect(event.summary).toBe(shown);
          expect(event.location).toBe(shown);
          expect(event.categories).toEqual([shown]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('halves of characters become the sign for what cannot be shown', () => {
    const event = onlyEvent(calendarOf([{ ...published, site: 'a\ud83d', id: '\ud83d' }]));
    expect(event.location).toBe('a\ufffd');
    expect(event.uid).toBe('%EF%BF%BD@main.shiftcast');
  });
});

it('folding cuts no character, and taking the folds out gives the line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (line) => {
      const parts = folded(line).split('\r\n ');
      expect(folded(line).replaceAll('\r\n ', '')).toBe(line);
      for (const [index, part] of parts.entries()) {
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(index === 0 ? 75 : 74);
        expect(part.isWellFormed()).toBe(true);
      }
    }),
  );
});

it('the same shifts give the same bytes in whatever order they come', () => {
  const other = publishedFrom('2026-03-03T08:00:00+01:00', '2026-03-03T16:00:00+01:00');
  expect(calendarOf([other, published])).toBe(calendarOf([published, other]));
});
