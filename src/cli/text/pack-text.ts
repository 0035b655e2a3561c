import type { PackDocument } from '../../contract/pack.ts';
import { ENGLISH, type Speech } from './speech.ts';
import { table } from './table.ts';

function datesText({ validFrom, validTo }: PackDocument, { say }: Speech): string {
  return validTo === undefined
    ? say('word.from-on', { from: validFrom })
    : say('word.span', { from: validFrom, to: validTo });
}

/** All packs, a line each. */
export function packListText(packs: readonly PackDocument[], speech: Speech = ENGLISH): string {
  const { say } = speech;
  const rows = packs.map((pack) => [
    pack.id,
    pack.version,
    pack.name,
    datesText(pack, speech),
    String(pack.rules.length),
    String(pack.notChecked.length),
    say(pack.verified ? 'word.yes' : 'word.no'),
  ]);
  return table(
    [
      { head: say('head.pack') },
      { head: say('head.version') },
      { head: say('head.name') },
      { head: say('head.in-force') },
      { head: say('head.rules'), number: true },
      { head: say('head.not-checked'), number: true },
      { head: say('head.verified') },
    ],
    rows,
  );
}

function valuesText(values: PackDocument['rules'][number]['values'], { say }: Speech): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(say('list.joint'));
}

/** One version of a pack: each rule with its values and source, and what is not checked. */
export function packText(pack: PackDocument, speech: Speech = ENGLISH): string {
  const { say, word } = speech;
  const { id, version, name, checkedOn, verified, disclaimer, night, rules, notChecked } = pack;
  const head = say('pack.head', {
    id,
    version,
    name,
    dates: datesText(pack, speech),
    checkedOn,
    checked: say(verified ? 'pack.all-checked' : 'pack.not-all-checked'),
    from: night.from,
    to: night.to,
    disclaimer,
  });
  const lines = rules.map((one) => [
    word('severity', one.severity),
    one.rule,
    valuesText(one.values, speech),
    `${one.source}${one.verified ? '' : say('pack.not-verified')}`,
  ]);
  const columns = [
    { head: say('head.severity') },
    { head: say('head.rule') },
    { head: say('head.values') },
    { head: say('head.source') },
  ];
  const gaps = notChecked.map(({ topic, reason }) => `  ${topic}: ${reason}\n`).join('');
  const open = gaps === '' ? '' : `\n${say('audit.not-checked')}\n${gaps}`;
  return `${head}\n\n${table(columns, lines)}${open}`;
}
