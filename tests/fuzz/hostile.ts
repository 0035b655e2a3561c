import type { Random } from '../fixtures/random.ts';

/** What a careless or hostile client may put where a value belongs. */

/** A place of a JSON text that is written as it is, whatever JSON would say of it. */
const RAW = '@raw:';

const nested = (times: number, open: string, close: string): string => open.repeat(times) + close.repeat(times);

/** The key that no answer may ever hold: it is only ever sent as a property of a prototype. */
export const POLLUTED = 'shiftcastPolluted';

const RAW_TOKENS: readonly (() => string)[] = [
  () => 'NaN',
  () => 'Infinity',
  () => '-Infinity',
  () => '1e400',
  () => '-1e400',
  () => '1e-400',
  () => '1e308',
  () => '9007199254740993',
  () => '9'.repeat(400),
  () => '-0',
  () => '01',
  () => '.5',
  () => '0x10',
  () => '1_000',
  () => 'undefined',
  () => String.raw`"\ud800"`,
  () => String.raw`"x\udc00"`,
  () => String.raw`"a\u0000b"`,
  () => '"a\nb"',
  () => nested(40, '[', ']'),
  () => nested(60, '{"a":', '}').replace('{"a":}', '{"a":1}'),
  () => nested(20_000, '[', ']'),
  () => '['.repeat(30_000),
  () => `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  () => `{"__proto__":{"${POLLUTED}":1}}`,
  () => `{"constructor":{"prototype":{"${POLLUTED}":1}}}`,
  () => '{"a":1,"a":2}',
  () => '{"toString":1,"valueOf":2,"hasOwnProperty":3}',
  () => '{"length":1e9}',
  () => '[]',
  () => '{}',
];

const TEXTS: readonly (() => string)[] = [
  () => '',
  () => ' ',
  () => '__proto__',
  () => 'constructor',
  () => 'toString',
  () => 'hasOwnProperty',
  () => '=1+1',
  () => "=cmd|' /C calc'!A0",
  () => '+1',
  () => '-1+1',
  () => '@SUM(A1:A9)',
  () => '\t=1',
  () => '＝1+1',
  () => 'x\r\nBEGIN:VALARM\r\nEND:VALARM',
  () => 'x\r\nX-Injected: yes\r\n\r\nbody',
  () => 'x\u2028ATTENDEE:mailto:a@example.org',
  () => '../../etc/passwd',
  () => '..%2f..%2f',
  () => '/dev/zero',
  () => 'file:///etc/passwd',
  () => 'C:\\con',
  () => "'; drop table jobs; --",
  () => '$1',
  () => '%00',
  () => '%',
  () => '\u0000',
  () => '\ud800',
  () => 'a\udfff',
  () => '\u202eabc\u202c',
  () => '👩‍👩‍👧‍👦'.repeat(20),
  () => 'e\u0301',
  () => 'İ',
  () => '<script>alert(1)</script>',
  () => '{{7*7}}${7*7}',
  () => 'NaN',
  () => '1e309',
  () => '-1',
  () => '0',
  () => '99999999999999999999',
  () => '0000-00-00',
  () => '0000-01-01',
  () => '2026-02-30',
  () => '9999-12-31',
  () => '+275760-09-13',
  () => '-271821-04-20T00:00:00Z',
  () => '9999-12-31T23:59:59-23:59',
  () => '2026-03-29T02:30',
  () => '2026-10-25T02:30',
  () => '24:00',
  () => '25:61',
  () => 'Etc/GMT+12',
  () => 'Pacific/Kiritimati',
  () => 'America/Nowhere',
  () => 'a'.repeat(5000),
  () => `${'a'.repeat(30_000)}!`,
  () => `${' '.repeat(30_000)}x`,
  () => `${'0'.repeat(30_000)}x`,
  () => '1:'.repeat(15_000),
  () => `${'a,'.repeat(15_000)}"`,
  () => '"'.repeat(20_001),
  () => `timestamp,count\n${'2026-03-02T09:00,=1\n'.repeat(500)}`,
  () => `timestamp;count\n"2026-03-02`,
  () => 'timestamp,count,__proto__\n2026-03-02,1,2',
];

