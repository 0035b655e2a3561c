import { Command, CommanderError, Option } from 'commander';
import { accessCommands } from './access-program.ts';
import { activitiesCommand } from './commands/activities.ts';
import { auditCommand } from './commands/audit.ts';
import { backtestCommand } from './commands/backtest.ts';
import { breaksCommand } from './commands/breaks.ts';
import { designCommand } from './commands/design.ts';
import { explainCommand } from './commands/explain.ts';
import { forecastCommand } from './commands/forecast.ts';
import { headCountCommand } from './commands/head-count.ts';
import { hiringPlanCommand } from './commands/hiring-plan.ts';
import { packsCommand } from './commands/packs.ts';
import { planCommand } from './commands/plan.ts';
import { planBatchCommand } from './commands/plan-batch.ts';
import { requirementCommand } from './commands/requirement.ts';
import { outboundCommand } from './commands/outbound.ts';
import { transientCommand } from './commands/transient.ts';
import { patienceCommand, queuesCommand } from './commands/queue-states.ts';
import { forecastQueuesCommand } from './commands/queue-forecasts.ts';
import { replaceCommand } from './commands/replace.ts';
import { rosterCommand } from './commands/roster.ts';
import { riskCommand } from './commands/risk.ts';
import { scoreCommand } from './commands/score.ts';
import { verifyCommand } from './commands/verify.ts';
import { intradayCommand } from './commands/intraday.ts';
import { accuracyCommand, serviceMissCommand } from './commands/tracking.ts';
import { workloadCommand } from './commands/workload.ts';
import { simulateCommand } from './commands/simulate.ts';
import { skillsCommand } from './commands/skills.ts';
import { swapCommand } from './commands/swap.ts';
import { PRESET_NAMES } from '../planning/requirement.ts';
import type { AddCommand } from './add-command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { maintenanceCommands } from './maintenance-program.ts';
import type { RawOptions } from './option-values.ts';
import { addPeopleCommands } from './people-commands.ts';
import { resultCommands } from './results-program.ts';
import type { Session } from './run.ts';
import { type Common, OUT_HELP } from './terminal.ts';

