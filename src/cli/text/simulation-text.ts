import type { SimulationDocument } from '../../contract/simulation.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Service = SimulationDocument['queues'][number]['horizon'];
type Value = Service['serviceLevel'];

export const share = ({ value, halfWidth }: Value, digits = 1): string =>
  value === null
    ? '-'
    : `${percent(value, digits)}${halfWidth === null ? '' : ` ± ${fixed(halfWidth * 100, digits + 1)}`}`;

const wait = ({ value, halfWidth }: Value): string =>
  value === null ? '-' : `${fixed(value, 1)} s${halfWidth === null ? '' : ` ± ${fixed(halfWidth, 1)}`}`;

/** Service by queue and day, how busy groups are, promises, and where there are two rosters how they differ. */
export function simulationText(simulation: SimulationDocument, speech: Speech = ENGLISH): string {
  const { say } = speech;
  const { replications, contacts, against } = simulation;
  const parts = [
    `${say('simulation.found', { replications, contacts })}\n`,
    serviceTable(simulation, speech),
    groupTable(simulation, speech),
    promiseLines(simulation, speech),
    ...(against === undefined
      ? []
      : [
          `${say('simulation.against')}\n`,
          serviceTable(against, speech),
          groupTable(against, speech),
          promiseLines(against, speech),
          comparedTable(against.compared, speech),
        ]),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

type Side = Pick<SimulationDocument, 'queues' | 'all' | 'groups' | 'everybody' | 'promises'>;

function serviceTable({ queues, all }: Side, { say, day }: Speech): string {
  const cells = (one: Service): readonly string[] => [
    short(one.offered.value, 1),
    share(one.serviceLevel),
    share(one.abandonment),
    wait(one.asaSeconds),
    short(one.unanswered, 1),
  ];
  const rows = queues.flatMap(({ id, days, horizon }) => [
    ...days.map((one) => [id, day(one.date), ...cells(one)]),
    [id, say('head.total'), ...cells(horizon)],
  ]);
  if (queues.length > 1) rows.push([say('simulation.all'), say('head.total'), ...cells(all.horizon)]);
  return table(
    [
      { head: say('head.queue') },
      { head: say('head.day') },
      { head: say('head.offered'), number: true },
      { head: say('head.service-level'), number: true },
      { head: say('head.abandoned'), number: true },
      { head: say('head.answer-speed'), number: true },
      { head: say('head.unanswered'), number: true },
    ],
    rows,
  );
}

function groupTable({ groups, everybody }: Side, { say }: Speech): string {
  const rows = groups.map(({ id, horizon }) => [id, horizon] as const);
  if (groups.length > 1) rows.push([say('simulation.everybody'), everybody.horizon]);
  return table(
    [
      { head: say('head.group') },
      { head: say('head.staffed'), number: true },
      { head: say('head.handled'), number: true },
      { head: say('head.occupied'), number: true },
    ],
    rows.map(([id, { staffedHours, handled, occupancy }]) => [
      id,
      short(staffedHours.value, 1),
      short(handled.value, 1),
      share(occupancy),
    ]),
  );
}

/** What became of each promise, a line each. */
export function promiseLines({ promises }: Pick<Side, 'promises'>, { say, word }: Speech): string {
  return promises
    .map(({ promise, kept, isKept }) => {
      const { measure, scope, bound, chance, queue } = promise;
      const facts = {
        measure: word('simulation-measure', measure),
        bound: measure === 'asa' ? `${bound} s` : percent(bound),
        scope: word('simulation-scope', scope),
        queue: queue ?? say('simulation.all'),
        kept: percent(kept.value),
        lower: percent(kept.lower),
        upper: percent(kept.upper),
        chance: percent(chance, 0),
      };
      return `${say(isKept ? 'simulation.kept' : 'simulation.missed', facts)}\n`;
    })
    .join('');
}

function comparedTable(compared: NonNullable<SimulationDocument['against']>['compared'], { say }: Speech): string {
  const rows = compared.map(({ queue, serviceLevel, abandonment, asaSeconds }) => [
    queue ?? say('simulation.all'),
    share({ value: serviceLevel.difference, halfWidth: serviceLevel.halfWidth }, 2),
    share({ value: abandonment.difference, halfWidth: abandonment.halfWidth }, 2),
    wait({ value: asaSeconds.difference, halfWidth: asaSeconds.halfWidth }),
  ]);
  return table(
    [
      { head: say('head.first-less-second') },
      { head: say('head.service-level'), number: true },
      { head: say('head.abandoned'), number: true },
      { head: say('head.answer-speed'), number: true },
    ],
    rows,
  );
}
