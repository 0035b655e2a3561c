import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { makeWeek } from './week.ts';

/*
 * A contact centre's week from a real history, as a PROBLEM for `shiftcast roster`:
 * `npm run -s bench:weeks -- --history F.csv --zone Z --employees N --seed S --out PROBLEM.json [--sites K] [--from DATE] [--grid 15]`.
 * What the week is like: README.md beside this file.
 */
const USAGE =
  'bench:weeks -- --history F.csv --zone Z --employees N --seed S --out PROBLEM.json [--sites K] [--from DATE] [--grid 15|30]';

function whole(name: string, text: string | undefined, least: number, most: number): number {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || value < least || value > most) {
    throw new Error(`--${name} must be a whole number from ${least} to ${most}.\n${USAGE}`);
  }
  return value;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      history: { type: 'string' },
      zone: { type: 'string' },
      employees: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      sites: { type: 'string' },
      from: { type: 'string' },
      grid: { type: 'string', default: '30' },
    },
  });
  const { history, zone, out } = values;
  if (history === undefined || zone === undefined || out === undefined) throw new Error(USAGE);
  if (values.grid !== '15' && values.grid !== '30') throw new Error(`--grid must be 15 or 30.\n${USAGE}`);
  const { problem, facts } = makeWeek({
    csv: readFileSync(history, 'utf8'),
    zone,
    employees: whole('employees', values.employees, 2, 5000),
    seed: whole('seed', values.seed, 0, 2 ** 31 - 1),
    sites: values.sites === undefined ? undefined : whole('sites', values.sites, 1, 50),
    from: values.from,
    grid: values.grid === '15' ? 15 : 30,
  });
  const read = parseProblem(problem);
  if (!read.ok) throw new Error(read.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  writeFileSync(out, `${JSON.stringify(problem)}\n`);
  console.log(
    `${out}: ${problem.team.employees.length} employees on ${facts.sites === 1 ? 'one site' : `${facts.sites} sites`}, 7 days from ${facts.from}; ` +
      `${facts.contacts} contacts (${facts.scale.toFixed(4)} x the history), ${facts.requiredHours} hours to schedule, ` +
      `${facts.contractHours} by contract (${(facts.contractHours / facts.requiredHours).toFixed(4)}).`,
  );
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
