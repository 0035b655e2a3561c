import { expect, it } from 'vitest';
import { openUses } from '../../../src/api/uses.ts';

const MINUTE = 60_000;

it('a use is entered once in each minute of the clock, for each name', () => {
  let now = 5 * MINUTE;
  const written: string[] = [];
  const uses = openUses(() => now);
  const use = (name: string) => uses.enter(name, async () => written.push(`${name} ${now / MINUTE}`));
  use('a');
  use('a');
  use('b');
  now = 5 * MINUTE + MINUTE - 1;
  use('a');
  expect(written).toEqual(['a 5', 'b 5']);
  now = 6 * MINUTE;
  use('a');
  use('a');
  expect(written).toEqual(['a 5', 'b 5', 'a 6']);
});

it('one that could not be written is entered by the next use', async () => {
  let writes = 0;
  const uses = openUses(() => MINUTE);
  const fail = () => {
    writes += 1;
    return Promise.reject(new Error('the disk is full'));
  };
  uses.enter('a', fail);
  uses.enter('a', fail);
  expect(writes).toBe(1);
  await Promise.resolve();
  await Promise.resolve();
  uses.enter('a', fail);
  expect(writes).toBe(2);
});
