import { expect, it } from 'vitest';
import { parseTeam } from '../../../src/contract/problem-mapping.ts';
import { shapeFault } from '../../../src/contract/document-shape.ts';

const TEAM = '"zone":"Europe/Berlin","contracts":[{"id":"ft"}]';

function told(text: string): readonly string[] {
  const read = parseTeam(JSON.parse(text));
  return read.ok ? [] : read.issues.map(({ code, path }) => `${code} ${path}`);
}

it.each([
  [
    `{${TEAM},"employees":[{"id":"a","contract":"ft"}],"rules":[{"rule":"minimum-rest","values":{"__proto__":{"x":1}}}]}`,
    '/rules/0/values/__proto__',
  ],
  [
    `{${TEAM},"employees":[{"id":"a","contract":"ft","externalIds":{"\\u005f_proto__":"x"}}]}`,
    '/employees/0/externalIds/__proto__',
  ],
  [`{${TEAM},"employees":[{"id":"a","contract":"ft","__proto__":{"skills":["x"]}}]}`, '/employees/0/__proto__'],
])('the name __proto__ is refused in %s', (text, path) => {
  expect(told(text)).toEqual([`name-not-allowed ${path}`]);
});

it('a million wrong keys are told of as far as anybody reads', () => {
  const keys = Object.fromEntries(Array.from({ length: 300_000 }, (_, index) => [`zonee${index}`, 1]));
  const read = parseTeam({
    ...keys,
    zone: 'Europe/Berlin',
    contracts: [{ id: 'ft' }],
    employees: [{ id: 'a', contract: 'ft' }],
  });
  expect(read.ok ? [] : new Set(read.issues.map(({ code }) => code))).toEqual(new Set(['unknown-key']));
});

it('a value that lies in itself too often is refused where the levels end, and not walked further', () => {
  const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  expect(shapeFault(deep(50))).toBeUndefined();
  expect(shapeFault(deep(51))).toMatchObject({ code: 'nested-too-deep', path: '/0'.repeat(50) });
  expect(shapeFault({ name: deep(100_000) })).toMatchObject({ code: 'nested-too-deep' });
  expect(told(`{${TEAM},"employees":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`)).toHaveLength(1);
});
