import type { PlanResultDocument } from '../../contract/plan.ts';
import { dateOf, timeOf } from './local-time.ts';
import { percent, short } from './numbers.ts';
import { promiseLines, share } from './simulation-text.ts';
import type { Speech } from './speech.ts';
import { table } from './table.ts';

type Trial = NonNullable<PlanResultDocument['trial']>;
type Service = Trial['rounds'][number]['queues'][number]['horizon'];

/** The rounds of a trial, what the first and the chosen one gave each day, what became of the promises, why they are missed, and the ways out. */
export function trialText(trial: Trial, speech: Speech): string {
  const missed = trial.missed === undefined ? '' : reasonText(trial, trial.missed, speech);
  const parts = [
    trial.rounds.length === 0 ? '' : roundTable(trial, speech),
    serviceTable(trial, speech),
    promiseLines(trial, speech) + missed,
    trial.wayOut === undefined ? '' : wayOutText(trial, trial.wayOut, speech),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const roundName = ({ chosen }: Trial, index: number): string => `${index + 1}${index === chosen ? '*' : ''}`;

function roundTable(trial: Trial, { say, word }: Speech): string {
  const rows = trial.rounds.map(({ raisedHours, staffedHours, uncoveredHours, status, gap, kept }, index) => [
    roundName(trial, index),
    short(raisedHours, 1),
    short(staffedHours, 1),
    short(uncoveredHours, 1),
    status === 'optimal' || gap === null ? word('status', status) : `${word('status', status)} (${percent(gap, 1)})`,
    kept.map((one) => percent(one, 0)).join(say('list.joint')),
  ]);
  const columns = [
    { head: say('head.round') },
    { head: say('head.raised'), number: true },
    { head: say('head.staffed'), number: true },
    { head: say('head.short-hours'), number: true },
    { head: say('head.roster-status') },
    { head: say('head.kept'), number: true },
  ];
  return `${table(columns, rows)}${say('trial.chosen')}\n`;
}

/** Queues by day in the first round and in the one chosen. */
function serviceTable(trial: Trial, { say, day }: Speech): string {
  const told = [...new Set([0, trial.chosen])].filter((index) => index < trial.rounds.length);
  const rows = told.flatMap((index) =>
    (trial.rounds[index]?.queues ?? []).flatMap(({ id, days, horizon }) =>
      [...days.map((one) => [day(one.date), one] as const), [say('head.total'), horizon] as const].map(
        ([name, service]) => ({ name, id, round: roundName(trial, index), service }),
      ),
    ),
  );
  if (rows.length === 0) return '';
  const isKnown = rows.some(({ service }) => service.expected !== null);
  const hasCrew = rows.some(({ service }) => service.proficiency !== undefined);
  const isSpread = rows.some(({ service }) => service.expectedOverFutures !== service.expected);
  const formulas = ({ expected, expectedOverFutures }: Service): readonly string[] => [
    ...(isKnown ? [orNone(expected)] : []),
    ...(isSpread ? [orNone(expectedOverFutures)] : []),
  ];
  return table(
    [
      { head: say('head.round') },
      { head: say('head.queue') },
      { head: say('head.day') },
      { head: say('head.raised'), number: true },
      ...(hasCrew ? [{ head: say('head.crew-there'), number: true }] : []),
      { head: say('head.service-level'), number: true },
      ...(isKnown ? [{ head: say('head.by-formula'), number: true }] : []),
      ...(isSpread ? [{ head: say('head.over-futures'), number: true }] : []),
    ],
    rows.map(({ name, id, round, service }) => [
      round,
      id,
      name,
      short(service.raisedHours, 1),
      ...(hasCrew ? [orNone(service.proficiency ?? null)] : []),
      share(service.serviceLevel),
      ...formulas(service),
    ]),
  );
}

const orNone = (value: number | null): string => (value === null ? '-' : percent(value));

/** Why promises are missed; of too few people, whether that is proven of the last roster. */
function reasonText({ rounds }: Trial, missed: NonNullable<Trial['missed']>, { say, word }: Speech): string {
  const reason = word('trial-missed', missed);
  const last = rounds.at(-1);
  if (missed !== 'people' || last === undefined) return `${reason}\n`;
  const facts = { hours: short(last.uncoveredHours, 1), gap: last.gap === null ? '-' : percent(last.gap, 1) };
  return `${reason} ${say(last.status === 'optimal' ? 'trial.proven' : 'trial.unproven', facts)}\n`;
}

/** What the roster keeps as it is, and who would have to be there besides. */
function wayOutText({ promises }: Trial, { reachable, extra }: NonNullable<Trial['wayOut']>, speech: Speech): string {
  const { say, word, day } = speech;
  const kept = promises.flatMap(({ promise, isKept }, index) => {
    if (isKept) return [];
    const bound = reachable[index] ?? null;
    const facts = {
      measure: word('simulation-measure', promise.measure),
      scope: word('simulation-scope', promise.scope),
      queue: promise.queue ?? say('simulation.all'),
      chance: percent(promise.chance, 0),
      bound: bound === null ? '' : promise.measure === 'asa' ? `${bound} s` : percent(bound, 0),
    };
    return [`${say(bound === null ? 'trial.reaches-none' : 'trial.reaches', facts)}\n`];
  });
  if (extra === undefined) return `${kept.join('')}${say('trial.no-extra')}\n`;
  const facts = { hours: short(extra.hours, 1), people: extra.people };
  const spans = table(
    [
      { head: say('head.queue') },
      { head: say('head.day') },
      { head: say('head.hours-from') },
      { head: say('head.hours-to') },
      { head: say('head.people'), number: true },
    ],
    extra.spans.map(({ queue, start, end, people }) => [
      queue,
      day(dateOf(start)),
      timeOf(start),
      timeOf(end),
      String(people),
    ]),
  );
  const lean = say(extra.isLean ? 'trial.lean' : 'trial.not-lean');
  return `${kept.join('')}${say('trial.extra', facts)} ${lean}\n\n${spans}`;
}
