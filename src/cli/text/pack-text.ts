import type { PackDocument } from '../../contract/pack.ts';
import { table } from './table.ts';

function datesText({ validFrom, validTo }: PackDocument): string {
  return validTo === undefined ? `from ${validFrom}` : `${validFrom} to ${validTo}`;
}

/** All packs, a line each. */
export function packListText(packs: readonly PackDocument[]): string {
  const rows = packs.map((pack) => [
    pack.id,
    pack.version,
    pack.name,
    datesText(pack),
    String(pack.rules.length),
    String(pack.notChecked.length),
    pack.verified ? 'yes' : 'no',
  ]);
  return table(
    [
      { head: 'pack' },
      { head: 'version' },
      { head: 'name' },
      { head: 'in force' },
      { head: 'rules', number: true },
      { head: 'not checked', number: true },
      { head: 'verified' },
    ],
    rows,
  );
}

function valuesText(values: PackDocument['rules'][number]['values']): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(', ');
}

/** One version of a pack: each rule with its values and source, and what is not checked. */
export function packText(pack: PackDocument): string {
  const { id, version, name, checkedOn, verified, disclaimer, night, rules, notChecked } = pack;
  const head =
    `${id}, version ${version}: ${name}\n` +
    `In force ${datesText(pack)}; checked on ${checkedOn}, ${verified ? 'every rule in its own source' : 'not every rule in its own source'}. ` +
    `Night ${night.from} to ${night.to}.\n${disclaimer}\n`;
  const lines = rules.map((one) => [
    one.severity,
    one.rule,
    valuesText(one.values),
    `${one.source}${one.verified ? '' : ' (not verified)'}`,
  ]);
  const gaps = notChecked.map(({ topic, reason }) => `  ${topic}: ${reason}\n`).join('');
  return `${head}\n${table([{ head: 'severity' }, { head: 'rule' }, { head: 'values' }, { head: 'source' }], lines)}${gaps === '' ? '' : `\nNot checked\n${gaps}`}`;
}
