import type { BoundProof, CoverValue, ProofDifference } from '../../domain/bound-proof.ts';
import { addDays, startOfDate } from '../../domain/calendar.ts';
import { teamRulePrice } from '../../domain/hard-price.ts';
import type { IntervalDemand, Problem, TemplateDemand } from '../../domain/problem.ts';
import type { Interval } from '../../domain/units.ts';
import { bindTeamRules } from '../../rules/team/binding.ts';
import type { TeamRow } from '../../rules/team/team-rule.ts';
import { type RatedSpan, type Rates, ratesOf, unitsOfValue } from './rates.ts';

/** A template demand with the value of one more person, in units. */
type ValuedTemplate = { readonly demand: TemplateDemand; readonly value: bigint };

/** A count of a team rule with the value of each unit counted: over time, or of its date or period. */
export type ValuedRow = {
  readonly name: string;
  readonly row: TeamRow;
  /** Points of a unit past its limits; over time for each hour. */
  readonly price: number;
  readonly rates: Rates;
  readonly value: bigint;
};

/** The values of a certificate where the problem has a row for each of them. */
export type RowValues = {
  readonly slotSeconds: number;
  /** First and last moment of the planned days. */
  readonly horizon: Interval;
  /** By skill, undefined for demands without one: values where there is a demand. */
  readonly cover: ReadonlyMap<string | undefined, Rates>;
  readonly templates: readonly ValuedTemplate[];
  readonly rows: readonly ValuedRow[];
};

/** Reads the values of a certificate as the problem's own rows; a value that no row has is a difference and counts nowhere. */
export function rowValuesOf(
  problem: Problem,
  proof: BoundProof,
): { readonly values: RowValues; readonly differences: readonly ProofDifference[] } {
  const { team, from, days } = problem;
  const horizon = { start: startOfDate(team.zone, from), end: startOfDate(team.zone, addDays(from, days)) };
  const differences: ProofDifference[] = [];
  const stray = (of: string, value: number): void => {
    differences.push({ what: 'value', of, said: value, found: null });
  };
  const cover = new Map<string | undefined, Rates>();
  for (const [skill, demands] of Map.groupBy(problem.intervalDemands, (demand) => demand.skill)) {
    const own = proof.cover.filter((one) => one.skill === skill);
    cover.set(skill, ratesOf(own.flatMap((one) => spansIn(one, demands, horizon.start))));
  }
  for (const one of proof.cover) {
    const demands = problem.intervalDemands.filter(({ skill }) => skill === one.skill);
    const seconds = spansIn(one, demands, horizon.start).reduce((sum, { start, end }) => sum + end - start, 0);
    if (seconds < one.end - one.start) stray(one.skill ?? '', one.value);
  }
  const isOf = (demand: TemplateDemand) => (one: BoundProof['templates'][number]) =>
    one.date === demand.date && one.template === demand.template && one.skill === demand.skill;
  const templates = problem.templateDemands.map((demand) => ({
    demand,
    value: proof.templates.filter(isOf(demand)).reduce((sum, { value }) => sum + unitsOfValue(value), 0n),
  }));
  for (const one of proof.templates) {
    if (!problem.templateDemands.some((demand) => isOf(demand)(one))) stray(`${one.template} ${one.date}`, one.value);
  }
  const rows = teamRowsOf(problem, proof, horizon);
  for (const one of proof.teamRules) {
    if (!rows.some(({ key }) => key === keyOf(one))) stray(nameOf(one), one.value);
  }
  return { values: { slotSeconds: proof.slotSeconds, horizon, cover, templates, rows }, differences };
}

/** The parts of a value's stretch in which there is a demand of it. */
function spansIn(one: CoverValue, demands: readonly IntervalDemand[], first: number): readonly RatedSpan[] {
  const rate = unitsOfValue(one.value);
  return demands.flatMap((demand) => {
    const [start, end] = [Math.max(one.start, demand.start, first), Math.min(one.end, demand.end)];
    return end > start ? [{ start, end, rate }] : [];
  });
}

type Counted = { readonly setting: number; readonly count: number; readonly who: string };

const keyOf = ({ setting, count, who }: Counted): string => JSON.stringify([setting, count, who]);
const nameOf = ({ setting, who }: Counted): string => `${setting} ${who}`;

function teamRowsOf(
  problem: Problem,
  proof: BoundProof,
  horizon: Interval,
): readonly (ValuedRow & { readonly key: string })[] {
  return bindTeamRules(problem.team, problem.from, problem.days).flatMap(({ rows, setting }, place) => {
    const price = teamRulePrice(problem, setting);
    if (price <= 0) return [];
    return rows.map((row, index) => {
      const counted = { setting: place + 1, count: index + 1, who: row.who };
      const key = keyOf(counted);
      const own = proof.teamRules.filter((one) => keyOf(one) === key);
      const { measure } = row;
      const span =
        'span' in measure ? { ...measure.span, start: Math.max(measure.span.start, horizon.start) } : undefined;
      const rates = ratesOf(
        own.flatMap(({ span: told, value }): readonly RatedSpan[] => {
          if (told === undefined || span === undefined) return [];
          const [start, end] = [Math.max(told.start, span.start), Math.min(told.end, span.end)];
          return end > start ? [{ start, end, rate: unitsOfValue(value) }] : [];
        }),
      );
      const value = own.reduce((sum, one) => (one.span === undefined ? sum + unitsOfValue(one.value) : sum), 0n);
      return { key, name: nameOf(counted), row, price, rates, value: span === undefined ? value : 0n };
    });
  });
}
