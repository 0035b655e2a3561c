import type { Command } from 'commander';
import { adherenceCommand } from './commands/adherence.ts';
import { measuresCommand } from './commands/measures.ts';
import { hoursCommand } from './commands/hours.ts';
import type { AddCommand } from './add-command.ts';

/** Options that say which dates of a team are looked at, and what was scheduled and worked on them. */
function scheduleOptions(command: Command): Command {
  return command
    .option('--from <date>', 'first date')
    .option('--to <date>', 'last date, included')
    .option(
      '--shifts <file>',
      'what is scheduled, also before and behind the dates: .csv, a list of shifts, or a roster',
    )
    .option('--attendance <file>', 'what was worked: CSV employee,start,end[,activity], or a list, .json')
    .option(
      '--breaks <meaning>',
      'breaks of a shift whose attendance has none: as-scheduled, worked (default: as-scheduled)',
    );
}

/** Adds the commands about people's hours. */
export function addPeopleCommands(command: AddCommand): void {
  scheduleOptions(
    command(
      'hours',
      'team',
      'TEAM, or a PROBLEM, PLAN or ROSTER that holds one',
      'Hours of people by week, month, quarter or year, limits and breaches.',
      hoursCommand,
    ),
  )
    .option('--by <period>', 'week, month, quarter or year (default: month)')
    .option('--table <name>', 'what the CSV of --out holds: hours, totals, limits or breaches (default: hours)')
    .option('--view <who>', 'hr: tell protected rules as they are (default: everybody)');

  scheduleOptions(
    command(
      'adherence',
      'team',
      'TEAM, or a PROBLEM, PLAN or ROSTER that holds one',
      'Adherence and conformance of people by interval and day.',
      adherenceCommand,
    ),
  )
    .option('--interval <minutes>', '5, 10, 15, 30 or 60 (default: 30)')
    .option('--table <name>', 'what the CSV of --out holds: days, intervals or employees (default: days)');

  command(
    'measures',
    'results',
    'RESULTS, CSV employee,date and counts of results, or a request, .json',
    'Measures of a team by season, next targets, and proficiency for a requirement.',
    measuresCommand,
  )
    .option('--seasons <file>', 'peak and slack season: a list of {season, from, to}, .json')
    .option('--table <name>', 'what the CSV of --out holds: measures, targets or proficiency (default: measures)');
}
