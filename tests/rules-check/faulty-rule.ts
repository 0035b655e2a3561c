import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Mutant } from './rule-check.ts';
import type { LineRule } from '../../src/rules/rule.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RELATIVE_IMPORT = /(\bfrom\s+|\bimport\s+)'(\.[^']+)'/g;

const texts = new Map<string, Promise<string>>();

/** A file of the repository as text, read once. */
export function textOf(file: string): Promise<string> {
  const known = texts.get(file) ?? readFile(join(ROOT, file), 'utf8');
  texts.set(file, known);
  return known;
}

function resolved(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier);
}

/** Files of the repository that a file imports. */
export async function importsOf(file: string): Promise<readonly string[]> {
  const text = await textOf(file);
  return [...text.matchAll(RELATIVE_IMPORT)].map((match) => resolved(file, match[2] ?? ''));
}

/** The files by which `from` comes to `target`, both with it; empty where it does not import it. */
async function filesBetween(from: string, target: string): Promise<ReadonlySet<string>> {
  const reaches = new Map<string, boolean>();
  const visit = async (file: string): Promise<boolean> => {
    const known = reaches.get(file);
    if (known !== undefined) return known;
    reaches.set(file, file === target);
    for (const next of await importsOf(file)) if (await visit(next)) reaches.set(file, true);
    return reaches.get(file) === true;
  };
  await visit(from);
  return new Set([...reaches].flatMap(([file, does]) => (does ? [file] : [])));
}

function changed(text: string, { name, from, to, needs }: Mutant): string {
  const times = text.split(from).length - 1;
  if (times !== 1) throw new Error(`"${from}" of the mutant "${name}" stands ${times} times in its file, not once`);
  const faulty = text.replace(from, () => to);
  if (faulty === text) throw new Error(`the mutant "${name}" changes nothing`);
  return needs === undefined ? faulty : `${needs}\n${faulty}`;
}

/** The rule of a module's exports with this id. */
function ruleAmong(module: Module, id: string): LineRule<unknown> {
  const rule = Object.values(module).find(
    (one) => typeof one === 'object' && one !== null && 'id' in one && one.id === id && 'extend' in one,
  );
  if (rule === undefined) throw new Error(`no export is the rule ${id}`);
  return rule as LineRule<unknown>;
}

type Module = Readonly<Record<string, unknown>>;

/** The rule `id` of `ruleFile` with the mutant's fault in it, loaded as `loadFaultyModule` says. */
export async function loadFaulty(id: string, ruleFile: string, mutant: Mutant): Promise<LineRule<unknown>> {
  return ruleAmong(await loadFaultyModule(ruleFile, mutant), id);
}

/**
 * The exports of a file with the mutant's fault in it. The faulty file and what lies between it and the one asked for are written beside each other in a
 * folder of their own and loaded from there; all else is the same module as in the product. Throws where the fault cannot be put in or the
 * faulty file does not load: such a mutant proves nothing.
 */
export async function loadFaultyModule(entry: string, mutant: Mutant): Promise<Module> {
  const between = await filesBetween(entry, mutant.file);
  if (between.size === 0) throw new Error(`${entry} does not import ${mutant.file} of the mutant "${mutant.name}"`);
  const folder = await mkdtemp(join(tmpdir(), 'shiftcast-mutant-'));
  const copyOf = (file: string): string => join(folder, basename(file));
  if (new Set([...between].map(copyOf)).size < between.size)
    throw new Error(`two files of one name: ${[...between].join(', ')}`);
  try {
    for (const file of between) {
      const text = await textOf(file);
      const faulty = file === mutant.file ? changed(text, mutant) : text;
      const absolute = faulty.replaceAll(RELATIVE_IMPORT, (_, keyword: string, specifier: string) => {
        const target = resolved(file, specifier);
        return `${keyword}'${pathToFileURL(between.has(target) ? copyOf(target) : join(ROOT, target)).href}'`;
      });
      await writeFile(copyOf(file), absolute);
    }
    return (await import(pathToFileURL(copyOf(entry)).href)) as Module;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
