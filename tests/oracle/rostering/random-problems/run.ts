import { parseArgs } from 'node:util';
import { type Compared, compareEngines, ENGINES } from './compare-engines.ts';
import { isAgreed, isProven, type Row, tableOf } from './features.ts';
import { rosterEngines } from '../../../../src/main/engines.ts';

/*
 * `npm run -s check:problems [-- --problems 300 --seed 1]`: random problems of up to 5 employees and 7 days on which the engines and brute force must agree.
 * Prints how often each rule and each other feature was there, bound and agreed; exit code 1 on any disagreement, which is told with the problem.
 * `-- --only 17` looks at one problem of the seed.
 */
const { values: options } = parseArgs({
  options: {
    problems: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} must be a whole number from ${least}, not ${text}`);
  return value;
}

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

function tellTable(title: string, rows: readonly Row[]): void {
  const columns = ['problems', 'bound', 'decided', 'agreed', 'proven', 'lines reached'];
  tell(`${title.padEnd(32)}${columns.map((name) => name.padStart(15)).join('')}`);
  for (const { name, problems, bound, decided, agreed, proven, lines } of rows) {
    const cells = [problems, bound, decided ?? '', agreed, proven, lines];
    tell(`${name.padEnd(32)}${cells.map((cell) => String(cell).padStart(15)).join('')}`);
  }
  tell('');
}

/** What each engine did, `auto` by the engine that it chose. */
function tellEngines(all: readonly Compared[]): void {
  for (const engine of ENGINES) {
    const answers = all.flatMap((one) => one.answers.filter((answer) => answer.engine === engine));
    const by = [...Map.groupBy(answers, (answer) => answer.by)].map(([name, list]) => `${list.length} by ${name}`);
    const proven = answers.filter(isProven).length;
    const reached = answers.filter((answer) => answer.reached).length;
    tell(`${engine}: ${answers.length} problems (${by.join(', ')}), ${reached} best or rightly none, ${proven} proven`);
  }
}

const seed = wholeNumber('seed', options.seed, 1);
const indexes =
  options.only === undefined
    ? Array.from({ length: wholeNumber('problems', options.problems, 1) }, (_, index) => index)
    : [wholeNumber('only', options.only, 0)];
const engines = await rosterEngines();
const all: Compared[] = [];
for (const index of indexes) {
  const compared = await compareEngines(seed, index, engines);
  all.push(compared);
  for (const { engine, disagreement } of compared.answers) {
    if (disagreement !== undefined) tell(`DISAGREES: problem ${index} of seed ${seed}, ${engine} ${disagreement}`);
  }
  if (!isAgreed(compared)) tell(JSON.stringify(compared.problem));
}
const { rules, features } = tableOf(all);
tellTable('rule', rules);
tellTable('feature', features);
tellEngines(all);
const wrong = all.filter((one) => !isAgreed(one));
tell(`${all.length} problems of seed ${seed}: ${all.length - wrong.length} agreed, ${wrong.length} did not`);
process.exitCode = wrong.length === 0 ? 0 : 1;
