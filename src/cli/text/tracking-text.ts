import type { AccuracyDocument } from '../../contract/accuracy.ts';
import type { ServiceMissDocument } from '../../contract/service-miss.ts';
import { fixed, percent, short, signed } from './numbers.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

type Queue = AccuracyDocument['queues'][number];
type Scores = AccuracyDocument['scores'];

/** Forecasts against what came, for people: by level, days ahead and date, and whether they are biased. */
export function accuracyText(accuracy: AccuracyDocument, speech: Speech = ENGLISH): string {
  return accuracy.queues.map((queue) => queueText(queue, speech)).join('\n');
}

function queueText(queue: Queue, speech: Speech): string {
  const { say, day } = speech;
  const number = (head: Parameters<typeof say>[0]) => ({ head: say(head), number: true });
  const columns = (first: Parameters<typeof say>[0]) => [
    { head: say(first) },
    number('head.judged'),
    number('head.actual'),
    number('head.forecast'),
    number('head.wape'),
    number('head.bias'),
    number('head.mase'),
    number('head.pinball'),
    number('head.held80'),
    number('head.held95'),
  ];
  const row = (name: string, scores: Scores): readonly string[] => [
    name,
    String(scores.points),
    short(scores.actual, 0),
    short(scores.forecast, 0),
    percent(scores.wape),
    percent(scores.bias),
    fixed(scores.mase, 2),
    percent(scores.pinball),
    percent(scores.coverage80),
    percent(scores.coverage95),
  ];
  const levels = [
    row(say('accuracy.intervals'), queue.scores),
    row(say('accuracy.days'), queue.dayTotals),
    row(say('accuracy.weeks'), queue.weekTotals),
  ];
  return [
    say('accuracy.head', { queue: queue.id, forecasts: queue.forecasts.length }),
    '',
    table(columns('head.level'), levels),
    table(
      columns('head.days-ahead'),
      queue.horizons.map(({ daysAhead, scores }) => row(String(daysAhead), scores)),
    ),
    table(
      columns('head.day'),
      queue.dates.map(({ date, scores }) => row(day(date), scores)),
    ),
    biasText(queue.bias, speech),
  ].join('\n');
}

function biasText(bias: Queue['bias'], { say, day }: Speech): string {
  const facts = { days: bias.days, alarmDays: short(bias.falseAlarmDays, 0) };
  const lines = bias.alarms.map(({ direction, since, raised, bias: size }) =>
    say(`bias.${direction}`, {
      since: day(since),
      raised: day(raised),
      size: percent(size === null ? null : Math.abs(size)),
    }),
  );
  return `${[...(lines.length === 0 ? [say('bias.none', facts)] : lines), say('bias.rate', facts)].join('\n')}\n`;
}

/** The parts of a miss in service level, for people: all, and day by day, in points of per cent. */
export function serviceMissText(miss: ServiceMissDocument, speech: Speech = ENGLISH): string {
  const { say, day } = speech;
  const number = (head: Parameters<typeof say>[0]) => ({ head: say(head), number: true });
  const columns = [
    { head: say('head.day') },
    number('head.planned-level'),
    number('head.came-level'),
    number('head.miss'),
    number('head.volume'),
    number('head.aht-part'),
    number('head.roster-part'),
    number('head.shrinkage-part'),
    number('head.adherence-part'),
    number('head.unexplained'),
  ];
  type Parts = Omit<ServiceMissDocument['days'][number], 'date'>;
  const row = (name: string, one: Parts): readonly string[] => [
    name,
    percent(one.planned),
    percent(one.actual),
    signed(100 * one.miss),
    ...(['volume', 'handle-time', 'roster', 'shrinkage', 'adherence'] as const).map((cause) =>
      signed(100 * one.parts[cause]),
    ),
    signed(100 * one.unexplained),
  ];
  const rows = miss.days.map((one) => row(day(one.date), one));
  return [
    say('miss.head', { seconds: short(miss.thresholdSeconds, 0) }),
    say('miss.terms'),
    '',
    table(columns, [...rows, row(say('word.Total'), miss)]),
  ].join('\n');
}
