import type { RiskRequirementDocument } from '../../contract/risk-requirement.ts';
import { dateOf } from './local-time.ts';
import { fixed, percent, short } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Kept = RiskRequirementDocument['periods'][number]['kept'];

const keptText = ({ value, lower, upper }: Kept): string =>
  `${percent(value)} (${fixed(lower * 100, 1)}-${fixed(upper * 100, 1)})`;

/** A requirement under risk for people: what it costs, a row for each period, what simulation says, and the usual rules beside it. */
export function riskText(found: RiskRequirementDocument, speech: Speech = ENGLISH): string {
  const { say, word, day } = speech;
  const { periods, comparisons, promise, paths, positionHours, paidHours, costOfRiskHours, requirement } = found;
  const number = (head: Parameters<typeof say>[0]) => ({ head: say(head), number: true });
  const target = requirement.parameters?.target;
  const level =
    target?.kind === 'service-level' ? `${short(target.share * 100)}/${short(target.thresholdSeconds)}` : '-';
  const floors = promise.floors
    .map(({ share, scope }) => say('risk.floor', { share: percent(share, 0), scope: word('risk-scope', scope) }))
    .join('');
  const asked = say('risk.asked', {
    level,
    period: word('risk-period', promise.period),
    chance: percent(promise.chance, 0),
    floors,
  });
  const head = say('risk.found', {
    paths,
    positionHours: fixed(positionHours, 1),
    paidHours: fixed(paidHours, 1),
    scheduledHours: fixed(requirement.summary?.scheduledHours ?? 0, 1),
  });
  const cost = costOfRiskHours === null ? '' : say('risk.cost', { hours: fixed(costOfRiskHours, 1) });
  const columns = [
    { head: say('head.period-start') },
    number('head.offered'),
    number('head.kept'),
    number('head.level-kept'),
    ...promise.floors.map(({ scope }) => ({ head: word('risk-head', scope), number: true })),
    number('head.level-mean'),
    number('head.level-low'),
    number('head.level-half'),
  ];
  const rows = periods.map((period) => [
    day(dateOf(period.start)),
    fixed(period.contacts, 0),
    keptText(period.kept),
    percent(period.levelKept.value),
    ...period.floorsKept.map(({ value }) => percent(value)),
    percent(period.serviceLevel.mean),
    percent(period.serviceLevel.q10),
    percent(period.serviceLevel.q50),
  ]);
  const tried = periods.flatMap(({ start, simulated, plannedShare }) => {
    if (simulated === undefined) return [];
    const { replications, kept, serviceLevel, floors: own } = simulated;
    return [
      [
        day(dateOf(start)),
        String(replications),
        keptText(kept),
        percent(serviceLevel.mean),
        percent(serviceLevel.q10),
        percent(plannedShare),
        ...own.map(({ cellKept }) => percent(cellKept, 2)),
      ],
    ];
  });
  const triedColumns = [
    { head: say('head.simulated-from') },
    number('head.futures'),
    number('head.level-kept'),
    number('head.level-mean'),
    number('head.level-low'),
    number('head.planned-level'),
    ...promise.floors.map(({ scope }) => ({ head: word('risk-cell', scope), number: true })),
  ];
  const rules = comparisons.map(({ method, quantile, ...rule }) => [
    word('risk-method', method, { quantile: percent(quantile ?? 0, 1) }),
    fixed(rule.positionHours, 1),
    fixed(rule.paidHours, 1),
    `${rule.paidHours >= paidHours ? '+' : ''}${percent(rule.paidHours / paidHours - 1)}`,
    percent(rule.kept),
  ]);
  const ruleColumns = [
    { head: say('head.usual-rule') },
    number('head.position-hours'),
    number('head.paid-hours'),
    number('head.against-this'),
    number('head.kept'),
  ];
  const misses = periods.flatMap(({ start, missed }) =>
    missed === undefined
      ? []
      : [
          `${say('risk.missed', {
            day: day(dateOf(start)),
            reachable: percent(missed.reachable),
            what: missed.scope === undefined ? say('risk.level') : word('risk-head', missed.scope),
          })}\n`,
        ],
  );
  return [
    `${asked}\n${head}${cost}\n`,
    table(columns, rows),
    ...(tried.length === 0 ? [] : [table(triedColumns, tried)]),
    table(ruleColumns, rules),
    ...(misses.length === 0 ? [] : [misses.join('')]),
  ].join('\n');
}
