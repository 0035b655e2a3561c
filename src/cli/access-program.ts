import type { Command } from 'commander';
import {
  createKeyCommand,
  createOrganisationCommand,
  listKeysCommand,
  listOrganisationsCommand,
  revokeKeyCommand,
} from './commands/access.ts';
import {
  addUserCommand,
  changeUserCommand,
  disableUserCommand,
  listUsersCommand,
  removeUserCommand,
  signOutUserCommand,
} from './commands/users.ts';
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

const OF_USER = ['--organisation <id>', 'organisation of the user (default: default)'] as const;

/** Options that say who a user is, and what of the organisation is theirs. */
function withUser(command: Command): Command {
  return command
    .option('--name <name>', 'name for people to read')
    .option('--email <address>', 'finds the user at the first sign-in, where the issuer has verified it')
    .option('--issuer <url>', 'who vouches for the user, as in OIDC_ISSUER; with --subject')
    .option('--subject <sub>', 'who the user is to the issuer; entered by the first sign-in')
    .option('--teams <ids>', 'the teams of a supervisor: separated by commas')
    .option('--employee <id>', 'of the role employee: whose schedule it is')
    .option(...OF_USER);
}

/** `users`: who may sign in with a browser. */
function userCommands(program: Command, { session, withCommon, commonOf, leave }: Within): void {
  const users = program
    .command('users')
    .description('Who may sign in at a service by OpenID Connect: DATA_DIR while no service runs, or DATABASE_URL.');
  withUser(withCommon(users.command('add')))
    .description('Let somebody sign in, known by a verified e-mail address or by issuer and subject.')
    .requiredOption('--role <role>', 'administrator, supervisor, hr or employee')
    .action(async (raw: RawOptions) => leave(await addUserCommand(session, commonOf(raw), raw)));
  withCommon(users.command('list'))
    .description('Users in the order in which they were made.')
    .option(...OF_USER)
    .action(async (raw: RawOptions) => leave(await listUsersCommand(session, commonOf(raw), raw)));
  withUser(withCommon(users.command('change')))
    .description('Change what the options say; where that changes what the user may do, all sessions end.')
    .argument('<user>', 'id of the user')
    .option('--role <role>', 'another role: teams and employee are those of the options alone')
    .option('--state <state>', 'active or disabled')
    .action(async (id: string, raw: RawOptions) => leave(await changeUserCommand(session, commonOf(raw), id, raw)));
  const one = [
    ['disable', 'Let a user sign in no more, and end all sessions.', disableUserCommand],
    ['remove', 'Remove a user with all that says who it was.', removeUserCommand],
    ['sign-out', 'End all sessions of a user.', signOutUserCommand],
  ] as const;
  for (const [name, description, run] of one)
    withCommon(users.command(name))
      .description(description)
      .argument('<user>', 'id of the user')
      .option(...OF_USER)
      .action(async (id: string, raw: RawOptions) => leave(await run(session, commonOf(raw), id, raw)));
}

/** `keys`, `users` and `organisations`: who may ask a service, told where its data lie. */
export function accessCommands(program: Command, within: Within): void {
  const { session, withCommon, commonOf, leave } = within;
  userCommands(program, within);
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
