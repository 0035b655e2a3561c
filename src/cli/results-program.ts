import type { Command } from 'commander';
import type { Within } from './access-program.ts';
import {
  acceptTargetsCommand,
  enterResultsCommand,
  listResultsCommand,
  measureSettingsCommand,
  proposeTargetsCommand,
  storedMeasuresCommand,
  targetsCommand,
} from './commands/results.ts';
import type { RawOptions } from './option-values.ts';

const OF = ['--organisation <id>', 'organisation (default: default)'] as const;

/** `results`: results of employees of a stored team, its measures and targets, where the data lie (DATA_DIR or DATABASE_URL). */
export function resultCommands(program: Command, { session, withCommon, commonOf, leave }: Within): void {
  const results = program
    .command('results')
    .description(
      'Stored results of a team, its measures and targets: DATA_DIR while no service runs, or DATABASE_URL.',
    );
  const ofTeam = (name: string, about: string): Command =>
    withCommon(results.command(name)).description(about).argument('<team>', 'id of the stored team');
  const withDates = (command: Command): Command =>
    command
      .option('--from <date>', 'first date of the results (default: the first)')
      .option('--to <date>', 'last date, included (default: the last)');

  withDates(ofTeam('enter', 'Enter results in place of all that are stored of their dates.'))
    .argument('<results>', 'CSV or XLSX employee,date and counts of results, or {rows}, .json')
    .option(...OF)
    .action(async (team: string, file: string, raw: RawOptions) =>
      leave(await enterResultsCommand(session, commonOf(raw), team, file, raw)),
    );
  withDates(ofTeam('list', 'Results as they are stored.'))
    .option('--employee <id>', 'only this employee')
    .option(...OF)
    .action(async (team: string, raw: RawOptions) =>
      leave(await listResultsCommand(session, commonOf(raw), team, raw)),
    );
  withDates(
    ofTeam(
      'measures',
      'Measures by season, targets in force and proficiency; what --out writes is what requirement --crew takes.',
    ),
  )
    .option('--employee <id>', 'of the employees only this one')
    .option('--table <name>', 'what the CSV of --out holds: measures, targets or proficiency (default: measures)')
    .option(...OF)
    .action(async (team: string, raw: RawOptions) =>
      leave(await storedMeasuresCommand(session, commonOf(raw), team, raw)),
    );
  ofTeam('settings', 'Seasons of a team, and how its measures are made; with --set they are replaced.')
    .option('--set <file>', 'seasons, uplift, leastCases, priorCases and bounds of proficiency, .json')
    .option(...OF)
    .action(async (team: string, raw: RawOptions) =>
      leave(await measureSettingsCommand(session, commonOf(raw), team, raw)),
    );
  withDates(ofTeam('propose', 'Propose the next targets: the best of the team, and better by the uplift.'))
    .option('--seasons <names>', 'all, peak, slack, other, by commas (default: those that the settings name)')
    .option(...OF)
    .action(async (team: string, raw: RawOptions) =>
      leave(await proposeTargetsCommand(session, commonOf(raw), team, raw)),
    );
  ofTeam('targets', 'Targets, the newest first, with who proposed and who accepted them.')
    .option('--season <name>', 'all, peak, slack or other')
    .option('--state <state>', 'proposed, accepted or replaced')
    .option(...OF)
    .action(async (team: string, raw: RawOptions) => leave(await targetsCommand(session, commonOf(raw), team, raw)));
  ofTeam('accept', 'Put proposed targets in force, all or none of those named.')
    .argument('<target...>', 'id of a proposed target, or ID=VALUE for another value than the proposed one')
    .option(...OF)
    .action(async (team: string, targets: readonly string[], raw: RawOptions) =>
      leave(await acceptTargetsCommand(session, commonOf(raw), team, targets, raw)),
    );
}
