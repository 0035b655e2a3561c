import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { openapiDocument } from '../contract/openapi.ts';

/** Writes openapi.yaml: `npm run openapi`. */

const root = new URL('../../', import.meta.url);

/** Version of the product, as its package says. */
export function productVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { readonly version: string };
  return manifest.version;
}

/** The OpenAPI document as an object and as YAML, each made when it is first read. */
export function openapiTexts(): { readonly document: object; readonly yaml: string } {
  let document: object | undefined;
  let yaml: string | undefined;
  return {
    get document() {
      return (document ??= openapiDocument(productVersion()));
    },
    get yaml() {
      return (yaml ??= stringify(this.document, { lineWidth: 120, aliasDuplicateObjects: false }));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('openapi.yaml', root), openapiTexts().yaml);
}
