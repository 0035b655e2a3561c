import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createRequire } from 'node:module';
import { checkSync } from 'recheck';
import type * as TypeScript from 'typescript-5';
import { expect, it } from 'vitest';

/** No text that anybody sends may take a regular expression more than time in proportion to its length. */

const ROOT = join(import.meta.dirname, '..', '..', '..');
const ts = createRequire(import.meta.url)('typescript-5') as typeof TypeScript;

/** Regular expressions of a file as they are written, each with its line. */
function written(file: string): readonly { readonly text: string; readonly place: string }[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: { text: string; place: string }[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ text: node.getText(), place: `${relative(ROOT, file)}:${line + 1}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function slownessOf(text: string): string {
  const end = text.lastIndexOf('/');
  const { status, complexity } = checkSync(text.slice(1, end), text.slice(end + 1)) as {
    readonly status: string;
    readonly complexity?: { readonly summary: string };
  };
  return status === 'safe' ? '' : `${status}: ${complexity?.summary ?? 'unknown'}`;
}

it('regular expressions take time in proportion to the text', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const places = new Map(files.flatMap((name) => written(join(ROOT, 'src', name))).map((one) => [one.text, one.place]));
  expect(places.size).toBeGreaterThan(100);
  const slow = [...places].map(([text, place]) => [place, text, slownessOf(text)]).filter(([, , why]) => why !== '');
  expect(slow).toEqual([]);
});

it('one that goes back and forth is found', () => {
  expect(slownessOf(String.raw`/^(\d+\.?\d*|\.\d+)$/`)).toContain('2nd degree');
  expect(slownessOf(String.raw`/^(a+)+$/`)).toContain('exponential');
});