const NUMBERS: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.1,
  -0.5,
  2,
  1e-9,
  1e-320,
  127,
  128,
  255,
  1000,
  65_536,
  1e6,
  2_147_483_647,
  2_147_483_648,
  4_294_967_296,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  1e15,
  1e21,
  1e100,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.MIN_VALUE,
  Math.PI,
];

const ODD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => false,
  () => [],
  () => ({}),
  () => [[]],
  () => [null],
  () => ({ '': 1 }),
  () => ({ length: 3, 0: 'a' }),
  () => Array.from({ length: 3000 }, (_, index) => index),
  () => Array.from({ length: 1200 }, () => ({})),
  () => Object.fromEntries(Array.from({ length: 800 }, (_, index) => [`k${index}`, index])),
];

export function hostileText(random: Random): string {
  return random.one(TEXTS)();
}

/** Any hostile value; a raw token is marked and only becomes itself in `jsonText`. */
export function hostileValue(random: Random): unknown {
  const kind = random.whole(0, 9);
  if (kind < 4) return hostileText(random);
  if (kind < 7) return random.one(NUMBERS);
  if (kind < 8) return random.one(ODD)();
  return `${RAW}${random.whole(0, RAW_TOKENS.length - 1)}`;
}

/** The value as JSON text, with its raw tokens. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.replaceAll(/"@raw:(\d+)"/g, (_, index: string) => RAW_TOKENS[Number(index)]?.() ?? 'null');
}

/** Bodies that are no JSON of any kind, with the headers that go with them. */
export const BODIES: readonly (() => {
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
})[] = [
  () => ({ bytes: new Uint8Array(), headers: {} }),
  () => ({ bytes: Buffer.from('{"cut": '), headers: {} }),
  () => ({ bytes: Buffer.from('\ufeff{}'), headers: {} }),
  () => ({ bytes: Buffer.from('{}', 'utf16le'), headers: {} }),
  () => ({ bytes: Buffer.from([0xff, 0xfe, 0xfd]), headers: {} }),
  () => ({ bytes: Buffer.from('{"a":"\xff"}', 'latin1'), headers: {} }),
  () => ({ bytes: Buffer.from('null'), headers: {} }),
  () => ({ bytes: Buffer.from('"text"'), headers: {} }),
  () => ({ bytes: Buffer.from('[1,2]'), headers: {} }),
  () => ({ bytes: Buffer.from(`{"__proto__":{"${POLLUTED}":1}}`), headers: {} }),
  () => ({ bytes: Buffer.from('{}'), headers: { 'Content-Type': 'text/plain' } }),
  () => ({ bytes: Buffer.from('{}'), headers: { 'Content-Type': 'application/json; charset=latin1' } }),
  () => ({ bytes: Buffer.from('{}'), headers: { 'Content-Encoding': 'gzip' } }),
  () => ({ bytes: Buffer.from('{}'), headers: { 'Content-Encoding': 'nothing' } }),
  () => ({ bytes: Buffer.from('a=1&b=2'), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
  () => ({ bytes: Buffer.from(' '.repeat(100_000)), headers: {} }),
];

/** Segments of a path; all of them may stand in a request line. */
export const SEGMENTS: readonly string[] = [
  '..',
  '.',
  '%2e%2e',
  '..%2f..%2fetc%2fpasswd',
  '%2F',
  '%00',
  '%0d%0aX-Injected:%20yes',
  '%ff',
  '%',
  '%zz',
  '%ed%a0%80',
  '__proto__',
  'constructor',
  '%7B%7D',
  "'%20or%201=1",
  'a'.repeat(4000),
  '%E4%B8%AD',
  ';x=1',
  '*',
  '0',
  '-1',
  'null',
  'undefined',
];

/** Values of any header, all of them allowed by HTTP. */
export const HEADER_TEXTS: readonly string[] = [
  '',
  '*',
  '"1"',
  'W/"1"',
  '"999999999999999999999"',
  '"',
  '"1", "2"',
  'wait=1',
  'wait=-1',
  'wait=1e9',
  'respond-async',
  'respond-async, wait=1',
  'two words',
  'x'.repeat(3000),
  '__proto__',
  'text/csv',
  'text/calendar',
  'text/html',
  'image/png',
  'application/json;q=0',
  '*/*;q=abc',
  'zh',
  'de-DE,en;q=0',
  ',,,',
  '=',
  'bytes=0-',
  '\u00e9',
];
