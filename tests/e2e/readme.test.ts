import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pricesSchema } from '../../src/contract/problem.ts';
import { LIMITS } from '../../src/contract/limits.ts';
import { readSettings } from '../../src/main/settings.ts';
import { ROOT, run } from './command.ts';

const path = `${ROOT}README.md`;
const readme = readFileSync(path, 'utf8');
const blocks = [...readme.matchAll(/```console\n([^]*?)```/g)].map((match) => match[1] ?? '');
const isUpdate = process.env['UPDATE_DOCUMENTS'] === '1';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-readme-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The block with what its commands print now; each block has a folder of its own for what it calls /tmp/week. */
async function printed(block: string, index: number): Promise<string> {
  const week = join(folder, String(index));
  mkdirSync(week);
  const commands = block.split('\n').filter((line) => line.startsWith('$ '));
  const outputs: string[] = [];
  for (const command of commands) {
    const own = command.slice(2).replaceAll('/tmp/week', week);
    const shell = `shiftcast() { "${process.execPath}" src/main/cli.ts "$@"; }\n{ ${own}\n} 2>&1`;
    const { out } = await run('bash', ['-c', shell]);
    outputs.push(`${command}\n${out.replaceAll(week, '/tmp/week').replaceAll(ROOT.slice(0, -1), '~/shiftcast')}`);
  }
  return outputs.join('');
}

describe('README', () => {
  it('has blocks of commands', () => {
    expect(blocks.length).toBeGreaterThan(5);
  });

  it('shows what the commands print', { timeout: 120_000 }, async () => {
    const now = await Promise.all(blocks.map(printed));
    if (isUpdate) {
      let next = 0;
      writeFileSync(
        path,
        readme.replaceAll(/```console\n[^]*?```/g, () => `\`\`\`console\n${now[next++]}\`\`\``),
      );
    }
    expect(isUpdate ? blocks : now).toEqual(blocks);
  });

  it('names every setting with its default, every price and the limits as they are', () => {
    const settings = readSettings({});
    const defaults = settings.ok ? settings.value : undefined;
    expect(readme).toContain(`| ${defaults?.port} |\n| \`HOST\``);
    expect(readme).toContain(`longest solve of one request (seconds) | ${defaults?.requestSeconds} |`);
    expect(readme).toContain(`after decompression (bytes) | ${defaults?.maxBodyBytes} |`);
    expect(readme).toContain(`requests that may wait for a thread | ${defaults?.queueLength} |`);
    expect(readme).toContain(`heap of a thread (MiB) | ${defaults?.threadMemoryMiB} |`);
    const prices = pricesSchema.parse({});
    for (const price of Object.keys(prices)) expect(readme).toContain(`\`${price}\``);
    const { belowFloorHour, belowTargetHour, aboveTargetHour, aboveCeilingHour } = prices;
    expect(readme).toContain(`| ${belowFloorHour}, ${belowTargetHour} |`);
    expect(readme).toContain(`| ${aboveTargetHour}, ${aboveCeilingHour} |`);
    const { belowFloorPerson, belowTargetPerson, aboveTargetPerson, aboveCeilingPerson } = prices;
    expect(readme).toContain(
      `| ${belowFloorPerson}, ${belowTargetPerson}, ${aboveTargetPerson}, ${aboveCeilingPerson} |`,
    );
    for (const [what, most] of [
      ['rows of a history', LIMITS.historyRows],
      ['days forecast', LIMITS.forecastDays],
      ['days rostered', LIMITS.horizonDays],
      ['days of a plan', LIMITS.planDays],
      ['days audited', LIMITS.auditDays],
      ['employees', LIMITS.employees],
      ['shifts of a list', LIMITS.shifts],
      ['intervals of demand', LIMITS.demands],
      ['shifts that one template stands for', LIMITS.templateVariants],
    ] as const)
      expect(readme).toContain(`| ${what} | ${most} |`);
  });
});
