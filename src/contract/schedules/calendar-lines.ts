import type { Instant } from '../../domain/units.ts';

/** Content lines of iCalendar (RFC 5545): what keeps a text inside of its line. */

/** Line breaks of all kinds: readers that split at Unicode's breaks too must not find a line in a text. */
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
// oxlint-disable-next-line no-control-regex -- control characters are what this takes out.
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;

/** A value of type TEXT (section 3.3.11). Control characters are not allowed in it and are left out. */
export function textValue(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(LINE_BREAK, '\\n')
    .replaceAll(CONTROL, '');
}

/** A value of type URI: blanks and control characters, which no address may hold, are percent-encoded. */
export function uriValue(url: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this encodes.
  return url.toWellFormed().replaceAll(/[\s\u0000-\u0020\u007f-\u009f]/g, encodeURIComponent);
}

/** A part of a UID: stable, ASCII, free of what a line or another part could be mistaken for. */
export function uidPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** An instant in UTC: `20260302T070000Z`. */
export function utcValue(instant: Instant): string {
  return new Date(instant * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

const FOLD_OCTETS = 75;

function octetsOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
}

/** The line folded so that none is longer than 75 octets of UTF-8 and no character is cut; without the break at its end. */
export function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const more = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + more > FOLD_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += more;
  }
  return text;
}

/** Content lines as text: folded, each ended by CR and LF. */
export function calendarText(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