/** Runs the command line and says with which code to leave. A defect throws; what the user got wrong is told and answered with 2. */
export async function runCommandLine(session: Session, version: string, args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = buildProgram(session, version, (found) => {
    code = found;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  }
}

function buildProgram(session: Session, version: string, leave: (code: ExitCode) => void): Command {
  const { terminal } = session;
  const program = new Command('shiftcast')
    .description(
      'Workforce planner: forecasts contact volume, turns it into staff per interval, solves and audits rosters.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('(shiftcast --help, or shiftcast COMMAND --help, tells more)')
    .addHelpText('after', '\nExit codes: 0 done, 1 infeasible or breaches found, 2 bad input, 3 defect.');
  const command: AddCommand = (name, file, fileText, about, handler) =>
    withCommon(
      program
        .command(name)
        .description(about)
        .argument(`<${file}>`, fileText)
        .action(async (path: string, raw: RawOptions) => {
          leave(await handler(session, commonOf(raw), path, raw));
        }),
    );

  historyOptions(
    command(
      'forecast',
      'history',
      'history, .csv, .xlsx or .json',
      'Expected contacts per interval, with ranges.',
      forecastCommand,
    ),
  )
    .option('--horizon <days>', 'how far to forecast: 7d, 13w (default: 7d)')
    .option('--from <date>', 'first day; no row at or after it is read (default: the day after the last row)')
    .option('--like <file>', 'older history of a like queue, .csv or .json, for a new one')
    .option('--profile <file>', 'how days lie within themselves: a history, or JSON {interval, shares}')
    .option('--overrides <file>', 'changes by hand: JSON [{date, from, to, change, amount, by, reason}]')
    .option('--paths <number>', 'equally likely futures to draw with it, for a simulation (default: none)')
    .option('--seed <number>', 'seed of the draw (default: 1)');

  historyOptions(
    command(
      'backtest',
      'history',
      'history, .csv, .xlsx or .json',
      'Forecast weeks that are known, and compare.',
      backtestCommand,
    ),
  )
    .option('--origins <number>', 'weekly origins counted back from the end (default: 12)')
    .option('--horizon <days>', 'how far each forecast reaches (default: 7d)');

  command(
    'forecast-queues',
    'request',
    'QUEUE-FORECASTS request: several queues with their histories, .json',
    'Several queues, their channels and all of them, forecast so that they add up.',
    forecastQueuesCommand,
  );

  command(
    'intraday',
    'forecast',
    'FORECAST document as it was made, or an INTRADAY request with its actuals, .json',
    'The rest of the day and of the week, by what came so far.',
    intradayCommand,
  )
    .option('--actuals <file>', 'what came: CSV timestamp,count[,ahtSeconds], or a list, .json')
    .option('--as-of <time>', 'actuals are complete up to here (default: the end of the last one)');

  command(
    'accuracy',
    'forecast',
    'FORECAST document, or an ACCURACY request with several queues, .json',
    'Forecasts against what came: errors by interval, day, week and days ahead, and alarms of bias.',
    accuracyCommand,
  )
    .option('--actuals <file>', 'what came, and a week before it: CSV timestamp,count, or a HISTORY, .json')
    .option('--also <file>', 'another FORECAST of the same contacts; may be repeated', collect)
    .option('--absent <meaning>', 'what an absent row means: missing, zero, closed (default: decided by rule)')
    .option('--false-alarms <days>', 'days between false alarms of bias in the mean (default: 365)');
  command(
    'service-miss',
    'request',
    'SERVICE-MISS request: planned and actual contacts, handle times and people by interval, .json',
    'What a miss in service level came from: volume, handle time, roster, shrinkage, adherence.',
    serviceMissCommand,
  );

  requirementOptions(
    command('requirement', 'forecast', 'FORECAST document', 'People needed per interval.', requirementCommand),
  );
  requirementOptions(
    command(
      'risk',
      'forecast',
      'FORECAST document with sample paths, as of forecast --paths 1000, or a RISK request, .json',
      'The least people that keep a promise in so many futures of a forecast.',
      riskCommand,
    ),
  )
    .option(
      '--promise <promise>',
      'PERIOD/CHANCE: of each day, week or the horizon so many futures (default: week/0.9)',
    )
    .option(
      '--never-below <floor>',
      'SHARE/SCOPE: of interval, hour or day, such as 0.6/hour; may be repeated',
      collect,
    )
    .option('--replications <number>', 'futures simulated in a trial (default: by contacts, 20 to 200)')
    .option('--rounds <number>', 'times that trials move the planned level (default: 1)')
    .option('--seed <number>', 'seed of the last trial (default: 1)');

  command(
    'queues',
    'request',
    'QUEUE-STATES request: load, handle time, patience, agents and targets of each queue, .json',
    'Service of single queues, the agents they need, the load they carry, and what one more of each changes.',
    queuesCommand,
  );
  command(
    'transient',
    'request',
    'TRANSIENT request: contacts and agents by interval, handle time and patience, .json',
    'One queue followed in time: who waits at the end of an interval begins the next one.',
    transientCommand,
  );
  command(
    'patience',
    'request',
    'PATIENCE request: single waits, totals or counts, .json',
    'Mean patience of callers from who hung up and who was answered.',
    patienceCommand,
  );

  solveOptions(command('roster', 'problem', 'PROBLEM document', 'Who works when.', rosterCommand))
    .option('--breaks', 'list the breaks of every shift')
    .option('--ids', 'list every shift with its id, by which replace and swap name it')
    .option('--proof', 'with the certificate of the bound in the document, which verify counts again');

  limitOptions(
    command(
      'design',
      'problem',
      'SHIFT-DESIGN-PROBLEM document: what is needed, and the kinds of shifts that may be used',
      'The cheapest types of shifts with head-counts per day and skill, before anybody is assigned.',
      designCommand,
    ),
  );

  command(
    'activities',
    'problem',
    'PROBLEM document with activities',
    'Meetings, training and coaching inside the shifts of a roster.',
    activitiesCommand,
  )
    .option('--roster <file>', 'ROSTER document, or a list of shifts')
    .option('--seed <number>', 'seed (default: 1)');

  command(
    'breaks',
    'problem',
    'PROBLEM document, whose templates say which breaks there are',
    'The breaks of a roster, placed where its cover loses least.',
    breaksCommand,
  )
    .option('--roster <file>', 'ROSTER document, or a list of shifts')
    .option('--seed <number>', 'seed (default: 1)');

  command(
    'verify',
    'problem',
    'PROBLEM document',
    'The bound of a roster counted again from its certificate, by code apart from what solves.',
    verifyCommand,
  )
    .option('--roster <file>', 'ROSTER document with the certificate of its bound, as of roster --proof')
    .option('--seconds <number>', 'time limit (default: 600)');

  command(
    'audit',
    'roster',
    'ROSTER document, or a CSV employee,start,end[,activity][,skill]',
    'Breaches and hours of any roster.',
    auditCommand,
  )
    .option('--team <file>', 'TEAM, or a PROBLEM, PLAN or ROSTER that holds one; needed with a CSV')
    .option('--pay', 'the CSV of --out has the hours by tier and window of pay')
    .option('--past <file>', 'shifts before the horizon: .csv, a list of shifts, or a roster')
    .option('--future <file>', 'shifts behind the horizon')
    .option('--pack <id>', 'pack besides those of the team: an id, or a PACK document, .json; may be repeated', collect)
    .option('--agreements <file>', 'agreements on record: a list, .json')
    .option('--view <who>', 'hr: tell protected rules as they are (default: everybody)')
    .option('--zone <zone>', "zone of local times of a CSV (default: the team's)")
    .option('--from <date>', 'first day judged (default: of the roster, or of the first shift)')
    .option('--horizon <days>', 'days judged (default: of the roster, or to the last shift)');

  addPeopleCommands(command);

  solveOptions(
    command(
      'explain',
      'problem',
      'PROBLEM document',
      'Why there is no roster, who could have worked, what a change would save.',
      explainCommand,
    ),
  )
    .option('--ask <question>', 'conflict, cover, saving, prices or shift (default: conflict)')
    .option('--roster <file>', 'ROSTER that is asked about (default: the best that is found)')
    .option('--question <file>', 'the whole question as JSON; needed for saving')
    .option('--employee <id>', 'who is asked about, with --ask shift')
    .option('--date <date>', 'which day, with --ask shift or cover')
    .option('--at <time>', 'only stretches that hold this time of day, HH:MM, with --ask cover')
    .option('--shift <template>', 'the alternative as TEMPLATE or TEMPLATE@HH:MM (default: all of them)')
    .option('--off', 'the alternative is a day off')
    .option('--resolve', 'plan everybody anew around the alternative')
    .option('--skill <id>', 'stretches in this skill alone, with --ask cover')
    .option('--most <number>', 'stretches or changes at most');
  const rosterFile =
    'ROSTER document; with --problem also shifts alone, or a CSV employee,start,end[,activity][,skill]';
  const problemText = 'PROBLEM that it is judged and counted by (default: what the ROSTER says)';
  command('score', 'roster', rosterFile, 'What any roster is worth, without solving.', scoreCommand)
    .option('--problem <file>', problemText)
    .option('--against <file>', 'another roster of the same days: what makes the first out of it')
    .option('--ids', 'list every shift with its id, by which replace and swap name it');
  command('replace', 'roster', rosterFile, 'Who could work vacated shifts, the best first.', replaceCommand)
    .option('--problem <file>', problemText)
    .option('--vacate <id>', 'shift that nobody works any more; may be repeated', collect)
    .option('--absent <who>', 'EMPLOYEE=DATE or EMPLOYEE=DATE/DATE: all shifts of these days; may be repeated', collect)
    .option('--limit <number>', 'candidates listed for each shift (default: 10)');
  command('swap', 'roster', rosterFile, 'An exchange of shifts, judged for both.', swapCommand)
    .option('--problem <file>', problemText)
    .option('--give <id>', 'shift that is given away')
    .option('--take <id>', 'shift that comes back for it')
    .option('--to <employee>', 'who takes it, where nothing comes back');

  limitOptions(
    command(
      'head-count',
      'request',
      'HEAD-COUNT request: problem, groups and service, .json',
      'How many people of each contract a requirement takes.',
      headCountCommand,
    ),
  ).option('--lines', 'list the shifts of every line');
  limitOptions(
    command(
      'hiring-plan',
      'request',
      'HIRING-PLAN request: demands by month and contracts, .json',
      'Whom to hire when, and what it costs.',
      hiringPlanCommand,
    ),
  );

  limitOptions(
    command(
      'workload',
      'request',
      'WORKLOAD request: a requirement, and work that can wait, .json',
      'Call-backs, e-mail and follow-ups put into quiet intervals.',
      workloadCommand,
    ),
  );
  simulateOptions(
    command(
      'simulate',
      'input',
      'REQUIREMENT document, a CSV start,end,contacts,positions[,ahtSeconds], or a SIMULATION request with several queues',
      'What callers are to expect of a requirement or a roster, contact by contact.',
      simulateCommand,
    ),
  );

  command(
    'skills',
    'request',
    'SKILL-STAFFING request: queues, and groups by the queues they take and what they cost, .json',
    'People of each skill group for several queues, by programs with cuts from simulations.',
    skillsCommand,
  )
    .option('--replications <number>', 'of each simulation (default: as the request says, or 100)')
    .option('--seed <number>', 'seed (default: as the request says, or 1)');

  command(
    'outbound',
    'request',
    'OUTBOUND request: lists, method, pacing, times and agents, .json',
    'Outbound calls: dials by hour and head-count by day, for records and a deadline or for a goal.',
    outboundCommand,
  );

  solveOptions(
    command('plan', 'plan', 'PLAN document', 'From the history to the audited roster.', planCommand).option(
      '--promise <promise>',
      'tries the roster by simulation: [MEASURE:]BOUND[/SCOPE[/CHANCE]], such as 0.8/day/0.9; may be repeated',
      collect,
    ),
  );

  command(
    'plan-batch',
    'batch',
    'BATCH document: {plans: [{id, plan}]}',
    'Plans of several teams, joined.',
    planBatchCommand,
  ).option('--threads <number>', 'plans at a time (default: the cores of the machine)');

  withCommon(
    program
      .command('packs')
      .description('The packs of law there are; one of them with its rules and sources; or a file checked.')
      .argument('[pack]', 'id of a pack, or a PACK document, .json')
      .action((named: string | undefined, raw: RawOptions) => {
        leave(packsCommand(session, commonOf(raw), named));
      }),
  );

  program
    .command('serve')
    .description('Serve the HTTP API until a signal ends it.')
    .option('--example', 'load, plan and publish the example week if nothing is stored yet, and print where to look')
    .action(async (raw: RawOptions) => {
      leave(await session.serve({ example: raw['example'] === true }));
    });

  program
    .command('work')
    .description('Solve the jobs of a service on its database (DATABASE_URL) until a signal ends it.')
    .action(async () => {
      leave(await session.work());
    });
  accessCommands(program, { session, withCommon, commonOf, leave });
  maintenanceCommands(program, { session, withCommon, commonOf, leave });
  resultCommands(program, { session, withCommon, commonOf, leave });
  return program;
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

function withCommon(command: Command): Command {
  return command
    .option('--out <path>', OUT_HELP[command.name()] ?? 'file for the result, .json, .csv or .xlsx')
    .option('--json', 'print the document instead of tables')
    .addOption(new Option('--lang <language>', 'language of tables and messages').choices(['en', 'zh']).default('en'));
}

function historyOptions(command: Command): Command {
  return command
    .option('--zone <zone>', 'IANA zone of the times, such as Europe/Berlin')
    .option(
      '--interval <length>',
      "5m, 6m, 10m, 15m, 30m, 60m or 1d: the history's or coarser (default: the history's)",
    )
    .option(
      '--absent <meaning>',
      'what an absent row means: missing, zero, closed (default: decided by rule, and told)',
    )
    .option('--doubled <meaning>', 'what a repeated local hour given once holds: both, one (default: both)')
    .option('--country <code>', 'public holidays of this country count')
    .option('--region <code>', 'and of this region of it')
    .option('--special <file>', 'special days: CSV date,name,kind')
    .option('--campaigns <file>', 'mailings, past and planned: CSV date,name,size[,kind]')
    .option('--members <names>', 'models beside the own ones: mstl-ets, prophet, or none (default: mstl-ets)')
    .option('--hours <file>', 'opening hours: JSON {mon: [{from, to}], ..., dates}');
}

function requirementOptions(command: Command): Command {
  return command
    .option('--target <level>', 'service level as share/seconds: 0.8/20')
    .addOption(
      new Option('--level-of <base>', 'what the level is a share of: offered, answered, patient (default: offered)'),
    )
    .option('--asa <seconds>', 'highest average speed of answer; of several targets all are met')
    .option('--abandonment <share>', 'highest share that hangs up; needs --patience')
    .option('--preset <name>', `a named target: ${PRESET_NAMES.join(', ')}`)
    .option('--aht <seconds>', 'average handle time, after-contact work included')
    .option('--patience <seconds>', 'mean patience: Erlang A; without it Erlang C')
    .option('--concurrency <number>', 'contacts of an agent at once, as in chats (default: 1)')
    .option('--stretch <list>', 'how much longer each takes with 1, 2, ... at once, such as 1,1.2,1.5 (default: 1)')
    .option('--load <method>', 'stationary, lagged or modified-offered-load (default: stationary)')
    .option('--shrinkage <share>', 'share of paid time lost, without breaks that the roster places (default: 0)')
    .option('--shrinkage-parts <file>', 'shrinkage by part: a list, .json')
    .option('--crew <file>', 'proficiency and ramp by employee: a list, or what measures gave, .json')
    .option('--max-occupancy <share>', 'highest busy share of staffed time (default: no cap)')
    .option('--floor <people>', 'least positions in every open interval')
    .option('--ceiling <people>', 'most positions in any interval')
    .option('--skill <id>', 'skill that the contacts need');
}

function solveOptions(command: Command): Command {
  return limitOptions(command).option('--engine <name>', 'auto, javascript-lp-solver, highs or lines (default: auto)');
}

function simulateOptions(command: Command): Command {
  return command
    .option('--roster <file>', 'who is there: ROSTER document, or a CSV (default: the positions of the requirement)')
    .option('--against <file>', 'another roster, which sees the same contacts')
    .option('--crew <file>', 'proficiency and ramp by employee of the roster, .json (default: that of the requirement)')
    .option('--team <file>', 'TEAM of the shifts; needed with a CSV')
    .option('--actuals <file>', 'contacts that came, CSV timestamp,count, in place of those of the requirement')
    .option('--zone <zone>', 'zone of local times of a CSV')
    .option('--handling <spread>', 'exponential, fixed, lognormal:CV, or a .csv of seconds (default: exponential)')
    .option('--patience <seconds>', "mean seconds, none, or a .csv of seconds (default: the requirement's)")
    .option('--threshold <seconds>', "of the service level (default: the requirement's, or 20)")
    .option('--arrivals <how>', 'poisson, or given: exactly so many (default: poisson; given with --actuals)')
    .option('--rate <shape>', 'level or linear within an interval (default: level)')
    .option('--day-variation <share>', 'coefficient of variation of whole days (default: 0)')
    .option('--absence <share>', 'chance that somebody does not come to a shift (default: 0)')
    .option('--skills <of>', 'whose queues an employee takes: shift or employee (default: shift)')
    .option('--group-by <what>', 'skills or contract (default: skills)')
    .option('--routing <rule>', 'longest-idle or least-skilled (default: longest-idle)')
    .option('--promise <promise>', '[MEASURE:]BOUND[/SCOPE[/CHANCE]], such as 0.8/week/0.9; may be repeated', collect)
    .option('--replications <number>', 'replications, at most so many with --half-width (default: 100)')
    .option('--half-width <share>', 'until the service level is known to so much')
    .option('--threads <number>', 'threads, which change nothing of the result (default: as many as processors)')
    .option('--seed <number>', 'seed (default: 1)');
}

function limitOptions(command: Command): Command {
  return command
    .option('--seconds <number>', 'time limit (default: 60 where no iterations are given)')
    .option('--iterations <number>', 'iteration limit; with it no clock ends the solve')
    .option('--seed <number>', 'seed (default: 1)')
    .option('--gap <share>', 'stop at this gap between result and bound (default: 0)');
}

function commonOf(raw: RawOptions): Common {
  const out = raw['out'];
  return {
    json: raw['json'] === true,
    out: typeof out === 'string' ? out : undefined,
    language: raw['lang'] === 'zh' ? 'zh' : 'en',
  };
}
