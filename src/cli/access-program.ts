import type { Command } from 'commander';
import {
  createKeyCommand,
  createOrganisationCommand,
  listKeysCommand,
  listOrganisationsCommand,
  revokeKeyCommand,
} from './commands/access.ts';
import type { ExitCode } from './exit-codes.ts';
import type { RawOptions } from './option-values.ts';
import type { Session } from './run.ts';
import type { Common } from './terminal.ts';

/** What the commands of this file need of the program that they belong to. */
export type Within = {
  readonly session: Session;
  readonly withCommon: (command: Command) => Command;
  readonly commonOf: (raw: RawOptions) => Common;
  readonly leave: (code: ExitCode) => void;
};

const OF = ['--organisation <id>', 'organisation of the key (default: default)'] as const;

/** `keys` and `organisations`: who may ask a service, told where its data lie. */
export function accessCommands(program: Command, { session, withCommon, commonOf, leave }: Within): void {
  const keys = program
    .command('keys')
    .description('Keys of a service: DATA_DIR while no service runs, or DATABASE_URL.');
  withCommon(keys.command('create'))
    .description('Make a key; it is printed this once.')
    .requiredOption('--name <name>', 'name that stands beside what is written with it')
    .requiredOption('--role <role>', 'administrator, supervisor, hr, employee or integration')
    .option('--teams <ids>', 'the teams of a supervisor, or of an integration (default: all): separated by commas')
    .option('--employee <id>', 'of the role employee: whose schedule it is')
    .option('--operations <ids>', 'only these operations, by operationId, separated by commas')
    .option('--days <number>', 'days for which it is good (default: 365)')
    .option(...OF)
    .action(async (raw: RawOptions) => leave(await createKeyCommand(session, commonOf(raw), raw)));
  withCommon(keys.command('list'))
    .description('Keys by name, also revoked ones.')
    .option(...OF)
    .action(async (raw: RawOptions) => leave(await listKeysCommand(session, commonOf(raw), raw)));
  withCommon(keys.command('revoke'))
    .description('Revoke a key: from the next request on it is refused.')
    .argument('<key>', 'id of the key')
    .option(...OF)
    .action(async (id: string, raw: RawOptions) => leave(await revokeKeyCommand(session, commonOf(raw), id, raw)));
  const organisations = program.command('organisations').description('Organisations of a service: nothing crosses.');
  withCommon(organisations.command('create'))
    .description('Make an organisation.')
    .argument('<id>', 'small letters, digits and hyphens')
    .option('--name <name>', 'name for people')
    .action(async (id: string, raw: RawOptions) =>
      leave(await createOrganisationCommand(session, commonOf(raw), id, raw)),
    );
  withCommon(organisations.command('list'))
    .description('The organisations that there are.')
    .action(async (raw: RawOptions) => leave(await listOrganisationsCommand(session, commonOf(raw))));
}
