import type { Command } from 'commander';
import type { Within } from './access-program.ts';
import { backupCommand, erasuresCommand, restoreCommand } from './commands/backup.ts';
import { eraseCommand, exportEmployeeCommand } from './commands/people.ts';
import { runRetentionCommand, setRetentionCommand, showRetentionCommand } from './commands/retention.ts';
import { historyAccuracyCommand } from './commands/tracking.ts';
import { trailHeadCommand, trailListCommand, trailVerifyCommand } from './commands/trail.ts';
import type { RawOptions } from './option-values.ts';

const OF = ['--organisation <id>', 'organisation (default: default)'] as const;

/** `trail`, `backup`, `restore`, `erase`, `export-employee`, `history-accuracy`, `retention`: what an operator does where the data lie (DATA_DIR or DATABASE_URL). */
export function maintenanceCommands(program: Command, { session, withCommon, commonOf, leave }: Within): void {
  const trail = program
    .command('trail')
    .description('The trail of all changes; verify and head also while a service runs.');
  withCommon(trail.command('verify'))
    .description('Check that no entry was changed, taken out or put in; needs no key. Leaves with 1 where one was.')
    .option('--from-head <file>', 'heads that "trail head --out" wrote before: they must still be in the trail')
    .action(async (raw: RawOptions) => leave(await trailVerifyCommand(session, commonOf(raw), raw)));
  withCommon(trail.command('head'))
    .description('Number and hash of the newest entry of each trail, to be kept elsewhere.')
    .action(async (raw: RawOptions) => leave(await trailHeadCommand(session, commonOf(raw))));
  withCommon(trail.command('list'))
    .description('Who did what, the newest first.')
    .option('--kind <kind>', 'only changes of things of this kind, such as absence')
    .option('--thing <id>', 'only changes of the thing with this id')
    .option('--actor <name>', 'only what this actor did')
    .option('--from <date>', 'first date, UTC')
    .option('--to <date>', 'last date, UTC')
    .option('--limit <number>', 'entries at most (default: 100)')
    .option(...OF)
    .action(async (raw: RawOptions) => leave(await trailListCommand(session, commonOf(raw), raw)));

  withCommon(program.command('history-accuracy'))
    .description(
      'Stored forecasts from a stored history against the rows that it holds now: errors, and alarms of bias.',
    )
    .argument('<history>', 'id of the history')
    .option('--since <date>', 'only forecasts that reach this date or a later one')
    .option('--false-alarms <days>', 'days between false alarms of bias in the mean (default: 365)')
    .option(...OF)
    .action(async (id: string, raw: RawOptions) =>
      leave(await historyAccuracyCommand(session, commonOf(raw), id, raw)),
    );

  withCommon(program.command('backup'))
    .description('Write everything that is stored to one file; also while a service runs.')
    .action(async (raw: RawOptions) => leave(await backupCommand(session, commonOf(raw))));
  withCommon(program.command('restore'))
    .description('Restore a backup. It is checked to its end first; until it is there as a whole nothing is changed.')
    .argument('<backup>', 'file that "backup" wrote')
    .option('--replace', 'what is stored goes')
    .option(
      '--erasures <file>',
      'erasures that "erasures --out" wrote: who was erased after the backup is erased again',
    )
    .action(async (file: string, raw: RawOptions) => leave(await restoreCommand(session, commonOf(raw), file, raw)));
  withCommon(program.command('erasures'))
    .description('Marks of those who were erased, for the restoring of older backups; they say nothing of whom.')
    .action(async (raw: RawOptions) => leave(await erasuresCommand(session, commonOf(raw))));

  withCommon(program.command('export-employee'))
    .description('All that is held about an employee.')
    .argument('<employee>', 'id of the employee')
    .option(...OF)
    .action(async (id: string, raw: RawOptions) => leave(await exportEmployeeCommand(session, commonOf(raw), id, raw)));
  withCommon(program.command('erase'))
    .description('Erase an employee: hours that must be kept stay under a pseudonym. It cannot be taken back.')
    .argument('<employee>', 'id of the employee')
    .option(...OF)
    .action(async (id: string, raw: RawOptions) => leave(await eraseCommand(session, commonOf(raw), id, raw)));

  const retention = program
    .command('retention')
    .description('How long what is stored is kept: DATA_DIR while no service runs, or DATABASE_URL.');
  withCommon(retention.command('show'))
    .description('The periods by kind, and the laws of the teams that bound them.')
    .option(...OF)
    .action(async (raw: RawOptions) => leave(await showRetentionCommand(session, commonOf(raw), raw)));
  withCommon(retention.command('set'))
    .description('Change periods; those that are not named stay.')
    .argument('<period...>', 'KIND=DAYS, KIND=forever or KIND=usual, such as jobs=90')
    .option(...OF)
    .action(async (periods: readonly string[], raw: RawOptions) =>
      leave(await setRetentionCommand(session, commonOf(raw), periods, raw)),
    );
  withCommon(retention.command('run'))
    .description('Remove what is past its time, as a service does every day.')
    .option('--dry-run', 'only tell what would go')
    .option(...OF)
    .action(async (raw: RawOptions) => leave(await runRetentionCommand(session, commonOf(raw), raw)));
}
