import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson } from '../../../src/contract/json-text.ts';

const place = (text: string): unknown => {
  const read = parseJson(text);
  return read.ok ? 'read' : [read.issues[0]?.facts['line'], read.issues[0]?.facts['column']];
};

it('any JSON is read, with or without a byte-order mark', () => {
  fc.assert(
    fc.property(fc.json(), fc.boolean(), (text, mark) => {
      expect(parseJson(mark ? `\uFEFF${text}` : text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
    }),
    { numRuns: 100 },
  );
});

it('a string of megabytes, plain or of escapes, takes no more stack than a short one', () => {
  for (const long of ['x', '\\n', '\\u00e4'].map((part) => part.repeat(3_000_000)))
    expect(place(`{"a":"${long}", }`)).toEqual([1, long.length + 10]);
});

it.each([
  ['', [1, 1]],
  ['{', [1, 2]],
  ['{"a": 1,}', [1, 9]],
  ['{"a" 1}', [1, 6]],
  ['[1 2]', [1, 4]],
  ['[1,]', [1, 4]],
  ['{\n  "a": tru\n}', [2, 8]],
  ["{'a': 1}", [1, 2]],
  ['{"a": 01}', [1, 8]],
  ['{"a": NaN}', [1, 7]],
  ['{"a": "x\ny"}', [1, 7]],
  ['[1}', [1, 3]],
  ['{}\n{}', [2, 1]],
  ['1 x', [1, 3]],
  [']', [1, 1]],
  ['{"a":1}}', [1, 8]],
  ['{1: 2}', [1, 2]],
])('%j is wrong at line and column %j', (text, expected) => {
  expect(place(text)).toEqual(expected);
});

it('whatever is no JSON has a place inside the text', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (text, index, noise) => {
      const at = index % (text.length + 1);
      const broken = text.slice(0, at) + noise + text.slice(at);
      const read = parseJson(broken);
      if (read.ok) return;
      const { line, column } = (read.issues[0]?.facts ?? {}) as { readonly line: number; readonly column: number };
      const lines = broken.split('\n');
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
    }),
    { numRuns: 200 },
  );
});
